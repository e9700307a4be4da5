"""Whatever happened to an issue: its events, folded from the first, make its row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from pmo_bot.exchange.jira import Wishes, import_file
from pmo_bot.model import Event, Item, Link
from pmo_bot.services import history
from pmo_bot.services.events import fold, texts, told
from pmo_bot.store.database import Database
from tests.exchange.jira_data import change, empty, issue, lines

CREATED = datetime(2026, 3, 2, 8, tzinfo=UTC)
VALUES: dict[str, list[str | None]] = {
    "assignee": [None, "ada", "ben"],
    "duedate": [None, "2026-03-09", "2026-03-20"],
    "status": ["Open", "In Progress", "Resolved", "Closed", "Reopened"],
    "priority": ["Minor", "Major", "Blocker"],
    "summary": ["Bake", "Bake well"],
    "resolution": [None, "Fixed"],
}
FIELDS = {"assignee": "owner", "duedate": "due"}


@st.composite
def issues(draw: st.DrawFn, key: str) -> dict[str, Any]:
    now: dict[str, Any] = {field: draw(st.sampled_from(values)) for field, values in VALUES.items()}
    versions: set[str] = set()
    entries, at = [], CREATED
    for _ in range(draw(st.integers(0, 6))):
        at += timedelta(hours=draw(st.integers(0, 50)))
        changes = []
        for field in draw(st.sets(st.sampled_from([*VALUES, "Fix Version"]), min_size=1, max_size=3)):
            if field == "Fix Version":
                version = draw(st.sampled_from(["1.0", "2.0", "undated"]))
                changes.append((field, version, None) if version in versions else (field, None, version))
                versions ^= {version}
            else:
                then = draw(st.sampled_from(VALUES[field]))
                changes.append((field, now[field], then))
                now[field] = then
        entries.append(change(at.isoformat(), draw(st.sampled_from(["ada", "rosa"])), *changes))
    dates = {"1.0": "2026-03-31", "2.0": "2026-03-12", "undated": None}
    fields = {FIELDS.get(field, field): value for field, value in now.items() if field not in ("summary", "resolution")}
    return issue(key, now["summary"], entries, versions=[(v, dates[v]) for v in sorted(versions)], **fields)


@settings(max_examples=12, deadline=None)
@given(st.tuples(*(issues(f"OVEN-{number}") for number in range(1, 9))))
def test_events_folded_from_the_first_make_the_row(made: tuple[dict[str, Any], ...]) -> None:
    with TemporaryDirectory() as folder:
        db = empty(f"sqlite:///{folder}/test.db")
        import_file(db, lines(Path(folder), made), Wishes(), datetime(2026, 4, 1, tzinfo=UTC))
        with db.reading() as session:
            rows = {item.id: told(item) for item in session.exec(select(Item))}
            folded: dict[int, Item] = {}
            for event in session.exec(select(Event).order_by(col(Event.happened_at), col(Event.id))):
                if event.item_id is not None:
                    first = Item(id=event.item_id, team_id=event.team_id, number=0, title="", created_at=CREATED)
                    fold(folded.setdefault(event.item_id, first), event.after)
        assert {key: told(item) for key, item in folded.items()} == rows
        _same_after_a_replay(db, rows)
        db.close()


def _same_after_a_replay(db: Database, rows: dict[int, dict[str, Any]]) -> None:
    with db.reading() as session:
        said = {item.id: texts(item) for item in session.exec(select(Item))}
        links = {(link.item_id, link.on_id) for link in session.exec(select(Link))}
    events, words = history.rewind(db, CREATED)
    for event in events:
        history.happen(db, [event], words)
    with db.reading() as session:
        assert {item.id: told(item) for item in session.exec(select(Item))} == rows
        assert {item.id: texts(item) for item in session.exec(select(Item))} == said
        assert {(link.item_id, link.on_id) for link in session.exec(select(Link))} == links
