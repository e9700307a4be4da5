"""Where SQLite and PostgreSQL would differ by themselves, and where a window may say more than it was offered."""

from __future__ import annotations

import pytest

from pmo_bot.model import Kind, Person, Priority
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import decisions, editing, items
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.editing import Edit
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.store import queries
from tests.world import TEAM, World

ELSEWHERE = 4711
"""No project of this workspace."""


async def test_a_search_finds_letters_beyond_ascii_in_any_case(w: World) -> None:
    await w.types("U0JON", "/pmo decide École is where we train")
    assert "École is where we train" in await w.hears("U0JON", "/pmo log éCOLE")


async def test_nothing_is_put_into_a_project_that_is_not_there(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan by friday")
    with w.bot.db.reading() as session:
        jon = queries.person_by_slack(session, TEAM, "U0JON")
    assert isinstance(jon, Person)
    act = Act(jon, w.clock.now())
    with pytest.raises(Refused, match="no_project"):
        items.capture(w.bot.db, act, Capture("Plan", project_id=ELSEWHERE))
    with pytest.raises(Refused, match="no_project"):
        decisions.log(w.bot.db, act, NewDecision("Yes", project_id=ELSEWHERE))
    wanted = Edit("Plan", Kind.ACTION, jon.id, ELSEWHERE, None, Priority.NORMAL)
    with pytest.raises(Refused, match="no_project"):
        editing.edit(w.bot.db, act, w.item(1).id, wanted)
