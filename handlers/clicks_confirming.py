"""The buttons about what is done: *Done* itself, *Confirm*, *Not yet*."""

from collections.abc import Callable

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import forms
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Mode
from pmo_bot.rules.modes import mode_of
from pmo_bot.services import confirming, items, looking


def done(desk: Desk, call: Call, press: Press) -> Answer:
    """Done: at once in supportive mode, and where that answers a question; else with a window for what shows it."""
    card = looking.card(desk.db, call.person, call.now, press.id)
    if card.item.about is not None or mode_of(card.project) is Mode.SUPPORTIVE:
        return answering.changed(desk.db, call, items.finish(desk.db, call.act, press.id))
    return Open(forms.done(call.origin, opening.still_open(card.item)))


def confirm(desk: Desk, call: Call, press: Press) -> Answer:
    """It is done."""
    return answering.changed(desk.db, call, confirming.confirm(desk.db, call.act, press.id))


def not_yet(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what is missing."""
    return Open(forms.not_yet(call.origin, looking.card(desk.db, call.person, call.now, press.id).item))


CONFIRM_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.DONE: done,
    Verb.CONFIRM: confirm,
    Verb.NOT_YET: not_yet,
}
