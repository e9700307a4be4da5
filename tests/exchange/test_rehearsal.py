"""The preview of messages, on made-up data: what it prints, and that the data stays as it is."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from pmo_bot.cli.main import main
from pmo_bot.cli.preview import as_json
from pmo_bot.cli.preview_summary import summary
from pmo_bot.exchange.jira import Wishes, import_file
from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.rehearsal import Recorder, Wanted, rehearse
from pmo_bot.model import Base, Item, Post, PostKind, PostState
from pmo_bot.rules.calendar import Calendar
from pmo_bot.services import planning
from pmo_bot.services.parcels import Fixed
from pmo_bot.services.people import zone_of
from pmo_bot.services.rehearsal import Message
from pmo_bot.store.database import Database
from tests.databases import made
from tests.exchange.jira_data import BAKERY, empty, lines
from tests.exchange.oracle import nudged, owed, violations

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
MADRID = ("Europe/Madrid", "ES")
PLACES = dict.fromkeys(("ada", "ben", "cem", "rosa", "boss"), MADRID)


def bakery(url: str, folder: Path) -> Database:
    db = empty(url)
    wishes = Wishes("Europe/Madrid", "ES", leads={"OVEN": "rosa"}, sponsors={"OVEN": "boss"})
    import_file(db, lines(folder, BAKERY), wishes, datetime(2026, 4, 1, 9, tzinfo=UTC))
    return db


def played(db: Database, **wanted: Any) -> list[dict[str, Any]]:
    told = rehearse(db, Wanted(MARCH, 40, replay=True, **wanted))
    return [json.loads(json.dumps(as_json(message))) for message in told]


def test_a_replay_asks_nudges_previews_and_escalates_as_it_happened(database_url: str, tmp_path: Path) -> None:
    """Rosa asks Ada, who does not say yes: her brief asks twice more, then the date counts all the same."""
    with closing(bakery(database_url, tmp_path)) as db:
        told = played(db)
    about = [(m["kind"], m["to"], m["local"][:16], m["in"] is not None) for m in told if m["refs"] == ["OVEN-3"]]
    assert about[:9] == [
        ("request", "ada", "2026-03-02T09:05", True),
        ("brief", "ada", "2026-03-03T09:00", False),
        ("request", "ada", "2026-03-03T09:00", True),
        ("brief", "ada", "2026-03-05T09:00", False),
        ("request", "ada", "2026-03-05T09:00", True),
        ("brief", "ada", "2026-03-16T09:00", False),
        ("brief", "ada", "2026-03-17T09:00", False),
        ("preview", "ada", "2026-03-17T09:00", True),
        ("escalation", "rosa", "2026-03-18T09:05", True),
    ]
    assert violations(told, PLACES) == []
    end = MARCH + timedelta(days=40)
    assert nudged(told) == owed(tmp_path / "bakery.jsonl", MARCH, end, PLACES)
    assert {m["to"] for m in told if m["kind"] == "escalation"} == {"rosa", "boss"}
    assert {m["to"] for m in told if m["kind"] == "digest"} == {"project:OVEN", "project:SIGN"}


def test_in_a_replay_who_begins_or_gives_a_date_has_said_yes(tmp_path: Path) -> None:
    with closing(bakery(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)) as db:
        told = played(db)
    asked = [(m["to"], m["local"][:10], m["refs"][0]) for m in told if m["kind"] == "request" and m["to"] == "ben"]
    assert asked == [
        ("ben", "2026-03-02", "OVEN-2"),
        ("ben", "2026-03-03", "OVEN-2"),
        ("ben", "2026-03-03", "OVEN-1"),
        ("ben", "2026-03-04", "OVEN-1"),  # an hour later he begins: nobody asks again
        ("ben", "2026-03-05", "OVEN-2"),
    ]


def test_an_escalation_names_its_preview_and_the_message_that_carries_it(tmp_path: Path) -> None:
    db = bakery(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)
    told = played(db)
    db.close()
    by_key = {m["key"]: m for m in told}
    first = next(m for m in told if m["kind"] == "escalation")
    shown = by_key[first["preview_of"]]
    assert (first["to"], first["in"].split(":")[0], first["items"]) == ("rosa", "ask", shown["items"])
    assert (shown["kind"], by_key[shown["in"]]["kind"], shown["to"]) == ("preview", "brief", "ada")
    assert "due 2026-03-16, effective 2026-03-16, zone Europe/Madrid, calendar ES, policy 0" in first["why"]
    assert list(first) == ["at", "local", "to", "kind", "items", "refs", "key", "in", "preview_of", "why"]


def test_a_rehearsal_only_reads_the_data(database_url: str, tmp_path: Path) -> None:
    db = bakery(database_url, tmp_path)
    before = _rows(db)
    played(db)
    assert _rows(db) == before
    db.close()


def test_without_replay_the_data_of_today_is_looked_at_from_a_date_on(tmp_path: Path) -> None:
    db = bakery(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)
    wanted = Wanted(datetime(2026, 4, 6, tzinfo=UTC), 14)
    with db.transaction() as session:
        flour = session.exec(select(Item).where(Item.ref == "jira:OVEN-3")).one()
        flour.due = date(2026, 4, 10)
        flour.committed_at = datetime(2026, 4, 1, tzinfo=UTC)
    told = [m.local.date().isoformat() for m in rehearse(db, wanted) if m.kind == "brief" and "OVEN-3" in m.refs]
    assert told[:3] == [f"2026-04-{day:02}" for day in (9, 10, 13)]
    late = Wanted(wanted.start, 14, begun=datetime(2026, 4, 13, tzinfo=UTC))
    assert min(m.local.date() for m in rehearse(db, late) if m.kind == "brief") == date(2026, 4, 13)
    db.close()


def test_live_a_digest_without_a_channel_is_dropped_with_the_reason(tmp_path: Path) -> None:
    db = bakery(f"sqlite:///{tmp_path / 'test.db'}", tmp_path)
    monday = datetime(2026, 4, 6, 8, tzinfo=UTC)
    _deliver(db, monday)
    with db.reading() as session:
        posts = session.exec(select(Post)).all()
        digests = [(post.state, post.outcome) for post in posts if post.kind is PostKind.DIGEST]
        assert digests == [(PostState.DROPPED, "the project has no channel")] * 2
    db.close()


def _deliver(db: Database, now: datetime) -> None:
    planning.plan(db, now)
    asyncio.run(Courier(db, Recorder(), lambda: now, "test").run())


def _rows(db: Database) -> dict[str, list[Any]]:
    with Session(db.engine) as session:
        return {name: sorted(map(repr, session.execute(select(t)).all())) for name, t in Base.metadata.tables.items()}


async def test_a_slot_that_is_filled_twice_is_an_error() -> None:
    recorder = Recorder()
    await recorder.send("T1", "dm:U1", Fixed({"text": "hello"}), "brief:1:2026-03-02")
    with pytest.raises(ValueError, match="was sent twice"):
        await recorder.send("T1", "dm:U1", Fixed({"text": "hello"}), "brief:1:2026-03-02")


# --- the command ----------------------------------------------------------------------


def test_the_command_prints_objects_or_a_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = made(f"sqlite:///{tmp_path / 'test.db'}")
    bakery(url, tmp_path).close()
    monkeypatch.setenv("DATABASE_URL", url)
    arguments = ["preview", "--from", "2026-03-01", "--days", "40", "--replay"]
    assert _exit_code([*arguments, "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert violations(told, PLACES) == []
    assert _exit_code(arguments) == 0
    printed = capsys.readouterr().out
    briefs = sum(m["kind"] == "brief" for m in told)
    asks = len({m["in"] for m in told if (m["in"] or "").startswith("ask")})
    assert printed.startswith(f"{briefs} briefs, ")
    assert f", {asks} asks" in printed.splitlines()[0]
    assert f"{sum(m['kind'] == 'request' for m in told)} requests" in printed.splitlines()[1]
    assert f"at most one brief per person and local day: kept ({briefs} checked)" in printed
    assert "The busiest day is " in printed
    assert "ada: " in printed


def _exit_code(arguments: list[str]) -> object:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


@pytest.mark.parametrize("wrong", [["--from", "tomorrow"], ["--days", "0"], ["--start", "soon"]])
def test_options_that_make_no_sense_are_refused(wrong: list[str]) -> None:
    assert _exit_code(["preview", *wrong]) == 2


# --- the rules, counted ------------------------------------------------------------------

SATURDAY = datetime(2026, 3, 7, 10, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


def message(kind: str, key: str, at: datetime = MONDAY, to: str = "ada", **more: Any) -> Message:
    return Message(at, at, to, kind, ("A-1",), (None,), key, **more)


@pytest.mark.parametrize(
    ("told", "broken"),
    [
        ([message("brief", "a"), message("brief", "b")], "at most one brief per person and local day"),
        ([message("brief", "a", SATURDAY)], "no direct message on a day off"),
        ([message("brief", "a", MONDAY.replace(hour=17))], "no direct message outside working hours"),
        ([message("digest", "a"), message("digest", "a")], "nothing twice"),
        ([message("escalation", "a", preview_of="b")], "no escalation before its owner saw it for a working day"),
        (
            [message("brief", "b", MONDAY), message("preview", "p", MONDAY, inside="b"),
             message("escalation", "e", MONDAY.replace(day=10, hour=8), to="boss", inside="k", preview_of="p")],
            "no escalation before its owner saw it for a working day",
        ),
        (
            [message("escalation", f"{n}", inside=f"ask{n}") for n in range(4)],
            "at most three asks per person and local day",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_is_not_kept_is_said(told: list[Message], broken: str) -> None:
    found = summary(told, dict.fromkeys(("ada", "boss"), Calendar(zone_of("UTC"))))
    assert not found.kept
    assert any(line.startswith(f"  {broken}: broken ") for line in found.lines), found.lines


def test_one_week_is_said_as_one() -> None:
    calendars = dict.fromkeys(("ada", "boss"), Calendar(zone_of("UTC")))
    told = [message("brief", "a"), message("brief", "b", MONDAY + timedelta(7)), message("brief", "c", to="boss")]
    lines = summary(told, calendars).lines
    assert {"  ada: 2 weeks, at most 1, 2 in all", "  boss: 1 week, at most 1, 1 in all"} <= {*lines}
