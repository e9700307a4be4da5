"""One row that nobody can plan with stops nobody else: not its owner, not its workspace, not the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import brief as words
from pmo_bot.model import Absence, Baseline, Item, Person, Policy, Post, Project
from pmo_bot.rules.brief import Brief, Entry
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import baselines, items, people, planning, planning_digests, projects
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, DIGESTS, ONCE_EACH, PROMISED, STAFF, Office, project, promises
from tests.shown import said
from tests.world import TEAM

ELSEWHERE = "T0BIRCH"
WORDS = "The secret plan"


def poisoned(db: Database) -> Item:
    """An item of Maria's in a project with a policy that cannot be read."""
    project(db)
    maria = people.find(db, TEAM, "U0MARIA")
    assert maria is not None
    due = (BRIEFS + timedelta(days=1)).date()
    with db.transaction() as session:
        apollo = session.exec(select(Project.id)).one()
    wanted = Capture(WORDS, owner_id=maria.id, project_id=apollo, due=due)
    bad = items.capture(db, Act(maria, PROMISED), wanted).item
    with db.transaction() as session:
        unread = {"nudges": [{"at": WORDS}]}
        session.add(Policy(team_id=TEAM, project_id=apollo, version=1, body=unread, from_at=PROMISED))
    return bad


def elsewhere(db: Database) -> None:
    """Somebody of another workspace has promised something too."""
    people.ensure_workspace(db, ELSEWHERE, PROMISED - timedelta(days=30))
    lea = people.know(db, ELSEWHERE, Profile("U0LEA", "Lea", "Europe/Madrid"), PROMISED)
    items.capture(db, Act(lea, PROMISED), Capture("Lea's", owner_id=lea.id, due=(BRIEFS + timedelta(days=1)).date()))


async def test_an_absence_until_the_end_of_time_silences_nobody(at_nine: Office) -> None:
    db = at_nine.bot.db
    project(db)
    with db.transaction() as session:
        jon = session.exec(select(Person).where(Person.slack_id == "U0JON")).one()
        session.add(Absence(team_id=TEAM, person_id=jon.id, first=date(2026, 12, 24), last=date.max))
        apollo = session.exec(select(Project)).one()
        session.exec(update(Item).values(project_id=apollo.id))
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


def test_the_others_of_its_owner_and_of_every_workspace_are_planned(sqlite_url: str, log: list[Any]) -> None:
    db = Database(sqlite_url)
    promises(db)
    bad = poisoned(db)
    elsewhere(db)
    assert planning.plan(db, BRIEFS) == len(STAFF) + 1
    with db.reading() as session:
        woken = session.exec(select(Item.id).where(col(Item.wake_at) <= BRIEFS)).all()
        assert list(woken) == []
        assert session.get_one(Item, bad.id).wake_at == BRIEFS + timedelta(hours=1)
    (line,) = [line for line in log if line.get("action") == "plan.failed"]
    assert (line["team"], line["key"]) == (TEAM, bad.key)
    assert WORDS not in str(log)


def test_it_is_planned_when_it_can_be_read_again(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    promises(db, ["U0MARIA"])
    bad = poisoned(db)
    planning.plan(db, BRIEFS)
    with db.transaction() as session:
        unread = session.exec(select(Policy)).one()
        session.add(Policy(team_id=TEAM, project_id=unread.project_id, version=2, body=DEFAULT, from_at=BRIEFS))
    planning.plan(db, BRIEFS + timedelta(hours=1))
    with db.reading() as session:
        wake = session.get_one(Item, bad.id).wake_at
    assert wake is not None
    assert wake > BRIEFS + timedelta(hours=1)


def test_a_digest_that_cannot_be_planned_stops_no_other(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, log: list[Any]
) -> None:
    db = Database(sqlite_url)
    project(db)
    jon = people.find(db, TEAM, "U0JON")
    assert jon is not None
    projects.create(db, Act(jon, PROMISED), NewProject("Boreas", channel="C0GENERAL"))
    known = planning_digests.project_calendars

    def broken(session: Any, many: Sequence[Project]) -> Any:
        if "APOLLO" in {one.key for one in many}:
            raise ValueError(WORDS)
        return known(session, many)

    monkeypatch.setattr(planning_digests, "project_calendars", broken)
    assert planning.plan(db, DIGESTS) == 1
    with db.reading() as session:
        assert session.exec(select(Post.key).where(col(Post.key).startswith("digest:BOREAS"))).one()
        wake = session.exec(select(Project.wake_at).where(Project.key == "APOLLO")).one()
    assert wake == DIGESTS + timedelta(hours=1)
    assert [line["key"] for line in log if line.get("action") == "plan.failed"] == ["APOLLO"]
    assert WORDS not in str(log)


async def test_what_was_planned_leaves_even_when_nothing_can_be_planned_any_more(
    at_nine: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    planning.plan(at_nine.bot.db, BRIEFS)
    monkeypatch.setattr(planning, "plan", lambda *_: 1 / 0)
    await at_nine.bot.heartbeat.tick()
    assert at_nine.inboxes() == ONCE_EACH


# --- one line that cannot be shown ------------------------------------------------------


async def test_one_line_that_cannot_be_shown_keeps_no_others_back(
    at_nine: Office, monkeypatch: pytest.MonkeyPatch, log: list[Any]
) -> None:
    db = at_nine.bot.db
    maria = people.find(db, TEAM, "U0MARIA")
    assert maria is not None
    wanted = Capture(WORDS, owner_id=maria.id, due=(BRIEFS + timedelta(days=1)).date())
    bad = items.capture(db, Act(maria, PROMISED), wanted).item
    shown = words.due_line

    def mistaken(entry: Entry, brief: Brief) -> Markup:
        if entry.item.id == bad.id:
            raise KeyError("a mistake of ours")
        return shown(entry, brief)

    monkeypatch.setattr(words, "due_line", mistaken)
    await at_nine.bot.heartbeat.tick()
    assert at_nine.inboxes() == ONCE_EACH
    (brief,) = at_nine.playground.world.posted("U0MARIA")
    text = said(brief.for_page(0)["blocks"])
    assert "Promise of U0MARIA" in text
    assert WORDS not in text
    assert f"1 more in the app's Home ({bad.key})." in text
    (told,) = [line for line in log if line.get("action") == "deliver.line_left_out"]
    assert (told["log_level"], told["keys"]) == ("error", (bad.key,))


def test_figures_that_cannot_be_worked_out_stop_no_other_workspace_and_are_tried_again_an_hour_later(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, log: list[Any]
) -> None:
    db = Database(sqlite_url)
    promises(db)
    elsewhere(db)
    known, tried = baselines.figures, list[str]()

    def broken(session: Any, team: str, *span: Any) -> Any:
        tried.append(team)
        if team == TEAM and len(tried) < 3:
            raise ValueError(WORDS)
        return known(session, team, *span)

    monkeypatch.setattr(baselines, "figures", broken)
    later = PROMISED + timedelta(days=40)
    for minutes in (0, 1, 61):
        planning.plan(db, later + timedelta(minutes=minutes))
    assert sorted(tried) == sorted([TEAM, ELSEWHERE, TEAM])
    with db.reading() as session:
        assert set(session.exec(select(Baseline.team_id))) == {TEAM, ELSEWHERE}
    assert [line["team"] for line in log if line.get("action") == "plan.failed"] == [TEAM]
    assert WORDS not in str(log)
