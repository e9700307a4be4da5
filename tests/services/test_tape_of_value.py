"""What is said about the value of projects can be taken back and happens again, row by row and word by word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio
from sqlmodel import select

from pmo_bot.model import Base, KpiKind
from pmo_bot.services import pulses, stakeholders, tape_playing, value
from pmo_bot.services.goals import NewGoal, make_goal, serve, set_active
from pmo_bot.services.kpi_values import measure
from pmo_bot.services.kpis import NewKpi, make_kpi
from pmo_bot.services.stakeholders import Care
from pmo_bot.services.tape import rewind
from pmo_bot.store import queries
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, act
from tests.world import TEAM, World, world

TABLES = ("goal", "kpi", "measurement", "pulse", "mandate", "stakeholder")
COLUMNS = ("goal_id", "currency", "planned", "actual", "forecast")


@pytest_asyncio.fixture
async def w(tmp_path: Path) -> AsyncIterator[World]:
    async with world(f"sqlite:///{tmp_path / 'tape.db'}") as made:
        await made.types(JON, "/pmo project new Apollo")
        await made.submits(JON, sponsor=INES, channel="C0APOLLO")
        for who in (PRIYA, SAM, MARIA):
            await made.types(who, "/pmo")
        yield made


def rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept about value."""
    with db.reading() as session:
        found = {
            name: [dict(row) for row in session.execute(select(Base.metadata.tables[name])).mappings()]
            for name in TABLES
        }
        projects = session.execute(select(*(Base.metadata.tables["project"].c[name] for name in COLUMNS)))
        return {**found, "project": [dict(row) for row in projects.mappings()]}


def years_work(w: World) -> None:
    """A goal, a benefit that is confirmed, views, people who care: some of it changed and taken away again."""
    db = w.bot.db
    goal = make_goal(db, act(w, PRIYA), NewGoal("Half the effort", measure="Hours", target=20))
    serve(db, act(w, JON), "APOLLO", goal.id)
    with db.reading() as session:
        project = queries.project_by_key(session, TEAM, "APOLLO")
        assert project is not None
    sam, maria = act(w, SAM).person.id, act(w, MARIA).person.id
    gain = make_kpi(db, act(w, JON), NewKpi("Hours", "Time sheet", kind=KpiKind.BENEFIT, project_id=project.id,
                                            owner_id=sam, baseline=40))  # fmt: skip
    used = make_kpi(db, act(w, JON), NewKpi("Users", "The log", kind=KpiKind.ADOPTION, project_id=project.id,
                                            owner_id=sam))  # fmt: skip
    with db.transaction() as session:
        value.go_live(session, act(w, JON), project, date(2026, 11, 30))
    for amount in (25, 21):
        measure(db, act(w, SAM), gain.id, amount)
    value.confirm(db, act(w, SAM), gain.id)
    pulses.ask(db, act(w, SAM), used.id, [maria])
    for cares in ("trains people", "pays"):
        stakeholders.note_person(db, act(w, JON), "APOLLO", Care(maria, cares, influence=3))
    stakeholders.note_person(db, act(w, JON), "APOLLO", Care(sam))
    stakeholders.forget_person(db, act(w, JON), "APOLLO", sam)
    set_active(db, act(w, PRIYA), goal.id, active=False)


async def test_it_is_taken_back_and_happens_again(w: World) -> None:
    start = w.clock.now() + timedelta(minutes=1)
    await w.until("2026-11-30", "10:01")
    years_work(w)
    await w.types(JON, "/pmo budget APOLLO planned 100 forecast 120 EUR because of prices")
    await w.types(PRIYA, "/pmo about")
    await w.clicks(PRIYA, "Write it down…", w.last(PRIYA))
    await w.submits(PRIYA, mandate="Projects finish what they promise.", review_on="2026-12-09")
    lived = rows(w.bot.db)
    assert all(lived[name] for name in TABLES)
    with temporary_copy(w.bot.db) as db:
        tape = rewind(db, start)
        gone = rows(db)
        assert all(gone[name] == [] for name in TABLES)
        assert gone["project"] == [{"goal_id": None, "currency": "", "planned": None, "actual": None, "forecast": None}]
        while tape.groups:
            tape_playing.happen(db, tape)
        assert rows(db) == lived
