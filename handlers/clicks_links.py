"""The buttons about what waits for what."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import forms_links
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.services import links


def waits(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what has to be there first."""
    item, offered = links.offered(desk.db, call.person, press.id, forms_links.OFFERED)
    return Open(forms_links.waits(call.origin, answering.still_open(item), offered))


LINK_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.WAITS: waits}
