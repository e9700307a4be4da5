"""The chain of what happened: every event carries a hash that also stands for all events before it.

The hash of an event is SHA-256, in hexadecimal, over UTF-8 text: the hash of the event before it in its workspace
(64 zeros for the first), then its form.  The form is one line of parts with a bar behind each:

    1 | id | actor_id | behalf_id | item_id | decision_id | project_id | person_id | note_id
      | happened_at | recorded_at | lengths of team_id, what, source and once, in bytes

and behind the last bar these four texts, then `before` and `after`, JSON exactly as the database keeps it.  What is
NULL is empty, its length too.  Instants are UTC, as `2026-11-30 09:00:00.25`, without zeros at the end of a fraction.
The order is that of the ids: they are given out in the workspace's turn.  The same form comes out on SQLite and on
PostgreSQL, so a workspace that moves with its numbers keeps its chain.  Bytes that SQLite keeps where a text belongs
have no form: they fit nowhere.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import event as listening
from sqlalchemy import text
from sqlmodel import Session

from pmo_bot.model import Event, Workspace

FIRST = "0" * 64
"""What stands before the first event of a workspace."""
VERSION = "1"
NUMBERS = ("id", "actor_id", "behalf_id", "item_id", "decision_id", "project_id", "person_id", "note_id")
INSTANTS = ("happened_at", "recorded_at")
TEXTS = ("team_id", "what", "source", "once")
STRUCTURES = ("before", "after")
TURNS = "turns"
"""Where a session keeps whose turn it has: it does not wait for one twice."""


class OutOfOrder(Exception):
    """An event that has a lower number than the one before it."""


def as_kept(value: Any) -> str:
    """JSON as both databases keep it."""
    return json.dumps(value)


def form(values: Mapping[str, Any]) -> str:
    """What an event says, in one line; `values` are its columns."""
    said = [values[name] for name in TEXTS]
    parts = [VERSION]
    parts += ["" if values[name] is None else str(values[name]) for name in NUMBERS]
    parts += [_instant(values[name]) for name in INSTANTS]
    parts += ["" if one is None else str(len(one.encode())) for one in said]
    said += [as_kept(values[name]) for name in STRUCTURES]
    return "|".join(parts) + "|" + "".join(one for one in said if one is not None)


def _instant(at: datetime) -> str:
    told = at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return told.rstrip("0") if "." in told else told


def hash_of(previous: str, told: str) -> str:
    """The hash of an event by the one before it and its own form."""
    return sha256((previous + told).encode()).hexdigest()


class Chain:
    """The end of a workspace's chain, to go on from."""

    def __init__(self, head: str | None = None) -> None:
        self.head = head or FIRST
        self._last = 0

    def add(self, values: Mapping[str, Any]) -> str:
        """The hash of the next event.  Raises `OutOfOrder` when its number is not higher than the last one's."""
        if values["id"] <= self._last:
            raise OutOfOrder
        self._last, self.head = values["id"], hash_of(self.head, form(values))
        return self.head


# --- written with every event ---------------------------------------------------------


def chained(session: type[Session]) -> None:
    """Have the sessions of this kind chain what happened, whoever writes it down."""
    listening.listen(session, "before_flush", _append)


def _append(session: Session, _context: object, _instances: object) -> None:
    """Number and chain the events of this flush, in their order."""
    waiting: dict[str, list[Event]] = {}
    for row in session.new:
        if isinstance(row, Event):
            waiting.setdefault(row.team_id, []).append(row)
    last = 0
    for team in sorted(waiting):
        last = _append_to(session, team, waiting[team], last)


def _append_to(session: Session, team: str, events: Sequence[Event], last: int) -> int:
    """The highest number that is taken in this flush."""
    _wait_for_turn(session, team)
    head, ids = _end(session, team, len(events), last)
    for event, number in zip(events, ids, strict=True):
        event.id = event.id or number  # what happens again comes with its own
        head = event.hash = hash_of(head, form(event.__dict__))
    for row in session.new:
        if isinstance(row, Workspace) and row.team_id == team:  # it begins with these events
            row.head = head
    keep_head(session, team, head)
    return max(last, *(event.id for event in events))


