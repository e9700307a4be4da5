"""The windows of an escalation, submitted."""

from handlers import answering
from handlers.answers import NOTHING, Answer, Next, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import answers, forms_waiting
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import answers as words
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import deciding, escalations, items, reading_packets, ripples


def sentence(desk: Desk, call: Call) -> Answer:
    """The owner's words for a packet."""
    escalations.add_sentence(desk.db, call.act, call.incoming.origin.row, call.text_of("text"))
    return Reply(answers.say(words.SENTENCE_KEPT))


def extend(desk: Desk, call: Call) -> Answer:
    """Another date."""
    due = call.date_of("due")
    if due is None:
        raise Refused("no_date", key="A-12")
    origin, reason = call.incoming.origin, call.text_of("reason")
    item = escalations.asked_about(desk.db, call.act, origin.row)
    found = ripples.of_decision(desk.db, call.person, call.now, item.id, due)
    if found:
        today = call.today
        return Next(forms_waiting.move_anyway(origin, item, due, reason, found, today, Form.EXTEND_ANYWAY))
    return answering.settled(desk.db, call, deciding.extend(desk.db, call.act, origin.row, due, reason).item)


def extend_anyway(desk: Desk, call: Call) -> Answer:
    """The same, now that it was seen what moves with it."""
    due, origin = call.kept_date, call.incoming.origin
    if due is None:
        raise Refused("no_date", key="A-12")
    return answering.settled(desk.db, call, deciding.extend(desk.db, call.act, origin.row, due, origin.words).item)


def reassign(desk: Desk, call: Call) -> Answer:
    """Another owner."""
    person, row = call.person_of("person"), call.incoming.origin.row
    if person is None:
        raise Refused("no_person")
    given = deciding.reassign(desk.db, call.act, row, person.id, call.text_of("reason"), call.date_of("due"))
    return answering.settled(desk.db, call, given.item)


def drop(desk: Desk, call: Call) -> Answer:
    """No longer needed."""
    let_go = deciding.dropped(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return answering.settled(desk.db, call, let_go.item)


def scope(desk: Desk, call: Call) -> Answer:
    """Less of it."""
    due, row = call.date_of("due"), call.incoming.origin.row
    if due is None:
        raise Refused("no_date", key="A-12")
    left = deciding.make_smaller(
        desk.db, call.act, row, call.text_of("title"), call.text_of("done_means"), due, call.text_of("reason")
    )
    return answering.settled(desk.db, call, left.item)


def live_with(desk: Desk, call: Call) -> Answer:
    """Late for now."""
    until = call.date_of("until")
    if until is None:
        raise Refused("no_date", key="A-12", field="until")
    late = deciding.live_with(desk.db, call.act, call.incoming.origin.row, until, call.text_of("reason"))
    return answering.settled(desk.db, call, late.item)


def together(desk: Desk, call: Call) -> Answer:
    """One conversation for all whom it needs."""
    person = call.person_of("person")
    more = [person] if person is not None else []
    row = call.incoming.origin.row
    deciding.together(desk.db, call.act, row, call.text_of("text"), more)
    return Reply(answers.say(words.brought_together(*reading_packets.after_pause(desk.db, call.act, row))))


def note(desk: Desk, call: Call) -> Answer:
    """A note for the owner; nothing else changes."""
    item = escalations.asked_about(desk.db, call.act, call.incoming.origin.row)
    said = items.note(desk.db, call.act, item.id, call.text_of("text"))
    reply = answering.changed(desk.db, call, said)
    return reply if reply is not NOTHING else Reply(answers.say(words.NOTED))


PACKET_FORMS: dict[Form, Listener] = {
    Form.SENTENCE: sentence,
    Form.EXTEND: extend,
    Form.EXTEND_ANYWAY: extend_anyway,
    Form.REASSIGN: reassign,
    Form.DROP: drop,
    Form.SCOPE: scope,
    Form.LIVE_WITH: live_with,
    Form.TOGETHER: together,
    Form.NOTE: note,
}
