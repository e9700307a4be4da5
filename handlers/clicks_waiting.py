"""The buttons about waiting: a new date, ready, ready by a day, not me; a date may wait, or moved before; later."""

from collections.abc import Callable

from handlers import answering, opening, values
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import forms_waiting
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import forms as words
from pmo_bot.services import blocking, items, ripples


def new_date(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the new date and its reason; it begins with the date that was suggested, while that is ahead."""
    suggested = values.day(press.extra) if press.extra else call.today
    offer = suggested if suggested > call.today else in_working_days(call.person, call.today, 3)
    return Open(opening.date_form(desk.db, call, opening.open_item(desk.db, call, press.id), offer))


def take_date(desk: Desk, call: Call, press: Press) -> Answer:
    """The date that was suggested; where it needs a reason or has passed meanwhile, or touches others, a window."""
    due, item = values.day(press.extra), opening.open_item(desk.db, call, press.id)
    if due <= call.today or opening.lacks_reason(desk.db, item, ""):
        return new_date(desk, call, press)
    found = ripples.of_move(desk.db, call.person, call.now, item.id, due)
    if found:
        origin = opening.origin_for(call, item.id)
        return Open(forms_waiting.move_anyway(origin, item, due, "", found, call.today))
    return answering.changed(desk.db, call, items.move(desk.db, call.act, item.id, due))


def ready(desk: Desk, call: Call, press: Press) -> Answer:
    """What is waited for is there."""
    return answering.changed(desk.db, call, blocking.ready(desk.db, call.act, press.id))


def ready_by(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the day on which it will be."""
    offer = in_working_days(call.person, call.today, 1)
    return Open(forms_waiting.ready_by(call.origin, opening.open_item(desk.db, call, press.id), offer))


def not_waited(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what the owner shall know."""
    return Open(forms_waiting.not_waited(call.origin, opening.open_item(desk.db, call, press.id)))


def allow(desk: Desk, call: Call, press: Press) -> Answer:
    """The date may wait."""
    return answering.changed(desk.db, call, blocking.allow_pause(desk.db, call.act, press.id))


def refuse(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for why the date stays."""
    return Open(forms_waiting.refuse_pause(call.origin, opening.open_item(desk.db, call, press.id)))


def seen(desk: Desk, call: Call, press: Press) -> Answer:
    """A date before it moved, and one's own stays."""
    return answering.changed(desk.db, call, blocking.ripple_seen(desk.db, call.act, press.id))


def snooze(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for when its line comes back."""
    today = call.today
    offers = [(words.SNOOZE_TOMORROW, in_working_days(call.person, today, 1)),
              (words.SNOOZE_THREE, in_working_days(call.person, today, 3))]  # fmt: skip
    return Open(forms_waiting.snooze(call.origin, opening.open_item(desk.db, call, press.id), offers))


WAITING_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.NEW_DATE: new_date,
    Verb.TAKE_DATE: take_date,
    Verb.READY: ready,
    Verb.READY_BY: ready_by,
    Verb.NOT_WAITED: not_waited,
    Verb.ALLOW: allow,
    Verb.REFUSE: refuse,
    Verb.SEEN: seen,
    Verb.SNOOZE: snooze,
}
