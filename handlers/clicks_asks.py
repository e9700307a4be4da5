"""The buttons of questions: the owner's yes, no and another date; what whoever asked says to that."""

from collections.abc import Callable

from handlers import answering, opening, values
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import forms, forms_asks, forms_offer
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.services import handshake, items, looking
from pmo_bot.services.reading_suggestions import suggestions

OFFER_DAYS = 3
"""Working days ahead that a window for another date starts from."""


def accept(desk: Desk, call: Call, press: Press) -> Answer:
    """Yes."""
    return answering.changed(desk.db, call, handshake.accept(desk.db, call.act, press.id))


def counter(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for another date."""
    item, today = opening.open_item(desk.db, call, press.id), call.today
    return Open(
        forms_asks.counter(call.origin, item, in_working_days(call.person, max(item.due or today, today), OFFER_DAYS))
    )


def decline(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for who else, and why."""
    return Open(forms_asks.decline(call.origin, opening.open_item(desk.db, call, press.id)))


def ask_back(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what the owner needs to know."""
    return Open(forms_asks.ask_back(call.origin, opening.open_item(desk.db, call, press.id)))


def approve(desk: Desk, call: Call, press: Press) -> Answer:
    """The offered date becomes the date."""
    return answering.changed(desk.db, call, handshake.approve(desk.db, call.act, press.id))


def keep(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the reason why it stays as it was."""
    return Open(forms_asks.keep(call.origin, opening.open_item(desk.db, call, press.id)))


def answer(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the answer to the owner's question."""
    card = looking.card(desk.db, call.person, call.now, press.id)
    return Open(forms_asks.answer(call.origin, opening.still_open(card.item), card.words))


def give(desk: Desk, call: Call, press: Press) -> Answer:
    """Ask whom the owner suggested."""
    return answering.changed(desk.db, call, items.assign(desk.db, call.act, press.id, values.whole(press.extra)))


def hand(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for who is asked instead."""
    found = suggestions(desk.db, call.person, opening.open_item(desk.db, call, press.id).id, call.now)
    return Open(forms_offer.with_suggestions(forms.assign(call.origin, found.item), found))


def take(desk: Desk, call: Call, press: Press) -> Answer:
    """I take it, whoever had it."""
    return answering.changed(desk.db, call, items.assign(desk.db, call.act, press.id, call.person.id))


ASK_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.ACCEPT: accept,
    Verb.COUNTER: counter,
    Verb.DECLINE: decline,
    Verb.ASK_BACK: ask_back,
    Verb.APPROVE: approve,
    Verb.KEEP: keep,
    Verb.ANSWER: answer,
    Verb.GIVE: give,
    Verb.HAND: hand,
    Verb.TAKE: take,
}