def keep_head(session: Session, team: str, head: str) -> None:
    """The workspace goes on from there."""
    session.connection().execute(_KEEP, {"team": team, "head": head})


def has_turn(session: Session, team: str) -> None:
    """Remember that it is this workspace's turn, until the transaction ends."""
    session.info.setdefault(TURNS, set()).add(team)


def is_turn_of(session: Session, team: str) -> bool:
    """Whether it is this workspace's turn already."""
    return team in session.info.get(TURNS, ())


def _wait_for_turn(session: Session, team: str) -> None:
    """Nobody else adds to the same chain meanwhile.  On SQLite there is one writer anyway."""
    if session.get_bind().dialect.name == "postgresql" and not is_turn_of(session, team):
        session.connection().execute(_TURN, {"team": team})
        has_turn(session, team)


def _end(session: Session, team: str, count: int, taken: int) -> tuple[str, Sequence[int]]:
    """The newest hash of the workspace, and the numbers of its next events, higher than what is taken."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        head, ids = connection.execute(_END_POSTGRESQL, {"team": team, "count": count}).one()
        return head or FIRST, ids
    head, last = connection.execute(_END_SQLITE, {"team": team}).one()
    first = max(last or 0, taken) + 1
    return head or FIRST, range(first, first + count)


_TURN = text("SELECT 1 FROM workspace WHERE team_id = :team FOR NO KEY UPDATE")
_KEEP = text("UPDATE workspace SET head = :head WHERE team_id = :team")
_END_POSTGRESQL = text(
    "SELECT (SELECT head FROM workspace WHERE team_id = :team), "
    "ARRAY(SELECT nextval('event_id_seq') FROM generate_series(1, :count))"
)
_END_SQLITE = text("SELECT (SELECT head FROM workspace WHERE team_id = :team), (SELECT max(id) FROM event)")


# --- read back from the database ------------------------------------------------------


def form_in_sql(dialect: str) -> str:
    """The form as an expression over the columns of `event`, which the database itself writes out.

    PostgreSQL has to write dates as `ISO`, see `DATES`.
    """
    texts = [f'"{name}"' for name in TEXTS]
    structures = [f'"{name}"' for name in STRUCTURES]
    if dialect == "postgresql":
        instants = [f"({name} AT TIME ZONE 'UTC')::text" for name in INSTANTS]
        parts = [f"'{VERSION}'", *NUMBERS, *instants, *(f"octet_length({one})" for one in texts)]
        said = [*texts, *(f"{one}::text" for one in structures)]
        return f"concat({', '.join(part for one in parts for part in (one, BAR))}, {', '.join(said)})"
    instants = [
        f"CASE substr({name}, 20) WHEN '.000000' THEN substr({name}, 1, 19) ELSE rtrim({name}, '0') END"
        for name in INSTANTS
    ]
    parts = [*NUMBERS, *instants, *(f"length(CAST({one} AS BLOB))" for one in texts)]
    # One call is faster than many `||`; but what it inserts ends at a NUL, which a text may have.
    head = f"printf('{VERSION}|{'%s|' * len(parts)}', {', '.join(parts)})"
    told = " || ".join([head, *(f"ifnull({one}, '')" for one in (*texts, *structures))])
    # SQLite keeps bytes in any column, which look like a text here and are found by no query: they have no form.
    columns = [*NUMBERS, *INSTANTS, *texts, *structures, "hash"]
    bytes_somewhere = " OR ".join(f"{one} >= x''" for one in columns)
    return f"CASE WHEN {bytes_somewhere} THEN '-|' || id || '|' ELSE {told} END"


BAR = "'|'"
DATES = "SET LOCAL datestyle TO ISO"
"""How PostgreSQL writes dates in a form; to be said in the transaction that reads one."""
