"""The buttons about waiting: it is ready, ready by a day, not me; a date may wait; a date before it moved; later."""

from collections.abc import Callable

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import forms_waiting
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import forms as words
from pmo_bot.services import blocking


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
    Verb.READY: ready,
    Verb.READY_BY: ready_by,
    Verb.NOT_WAITED: not_waited,
    Verb.ALLOW: allow,
    Verb.REFUSE: refuse,
    Verb.SEEN: seen,
    Verb.SNOOZE: snooze,
}
