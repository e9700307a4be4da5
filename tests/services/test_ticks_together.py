"""A tick asks and inserts for all that is due together: with as many statements for many owners as for a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel, col, select, update

from pmo_bot.cli.data import prepare
from pmo_bot.model import Event, Item, Line, LineKind, Mode, Person, Post, PostKind, Project, Workspace
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.tips import Tip
from pmo_bot.services import planning, planning_posts
from pmo_bot.services.facts import item_facts, with_lines
from pmo_bot.services.gathered import Gathered
from pmo_bot.services.people import calendar_for
from pmo_bot.services.planning_posts import briefs_for
from pmo_bot.services.tips import _used, tips_of
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.lengths import length, proof
from tests.simulation.driver import Wanted, play

TEAM = "T1"
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TODAY = NOW.date()
FEW, MANY = 3, 24
DAYS = length(5, 30)
LEAD = 1
MOST = 60
"""Statements of a tick that says lines and begins rounds, with all that it reads before and after."""


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Newcomers of whom each owes a thing today and another since three days; nobody is looked at yet."""
    prepare(database_url)
    made = Database(database_url)
    with made.transaction() as session:
        session.add(Workspace(team_id=TEAM, started_at=ago(40), next_number=10_000))
        session.flush()
        for one in range(LEAD, LEAD + FEW + MANY + 1):
            session.add(Person(id=one, team_id=TEAM, slack_id=f"U{one}", name=f"P {one}", greeted_at=ago(20)))
        session.flush()
        session.add(
            Project(id=1, team_id=TEAM, key="P", name="P", lead_id=LEAD, mode=Mode.CONTROLLING, created_at=ago(40))
        )
        session.flush()
        for number in range(2 * (FEW + MANY)):
            session.add(
                Item(team_id=TEAM, number=number + 1, title="A promise", project_id=1, owner_id=LEAD + 1 + number // 2,
                     requester_id=LEAD, due=TODAY - timedelta(days=4 * (number % 2)), created_at=ago(30),
                     committed_at=ago(30))
            )  # fmt: skip
    planning.plan(made, NOW)
    yield made
    made.close()


@contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def tick(db: Database, owners: Sequence[int]) -> int:
    """What these owe wakes: how many statements that takes."""
    with db.transaction() as session:
        session.exec(update(Item).where(col(Item.owner_id).in_(owners)).values(wake_at=NOW))
    with statements(db) as found:
        assert planning.plan(db, NOW) == len(owners)
    return len(found)


def rows(db: Database, table: Any) -> Sequence[Any]:
    with db.reading() as session:
        return session.exec(select(table).order_by(col(table.id))).all()


def test_a_tick_for_many_owners_takes_as_many_statements_as_for_a_few(db: Database) -> None:
    owners = range(LEAD + 1, LEAD + 1 + FEW + MANY)
    few, many = tick(db, owners[:FEW]), tick(db, owners[FEW:])
    assert many <= few <= MOST, (few, many)
    assert {line.kind for line in rows(db, Line)} == {LineKind.NUDGE, LineKind.PREVIEW}
    assert len(rows(db, Line)) == 3 * len(owners), "a reminder of either, and a preview of what is late"


def test_what_was_said_is_not_said_again(db: Database) -> None:
    owners = range(LEAD + 1, LEAD + 1 + FEW)
    tick(db, owners)
    before = [rows(db, Post), rows(db, Line)]
    with db.transaction() as session:
        session.exec(update(Item).where(col(Item.owner_id).in_(owners)).values(wake_at=NOW))
    assert planning.plan(db, NOW) == 0
    assert [rows(db, Post), rows(db, Line)] == before


# --- briefs -----------------------------------------------------------------------------


def reader(db: Database, person_id: int) -> Recipient:
    with db.reading() as session:
        person = session.get_one(Person, person_id)
    return Recipient("owner", person, calendar_for(person))


