"""Whether the chain of what happened is whole: every event is read and its hash worked out anew."""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import Session

from pmo_bot.store import whole
from pmo_bot.store.anchors import Anchor
from pmo_bot.store.chain import DATES, FIRST, form_in_sql
from pmo_bot.store.database import Database

ROWS = 1_000
"""At once: a few hundred kilobytes."""
AHEAD = 8
"""Blocks that are read while one is worked out: to wake a thread takes as long as one, so neither waits for each."""
APART = "\x1f"
"""Stands between the parts of a block: hardly any text has it."""
FITS_NOT = "it, or one before it, was changed, put in or taken away"
ENDS_EARLY = "it is the last one now, and was not: the end was cut off, or something was added by hand"
NOWHERE = "it is of a workspace that there is not"
CUT = "there is none any more, so the end was cut off, or this one was taken away"
BUILT_ANEW = "what is there now is whole in itself, but it is not what was there then: it was built anew"

Link = tuple[str, str, str]
"""An event as it is checked: its workspace, the hash it carries, and its form."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a workspace's chain: its newest event and the hash of that."""

    team: str
    event: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event of a workspace that does not fit, and what that means."""

    team: str
    event: int
    why: str
    anchor: Anchor | None = None
    """Which anchor says so; else the chain itself does."""


@dataclass
class Verified:
    """What was found."""

    count: int = 0
    broken: list[Broken] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    """Where the chains end that are whole in themselves."""


def heads(session: Session) -> list[Head]:
    """Where the chains end now, by workspace."""
    newest = text(
        "SELECT team_id, id, hash FROM event WHERE id IN (SELECT max(id) FROM event GROUP BY team_id) ORDER BY team_id"
    )
    return [Head(*row) for row in session.connection().execute(newest)]


def verify(db: Database, anchors: Sequence[Anchor] = ()) -> Verified:
    """Read every event of every workspace, as one moment saw them, and compare with what was written elsewhere."""
    with whole.snapshot(db) as session:
        return verify_in(session, anchors)


def verify_in(session: Session, anchors: Sequence[Anchor] = ()) -> Verified:
    """The same in a session that is open."""
    found = check(links(session))
    found.broken += _against_workspaces(session, found)
    there = _hashes(session, {one.event for one in anchors})
    found.broken += _against(anchors, there, {one.team for one in found.broken})
    return found


def check(chain: Iterable[Link]) -> Verified:
    """Go along the chains of all workspaces, and remember for each where it does not fit first."""
    found, ends, broken = Verified(), dict[str, tuple[str, str]](), set[str]()
    begins, count = (FIRST, ""), 0
    for count, (team, kept, told) in enumerate(chain, start=1):  # noqa: B007 - how many there were
        if sha256((ends.get(team, begins)[0] + told).encode()).hexdigest() != kept and team not in broken:
            broken.add(team)
            found.broken.append(Broken(team, _number(told), FITS_NOT))
        ends[team] = (kept, told)
    found.count = count
    found.heads = [Head(team, _number(told), kept) for team, (kept, told) in sorted(ends.items()) if team not in broken]
    return found


def _against_workspaces(session: Session, found: Verified) -> Iterator[Broken]:
    """The chains that end elsewhere than their workspace says."""
    ends = {head.team: head for head in found.heads}
    known = {one.team for one in found.broken}
    for team, head in session.connection().execute(text("SELECT team_id, head FROM workspace ORDER BY team_id")):
        end = ends.pop(team, None)
        if team not in known and head != (end.hash if end is not None else ""):
            yield Broken(team, end.event if end is not None else 0, ENDS_EARLY)
    yield from (Broken(team, end.event, NOWHERE) for team, end in ends.items())


def _number(told: str) -> int:
    """The number of the event that a form is of."""
    return int(told.split("|", 2)[1])


def _against(anchors: Iterable[Anchor], there: dict[int, tuple[str, str]], broken: set[str]) -> Iterator[Broken]:
    """What does not agree with an anchor: of each workspace the first that does not."""
    seen: set[str] = set()
    for one in sorted(anchors, key=lambda anchor: anchor.event):
        if one.team in seen or there.get(one.event) == (one.team, one.hash):
            continue
        seen.add(one.team)
        # Where the chain itself is broken, an anchor behind that place cannot agree.
        if one.event not in there or one.team not in broken:
            yield Broken(one.team, one.event, BUILT_ANEW if one.event in there else CUT, one)


# --- read past everything that makes objects of rows ----------------------------------


def _hashes(session: Session, events: set[int]) -> dict[int, tuple[str, str]]:
    wanted = text("SELECT id, team_id, hash FROM event WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
    found: dict[int, tuple[str, str]] = {}
    ids = sorted(events)
    for first in range(0, len(ids), whole.ROWS):
        rows = session.connection().execute(wanted, {"ids": ids[first : first + whole.ROWS]})
        found |= {number: (team, kept) for number, team, kept in rows}
    return found


def links(session: Session) -> Iterator[Link]:
    """All events, in the order of their number; the database reads on while those it has read are worked out."""
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    form = form_in_sql(connection.dialect.name)
    return _in_blocks(driver, form) if connection.dialect.name == "sqlite" else _streamed(driver, form)


def _streamed(driver: Any, form: str) -> Iterator[Link]:
    """From PostgreSQL, which is a process of its own."""
    import psycopg  # a bot on SQLite does without

    driver.execute(DATES)
    size = ROWS if psycopg.capabilities.has_stream_chunked() else 1
    wanted = f"SELECT team_id, hash, {form} FROM event ORDER BY id"  # noqa: S608 - our own names
    with driver.cursor(binary=True) as cursor:
        yield from cursor.stream(wanted.encode(), size=size)


def _in_blocks(driver: sqlite3.Connection, form: str) -> Iterator[Link]:
    """From SQLite, in a thread: that one runs beside this one for as long as a row takes, so it makes one of many."""
    blocks = _blocks(driver, form)
    with ThreadPoolExecutor(1) as reader:
        ahead = deque(reader.submit(next, blocks, None) for _ in range(AHEAD))
        while (parts := ahead.popleft().result()) is not None:
            ahead.append(reader.submit(next, blocks, None))
            one_by_one = iter(parts)
            yield from zip(one_by_one, one_by_one, one_by_one, strict=True)


def _blocks(driver: sqlite3.Connection, form: str) -> Iterator[list[str]]:
    """What a link has of each event, one behind the other, for so many events at once."""
    last, parts = _block(driver, form, None)
    while last is not None:
        yield parts
        last, parts = _block(driver, form, last)


def _block(driver: sqlite3.Connection, form: str, after: int | None) -> tuple[int | None, list[str]]:
    """The number of the last of the next events, and what a link has of each of them, one behind the other."""
    behind, given = ("", ()) if after is None else ("WHERE id > ?", (after,))
    rows = f"SELECT id, team_id, hash, {form} AS told FROM event {behind} ORDER BY id LIMIT {ROWS}"  # noqa: S608 - our own names
    link = f"team_id || '{APART}' || hash || '{APART}' || told"
    block = f"SELECT count(*), max(id), group_concat({link}, '{APART}') FROM ({rows})"  # noqa: S608 - our own names
    count, last, told = driver.execute(block, given).fetchone()
    parts: list[str] = told.split(APART) if told is not None else []
    if len(parts) != count * len(("team", "hash", "form")):  # some text has the sign that stands between
        parts = [part for row in driver.execute(rows, given) for part in row[1:]]
    return last, parts
