"""Migrations lead from nothing to the newest schema and back, on both databases, however many start at once."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import inspect
from sqlmodel import col, select

from pmo_bot.model import Account, Base, Event, Item, Lesson, LessonKind, Person, Post, PostKind, Project, Workspace
from pmo_bot.store.database import Database
from pmo_bot.store.lessons import near
from pmo_bot.store.migrate import alembic_config, check, upgrade
from pmo_bot.store.verifying import verify

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 30, tzinfo=UTC)


def tables(url: str) -> set[str]:
    """The tables that are there, Alembic's own left out."""
    db = Database(url)
    try:
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    finally:
        db.close()


def test_from_an_empty_database_to_the_models(empty_url: str) -> None:
    upgrade(empty_url)
    check(empty_url)
    assert tables(empty_url) == set(Base.metadata.tables)


def test_doing_it_again_changes_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    upgrade(empty_url)
    check(empty_url)


def test_down_to_nothing_and_up_again(empty_url: str) -> None:
    upgrade(empty_url)
    command.downgrade(alembic_config(empty_url), "base")
    assert tables(empty_url) == set()
    upgrade(empty_url)
    check(empty_url)


def test_lessons_of_an_older_schema_keep_their_words_and_are_found_by_them(empty_url: str) -> None:
    upgrade(empty_url)
    known = {"team_id": "T1", "id": 1, "name": "Apollo"}
    with closing(Database(empty_url)) as db, db.transaction() as session:
        for row in (
            Workspace(team_id="T1", started_at=AT),
            Person(**known),
            Project(**known, key="APOLLO", created_at=AT),
            Lesson(team_id="T1", id=1, project_id=1, learned="Book the room", because="Réunions need one", by_id=1,
                   learned_at=AT),
        ):  # fmt: skip
            session.add(row)
            session.flush()
    command.downgrade(alembic_config(empty_url), "0010")
    upgrade(empty_url)
    with closing(Database(empty_url)) as db, db.reading() as session:
        kept = session.get_one(Lesson, 1)
        assert (kept.learned, kept.because, kept.kind) == ("Book the room", "Réunions need one", LessonKind.DIFFERENTLY)
        assert near(session, "T1", ["reun"]) == [(1, 1)]


async def test_two_processes_at_once_take_turns(empty_url: str) -> None:
    migrate = f"from pmo_bot.store.migrate import upgrade; upgrade({empty_url!r})"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", migrate, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0, 0], b"\n".join(err for _, err in ends).decode()
    await asyncio.to_thread(check, empty_url)


ROWS_OF_BEFORE = (
    "INSERT INTO workspace (team_id, name, next_number, started_at) VALUES ('T', 'T', 2, '2026-01-01')",
    "INSERT INTO tag (id, team_id, kind, name) VALUES (7, 'T', 'skill', 'sap')",
    "INSERT INTO item (id, team_id, number, kind, title, done_means, priority, state, created_at, commitment, slips, "
    "blocked_by_text, skill_id) VALUES (1, 'T', 1, 'A', 'Draft', '', 'normal', 'open', '2026-01-01', 0, 0, '', 7)",
    "INSERT INTO event (id, team_id, what, item_id, before, after, source, happened_at, recorded_at) VALUES (1, 'T', "
    """'item.skilled', 1, '{"skill_id": null}', '{"skill_id": 7}', 'slash', '2026-01-01', '2026-01-01')""",
    "INSERT INTO event (id, team_id, what, item_id, before, after, source, happened_at, recorded_at) VALUES (2, 'T', "
    """'risk.assessed', 1, '{"impact": null, "scored_at": null}', '{"impact": 4, "scored_at": "2026-01-01T00:00Z"}', """
    "'slash', '2026-01-01', '2026-01-01')",
)


def test_what_events_tell_of_an_older_schema_can_still_be_taken_back(empty_url: str) -> None:
    command.upgrade(alembic_config(empty_url), "0010")
    db = Database(empty_url)
    try:
        with db.transaction() as session:
            for row in ROWS_OF_BEFORE:
                session.connection().exec_driver_sql(row)
        upgrade(empty_url)
        with db.reading() as session:
            (item,) = session.exec(select(Item)).all()
            skilled, assessed = session.exec(select(Event).order_by(col(Event.id))).all()
        assert (item.skills, skilled.before, skilled.after) == ([7], {"skills": []}, {"skills": [7]})
        assert (assessed.before, assessed.after) == ({"impact": None}, {"impact": 4}), "a score has no time of its own"
        command.downgrade(alembic_config(empty_url), "0010")
        with db.reading() as session:
            assert session.connection().exec_driver_sql("SELECT skill_id FROM item").scalar() == 7
    finally:
        db.close()


