"""The dated versions of Jira are milestones, and wait for what is to be fixed in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from pmo_bot.exchange.jira import Report, Wishes, import_file
from pmo_bot.model import Event, Item, Kind, Link, Person, Project, State
from pmo_bot.services import items
from pmo_bot.services.events import Act
from pmo_bot.store.database import Database
from tests.exchange.archives import rows
from tests.exchange.history import APACHE, NO_APACHE
from tests.exchange.jira_data import BAKERY, empty, issue, lines
from tests.exchange.test_jira import item

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
OPENING = "OVEN/opening"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = empty(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.close()


def bring(db: Database, folder: Path, *issues: Any, now: datetime = NOW) -> Report:
    return import_file(db, lines(folder, issues), Wishes(), now)


def opening(on: str, released: bool = False, key: str = "OVEN-1") -> dict[str, Any]:
    """An issue that is to be done for the opening."""
    made = issue(key, versions=[("opening", on)], created="2026-03-02T08:00:00.000+0000")
    made["fields"]["fixVersions"][0]["released"] = released
    return made


def happened(db: Database, ref: str) -> list[tuple[str, date]]:
    with db.reading() as session:
        of_it = select(Event).join(Item, col(Item.id) == Event.item_id).where(Item.ref == f"jira:{ref}")
        return [(e.what, e.happened_at.date()) for e in session.exec(of_it.order_by(col(Event.id)))]


def test_a_dated_version_is_a_milestone_of_its_project(db: Database, tmp_path: Path) -> None:
    report = bring(db, tmp_path, *BAKERY)
    milestone = item(db, OPENING)
    assert (milestone.kind, milestone.title, milestone.due) == (Kind.MILESTONE, "opening", date(2026, 3, 18))
    assert (milestone.owner_id, milestone.state) == (None, State.OPEN)
    assert (report.found["milestones"], report.new["milestones"], report.new["items"]) == (1, 1, 4)
    with db.reading() as session:
        assert session.get_one(Project, milestone.project_id).key == "OVEN"
        (link,) = session.exec(select(Link).where(Link.item_id == milestone.id))
    assert link.on_id == item(db, "OVEN-2").id


def test_one_that_was_released_is_done_on_its_day(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, opening("2026-03-18", released=True))
    assert happened(db, OPENING)[:2] == [("item.created", date(2026, 3, 2)), ("item.done", date(2026, 3, 18))]
    assert item(db, OPENING).closed_at == datetime(2026, 3, 18, tzinfo=UTC)


def test_one_from_before_its_issues_began_with_its_day(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, opening("2026-02-01", released=True))
    assert {day for what, day in happened(db, OPENING) if what != "item.linked"} == {date(2026, 2, 1)}


def test_a_newer_export_moves_and_closes_it(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, opening("2026-04-18"))
    bring(db, tmp_path, opening("2026-04-25"), now=NOW + timedelta(days=1))
    assert (item(db, OPENING).due, item(db, OPENING).slips) == (date(2026, 4, 25), 1)
    bring(db, tmp_path, opening("2026-04-18"), now=NOW + timedelta(days=2))
    bring(db, tmp_path, opening("2026-04-18", released=True), now=NOW + timedelta(days=3))
    assert [what for what, _ in happened(db, OPENING)] == [
        "item.created", "item.linked", "item.moved", "item.moved", "item.done",
    ]  # fmt: skip


def test_what_people_made_of_it_stays_until_jira_says_something_new(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, opening("2026-04-18"))
    with db.reading() as session:
        who = session.exec(select(Person)).one()
    items.move(db, Act(who, NOW), item(db, OPENING).id, date(2026, 5, 4), "the oven is late")
    before = rows(db)
    assert bring(db, tmp_path, opening("2026-04-18"), now=NOW + timedelta(days=1)).new.total() == 0
    assert rows(db) == before
    bring(db, tmp_path, opening("2026-05-11"), now=NOW + timedelta(days=2))
    assert item(db, OPENING).due == date(2026, 5, 11)


@pytest.mark.skipif(not APACHE.is_file(), reason=NO_APACHE)
def test_a_real_history_gives_projects_milestones_and_dependencies_once(db: Database) -> None:
    first = import_file(db, APACHE, Wishes(), NOW)
    assert (first.new["projects"], first.new["milestones"], first.new["dependencies"]) == (21, 72, 18)
    with db.reading() as session:
        milestones = session.exec(select(Item).where(Item.kind == Kind.MILESTONE)).all()
        waiting = session.exec(select(Link.item_id).where(col(Link.item_id).in_([one.id for one in milestones]))).all()
    assert all(one.due is not None for one in milestones)
    assert set(waiting) == {one.id for one in milestones}
    before = rows(db)
    again = import_file(db, APACHE, Wishes(), NOW + timedelta(days=1))
    assert again.new.total() == 0
    assert rows(db) == before
