"""Another way of running a project is tried on the days that were: what it would have sent, beside what was sent."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from pmo_bot.cli.main import main
from tests.shown import said
from tests.world import World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def three_weeks(w: World) -> None:
    """Apollo is controlling; Maria promised two things, finished one, and says nothing of the other."""
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo add Draft the plan by 2 dec")
    await w.types(MARIA, "/pmo add Book the room by 3 dec")
    await w.until("2026-12-03", "11:30")
    await w.types(MARIA, "/pmo done A-2")
    await w.until("2026-12-21", "12:00")


def rows(w: World, who: str) -> dict[str, list[str]]:
    """The table of the last answer, by its first column."""
    (table,) = (block for block in w.last(who)["blocks"] if block["type"] == "table")
    cells = [[said([cell]) for cell in row] for row in table["rows"]]
    return {row[0]: row[1:] for row in cells}


async def test_the_mode_in_force_would_have_sent_exactly_what_was_sent(w: World) -> None:
    await three_weeks(w)
    shown = await w.hears(JON, "/pmo policy try controlling APOLLO")
    assert "*Apollo, in controlling mode* — Mon 30 Nov to Mon 21 Dec (21 days: I know it no longer than that)" in shown
    assert "Nothing would have been otherwise in these days." in shown
    figures = rows(w, JON)
    assert figures["Told to the sponsor"] == ["1", "1"]
    assert all(now == would for now, would in list(figures.values())[1:])


async def test_it_is_acknowledged_at_once_and_answered_afterwards(w: World) -> None:
    await three_weeks(w)
    before = len(w.private(JON))
    await w.types(JON, "/pmo policy try supportive APOLLO")
    first, second = w.private(JON)[before:]
    assert "I let the last days of Apollo, 30 at most, happen once more, in supportive mode this time." in first["text"]
    assert "*Apollo, in supportive mode*" in said(second["blocks"])


async def test_supportive_would_have_left_the_sponsor_alone(w: World) -> None:
    await three_weeks(w)
    shown = await w.hears(PRIYA, "/pmo policy try supportive APOLLO")
    assert rows(w, PRIYA)["Told to the sponsor"] == ["1", "0"]
    assert "*Only as it was sent*\n• Tue 8 Dec" in shown
    assert "the sponsor is told of A-1" in shown
    assert "Maria" not in shown, "figures are nobody's"


async def test_directive_would_have_told_the_pmo_lead_sooner(w: World) -> None:
    await three_weeks(w)
    shown = await w.hears(JON, "/pmo policy try directive APOLLO")
    assert rows(w, JON)["Told to a PMO lead"] == ["1", "1"]
    assert "*Only in directive mode*\n• Thu 10 Dec" in shown
    assert "*Only as it was sent*\n• Mon 14 Dec" in shown


async def test_whoever_may_not_change_the_project_tries_nothing(w: World) -> None:
    assert "Jon or a PMO lead can do it for Apollo. Ask one of them." in await w.hears(
        SAM, "/pmo policy try directive APOLLO"
    )
    assert "Which way of running which project?" in await w.hears(JON, "/pmo policy try APOLLO")
    assert "`/pmo policy try directive APOLLO`" in await w.hears(JON, "/pmo policy try directive", "C0GENERAL")


# --- the same on the command line -----------------------------------------------------


def run(w: World, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr("pmo_bot.cli.preview_policy.real_now", w.clock.now)
    monkeypatch.setenv("DATABASE_URL", w.bot.db.url)
    with pytest.raises(SystemExit) as ended:
        main(["preview", "--days", "20", *arguments])
    return ended.value.code


async def test_the_command_line_tries_a_mode_or_a_policy_from_a_file(
    w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await three_weeks(w)
    file = tmp_path / "quiet.json"
    file.write_text(json.dumps({"nudges": [{"at": 0}], "escalate": []}))
    assert await asyncio.to_thread(run, w, monkeypatch, "--policy", str(file), "--project", "APOLLO") == 0
    printed = capsys.readouterr().out
    assert f"APOLLO by {file}, the last 20 days:" in printed
    assert [line.split()[-2:] for line in printed.splitlines() if "Told to the lead" in line] == [["1", "0"]]
    assert await asyncio.to_thread(run, w, monkeypatch, "--policy", "controlling", "--project", "apollo", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"brief", "preview", "escalation", "digest"} <= {one["kind"] for one in told}


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("strict", "strict is neither a mode (supportive, controlling, directive) nor a file I can read."),
        ("{folder}/broken.json", "is no JSON"),
        ("{folder}/wrong.json", "Use a whole number from 1 to 20 for “grace”."),
    ],
)
async def test_what_cannot_be_tried_is_said(
    w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str, says: str
) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "wrong.json").write_text('{"grace": 0}')
    assert run(w, monkeypatch, "--policy", named.format(folder=tmp_path)) == 2
    assert says in capsys.readouterr().err
