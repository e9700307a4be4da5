"""The buttons about who can do what: offer something to a colleague."""

from collections.abc import Callable

from handlers import opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import forms_offer
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.services.reading_suggestions import suggestions


def offer(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for which colleague is asked."""
    found = suggestions(desk.db, call.person, press.id, call.now)
    opening.still_open(found.item)
    return Open(forms_offer.offer(call.origin, found))


CAPACITY_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.OFFER: offer}
