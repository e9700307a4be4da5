"""A company that lived moves to another database: nothing is said twice there, and the same happens next.

What happens next is rehearsed at the old place and at the new one; it depends on everything that was kept, and on
every row that names another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, delete, select

from pmo_bot.exchange import references
from pmo_bot.jobs.rehearsal import Wanted, rehearse
from pmo_bot.jobs.replay import replay
from pmo_bot.model import Event, Line, Post
from pmo_bot.services import planning, rehearsal
from pmo_bot.services.rehearsal import Message
from pmo_bot.store import whole
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.exchange.archives import TEAM, as_json, beside, empty, from_json, migrated
from tests.lengths import length, proof
from tests.services.life import END, SEED
from tests.simulation.driver import START

pytestmark = [pytest.mark.xdist_group("life"), proof]
NEXT_DAYS = length(4, 20)
HOURS = range(0, length(36, 100), length(3, 1))


@pytest.fixture(scope="module")
def lived(lives: Callable[[int], Database]) -> Iterator[Database]:
    """Five people, forty items and thirty-four days.  Everything is to be looked at anew, as after an import."""
    with temporary_copy(lives(SEED)) as db:
        with db.transaction() as session:
            whole.wake(session, TEAM, END, START)
        yield db


@pytest.fixture(scope="module")
def written(lived: Database) -> str:
    return as_json(lived)


def shape(messages: list[Message], *, keys: bool) -> list[tuple[Any, ...]]:
    """A message as people can tell it from others; its keys hold the numbers of rows."""
    of_keys = ((m.key, m.inside, m.preview_of) for m in messages)
    told = [(m.local, m.to, m.kind, m.items, m.why) for m in messages]
    return [(*one, *key) for one, key in zip(told, of_keys, strict=True)] if keys else told


def planned(db: Database) -> set[str]:
    """What the plan owes in the next days, hour by hour, that it never owed before."""
    with temporary_copy(db) as copy:
        before = keys(copy)
        for hour in HOURS:
            planning.plan(copy, END + timedelta(hours=hour))
        return keys(copy) - before


def keys(db: Database) -> set[str]:
    with db.reading() as session:
        return {*session.exec(select(Post.key)), *session.exec(select(Line.key))}


@pytest.fixture(scope="module")
def happens_next(lived: Database) -> list[Message]:
    """What is sent in the next days where the company has always been."""
    return rehearse(lived, Wanted(END, NEXT_DAYS))


@pytest.fixture(scope="module")
def owed_next(lived: Database) -> set[str]:
    """What the plan owes where the company has always been."""
    return planned(lived)


def test_nothing_that_was_said_is_owed_again(
    lived: Database, written: str, owed_next: set[str], database_url: str
) -> None:
    with migrated(database_url) as moved:
        from_json(moved, written, END)
        assert keys(moved) == keys(lived)
        assert len(owed_next) > 10
        assert planned(moved) == owed_next


def test_this_is_seen_when_what_was_sent_stays_behind(lived: Database, written: str, tmp_path: Path) -> None:
    """Else the test above would prove nothing."""
    with empty(tmp_path) as moved:
        from_json(moved, written, END)
        with moved.transaction() as session:
            session.exec(delete(Line))
            session.exec(delete(Post))
        assert len(planned(moved) & keys(lived)) > 10


def test_the_same_happens_next(happens_next: list[Message], written: str, tmp_path: Path) -> None:
    assert len(happens_next) > 20
    with empty(tmp_path) as moved:
        from_json(moved, written, END)
        assert shape(rehearse(moved, Wanted(END, NEXT_DAYS)), keys=True) == shape(happens_next, keys=True)


@pytest.fixture(scope="module")
def beside_others(written: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The same company in a database with another workspace: every row has another number."""
    with empty(tmp_path_factory.mktemp("beside")) as moved:
        beside(moved)
        from_json(moved, written, END)
        yield moved


def test_the_same_happens_next_beside_another_workspace(
    happens_next: list[Message], owed_next: set[str], beside_others: Database
) -> None:
    assert len(planned(beside_others)) == len(owed_next)
    found = [one for one in rehearse(beside_others, Wanted(END, NEXT_DAYS)) if one.to != "project:OTHER"]
    assert shape(found, keys=False) == shape(happens_next, keys=False)


def test_its_history_can_happen_again_there(beside_others: Database) -> None:
    """The events name rows by the numbers these have now."""
    start = END - timedelta(days=20)
    sent = shape(rehearsal.messages(beside_others, start), keys=False)
    assert len(sent) > 40
    assert shape(replay(beside_others, start, END), keys=False) == sent


NUMBERS = {
    "influence", "interest",
    "at", "commitment", "every", "found", "grace", "held_days", "max", "min_span", "number", "policy_version", "round",
    "severity", "shift", "slips", "version", "ack_pause",
}  # fmt: skip
"""Names below which a whole number in JSON is a number."""


def test_of_every_number_in_json_it_is_known_whether_it_names_a_row(lived: Database) -> None:
    known = set(references.names_in_json())
    assert known.isdisjoint(NUMBERS)
    seen: set[str] = set()
    with lived.reading() as session:
        for event in session.exec(select(Event)):
            seen |= {*numbers("before", event.before), *numbers("after", event.after)}
        for why in (*session.exec(select(col(Line.why))), *session.exec(select(col(Post.why)))):
            told = {name: value for name, value in why.items() if name != "said"}  # the figures of a report
            seen |= set(numbers("why", told))
    assert len(seen & known) > 10
    assert seen - known - NUMBERS == set(), "list it in references.IN_JSON if it names a row, else here"


def numbers(name: str, value: Any) -> Iterator[str]:
    """The names below which whole numbers stand."""
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from numbers(inner, one)
    elif isinstance(value, list):
        for one in value:
            yield from numbers(name, one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name
