"""The commands of the handshake: `/pmo accept A-12` and `/pmo decline A-12`."""

from collections.abc import Callable

from handlers.answers import Answer
from handlers.call import Call
from handlers.commands_items import each
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.services import handshake


def accept(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo accept A-12`; with a date it is an offer of another one."""
    due = said.due()
    if due is not None:
        return each(desk, call, said, lambda act, item: handshake.counter(desk.db, act, item.id, due.day, said.reason))
    return each(desk, call, said, lambda act, item: handshake.accept(desk.db, act, item.id))


def decline(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo decline A-12 because …`, with somebody else if one is mentioned."""
    other = said.owner.id if said.owner else None
    return each(desk, call, said, lambda act, item: handshake.decline(desk.db, act, item.id, other, said.reason))


HANDSHAKE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"accept": accept, "decline": decline}
