"""Windows as they open: what commands, clicks and shortcuts begin them with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.call import Call
from pmo_bot.blocks import forms, forms_asks, forms_decisions
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.words import decisions as decision_words
from pmo_bot.blocks.words import modes as mode_words
from pmo_bot.model import Decision, Item, Kind, Person, Priority, Project
from pmo_bot.rules.modes import Need, asks_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import left_out, looking, modes
from pmo_bot.services.modes import House
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def origin_for(call: Call, row: int) -> Origin:
    """What a window about a row remembers."""
    return replace(call.origin, row=row)


def still_open(item: Item) -> Item:
    """The item, unless it is closed: then no window opens only to be refused."""
    if not item.is_open:
        raise Refused("is_closed", item=item)
    return item


def open_item(db: Database, call: Call, item_id: int) -> Item:
    """The item, unless it is closed or not theirs to see."""
    return still_open(looking.card(db, call.person, call.now, item_id).item)


def add_form(db: Database, call: Call, *, kind: Kind = Kind.ACTION, project: Project | None = None, text: str = "",
             owner: Person | None = None, due: date | None = None, origin: Origin | None = None,
             priority: str = "", needed: Sequence[Need] = ()) -> View:  # fmt: skip
    """The window to capture an item; with what its project needs to know, it says why."""
    house = modes.house_for(db, project=project) if needed else House()
    typed = {"priority"} if priority not in ("", Priority.NORMAL) else set()  # what was typed is not lost
    return forms.add(
        origin or call.origin,
        looking.visible_projects(db, call.person),
        text=text,
        owner=(owner or call.person).slack_id,
        due=due,
        project=project.id if project else None,
        kind=kind,
        priority=priority,
        without=left_out.for_window(db, call.person.team_id, project) - typed,
        needed=[str(need) for need in needed],
        above=mode_words.incomplete(project, house.by, needed) if needed else None,
    )


def lacks_reason(db: Database, item: Item, reason: str) -> bool:
    """Whether a date would move without the reason it needs: then a window asks for it."""
    return not reason and modes.house_for(db, item).asks_reason(item.due)


def date_form(db: Database, call: Call, item: Item, offer: date, origin: Origin | None = None) -> View:
    """The window for another date of an item: to set it, or to offer it where dates are the lead's to set."""
    at, house = origin or call.origin, modes.house_for(db, still_open(item))
    modes.check_may_ask(item, call.person, house)
    if asks_lead(call.person, item, house.project):
        decides = mode_words.offered_to(house.lead, house.project, house.by)
        return forms_asks.counter(at, item, offer, above=decides, needed=True)
    needed = house.asks_reason(item.due)
    above = mode_words.with_reason(house.project, house.by) if needed else None
    return forms.new_date(at, item, offer, above=above, needed=needed)


def decide_form(
    db: Database, call: Call, draft: Draft, *, alike: Sequence[Decision] = (), origin: Origin | None = None
) -> View:
    """The window to log a decision; it shows what is decided already and sounds `alike`."""
    with db.reading() as session:
        deciders = queries.people(session, call.person.team_id, [one.decider_id for one in alike])
    above = decision_words.alike(alike, deciders, call.today) if alike else None
    offered = looking.visible_projects(db, call.person)
    return forms_decisions.decide(origin or call.origin, offered, draft, above=above, alike=alike)


def follow_form(db: Database, call: Call, decision: Decision) -> View:
    """The window for what follows from a decision."""
    with db.reading() as session:
        project = looking.seen_project(session, call.person, decision.project_id)
    return add_form(db, call, project=project, origin=replace(call.origin, row=0, decision=decision.number))
