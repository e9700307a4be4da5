"""What is aimed for and measured changes: goals and figures anew, a value taken back, somebody taken out."""

from __future__ import annotations

import pytest
from sqlmodel import select

from pmo_bot.model import Event, Goal, Item, Measurement, Stakeholder
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import kpis, tape_playing
from pmo_bot.services.kpis import NewKpi
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, act
from tests.stories.test_value import a_figure, a_goal, kpi
from tests.world import World


def goal(db: Database) -> tuple[str, float | None, str]:
    """The goal as it is stored."""
    with db.reading() as session:
        found = session.exec(select(Goal)).one()
        return found.title, found.target, found.target_on.isoformat() if found.target_on else ""


async def test_a_goal_is_said_anew_and_its_history_can_be_taken_back(w: World) -> None:
    await a_goal(w)
    start = w.clock.now()
    await w.until("2026-11-30", "10:30")
    await w.types(PRIYA, "/pmo goal G1")
    await w.clicks(PRIYA, "Change…", w.last(PRIYA))
    assert w.window(PRIYA)["title"]["text"] == "Change the goal"
    assert "Half the effort for new tenants" in str(w.window(PRIYA))
    assert await w.submits(PRIYA, title="A third of the effort", target="15", target_on="2027-03-31") == {}
    assert "*G1 · A third of the effort*" in said(w.last(PRIYA)["blocks"])
    after = ("A third of the effort", 15.0, "2027-03-31")
    assert goal(w.bot.db) == after
    with temporary_copy(w.bot.db) as copy:
        tape = rewind(copy, start + (w.clock.now() - start) / 2)
        assert goal(copy) == ("Half the effort for new tenants", 20.0, "")
        while tape.groups:
            tape_playing.happen(copy, tape)
        assert goal(copy) == after
    with w.bot.db.reading() as session:
        changed = session.exec(select(Event).where(Event.what == "goal.changed")).one()
    assert changed.before["target"] == 20.0
    assert "Half the effort" not in str(changed.before), "people's words stand in no event"
    assert "Change…" not in await w.hears(SAM, "/pmo goal G1")


async def test_a_figure_is_measured_otherwise_and_somebody_else_is_asked_from_then_on(w: World) -> None:
    await a_figure(w)
    await w.types(JON, "/pmo kpi K1")
    await w.clicks(JON, "Change…", w.last(JON))
    assert w.window(JON)["title"]["text"] == "Change the figure"
    assert "The time sheet" in str(w.window(JON))
    assert "source" in await w.submits(JON, source=" ")
    assert await w.submits(JON, title="Hours a week", source="The new time sheet", target="12", owner=MARIA,
                           review_day="15") == {}  # fmt: skip
    found = kpi(w)
    assert (found.name, found.source, found.target, found.baseline) == ("Hours a week", "The new time sheet", 12, 40)
    with w.bot.db.reading() as session:
        waiting = [one for one in session.exec(select(Item)) if one.is_open]
    assert [(one.owner_id == found.owner_id, one.due.isoformat()) for one in waiting if one.due] == [
        (True, "2026-12-15")
    ]
    await w.types(MARIA, "/pmo kpi K1")
    assert "Enter a value…" in str(w.last(MARIA))
    await w.types(SAM, "/pmo kpi K1")
    assert "Enter a value…" not in str(w.last(SAM)), "only whoever says what it is, is offered to"
    await w.types(MARIA, "/pmo kpi K1")
    assert "Change…" not in str(w.last(MARIA)), "whose figure it is enters values; whoever leads says what is measured"


async def test_a_value_that_was_entered_by_mistake_is_taken_back_and_asked_for_again(w: World) -> None:
    await a_figure(w, review_day="1")
    await w.until("2026-12-01", "18:00")
    await w.types(SAM, "/pmo kpi K1 420")
    assert w.item(1).closed_at is not None
    card = w.last(SAM)
    await w.types(JON, "/pmo kpi K1")
    assert "Take my value back" not in str(w.last(JON))
    await w.clicks(SAM, "Take my value back", card)
    with w.bot.db.reading() as session:
        assert session.exec(select(Measurement)).all() == []
        asked = [one.number for one in session.exec(select(Item)) if one.is_open]
    assert asked == [1], "what it answered is asked again, and nothing twice"
    await w.types(SAM, "/pmo kpi K1 42")
    await w.types(SAM, "/pmo kpi K1 43")
    await w.clicks(SAM, "Take my value back", w.last(SAM))
    with w.bot.db.reading() as session:
        assert [one.value for one in session.exec(select(Measurement))] == [42]


async def test_whoever_no_longer_cares_is_taken_out_after_it_was_said_what_goes_and_what_stays(w: World) -> None:
    for who in (INES, PRIYA):
        await w.types(JON, "/pmo project APOLLO people")
        await w.clicks(JON, "Somebody who cares…", w.last(JON))
        await w.submits(JON, person=who, cares="pays for half of it", audience="A few lines", cadence="Every month",
                        influence="Much")  # fmt: skip
    await w.types(MARIA, "/pmo project APOLLO people")
    assert "Take out…" not in str(w.last(MARIA))
    await w.types(JON, "/pmo project APOLLO people")
    shown = w.last(JON)
    asked = next(block["accessory"]["confirm"] for block in shown["blocks"] if "Priya" in str(block.get("text")))
    assert "what they have to do with *Apollo* goes" in asked["text"]["text"]
    assert "What they owe, what they were sent and the history stay." in asked["text"]["text"]
    await w.clicks(JON, "Take out…", shown, "Priya")
    with w.bot.db.reading() as session:
        assert len(session.exec(select(Stakeholder)).all()) == 1
    assert "*Inês*" in await w.hears(JON, "/pmo project APOLLO people")


async def test_a_value_that_is_entered_in_home_is_answered_in_a_window_without_its_chart(w: World) -> None:
    await a_figure(w, owner=JON, review_day="1")
    await w.types(JON, "/pmo kpi K1 30")
    await w.until("2026-12-01", "10:00")
    await w.opens_home(JON)
    await w.clicks_home(JON, "Enter the value…")
    await w.submits(JON, value="20")
    assert "20 h (better; 30 h before), target 20 h" in said(w.window(JON)["blocks"])
    await w.types(JON, "/pmo kpi K1")
    assert "data_visualization" in str(w.last(JON)), "a message has the chart as well"


async def test_who_leads_owns_no_benefit_by_a_change_that_names_nobody(w: World) -> None:
    await a_figure(w, PRIYA, kind="Benefit", project="Apollo (APOLLO)")
    await w.types(PRIYA, "/pmo project APOLLO lead @Sam Okafor")
    same = NewKpi(name="Hours", source="The time sheet")
    with pytest.raises(Refused, match="lead_confirms_own"):
        kpis.change_kpi(w.bot.db, act(w, PRIYA), kpi(w).id, same)
    await w.types(PRIYA, "/pmo project APOLLO lead @Jon Lindqvist")
    changed = kpis.change_kpi(w.bot.db, act(w, JON), kpi(w).id, same)
    assert (changed.name, changed.owner_id) == ("Hours", kpi(w).owner_id), "Jon changes what Sam confirms"
