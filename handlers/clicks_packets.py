"""The buttons of an escalation: the owner's sentence, and what whoever was told can answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers import answering, values
from handlers.answers import NOTHING, Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import answers, forms_offer, forms_packets, forms_waiting
from pmo_bot.blocks.ids import Form, Press, Verb
from pmo_bot.blocks.words import answers as words
from pmo_bot.blocks.words import forms as labels
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import deciding, escalations, looking, reading_packets, ripples, welcoming
from pmo_bot.services.people import calendar_for
from pmo_bot.services.reading_suggestions import suggestions

OFFER_DAYS = 5
"""Working days ahead that a window for a date starts from."""


def sentence(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the owner's words."""
    item, known = escalations.sentence_so_far(desk.db, call.act, press.id)
    return Open(forms_packets.sentence(call.origin, item, known))


def extend(desk: Desk, call: Call, press: Press) -> Answer:
    """The suggested date; where it has passed meanwhile, or a risk would come first, a window."""
    due = values.day(press.extra)
    item = escalations.asked_about(desk.db, call.act, press.id)
    found, today = ripples.of_decision(desk.db, call.person, call.now, item.id, due), calendar_for(call.person).today
    if found.risks and due >= today(call.now):
        return Open(forms_waiting.move_anyway(replace(call.origin, row=press.id), item, due, "", found,
                                              today(call.now), Form.EXTEND_ANYWAY))  # fmt: skip
    try:
        return answering.settled(desk.db, call, deciding.extend(desk.db, call.act, press.id, due).item)
    except Refused as refusal:
        if refusal.why == "past":
            return extend_to(desk, call, press)
        raise


def extend_to(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for another date."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    return Open(forms_packets.extend(call.origin, item, _ahead(call)))


def reassign(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for another owner."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    found = suggestions(desk.db, call.person, item.id, call.now)
    return Open(forms_offer.with_suggestions(forms_packets.reassign(call.origin, item, _ahead(call)), found))


def drop(desk: Desk, call: Call, press: Press) -> Answer:
    """A window that says what ends."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    owner = looking.person(desk.db, call.person, item.owner_id or 0)
    return Open(forms_packets.drop(call.origin, item, owner))


def scope(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what is left of it."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    return Open(forms_packets.smaller(call.origin, item, _ahead(call)))


def live_with(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for why the delay is all right, and until when."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    return Open(forms_packets.live_with(call.origin, item, _ahead(call)))


def together(desk: Desk, call: Call, press: Press) -> Answer:
    """At once where it is plain whom it needs; else a window that asks."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    if not deciding.knows_whom(desk.db, call.act, item):
        return Open(forms_packets.together(call.origin, item))
    deciding.together(desk.db, call.act, press.id, labels.TOGETHER_QUESTION)
    return Reply(answers.say(words.brought_together(*reading_packets.after_pause(desk.db, call.act, press.id))))


def note(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for a note to the owner."""
    item = escalations.asked_about(desk.db, call.act, press.id)
    return Open(forms_packets.note(call.origin, item))


def acknowledge(desk: Desk, call: Call, press: Press) -> Answer:
    """Seen: nobody else is asked for a while, and the answer says until when."""
    escalations.acknowledge(desk.db, call.act, press.id)
    return Reply(answers.say(words.acknowledged(*reading_packets.after_pause(desk.db, call.act, press.id))))


def release(desk: Desk, call: Call, press: Press) -> Answer:
    """Let the next one be asked."""
    escalations.release(desk.db, call.act, press.id)
    return Reply(answers.say(words.RELEASED))


def _ahead(call: Call) -> date:
    return in_working_days(call.person, call.today, OFFER_DAYS)


def sponsor_in(desk: Desk, call: Call, press: Press) -> Answer:
    """A new sponsor says yes."""
    welcoming.say_yes(desk.db, call.act, press.id)
    return NOTHING


SPONSOR_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.SPONSOR_IN: sponsor_in}
PACKET_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.SENTENCE: sentence,
    Verb.EXTEND: extend,
    Verb.EXTEND_TO: extend_to,
    Verb.REASSIGN: reassign,
    Verb.DROP: drop,
    Verb.SCOPE: scope,
    Verb.LIVE_WITH: live_with,
    Verb.TOGETHER: together,
    Verb.NOTE: note,
    Verb.ACKNOWLEDGE: acknowledge,
    Verb.RELEASE: release,
}
