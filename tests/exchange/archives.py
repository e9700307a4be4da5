"""Archives for tests: written into memory or a folder, read from there, always as of the same moment."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pmo_bot.exchange import archive_csv, archive_json
from pmo_bot.exchange.archive_csv import CsvArchive
from pmo_bot.exchange.archive_json import JsonArchive
from pmo_bot.exchange.arriving import Arrived, arrive
from pmo_bot.exchange.leaving import leave
from pmo_bot.model import (
    Audience,
    Base,
    Decision,
    Edition,
    Escalation,
    Event,
    Item,
    Line,
    LineKind,
    Link,
    Note,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Saying,
    Sent,
    Stakeholder,
    Wording,
    Workspace,
)
from pmo_bot.store.database import Database
from tests.databases import made

NOW = datetime(2026, 4, 30, 9, tzinfo=UTC)
TEAM = "T1"
_numbers = count(1)


def as_json(db: Database, **wanted: Any) -> str:
    """Everything of a workspace as a JSON file has it."""
    file = io.StringIO()
    leave(db, NOW, lambda about, tables: archive_json.write(file, about, tables), **wanted)
    return file.getvalue()


def from_json(db: Database, text: str, now: datetime = NOW) -> Arrived:
    """Import the text of a JSON file."""
    return arrive(db, JsonArchive(Path("all.json"), io.StringIO(text)), now)


def as_csv(db: Database, folder: Path, **wanted: Any) -> dict[str, bytes]:
    """Export into a folder; its files."""
    folder.mkdir()
    leave(db, NOW, lambda about, tables: archive_csv.write(folder, about, tables), **wanted)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def from_csv(db: Database, folder: Path) -> Arrived:
    """Import a folder."""
    return arrive(db, CsvArchive(folder), NOW)


@contextmanager
def empty(folder: Path) -> Iterator[Database]:
    """An empty SQLite."""
    db = Database(f"sqlite:///{folder / f'empty-{next(_numbers)}.db'}")
    try:
        Base.metadata.create_all(db.engine)
        yield db
    finally:
        db.close()


@contextmanager
def migrated(url: str) -> Iterator[Database]:
    """An empty database as the migrations leave it."""
    db = Database(made(url))
    try:
        yield db
    finally:
        db.close()


def rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """All that is in a database."""
    with db.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def small(db: Database) -> None:
    """A workspace with a row of almost everything, and with rows that name each other in every way there is."""
    at, later = NOW - timedelta(days=30), NOW - timedelta(days=1)
    with db.transaction() as session:
        for row in (
            Workspace(team_id=TEAM, name="Löwe & Söhne", next_number=9, started_at=at),
            Person(id=2, team_id=TEAM, slack_id="U2", name="Maria Ortega", zone="Europe/Madrid", greeted_at=at),
            Person(id=3, team_id=TEAM, slack_id="U3", name="Jon, “the lead”", paused_until=date(2026, 5, 2)),
            Project(id=4, team_id=TEAM, key="APOLLO", name="Apollo", lead_id=3, channel="C1", created_at=at,
                    wake_at=at),
            Item(id=5, team_id=TEAM, number=7, title="=Draft\nthe plan", owner_id=2, requester_id=3, project_id=4,
                 due=date(2026, 5, 4), created_at=at, offer_note_id=9, evidence_id=10, wake_at=at),
            Item(id=6, team_id=TEAM, number=8, title="Access list", owner_id=3, created_at=at),
            Note(id=9, team_id=TEAM, item_id=5, author_id=2, text="'quoted', or \"so\"\r\nand more", created_at=at),
            Note(id=10, team_id=TEAM, item_id=5, author_id=2, text="", created_at=at),
            Link(id=11, team_id=TEAM, item_id=5, on_id=6),
            Decision(id=12, team_id=TEAM, number=1, title="Keep it", item_id=5, decider_id=3,
                     decided_on=date(2026, 4, 1), created_at=at),
            Event(id=13, team_id=TEAM, what="item.linked", actor_id=2, item_id=5, before={}, after={"on": 6},
                  once="said:19", happened_at=at, recorded_at=at),
            Event(id=14, team_id=TEAM, what="item.assigned", actor_id=3, item_id=5, project_id=4, note_id=9,
                  before={"owner_id": 3, "held_days": 2}, after={"owner_id": 2, "offer_note_id": 9, "held_days": 5},
                  happened_at=later, recorded_at=later),
            Wording(id=15, team_id=TEAM, event_id=14, item_id=5, name="title", was="-Draft"),
            Escalation(id=16, team_id=TEAM, item_id=5, commitment=0, round=1, policy={"grace": 2},
                       facts={"due": "2026-05-04", "owner": 2, "first": 3, "waiting": [6]}, sentence_id=9,
                       decision_id=12, created_at=later),
            Sent(id=17, team_id=TEAM, key="brief:2:2026-04-29", channel="D2", ts="1.2", sent_at=later),
            Post(id=18, team_id=TEAM, key="brief:2:2026-04-29", kind=PostKind.BRIEF, lane="person:2", person_id=2,
                 on_date=date(2026, 4, 29), not_before=later, why={"rule": "brief"}, state=PostState.SENT, attempts=1,
                 created_at=later, settled_at=later),
            Post(id=19, team_id=TEAM, key="edit:17:1", kind=PostKind.EDIT, lane="person:2", person_id=2, sent_id=17,
                 not_before=later, state=PostState.SENDING, attempts=1, lease_by="one", lease_until=later,
                 first_tried_at=later, created_at=later),
            Line(id=20, team_id=TEAM, key="awaited:7:16:3", kind=LineKind.AWAITED, post_key="brief:2:2026-04-29",
                 item_id=5, person_id=3, commitment=0, step="again", step_on=date(2026, 4, 29), escalation_id=16,
                 why={"by": 2, "event": 14, "policy_version": 3}, created_at=later),
            Edition(id=21, team_id=TEAM, project_id=4, channel="C9", audience=Audience.SPONSOR, by_id=3,
                    created_at=at),
            Stakeholder(id=22, team_id=TEAM, project_id=4, person_id=2, direct_from=at),
            Post(id=23, team_id=TEAM, key="edition:21:2026-04-27", kind=PostKind.EDITION, lane="channel:C9",
                 project_id=4, on_date=date(2026, 4, 27), not_before=later, state=PostState.SENT, attempts=1,
                 why={"rule": "edition", "channel": "C9", "said": {"APOLLO": {"dates": {"A-7": "2026-05-04"}}}},
                 created_at=later, settled_at=later),
            Saying(id=19, team_id=TEAM, post_key="said:D2:1.3", number=0, person_id=2, text="by friday", seen=14,
                   reading={"deed": "move", "person": 3, "shift": 2}, among=[5, 6], created_at=later),
        ):  # fmt: skip
            session.add(row)
            session.flush()
        session.get_one(Item, 5).blocked_on_id = 6  # a row that is named before it comes


def beside(db: Database) -> None:
    """Another workspace, whose rows have high numbers: whatever comes gets others."""
    at = NOW - timedelta(days=400)
    with db.transaction() as session:
        for row in (
            Workspace(team_id="T2", name="Others", started_at=at),
            Person(id=700, team_id="T2", name="Nobody here"),
            Project(id=50, team_id="T2", key="OTHER", name="Other", created_at=at),
            Item(id=9000, team_id="T2", number=1, title="Theirs", created_at=at, closed_at=at),
            Note(id=3000, team_id="T2", text="Theirs", created_at=at),
            Event(id=70000, team_id="T2", what="person.met", person_id=700, happened_at=at, recorded_at=at),
            Escalation(id=600, team_id="T2", item_id=9000, commitment=0, round=1, facts={}, policy={}, void_at=at,
                       created_at=at),
            Sent(id=20000, team_id="T2", key="brief:700:2020-01-01", channel="D9", ts="1.2", sent_at=at),
            Saying(id=800, team_id="T2", post_key="said:D9:1", number=0, person_id=700, text="", created_at=at),
        ):  # fmt: skip
            session.add(row)
            session.flush()
