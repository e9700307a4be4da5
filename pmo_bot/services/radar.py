"""The radar: once a week, what looks like the same work or the same question in two projects.

Those whom it concerns, and who may see both, are shown it in their brief.  What somebody said of a pair holds for all.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from pmo_bot.model import (
    Decision,
    DecisionState,
    Event,
    Item,
    Kind,
    Pair,
    PairLine,
    Person,
    Phase,
    Project,
    Workspace,
)
from pmo_bot.rules import radar
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.radar import Found, Titled
from pmo_bot.rules.silence import BEFORE, is_silent
from pmo_bot.services import full_weeks
from pmo_bot.services.events import observe
from pmo_bot.services.planning_posts import brief_now
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.reading_pairs import Things
from pmo_bot.store import decisions as stored
from pmo_bot.store import links, queries
from pmo_bot.store.outbox import insert_once

LOOKED = "radar.looked"
WORK = (Kind.ACTION, Kind.MILESTONE, Kind.ISSUE)
"""What is done; a risk is not, and an answer or a check belongs to something else."""


def look(session: Session, workspace: Workspace, calendar: Calendar, now: datetime) -> None:
    """Keep what is found for the newest week, once; its slot is the event that says so."""
    monday = radar.look_on(calendar, now)
    slot = f"radar:{monday}"
    known = select(Event.id).where(Event.team_id == workspace.team_id, Event.once == slot)
    if radar.look_at(calendar, monday) < workspace.started_at or session.exec(known).first() is not None:
        return
    heard = heard_of(session, workspace, now)
    found = _apart_from_links(session, workspace.team_id, radar.same_work(_items(session, workspace.team_id, heard)))
    found += radar.same_questions(_decisions(session, workspace.team_id, heard))
    fresh = sum(insert_once(session, _pair(workspace.team_id, one, monday, now)) for one in found)
    after = {"week": monday.isoformat(), "found": fresh, **full_weeks.look(session, workspace.team_id, heard, now)}
    observe(session, workspace.team_id, LOOKED, now, {}, after, source="time", once=slot)


def _pair(team: str, one: Found, monday: date, now: datetime) -> Pair:
    return Pair(team_id=team, key=one.key, kind=one.kind, low=one.low, high=one.high, week=monday, created_at=now)


def heard_of(session: Session, workspace: Workspace, now: datetime) -> dict[int, Project]:
    """The projects about which the bot speaks up: neither outside a pilot, nor observed, nor before or after."""
    return {
        one.id: one
        for one in queries.projects(session, workspace.team_id)
        if not is_silent(workspace, one)
        and one.phase not in {*BEFORE, Phase.CLOSED}
        and (one.observe_until is None or project_calendar(session, one).today(now) >= one.observe_until)
    }


def _items(session: Session, team: str, projects: Iterable[int]) -> list[Titled]:
    rows = session.exec(
        select(Item.number, Item.project_id, Item.title)
        .where(Item.team_id == team, col(Item.closed_at).is_(None), col(Item.kind).in_(WORK))
        .where(col(Item.project_id).in_(list(projects)))
        .order_by(col(Item.number))
    )
    return [Titled(*row) for row in rows]


def _decisions(session: Session, team: str, projects: Iterable[int]) -> list[Titled]:
    """What counts and settles no single item, but for exceptions, which say themselves what they differ from."""
    there = (Decision.team_id == team, Decision.state == DecisionState.ACTIVE, col(Decision.item_id).is_(None))
    of_projects = col(Decision.project_id).in_(list(projects))
    found = session.exec(select(Decision).where(*there, of_projects, col(Decision.exception_to_id).is_(None))).all()
    options = stored.options_of(session, team, [one.number for one in found if one.choice is not None])
    return [
        Titled(one.number, one.project_id, one.title,
               next((o.text for o in options.get(one.number, ()) if o.position == one.choice), ""))
        for one in found
    ]  # fmt: skip


def _apart_from_links(session: Session, team: str, found: Sequence[Found]) -> list[Found]:
    """Without those of which one waits for the other: people know of both."""
    numbers = {number for one in found for number in (one.low, one.high)}
    ids = {item.id: item.number for item in session.exec(
        select(Item).where(Item.team_id == team, col(Item.number).in_(numbers)))}  # fmt: skip
    edges = links.edges(session, team, list(ids))
    linked = {tuple(sorted((ids[one], ids[on]))) for one, on in edges if on in ids}
    return [one for one in found if (one.low, one.high) not in linked]


# --- telling ----------------------------------------------------------------------------


def tell(session: Session, workspace: Workspace, calendar: Calendar, now: datetime) -> tuple[int, list[datetime]]:
    """Put what nobody has answered into the briefs that are due: how many that made, and when others will be."""
    monday, made, ahead = radar.look_on(calendar, now), 0, list[datetime]()
    for person, pairs in _owed(session, workspace.team_id, monday):
        post, is_new, later = brief_now(session, person, now)
        made += is_new
        ahead += [later] if later is not None else []
        for pair in pairs:
            if post is not None:
                insert_once(session, _line(pair, person, post.key, monday, now))
    return made, ahead


def _line(pair: Pair, person: Person, post_key: str, monday: date, now: datetime) -> PairLine:
    return PairLine(team_id=pair.team_id, key=f"pair:{pair.key}:{person.id}", pair_id=pair.id, person_id=person.id,
                    post_key=post_key, week=monday, created_at=now)  # fmt: skip


def _owed(session: Session, team: str, monday: date) -> list[tuple[Person, list[Pair]]]:
    """By person: what is to be shown to them this week, the oldest first; a few at most."""
    pairs = session.exec(
        select(Pair).where(Pair.team_id == team, col(Pair.answer).is_(None)).order_by(col(Pair.week), col(Pair.id))
    ).all()
    if not pairs:
        return []
    things, people, found = Things(session, team, pairs), dict[int, Person](), dict[int, list[Pair]]()
    told = set(session.exec(select(PairLine.pair_id, PairLine.person_id).where(PairLine.team_id == team)).all())
    for pair in pairs:
        seen = things.seen(pair)
        for person in things.concerned(pair) if seen is not None and seen.live else ():
            if (pair.id, person.id) not in told:
                people[person.id] = person
                found.setdefault(person.id, []).append(pair)
    lately = _told_in(session, team, monday)
    rooms = {one: radar.MOST_A_WEEK - lately.get(one, 0) for one in found}
    return [(people[one], found[one][: rooms[one]]) for one in sorted(found) if rooms[one] > 0]


def _told_in(session: Session, team: str, monday: date) -> dict[int, int]:
    rows = session.exec(
        select(PairLine.person_id, func.count())
        .where(PairLine.team_id == team, PairLine.week == monday)
        .group_by(col(PairLine.person_id))
    )
    return dict(rows.all())
