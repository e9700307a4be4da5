"""How every change of an item is made: who may, what is written down, what it sets in motion."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import (
    TITLE_LENGTH,
    About,
    Contingency,
    Event,
    Item,
    Kind,
    Note,
    Person,
    Project,
    Standing,
    State,
)
from pmo_bot.rules.calendar import in_reach
from pmo_bot.rules.permission import may_act, may_add, may_see, may_see_item
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.titles import readable
from pmo_bot.services.absences import as_said
from pmo_bot.services.clocks import keep_clock, keep_waiting, stands
from pmo_bot.services.commitment import after_change, begin_handshake, close, commit, renew
from pmo_bot.services.events import Act, difference, keep_wordings, once_only, record, texts, told, write_note
from pmo_bot.services.notices import item_begun, item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Done:
    """An item after something was done with it, and the event that can be undone."""

    item: Item
    event: Event
    owner: Person | None = None
    project: Project | None = None


def done_with(session: Session, item: Item, event: Event) -> Done:
    """What was done with an item, with its owner and its project as they are now."""
    owner = queries.person(session, item.team_id, item.owner_id)
    return Done(item, event, owner, queries.project(session, item.team_id, item.project_id))


def change_item(
    db: Database,
    act: Act,
    item_id: int,
    what: str,
    change: Callable[[Item], None],
    note: str = "",
    *,
    refuse_closed: bool = False,
) -> Done:
    return change_in(db, act, item_id, what, lambda item, _session: change(item), note, refuse_closed=refuse_closed)


def change_in(
    db: Database,
    act: Act,
    item_id: int,
    what: str,
    change: Callable[[Item, Session], None],
    note: str = "",
    *,
    refuse_closed: bool = False,
) -> Done:
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        return change_it(session, act, item, what, change, note, refuse_closed=refuse_closed)


def change_it(
    session: Session,
    act: Act,
    item: Item,
    what: str,
    change: Callable[[Item, Session], None],
    note: str | Note | None = "",
    *,
    refuse_closed: bool = False,
) -> Done:
    """The same for an item that may be changed, in a transaction that is under way."""
    if refuse_closed and not item.is_open:
        raise Refused("is_closed", item=item)
    with changing(session, act, item, what, note) as events:
        change(item, session)
    return done_with(session, item, events[0])


SAID_ONCE = frozenset({"item.accepted", "item.declined", "item.countered", "item.blocked", "item.started"})
"""Said again without anything new, it is no second event: there would be nothing to take back."""


@contextmanager
def changing(
    session: Session, act: Act, item: Item, what: str, note: str | Note | None = None
) -> Iterator[list[Event]]:
    """Change an item inside: commitment, handshake, event and notices follow from what differs afterwards."""
    act = as_said(session, act, item)
    before, said, pair = told(item), texts(item), (item.owner_id, item.due)
    word = (item.acceptance, item.turn_at)
    stood = stands(session, item)
    events: list[Event] = []
    yield events
    at = act.when
    if word == (item.acceptance, item.turn_at):  # else it was said what becomes of the owner's word
        after_change(item, pair, _whose_word(act, item), at)
    keep_clock(session, item, stood, at)
    if pair != (item.owner_id, item.due):
        renew(item, at)
    session.add(item)
    session.flush()
    written = write_note(session, act, note, item) if isinstance(note, str) else note
    was, is_now = difference(before, told(item))
    if what in SAID_ONCE and not is_now and written is None:
        raise AlreadyDone(what)
    events.append(record(session, act, what, item=item, before=was, after=is_now, note=written))
    keep_wordings(session, events[0], item, said)
    item_changed(session, act, item, former=pair[0])
    keep_waiting(session, act, item, was_open=before["closed_at"] is None)
    if not item.is_open or item.owner_id != pair[0]:  # it is offered to nobody any more: the colleague is not asked
        let_go(session, act, About.OFFER, [item.id])
    if before["kind"] == Kind.RISK and not lies_ahead(item):
        let_go(session, act, About.READY, parts_of(session, item))


def let_go(session: Session, act: Act, about: About, subject_ids: Collection[int]) -> None:
    """Nothing is left to look at: the checks that wait are closed."""
    waiting = (Item.team_id == act.team, Item.about == about, col(Item.about_id).in_(subject_ids))
    for check in session.exec(select(Item).where(*waiting, col(Item.closed_at).is_(None))).all():
        with changing(session, act.without_once, check, "item.dropped"):
            close(check, State.DROPPED, act.when)


def lies_ahead(item: Item) -> bool:
    """Whether it may still happen: only of that people are asked whether they are ready for it."""
    return item.kind is Kind.RISK and item.is_open


def parts_of(session: Session, risk: Item) -> Sequence[int]:
    """The lines of all its plans; by one of them is named who is asked whether they are ready."""
    lines = select(Contingency.id).where(Contingency.team_id == risk.team_id, Contingency.risk_id == risk.id)
    return session.exec(lines).all()


def _whose_word(act: Act, item: Item) -> int:
    """Who said it: whoever stands in says it for somebody else, unless they take it themselves."""
    if act.behalf is None or item.owner_id == act.person.id:
        return act.person.id
    return act.behalf.id


def item_for_act(session: Session, act: Act, item_id: int) -> Item:
    """The item, if this person may know of it and change it; else `Refused`."""
    item = session.get(Item, item_id)
    if item is None or item.team_id != act.team:
        raise Refused("no_item", key="")
    project = queries.project(session, act.team, item.project_id)
    if not may_see_item(act.person, item, project, rooms_of(session, act)):
        raise Refused("no_item", key="")
    if not may_act(act.person, item, project) and as_said(session, act, item).behalf is None:
        raise Refused("not_yours", item=item, **_who_may(session, item, project))
    return item


def _who_may(session: Session, item: Item, project: Project | None) -> dict[str, Any]:
    known = queries.people(
        session, item.team_id, [item.owner_id, item.requester_id, project.lead_id if project else None]
    )
    lead = known.get(project.lead_id or 0) if project else None
    return {"owner": known.get(item.owner_id or 0), "requester": known.get(item.requester_id or 0), "lead": lead}


def closing(state: State, act: Act) -> Callable[[Item], None]:
    def change(item: Item) -> None:
        close(item, state, act.when)

    return change


def begin(session: Session, act: Act, item: Item) -> Event:
    """A new item: its first commitment, its owner's word, its event; whoever has to hear of it will."""
    commit(item, act.when)
    begin_handshake(item, act.person.id, act.when)
    session.add(item)
    session.flush()
    event = record(session, act, "item.created", item=item, after=told(item))
    item_begun(session, act, item)
    return event


