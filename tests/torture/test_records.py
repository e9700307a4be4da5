"""Nobody rewrites the history unnoticed: every attack on it is found, and a million events are read in seconds.

The attackers may do everything in the database: they drop the triggers, and they know how a hash is made.  What they
cannot change is the anchors, which are elsewhere.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from time import perf_counter, process_time
from typing import Any

import pytest
from sqlmodel import Session, insert, text

from pmo_bot.model import Event, Workspace
from pmo_bot.store.anchors import Anchor
from pmo_bot.store.chain import FIRST, Chain, form_in_sql, hash_of, keep_head
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import heads, links, verify, verify_in
from tests.lengths import alone, length, proof
from tests.torture import report

AT = datetime(2026, 1, 1, tzinfo=UTC)
SEED = 7
EVENTS = 40
GAP = 2
"""Between the numbers of two events: an attacker has room for another one."""
LAST = EVENTS * GAP
ATTACKS = length(1_000, 10_000)
MANY = length(10_000, 1_000_000)
TEAMS = ("T1", "T2")


def event(number: int, team: str) -> dict[str, Any]:
    """What happens in an ordinary week."""
    at = AT + timedelta(seconds=number)
    named = dict.fromkeys(("behalf_id", "item_id", "decision_id", "project_id", "person_id", "actor_id", "note_id"))
    return {
        **named, "id": number, "team_id": team, "what": "item.moved", "source": "button",
        "before": {"due": "2026-03-04", "slips": 0, "commitment": number},
        "after": {"due": "2026-03-09", "slips": 1, "commitment": number + 1, "turn_at": "2026-03-01T09:00:00+00:00"},
        "once": f"click:1733216{number}.000123:act:1:{number}", "happened_at": at, "recorded_at": at,
    }  # fmt: skip


def fill(db: Database, count: int, teams: tuple[str, ...]) -> None:
    """So many events of these workspaces, in turns."""
    chains = {team: Chain() for team in teams}
    with db.transaction() as session:
        session.add_all(Workspace(team_id=team, started_at=AT) for team in teams)
    for first in range(1, count + 1, 5_000):
        numbers = range(first, min(first + 5_000, count + 1))
        rows = [event(number * GAP, teams[number % len(teams)]) for number in numbers]
        for row in rows:
            row["hash"] = chains[row["team_id"]].add(row)
        with db.transaction() as session:
            session.execute(insert(Event), rows)
    with db.transaction() as session:
        for team, chain in chains.items():
            keep_head(session, team, chain.head)


# --- attacks --------------------------------------------------------------------------


def run(session: Session, statement: str, **values: Any) -> None:
    session.connection().execute(text(statement), values)


SAY_SO = """UPDATE workspace SET head =
    coalesce((SELECT hash FROM event WHERE team_id = workspace.team_id ORDER BY id DESC LIMIT 1), '')"""
"""The workspaces say that their history ends where it ends now."""


def any_event(random: Random) -> int:
    return random.randint(1, EVENTS) * GAP


def edit(session: Session, random: Random) -> None:
    """One column of one event, perhaps with the hash that goes with it."""
    number, column = any_event(random), random.choice(sorted(OTHERWISE))
    run(session, f'UPDATE event SET "{column}" = :value WHERE id = :id', value=OTHERWISE[column], id=number)
    if column != "hash" and random.random() < 0.5:
        rehash(session, number, number)


OTHERWISE = {
    "what": "item.done", "source": "import", "once": None, "before": '{"due": null}', "after": "{}", "team_id": "T3",
    "happened_at": "2025-12-31 23:00:00.000000", "recorded_at": "2025-12-31 23:00:00.5", "hash": FIRST,
    "actor_id": 9, "behalf_id": 9, "item_id": 9, "decision_id": 9, "project_id": 9, "person_id": 9, "note_id": 9,
    "id": 100_000,
}  # fmt: skip
"""Another value for every column of an event."""


def take_away(session: Session, random: Random) -> None:
    """Some events, from anywhere but the very end."""
    for number in random.sample(range(1, EVENTS), random.randint(1, 5)):
        run(session, "DELETE FROM event WHERE id = :id", id=number * GAP)


def cut_off(session: Session, random: Random) -> None:
    """The end."""
    run(session, "DELETE FROM event WHERE id > :id", id=random.randint(0, EVENTS - 1) * GAP)


def swap(session: Session, random: Random) -> None:
    """Two events change places."""
    one, other = random.sample(range(1, EVENTS + 1), 2)
    for was, becomes in ((one, 0), (other, one), (0, other)):
        run(session, "UPDATE event SET id = :becomes WHERE id = :was", was=was * GAP, becomes=becomes * GAP)


COLUMNS = "team_id, what, before, after, source, happened_at, recorded_at, hash"


def put_in(session: Session, random: Random) -> None:
    """An event that never happened, with a hash that fits to the one before it."""
    before = random.randint(1, EVENTS - 2) * GAP
    run(session, f"INSERT INTO event (id, {COLUMNS}) SELECT id + 1, {COLUMNS} FROM event WHERE id = :id", id=before)
    rehash(session, before + 1, before + 1)


def build_anew(session: Session, random: Random) -> None:
    """An edit, and every hash behind it worked out again."""
    number = any_event(random)
    run(session, "UPDATE event SET what = 'item.dropped' WHERE id = :id", id=number)
    rehash(session, number, LAST)


def cut_off_and_go_on(session: Session, random: Random) -> None:
    """The end is replaced by another that fits."""
    last = random.randint(1, EVENTS - 1) * GAP
    kept = f"SELECT id, {COLUMNS} FROM event WHERE id > :id"
    rows = [dict(row) for row in session.connection().execute(text(kept), {"id": last}).mappings()]
    run(session, "DELETE FROM event WHERE id > :id", id=last)
    for row in rows:
        named = ", ".join(f":{name}" for name in row)
        run(session, f"INSERT INTO event (id, {COLUMNS}) VALUES ({named})", **{**row, "what": "item.noted"})
    rehash(session, last + 1, LAST)


def rehash(session: Session, first: int, last: int) -> None:
    """The hashes of these events as they have to be."""
    form = form_in_sql("sqlite")
    rows = session.connection().execute(text(f"SELECT id, team_id, hash, {form} FROM event ORDER BY id")).all()
    head: dict[str, str] = {}
    for number, team, kept, told in rows:
        head[team] = hash_of(head.get(team, FIRST), told) if first <= number <= last else kept
        if head[team] != kept:
            run(session, "UPDATE event SET hash = :hash WHERE id = :id", hash=head[team], id=number)


ATTACKERS: tuple[Callable[[Session, Random], None], ...] = (
    edit, take_away, cut_off, swap, put_in, build_anew, cut_off_and_go_on,
)  # fmt: skip


@pytest.fixture
def history(sqlite_url: str) -> Iterator[Database]:
    """Two workspaces, without what would stop an attacker."""
    with closing(Database(sqlite_url)) as db:
        fill(db, EVENTS, TEAMS)
        with db.transaction() as session:
            for trigger in ("event_unchanged", "event_kept"):
                run(session, f"DROP TRIGGER {trigger}")
        yield db


@proof
def test_every_attack_is_found(history: Database) -> None:
    random, missed, done = Random(SEED), [], dict.fromkeys(ATTACKERS, 0)  # noqa: S311 - nothing is kept secret by it
    with history.reading() as session:
        anchors = [Anchor(AT, one.team, one.event, one.hash) for one in heads(session)]
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for number in range(ATTACKS):
            attack = ATTACKERS[number % len(ATTACKERS)]
            session.connection().exec_driver_sql("SAVEPOINT attack")
            attack(session, random)
            run(session, SAY_SO)
            if not verify_in(session, anchors).broken:
                missed.append((number, attack.__name__))
            session.connection().exec_driver_sql("ROLLBACK TO attack")
            done[attack] += 1
        assert verify_in(session, anchors).broken == [], "and without one there is no alarm"
    assert missed == []
    found = f"{sum(done.values()):,} of {ATTACKS:,} found"
    report.row("S9 attacks on the chain", target="100 % found", measured=found, seed=SEED)


def hashes_alone(db: Database, some: int = 10_000) -> float:
    """How long it takes to work out the hashes of all events, without reading them."""
    with db.reading() as session:
        forms = [told.encode() for _, _, told in islice(links(session), some)]
    began = perf_counter()
    for told in forms:
        sha256(FIRST.encode() + told).hexdigest()
    return (perf_counter() - began) * MANY / len(forms)


def reading_alone(db: Database) -> float:
    """How long it takes to read all events, without working out a hash."""
    began = perf_counter()
    with db.reading() as session:
        deque(links(session), maxlen=0)
    return perf_counter() - began


@alone
@proof
def test_a_million_events_are_read_in_seconds(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        fill(db, MANY, ("T1",))
        hashes, reading = hashes_alone(db), reading_alone(db)
        times = []
        for _ in range(3):
            began, worked = perf_counter(), process_time()
            found = verify(db)
            times.append((perf_counter() - began, process_time() - worked))
        assert (found.count, found.broken) == (MANY, [])
        (best, work), kind = min(times), "SQLite" if db.is_sqlite else "PostgreSQL"
        measured = f"{best:.2f} s, {work:.2f} s of work in this process, {MANY / best:,.0f} a second"
        measured += f"; read alone {reading:.2f} s, hashes alone {hashes:.2f} s; load {os.getloadavg()[0]:.1f}"
        report.row(f"S9 events verified, {kind}", target="1,000,000 in 3 s", measured=measured)
        assert best < 10 * hashes + 0.5


def test_the_values_of_an_attacker_differ_from_what_is_there() -> None:
    assert set(OTHERWISE) == set(Event.__table__.columns.keys())  # type: ignore[attr-defined]
    row = event(1, "T1")
    assert [
        name for name, value in row.items() if OTHERWISE[name] in (value, str(value), json.dumps(value, default=str))
    ] == []
