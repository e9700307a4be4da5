"""The windows about waiting, and the one that asks once more before a date moves."""

from handlers import answering
from handlers.answers import Answer, Next
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import forms_waiting
from pmo_bot.blocks.ids import Form
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import blocking, items, looking, modes, ripples


def new_date(desk: Desk, call: Call) -> Answer:
    """Move an item; where that touches others, show them first."""
    due, row, reason = call.date_of("due"), call.incoming.origin.row, call.text_of("reason")
    if due is None:
        raise Refused("no_date", key="A-12")
    modes.check_before_moving(desk.db, call.act, row, due, reason)
    found = ripples.of_move(desk.db, call.person, call.now, row, due)
    if found:
        item, today = looking.card(desk.db, call.person, call.now, row).item, call.today
        return Next(forms_waiting.move_anyway(call.incoming.origin, item, due, reason, found, today))
    return answering.changed(desk.db, call, items.move(desk.db, call.act, row, due, reason))


def move_anyway(desk: Desk, call: Call) -> Answer:
    """Move it, now that it was seen what moves with it."""
    due, origin = call.kept_date, call.incoming.origin
    if due is None:
        raise Refused("no_date", key="A-12")
    clock = call.kept_time
    return answering.changed(desk.db, call, items.move(desk.db, call.act, origin.row, due, origin.words, clock))


def ready_by(desk: Desk, call: Call) -> Answer:
    """By when it is there."""
    due, row = call.date_of("due"), call.incoming.origin.row
    if due is None:
        raise Refused("no_date", key="A-12")
    return answering.changed(desk.db, call, blocking.ready_by(desk.db, call.act, row, due, call.text_of("reason")))


def not_waited(desk: Desk, call: Call) -> Answer:
    """It does not wait for them."""
    said = blocking.not_waited(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return answering.changed(desk.db, call, said)


def refuse(desk: Desk, call: Call) -> Answer:
    """The date stays."""
    said = blocking.refuse_pause(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return answering.changed(desk.db, call, said)


def snooze(desk: Desk, call: Call) -> Answer:
    """Its line comes back on a day: one's own where one was chosen."""
    until = call.date_of("due") or call.date_of("when")
    if until is None:
        raise Refused("no_date", key="A-12")
    return answering.changed(desk.db, call, items.snooze(desk.db, call.act, call.incoming.origin.row, until))


WAITING_FORMS: dict[Form, Listener] = {
    Form.NEW_DATE: new_date,
    Form.MOVE_ANYWAY: move_anyway,
    Form.READY_BY: ready_by,
    Form.NOT_WAITED: not_waited,
    Form.REFUSE: refuse,
    Form.SNOOZE: snooze,
}