def check_title(title: str) -> str:
    """The title as it is kept; refuses one in which nothing can be seen, and one that is too long."""
    kept = readable(title)
    if not kept:
        raise Refused("no_title")
    if len(kept) > TITLE_LENGTH:
        raise Refused("long_title", length=len(kept), most=TITLE_LENGTH)
    return kept


def check_ahead(session: Session, act: Act, item: Item, due: date, owner_id: int | None) -> None:
    """A date must not have passed where the owner lives."""
    owner = queries.person(session, act.team, owner_id) or act.person
    today = calendar_of(session, owner).today(act.now)
    if due < today:
        raise Refused("past", day=due, today=today)
    check_reach(due, today)


def check_reach(day: date, today: date, **where: str) -> None:
    """A day that nobody plans with is refused, whichever way it comes."""
    if not in_reach(day, today):
        raise Refused("far_date", day=day, today=today, **where)


def check_owner(owner: Person | None) -> None:
    """Only who can answer may own something."""
    if owner is None:
        return
    if owner.standing is Standing.BOT:
        raise Refused("owner_is_bot", person=owner)
    if owner.standing is Standing.DEACTIVATED:
        raise Refused("owner_left", person=owner)


def project_for(session: Session, act: Act, project_id: int | None) -> Project | None:
    """The project something is to belong to, if it exists for this person; a hidden one and none sound the same."""
    project = queries.project(session, act.team, project_id)
    if project_id is not None and (project is None or not may_see(act.person, project, rooms_of(session, act))):
        raise Refused("no_project", key="")
    return project


def check_may_add(act: Act, project: Project | None) -> None:
    """People of other organisations add to the projects they lead or sponsor, and nowhere else."""
    if not may_add(act.person, project):
        raise Refused("outsider_adds")


def rooms_of(session: Session, act: Act) -> frozenset[str]:
    return queries.private_rooms(session, act.team, act.person.slack_id)


def next_number(session: Session, team: str) -> int:
    """The next number of the workspace's one sequence."""
    workspace = queries.turn(session, team)
    number, workspace.next_number = workspace.next_number, workspace.next_number + 1
    session.add(workspace)
    return number