def test_a_brief_that_somebody_else_made_in_between_is_taken(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    two = [(reader(db, 1), False), (reader(db, 2), False)]
    with db.transaction() as session:
        assert briefs_for(session, two[:1], NOW).new == 1
    looked_up = planning_posts._posts
    answers = iter([{}])  # it is not there when it is looked for first
    monkeypatch.setattr(planning_posts, "_posts", lambda *asked: next(answers, None) or looked_up(*asked))
    with db.transaction() as session:
        briefs = briefs_for(session, two, NOW)
        mine, other = briefs.of(two[0][0]), briefs.of(two[1][0])
        assert briefs.new == 1
        assert (mine is not None, other is not None) == (True, True)
    assert len([post for post in rows(db, Post) if post.kind is PostKind.BRIEF]) == 2


def test_of_two_rows_for_one_slot_the_first_takes_it(db: Database) -> None:
    one, other, third = (_post(key) for key in ("a", "a", "b"))
    with db.transaction() as session:
        assert outbox.insert_each(session, [one, other]) == [one]
        assert outbox.insert_each(session, [other, third]) == [third]
        assert outbox.insert_each(session, [other, _post("b")]) == outbox.insert_each(session, list[Post]()) == []
    assert {post.key: post.id for post in rows(db, Post)} == {"a": one.id, "b": third.id}


def _post(key: str) -> Post:
    return Post(team_id=TEAM, key=key, kind=PostKind.BRIEF, lane="person:1", not_before=NOW, created_at=NOW)


# --- tips -------------------------------------------------------------------------------


def test_the_tips_of_many_are_what_each_has_not_found_and_was_not_shown(db: Database) -> None:
    with db.transaction() as session:
        for who, found in enumerate(FOUND, start=1):
            for did in found:
                session.add(Event(team_id=TEAM, actor_id=who, happened_at=ago(5), recorded_at=ago(5),
                                  **{"what": "item.done", "source": "C", **did, **_once(did, who)}))  # fmt: skip
        for who, day, tip in ((5, TODAY - timedelta(days=9), Tip.WORDS), (6, TODAY - timedelta(days=2), Tip.WORDS)):
            shown = _post(f"brief:{who}:{day}")
            shown.person_id, shown.on_date, shown.why = who, day, {"tip": tip.value}
            session.add(shown)
    readers = [reader(db, who) for who in range(1, 8)]
    with db.reading() as session:
        together = tips_of(session, readers, NOW)
        alone = [tips_of(session, [one], NOW) for one in readers]
    assert together == {1: Tip.TRACK, 2: Tip.WORDS, 3: Tip.BLOCKED, 4: Tip.PREFS, 5: Tip.TRACK, 7: Tip.WORDS}
    assert {who: tip for one in alone for who, tip in one.items()} == together


SPOKE, TRACKED = {"once": "said:7"}, {"source": "shortcut"}
BLOCKED, CHOSE = {"what": "item.blocked"}, {"what": "person.changed"}
FOUND = [[SPOKE], [TRACKED, BLOCKED, CHOSE], [SPOKE, TRACKED], [SPOKE, TRACKED, BLOCKED], [{}], [{}], [{}]]
"""What each of them has found."""


def _once(did: Mapping[str, str], who: int) -> dict[str, str]:
    return {"once": f"said:{who}"} if "once" in did else {}


def test_all_that_shows_a_tip_as_known_is_found(db: Database) -> None:
    with db.transaction() as session:
        for did in (SPOKE, TRACKED, BLOCKED, CHOSE):
            session.add(Event(team_id=TEAM, actor_id=1, happened_at=NOW, recorded_at=NOW,
                              **{"what": "item.done", "source": "C", **did}))  # fmt: skip
    with db.reading() as session:
        assert tips_of(session, [reader(db, 1)], NOW) == {}
        assert _used(session, TEAM, [1]) == {1: frozenset(Tip)}


# --- facts ------------------------------------------------------------------------------


@proof
def test_what_is_known_after_a_line_is_what_reading_it_anew_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a company that lives with all that may happen to it."""
    compared = []

    def checked(batch: Gathered, facts: ItemFacts, new: Sequence[Line]) -> ItemFacts:
        found = with_lines(batch, facts, new)
        if not new:
            return found
        [read] = item_facts(batch, [facts.item], shadow=True)
        assert plain(found) == plain(read)
        compared.append(found.item.id)
        return found

    monkeypatch.setattr(planning, "with_lines", checked)
    often = {"link": 0.2, "leave": 0.01, "project": 0.1}
    wanted = Wanted(
        seed=3, items=16, people=5, projects=2, days=DAYS, troubled=0.0, outages=0, edits=False, often=often
    )
    assert play(wanted, tmp_path).failures == []
    assert len(compared) > DAYS


def plain(thing: Any) -> Any:
    """Facts as they can be compared: rows by what they hold, whether they were read or made."""
    if isinstance(thing, SQLModel):
        return type(thing).__name__, thing.model_dump()
    if is_dataclass(thing) and not isinstance(thing, Calendar):
        return [(one.name, plain(getattr(thing, one.name))) for one in fields(thing)]
    if isinstance(thing, Mapping):
        return {key: plain(value) for key, value in thing.items()}
    return [plain(one) for one in thing] if isinstance(thing, list | tuple) else thing
