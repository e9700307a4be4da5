"""A project like another one: dates count working days from its own start, and owners are asked anew."""

from __future__ import annotations

from sqlmodel import col, select

from pmo_bot.model import Acceptance, Event, Item, Kind, Link, Risk
from pmo_bot.services.links import link_items
from pmo_bot.services.people import Preferences, set_preferences
from tests.stories.packets import JON, MARIA, PRIYA, act
from tests.stories.test_errors_rights import a_private_project
from tests.stories.test_phases import project, rows
from tests.world import World


async def apollo(w: World) -> None:
    """Three things in Apollo, which began on Monday 30 November; the third waits for the second."""
    await w.types(MARIA, "/pmo")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 7 dec #apollo")
    await w.types(JON, "/pmo milestone Rehearsal 14 dec #apollo")
    await w.types(JON, "/pmo add Read the report by 15 dec #apollo")
    await w.types(JON, "/pmo done A-1")
    link_items(w.bot.db, act(w, JON), w.item(3).id, w.item(2).id)


async def test_dates_keep_their_working_days_and_skip_the_new_owners_holidays(w: World) -> None:
    await apollo(w)
    maria = act(w, MARIA)
    set_preferences(w.bot.db, maria, Preferences(country="ES", subdivision="MD"))
    answer = await w.hears(JON, "/pmo project clone APOLLO as BOREAS from 4 jan")
    assert "*Boreas* (BOREAS) begins on Mon 4 Jan, like Apollo: 3 items and what waits for what (1)" in answer
    copies = rows(w, Item)
    # five working days after 4 January are 12 January for Maria, because the 6th is a holiday in Spain; Jon has none
    assert [(one.title, one.due.isoformat()) for one in copies] == [
        ("Draft the plan", "2027-01-12"), ("Rehearsal", "2027-01-18"), ("Read the report", "2027-01-19"),
    ]  # fmt: skip


async def test_owners_are_asked_anew_and_no_history_comes_along(w: World) -> None:
    await apollo(w)
    await w.types(JON, "/pmo project clone APOLLO as BOREAS from 4 jan")
    copies = rows(w, Item)
    assert copies[0].is_open
    assert copies[0].acceptance is Acceptance.REQUESTED
    with w.bot.db.reading() as session:
        told = session.exec(select(Event.what).where(col(Event.item_id) == copies[0].id)).all()
        links = [(link.item_id, link.on_id) for link in session.exec(select(Link))]
    assert told == ["item.created"]
    assert (copies[2].id, copies[1].id) in links


async def test_what_has_gone_wrong_is_of_the_first_project_alone_and_what_may_is_noted_afresh(w: World) -> None:
    await w.types(MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x3")
    await w.types(MARIA, "/pmo show R-1")
    await w.clicks(MARIA, "Plan for it…", w.last(MARIA))
    await w.submits(MARIA, what1="Call the vendor’s board", days1="0")
    await w.types(MARIA, "/pmo show R-1")
    await w.clicks(MARIA, "It has happened", w.last(MARIA))
    await w.clicks(MARIA, "Activate the plan", w.last(MARIA))
    await w.types(MARIA, "/pmo issue The test tenant is down by 11 dec #apollo")
    await w.types(MARIA, "/pmo done I-3")
    await w.types(MARIA, "/pmo risk The rehearsal may be too short by 18 dec #apollo 2x2")
    await w.types(MARIA, "/pmo risk The room may be taken by 18 dec #apollo")
    await w.types(MARIA, "/pmo done R-5")
    await w.types(JON, "/pmo milestone Rehearsal 14 dec #apollo")
    answer = await w.hears(JON, "/pmo project clone APOLLO as BOREAS from 4 jan")
    assert "Issues, risks that are over and the history stayed there." in answer
    assert [(one.kind, one.title, one.is_open) for one in rows(w, Item)] == [
        (Kind.RISK, "The rehearsal may be too short", True), (Kind.MILESTONE, "Rehearsal", True),
    ]  # fmt: skip
    with w.bot.db.reading() as session:
        assert session.get(Risk, rows(w, Item)[0].id) is None, "nobody has assessed it there"


async def test_open_leaves_out_what_is_finished(w: World) -> None:
    await apollo(w)
    await w.types(JON, "/pmo project clone APOLLO as BOREAS from 4 jan open")
    assert [one.title for one in rows(w, Item)] == ["Rehearsal", "Read the report"]


async def test_a_key_that_is_taken_a_day_past_and_somebody_elses_project_change_nothing(w: World) -> None:
    await apollo(w)
    assert "is taken" in await w.hears(JON, "/pmo project clone APOLLO as APOLLO from 4 jan")
    assert "Only Jon or a PMO lead can change" in await w.hears(MARIA, "/pmo project clone APOLLO as BOREAS")
    assert "clone APOLLO as BOREAS" in await w.hears(JON, "/pmo project clone APOLLO")
    assert project(w).key == "APOLLO"


async def test_nothing_is_made_from_a_private_project_and_others_never_learn_of_it(w: World) -> None:
    await a_private_project(w)
    for command in ("project clone BOARD as OTHER", "project BOARD template", "project BOARD gates",
                    "project BOARD phase hypercare"):  # fmt: skip
        assert (await w.hears(PRIYA, f"/pmo {command}")).startswith("I have no project BOARD for you."), command
    assert "Board" not in await w.hears(PRIYA, "/pmo list proposals")
    assert "*Board* is private" in await w.hears(JON, "/pmo project clone BOARD as OTHER")
