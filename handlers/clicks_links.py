"""The buttons about what waits for what."""

from collections.abc import Callable

from handlers import opening, values
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.freezing import lift
from handlers.listener import Desk
from pmo_bot.blocks import forms_links
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.readiness import readiness_message
from pmo_bot.services import links, looking, reading_readiness


def waits(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what has to be there first."""
    item, offered = links.offered(desk.db, call.person, press.id, forms_links.OFFERED)
    return Open(forms_links.waits(call.origin, opening.still_open(item), offered))


def fix(desk: Desk, call: Call, press: Press) -> Answer:
    """The window for a new date, with one that fits already in it."""
    item = looking.card(desk.db, call.person, call.now, press.id).item
    return Open(opening.date_form(desk.db, call, item, values.day(press.extra)))


def objection(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for why a date before it does not work."""
    item = opening.still_open(looking.card(desk.db, call.person, call.now, press.id).item)
    return Open(forms_links.objection(call.origin, item))


def needs(desk: Desk, call: Call, press: Press) -> Answer:
    """What a milestone still needs, however far back."""
    item, found, people = reading_readiness.for_reader(desk.db, call.person, press.id, call.now)
    return Reply(readiness_message(item, found, people, call.today))


LINK_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.WAITS: waits,
    Verb.FIX: fix,
    Verb.LIFT: lift,
    Verb.OBJECT: objection,
    Verb.NEEDS: needs,
}
