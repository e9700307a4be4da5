"""The commands about what waits for what: `/pmo link A-12 after M-3` and `/pmo unlink A-12 from M-3`."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import forms_links
from pmo_bot.model import Item
from pmo_bot.rules.links import pairs
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import links
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act

Work = Callable[[Act, Item, Item], Done]


def link(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo link A-12 after M-3`, `A-12 waits for M-3`, `A-12 before A-14`; with one item alone a window."""
    if len(said.items) == 1:
        item, offered = links.offered(desk.db, call.person, said.items[0].id, forms_links.OFFERED)
        return Open(forms_links.waits(opening.origin_for(call, item.id), opening.still_open(item), offered))
    return _each(desk, call, said, lambda act, item, on: links.link_items(desk.db, act, item.id, on.id, said.reason))


def unlink(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo unlink A-12 from M-3`."""
    return _each(desk, call, said, lambda act, item, on: links.unlink_items(desk.db, act, item.id, on.id))


def _each(desk: Desk, call: Call, said: Said, work: Work) -> Answer:
    """Every pair that was named; what is refused of several is said beside what was done."""
    said.item()
    found = pairs(said.text, said.items)
    if not found:
        raise Refused("which_two", verb=said.command.verb)
    act, done, refused = call.act, list[Done](), list[Refused]()
    for item, on in found:
        try:
            done.append(work(replace(act, once=f"{act.once}:{item.id}:{on.id}"), item, on))
        except Refused as reason:
            refused.append(reason)
    if not done:
        raise refused[0]
    return answering.changed(desk.db, call, *done, refused=refused)


LINK_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"link": link, "unlink": unlink}
