"""Somebody is erased while the bot runs: their lead is asked, nothing reaches them, and they may come back as new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url
from sqlmodel import col, select

from pmo_bot.cli.main import main
from pmo_bot.model import Event, Item, Person
from pmo_bot.services.erasing import erase
from pmo_bot.store.verifying import verify
from tests.shown import said
from tests.stories.test_preferences import person
from tests.world import World

MARIA, JON = "U0MARIA", "U0JON"
TRACES = ("Maria", "Ortega", MARIA, "D0U0MARIA")


def run(w: World, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setenv("DATABASE_URL", w.bot.db.url)
    with pytest.raises(SystemExit) as ended:
        main(words)
    return int(ended.value.code or 0)


def bytes_of(w: World) -> str:
    """What is in the database's file and in the files beside it."""
    file = Path(str(make_url(w.bot.db.url).database))
    return "".join(one.read_bytes().decode("utf-8", "replace") for one in file.parent.glob(f"{file.name}*"))


async def lived(w: World) -> None:
    """Maria does a little of everything, and others name her."""
    await w.types(JON, "/pmo add Thing @Maria Ortega by 2 dec")
    await w.types(JON, "/pmo log A-1 Maria Ortega promised it to <@U0MARIA>")
    await w.types(MARIA, "/pmo log A-1 My own words about it")
    await w.types(MARIA, "/pmo lesson Maria says that rooms are booked early #apollo")
    await w.until("2026-12-01", "09:10")
    await w.says(MARIA, "2 more days because legal is slow")
    await w.until("2026-12-01", "12:00")


async def test_everything_that_is_kept_can_be_read_and_taken_away(
    w: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await lived(w)
    capsys.readouterr()
    assert run(w, monkeypatch, "person", "export", "Maria Ortega") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert "My own words about it" in {row["text"] for row in told["tables"]["note"]}
    assert {"event", "item", "lesson", "line", "outbox", "person", "saying", "sent"} <= set(told["tables"])

    assert run(w, monkeypatch, "person", "erase", f"@{MARIA}") == 0
    assert "Nothing was changed: with --apply it happens." in capsys.readouterr().out
    assert person(w, MARIA).name == "Maria Ortega"

    number = person(w, MARIA).id
    assert run(w, monkeypatch, "person", "erase", f"@{MARIA}", "--apply") == 0
    assert f"Maria Ortega is erased: the history knows them as number {number} only." in capsys.readouterr().out
    assert [one for one in TRACES if one in bytes_of(w)] == []
    assert verify(w.bot.db).broken == []

    sent = len(w.inbox(MARIA))
    await w.until("2026-12-01", "18:00")
    asked = said(w.inbox(JON)[-1]["blocks"])
    assert "*Somebody who was erased has left.* One thing waits for somebody to take over:" in asked
    await w.until("2026-12-07", "18:00")
    assert len(w.inbox(MARIA)) == sent
    assert [one for one in TRACES if one in bytes_of(w)] == []
    assert verify(w.bot.db).broken == []

    await w.types(MARIA, "/pmo add Something new by friday")
    with w.bot.db.reading() as session:
        old, new = session.get_one(Item, 1).owner_id, person(w, MARIA).id
        assert session.get_one(Person, old).erased_at is not None
        assert old != new, "who comes back is somebody new"
        what = session.exec(select(Event.what).where(col(Event.person_id) == new)).all()
        assert "person.met" in what


async def test_what_was_open_goes_to_whoever_is_named_and_they_are_asked(w: World) -> None:
    await lived(w)
    await w.types("U0SAM", "/pmo")
    told = erase(w.bot.db, person(w, MARIA).id, w.clock.now(), heir=person(w, "U0SAM"), by=person(w, JON))
    assert [item.key for item in told.items] == ["A-1"]
    await w.until("2026-12-02", "12:00")
    assert "*Jon asks you for:* Thing" in "".join(said(one["blocks"]) for one in w.inbox("U0SAM"))