EVENTS_OF_BEFORE = (
    "INSERT INTO workspace (team_id, name, next_number, pilot, gates, started_at) "
    "VALUES ('T', 'T', 2, '', 'require', '2026-01-01')",
    "INSERT INTO person (id, team_id, slack_id, name, standing, role, zone, workdays, opens, closes, brief_at, "
    "brief_chosen, profile, capacity, thanks) VALUES (1, 'T', 'U1', 'Maria', 'member', 'member', 'UTC', '12345', "
    "'09:00:00', '17:00:00', '09:00:00', false, 'standard', 10, false)",
    "INSERT INTO event (id, team_id, what, person_id, before, after, source, happened_at, recorded_at) VALUES (1, 'T', "
    """'person.met', 1, '{}', '{"slack_id": "U1", "zone": "UTC"}', 'slack', '2026-01-01', '2026-01-01')""",
    "INSERT INTO event (id, team_id, what, before, after, source, happened_at, recorded_at) VALUES (2, 'T', "
    """'channel.members', '{"channel": "C1", "members": []}', '{"channel": "C1", "members": ["U1", "U2"]}', 'slack', """
    "'2026-01-01', '2026-01-01')",
    "INSERT INTO event (id, team_id, what, before, after, source, happened_at, recorded_at) VALUES (3, 'T', "
    "'item.noted', '{}', '{}', 'D123/1.2', '2026-01-01', '2026-01-01')",
)


def test_events_of_an_older_schema_are_chained_and_name_no_accounts_any_more(empty_url: str) -> None:
    command.upgrade(alembic_config(empty_url), "0017")
    with closing(Database(empty_url)) as db:
        with db.transaction() as session:
            for row in EVENTS_OF_BEFORE:
                session.connection().exec_driver_sql(row)
        upgrade(empty_url)
        assert (verify(db).count, verify(db).broken) == (3, [])
        with db.reading() as session:
            met, members, noted = session.exec(select(Event).order_by(col(Event.id))).all()
            known = {row.id: row.slack_id for row in session.exec(select(Account))}
        assert (met.after, noted.source) == ({"zone": "UTC"}, "dm/1.2")
        assert [known[number] for number in members.after["members"]] == ["U1", "U2"]
        command.downgrade(alembic_config(empty_url), "0017")
        with db.reading() as session:
            told = "SELECT after FROM event WHERE id < 3 ORDER BY id"
            after = [row[0] for row in session.connection().exec_driver_sql(told)]
        assert [one if isinstance(one, dict) else json.loads(one) for one in after] == [
            {"slack_id": "U1", "zone": "UTC"}, {"channel": "C1", "members": ["U1", "U2"]},
        ]  # fmt: skip


MESSAGES_OF_BEFORE = (
    "INSERT INTO workspace (team_id, name, next_number, pilot, gates, head, enterprise_id, started_at) "
    "VALUES ('T', 'T', 2, '', 'require', '', '', '2026-01-01')",
    "INSERT INTO outbox (id, team_id, key, kind, lane, body, not_before, why, state, attempts, outcome, created_at) "
    "VALUES (1, 'T', 'a', 'brief', 'x', 'null', '2026-01-01', '{}', 'due', 0, '', '2026-01-01')",
    "INSERT INTO outbox (id, team_id, key, kind, lane, body, not_before, why, state, attempts, outcome, created_at) "
    """VALUES (2, 'T', 'b', 'brief', 'x', '{"text": "null"}', '2026-01-01', '{}', 'due', 0, '', '2026-01-01')""",
)


def test_a_message_without_a_body_has_none_on_either_schema(empty_url: str) -> None:
    command.upgrade(alembic_config(empty_url), "0021")
    with closing(Database(empty_url)) as db:
        with db.transaction() as session:
            for row in MESSAGES_OF_BEFORE:
                session.connection().exec_driver_sql(row)
        upgrade(empty_url)
        with db.transaction() as session:
            session.add(Post(id=3, team_id="T", key="c", kind=PostKind.BRIEF, lane="x", not_before=AT, created_at=AT))
            session.flush()
            there = select(Post.key).where(col(Post.body).is_not(None))
            assert session.exec(there).all() == ["b"]


def test_after_all_migrations_the_records_are_guarded(empty_url: str) -> None:
    """A migration that builds one of these tables anew would lose what guards it."""
    upgrade(empty_url)
    there = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    if empty_url.startswith("sqlite"):
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with closing(Database(empty_url)) as db, db.reading() as session:
        names = {row[0] for row in session.connection().exec_driver_sql(there)}
    guarded = {f"{table}_{how}" for table in ("event", "policy") for how in ("unchanged", "kept")}
    assert names >= guarded | {"snapshot_stays", "snapshot_kept", "baseline_stays", "baseline_kept"}
