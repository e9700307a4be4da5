"""Every figure of a statement equals one that is worked out from the events and what was sent, by other means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from pmo_bot.model import ChannelMember, Event, Line, Person, Post, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.statement import Automated, Statement
from pmo_bot.services.reading_statement import statement
from pmo_bot.store.database import Database
from tests.services.life import SEED

pytestmark = pytest.mark.xdist_group("life")
UTC_DAYS = Calendar(ZoneInfo("UTC"))
MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
NO_WORK = ("D", "C")
State = dict[str, Any]


@pytest.fixture
def lived(lives: Callable[[int], Database]) -> Database:
    """A month of a small company with random answers, absences and late things."""
    return lives(SEED)


def readers(session: Session) -> list[tuple[Person, set[int]]]:
    """Everybody of the house, with the projects whose rooms are open, or theirs too."""
    rooms = {(one.channel, one.slack_id) for one in session.exec(select(ChannelMember))}
    projects = session.exec(select(Project)).all()
    return [
        (who, {one.id for one in projects if not one.private or (one.channel, who.slack_id) in rooms})
        for who in session.exec(select(Person).where(Person.standing == "member"))
    ]


def told(session: Session, reader: Person) -> Statement:
    return statement(session, reader, UTC_DAYS, date(2026, 3, 1), APRIL)


def in_march(at: datetime | str | None) -> bool:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment is not None and MARCH <= moment < APRIL


def test_every_figure_follows_from_the_events_for_every_reader(lived: Database) -> None:
    with lived.reading() as session:
        items, created = folded(session)
        everybody = readers(session)
        assert len(everybody) > 1
        for reader, homes in everybody:
            found = told(session, reader)
            mine = {number: one for number, one in items.items() if one["project_id"] in {None, *homes}}
            assert (found.now.kept.part, found.now.kept.of) == kept(session, mine)
            assert (found.now.own.part, found.now.own.of) == own(created, mine)
            assert (found.drift.without, found.drift.open) == (still_open(mine), still_open(mine)), "there are no goals"
            assert found.now.automated == automated(session, mine, homes)
            assert sorted(found.now.answers.took) == sorted(answered(session, mine))
        assert found.now.kept.of > 5
        assert found.now.minutes > 60
        assert {kind for kind, count in found.now.automated.items() if count} == set(Automated)
        assert found.now.answers.took, "nothing was at stake"


def folded(session: Session) -> tuple[dict[int, State], list[Event]]:
    """The items as the events left them; the events that made them."""
    state: dict[int, State] = {}
    created = []
    for event in session.exec(select(Event).where(col(Event.what).startswith("item.")).order_by(col(Event.id))):
        state.setdefault(event.item_id or 0, {}).update(event.after)
        created += [event] if event.what == "item.created" else []
    return state, created


def kept(session: Session, items: dict[int, State]) -> tuple[int, int]:
    """Done in March with a date; of them those that never moved to a later day and were in time where the owner is."""
    done = [
        one
        for one in items.values()
        if one["state"] == "done" and one["kind"] not in NO_WORK and in_march(one["closed_at"]) and one["due"]
    ]
    return sum(one["slips"] == 0 and closed_day(session, one) <= one["due"] for one in done), len(done)


def closed_day(session: Session, one: State) -> str:
    owner = session.get(Person, one["owner_id"]) if one["owner_id"] is not None else None
    zone = ZoneInfo(owner.zone if owner is not None else "UTC")
    return datetime.fromisoformat(one["closed_at"]).astimezone(zone).date().isoformat()


def own(created: list[Event], items: dict[int, State]) -> tuple[int, int]:
    made = [
        one
        for one in created
        if in_march(one.happened_at) and one.after["kind"] not in NO_WORK and one.item_id in items
        and one.source != "import"
    ]  # fmt: skip
    return sum(one.after["owner_id"] == one.actor_id for one in made), len(made)


def still_open(items: dict[int, State]) -> int:
    """What was open when March ended."""
    work = [one for one in items.values() if one["kind"] not in NO_WORK]
    made = [one for one in work if datetime.fromisoformat(one["created_at"]) <= APRIL]
    return sum(one["closed_at"] is None or datetime.fromisoformat(one["closed_at"]) > APRIL for one in made)


def arrived(session: Session) -> dict[str, datetime]:
    """When each message was sent, by its key."""
    sent = session.exec(select(Post).where(Post.state == "sent"))
    return {one.key: one.settled_at for one in sent if one.settled_at is not None}


QUESTIONS = {"request", "decide", "counter", "declined", "question", "confirm", "blocker", "approval", "ripple",
             "orphan", "review", "plan", "untaken"}  # fmt: skip


def automated(session: Session, items: dict[int, State], homes: set[int]) -> dict[Automated, int]:
    """What left by itself in March."""
    at = arrived(session)
    lines = [
        str(one.kind)
        for one in session.exec(select(Line))
        if one.item_id in items and items[one.item_id]["about"] != "lesson" and in_march(at.get(one.post_key))
    ]
    reports = [
        one
        for one in session.exec(select(Post).where(Post.kind == "digest"))
        if one.project_id in homes and in_march(at.get(one.key))
    ]
    return {
        Automated.REMINDER: sum(kind in ("nudge", "cover") for kind in lines),
        Automated.QUESTION: sum(kind in QUESTIONS for kind in lines),
        Automated.PASSED_ON: lines.count("packet"),
        Automated.REPORT: len(reports),
    }


def answered(session: Session, items: dict[int, State]) -> list[Any]:
    """From the first packet of a round until the event that says that it was answered."""
    at, took = arrived(session), []
    for event in session.exec(select(Event).where(Event.what == "escalation.answered")):
        name = event.after
        if name["item"] not in items or not in_march(name.get("answered_at")):
            continue
        packets = session.exec(
            select(Line).where(
                Line.item_id == name["item"], Line.kind == "packet", Line.commitment == name["commitment"]
            )
        )
        reached = [at[one.post_key] for one in packets if one.post_key in at]
        if reached:
            took.append(datetime.fromisoformat(name["answered_at"]) - min(reached))
    return took
