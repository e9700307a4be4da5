"""Measure how much work the bot makes, and who uses it: from what it asked and what people did.  Nobody is named."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Line, LineKind, Mode, Person, Post, PostState, Project, Standing, State
from pmo_bot.rules.friction import REQUIRED, Adoption, Friction, Meter, Run, Stricter, alike, could_be_looser
from pmo_bot.rules.left_out import DONE_MEANS, REASON
from pmo_bot.rules.modes import ANSWERED, mode_of
from pmo_bot.services.events import notes
from pmo_bot.services.people import calendar_for
from pmo_bot.store import queries

OBJECTIONS = frozenset({"item.declined", "item.countered", "item.reopened"})
NOBODYS = frozenset({"import", "time", "slack", "replay", "cli"})
"""Sources of what no person did with the bot."""
ACTIVE_OVER, FIELDS_OVER = timedelta(days=30), timedelta(days=30)


def friction(
    session: Session, team: str, items: Mapping[int, Item], sent: Sequence[tuple[Line, Post]],
    acts: Sequence[Event], since: datetime, now: datetime, left: Collection[str] = (),
) -> Friction:  # fmt: skip
    """The meter of some items: what was sent about them, what people did, and what could go and is not `left` out."""
    homes = {one.id: one for one in queries.projects(session, team)}
    here = {item.id: homes.get(item.project_id or 0) for item in items.values()}
    return Friction(
        meters=_meters(items, here, sent, acts, since),
        same=tuple(one for one in alike(_said(session, team, items, here, now)) if one[0] not in left),
        stricter=_stricter(session, items, homes, sent, acts, since),
    )


def _meters(
    items: Mapping[int, Item], here: Mapping[int, Project | None], sent: Sequence[tuple[Line, Post]],
    acts: Sequence[Event], since: datetime,
) -> tuple[Meter, ...]:  # fmt: skip
    def by_mode(ids: Sequence[int]) -> Counter[Mode]:
        return Counter(mode_of(here[one]) for one in ids if one in here)

    asked = [(line, post) for line, post in sent if not line.kind.is_news and line.kind is not LineKind.COVER]
    last = {}
    for event in acts:
        last[event.item_id, event.actor_id] = event.recorded_at
    heard = [line.item_id for line, post in asked if _answered(line, post, last.get((line.item_id, line.person_id)))]
    closed = by_mode([one.id for one in _finished(items, since)])
    questions, answers = by_mode([line.item_id for line, _ in asked]), by_mode(heard)
    clicks = by_mode([event.item_id or 0 for event in acts])
    return tuple(
        Meter(mode, closed[mode], questions[mode], answers[mode], clicks[mode])
        for mode in Mode
        if closed[mode] or questions[mode]
    )


def _answered(line: Line, post: Post, acted: datetime | None) -> bool:
    return acted is not None and acted >= (post.settled_at or post.created_at)


def _finished(items: Mapping[int, Item], since: datetime) -> list[Item]:
    work = [one for one in items.values() if one.kind not in ANSWERED and one.state is State.DONE]
    return [one for one in work if one.closed_at is not None and one.closed_at >= since]


def _said(
    session: Session, team: str, items: Mapping[int, Item], here: Mapping[int, Project | None], now: datetime
) -> dict[str, list[str]]:
    """What was answered where a mode requires an answer, in the last thirty days."""
    fresh = [one for one in items.values() if one.created_at >= now - FIELDS_OVER and one.ref is None]
    means = [one.done_means for one in fresh if mode_of(here[one.id]) in REQUIRED[DONE_MEANS] and one.done_means]
    moves = select(Event).where(Event.team_id == team, Event.what == "item.moved", Event.source != "import")
    moved = session.exec(moves.where(Event.recorded_at >= now - FIELDS_OVER, col(Event.note_id).is_not(None))).all()
    strict = [one for one in moved if one.item_id in items and mode_of(here[one.item_id or 0]) in REQUIRED[REASON]]
    words = notes(session, team, [one.note_id for one in strict])
    return {DONE_MEANS: means, REASON: list(words.values())}


def _stricter(
    session: Session, items: Mapping[int, Item], homes: Mapping[int, Project], sent: Sequence[tuple[Line, Post]],
    acts: Sequence[Event], since: datetime,
) -> tuple[Stricter, ...]:  # fmt: skip
    done = _finished(items, since)
    owners = queries.people(session, done[0].team_id, [one.owner_id for one in done]) if done else {}
    found = []
    for project in homes.values():
        mine = [one for one in done if one.project_id == project.id]
        within = {one.id for one in items.values() if one.project_id == project.id}
        run = Run(
            finished=len(mine),
            kept=sum(_in_time(one, owners) for one in mine),
            passed_on=sum(line.kind is LineKind.PACKET and line.item_id in within for line, _ in sent),
            objected=sum(event.what in OBJECTIONS and event.item_id in within for event in acts),
        )
        looser = could_be_looser(project.mode, run)
        if looser is not None:
            found.append(Stricter(project, run, looser))
    return tuple(found)


def _in_time(item: Item, owners: Mapping[int, Person]) -> bool:
    owner = owners.get(item.owner_id or 0)
    if item.due is None or item.closed_at is None or owner is None:
        return False
    return item.slips == 0 and calendar_for(owner).today(item.closed_at) <= item.due


def adoption(session: Session, team: str, now: datetime) -> Adoption:
    """Of the people whom it wrote to, or who wrote to it, in the last thirty days: how many did something."""
    lately = now - ACTIVE_OVER
    did = select(Event.actor_id).where(Event.team_id == team, Event.recorded_at >= lately)
    acted = set(session.exec(did.where(col(Event.source).not_in(NOBODYS)).distinct()))
    got = select(Post.person_id).where(Post.team_id == team, Post.state == PostState.SENT)
    reached = set(session.exec(got.where(col(Post.settled_at) >= lately).distinct())) | acted
    members = (Standing.MEMBER, Standing.GUEST, Standing.EXTERNAL)
    people = {one.id for one in queries.people(session, team, reached).values() if one.standing in members}
    return Adoption(len(people & acted), len(people))
