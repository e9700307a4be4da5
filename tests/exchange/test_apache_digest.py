"""The reports of one week of real projects, as they would have been posted on Monday, 2013-06-03.

The history is played for two weeks before, so that the report has something to compare itself with.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from pmo_bot.jobs.rehearsal import Stage, VirtualTime
from pmo_bot.model import Item, Kind, Link, Project
from pmo_bot.services import history, rehearsal
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.exchange.history import APACHE, NO_APACHE, imported, seeded

pytestmark = pytest.mark.skipif(not APACHE.is_file(), reason=NO_APACHE)

WEEK = "2013-06-03"
Played = tuple[Database, dict[str, Any]]
"""The data as it stands in the evening, and what was posted, by slot."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = imported(APACHE, tmp_path_factory.mktemp("apache-digest"))
    seeded(db, (("UTC", None),))
    yield db
    db.close()


@contextmanager
def played(source: Database, begun: datetime, days: int) -> Iterator[Played]:
    """The bot begins on that day, and time passes."""
    with temporary_copy(source) as db:
        events, words = history.rewind(db, begun)
        before = [event for event in events if event.happened_at < begun]
        history.happen(db, before, words)
        rehearsal.set_stage(db, begun, begun)
        stage = Stage(db, VirtualTime(begun), events[len(before) :], words)
        asyncio.run(stage.play(begun + timedelta(days=days), lambda share: None))
        yield db, dict(stage.recorder.payloads)


@pytest.fixture(scope="module")
def june(source: Database) -> Iterator[Played]:
    with played(source, datetime(2013, 5, 20, tzinfo=UTC), 15) as found:
        yield found


def sections(payload: dict[str, Any]) -> dict[str, list[str]]:
    """The lines of a report under their headings; what has none stands under an empty one."""
    found: dict[str, list[str]] = {}
    for block in payload["blocks"]:
        text = (block.get("text") or {}).get("text", "")
        for part in (
            [text] if text else [one["text"] for one in block.get("elements", []) if block["type"] == "context"]
        ):
            heading, _, rest = part.partition("\n")
            lines = rest.split("\n") if rest.startswith("•") else [part]
            found.setdefault(heading.strip("*") if rest.startswith("•") else "", []).extend(lines)
    return found


def test_the_import_has_projects_milestones_and_what_waits_for_what(june: Played) -> None:
    db, _ = june
    with db.reading() as session:
        kinds = [one.kind for one in session.exec(select(Item))]
        assert len(session.exec(select(Project)).all()) == 21
        assert kinds.count(Kind.MILESTONE) == 45
        ends = session.exec(select(Link)).all()
        milestones = {one.id for one in session.exec(select(Item).where(col(Item.kind) == Kind.MILESTONE))}
    assert len([one for one in ends if one.item_id in milestones]) > 100


def test_a_week_in_which_much_happened_reads_from_what_is_wanted_to_what_is_done(june: Played) -> None:
    report = sections(june[1][f"digest:CB:{WEEK}"])
    assert list(report)[1:] == [
        "Needs an answer", "What changed", "Late, and what happens next", "Nobody has it yet",
        "Asked for, no yes yet", "No date yet", "Milestones ahead, and what they still need", "Next seven days", "Done",
    ]  # fmt: skip
    assert report[""][0] == "Apache Cordova — week of Mon 3 Jun"
    assert report[""][1] == "*🔴 Red* →, not green for 3 weeks: 1 answer is awaited, 1 item is late."
    assert report["What changed"] == [
        "• Support File.slice for retrieving parts of files using FileReader (A-229) moved from Fri 7 Jun to no date"
    ]
    assert report["Late, and what happens next"] == [
        "• split BlackBerryOS from Playbook (A-271) — user-b964abdc, 11 working days late"
    ]
    assert report["Milestones ahead, and what they still need"] == [
        "• 2.8.0 (M-537) — nobody, Fri 7 Jun: 1 of 4 things it needs is open"
    ]
    assert [line.split("—")[0].strip() for line in report["Next seven days"]] == [
        "• Fri 7 Jun · 2.8.0 (M-537)", "• Fri 7 Jun · Version handling and upgrading in cli tools (A-216)",
        "• Fri 7 Jun · File.slice() on BlackBerry (A-231)",
    ]  # fmt: skip
    assert "Since last time: 1 done." in report[""]
    assert "As of Mon 3 Jun. `/pmo digest CB` shows it fresh." in report[""]


def test_a_week_in_which_nothing_happened_is_one_line(june: Played) -> None:
    assert june[1][f"digest:S4:{WEEK}"]["blocks"][0]["text"]["text"].endswith(
        "Green, nothing moved, nothing is waiting for anyone."
    )


def test_a_date_that_does_not_fit_has_a_way_out(source: Database) -> None:
    with played(source, datetime(2013, 7, 14, tzinfo=UTC), 2) as (_, posted):
        report = sections(posted["digest:CLIMATE:2013-07-15"])
    assert report["Dates that do not fit"] == [
        "• RCMES cannot handle NCEP reanalysis and GCM data (A-287) is due Sun 21 Jul, which is no working day for "
        "user-dd1234be. A-287 would fit on Mon 22 Jul."
    ]


def test_no_report_knows_what_came_later(june: Played) -> None:
    text = json.dumps([payload for slot, payload in june[1].items() if slot.endswith(WEEK)])
    assert "RCMES cannot handle NCEP" not in text
