"""The owner's clock: it stands still while somebody else has the word, and those working days do not count as late."""

from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Item, Mode, Project
from pmo_bot.rules.facts import stands_still
from pmo_bot.services.commitment import hold, resume
from pmo_bot.services.events import Act, difference, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries


def stands(session: Session, item: Item) -> bool:
    """Whether the clock of its owner stands still, as things are."""
    project = queries.project(session, item.team_id, item.project_id)
    on = queries.item(session, item.team_id, item.blocked_on_id)
    mode = project.mode if project is not None else Mode.SUPPORTIVE
    return stands_still(item, mode, blocker_open=on is not None and on.is_open)


def keep_clock(session: Session, item: Item, stood: bool, at: datetime) -> None:
    """After a change: stop the clock, or let it run again and count the owner's working days that it `stood`."""
    if stands(session, item):
        hold(item, at)
    elif stood and item.held_at is not None:
        owner = queries.person(session, item.team_id, item.owner_id)
        calendar = calendar_of(session, owner) if owner is not None else None
        waited = calendar.between(calendar.today(item.held_at), calendar.today(at)) if calendar else 0
        resume(item, waited)


def keep_waiting(session: Session, act: Act, awaited: Item, *, was_open: bool) -> None:
    """What waits for an item that is finished can go on: its owner's clock runs again.  It stands still once more
    when that is open after all.
    """
    if awaited.is_open == was_open:
        return
    for item in queries.blocked_on(session, act.team, awaited.id):
        _keep_and_record(session, act, item, "item.waits_again" if awaited.is_open else "item.freed")


def keep_clocks(session: Session, act: Act, project: Project) -> None:
    """After a project is run otherwise: a word that is waited for may stop the clock in one mode and not in another."""
    for item in queries.open_items_in(session, act.team, project.id):
        _keep_and_record(session, act, item, "item.turned")


def _keep_and_record(session: Session, act: Act, item: Item, what: str) -> None:
    before, stood = told(item), item.held_at is not None
    keep_clock(session, item, stood, act.when)
    was, is_now = difference(before, told(item))
    if is_now:
        session.add(item)
        record(session, act.without_once, what, item=item, before=was, after=is_now)
