"""App Home: what somebody owes, waits for and leads; it changes with what happens."""

from __future__ import annotations

from tests.shown import said
from tests.world import World


async def test_a_first_visit_is_welcomed_and_says_what_to_do(w: World) -> None:
    first = await w.opens_home("U0KENJI")
    assert first.startswith("*Welcome.* I keep track of what people promised each other")
    assert "*Hello, Kenji.* Nothing is waiting for you." in first
    assert "You lead or sponsor no project yet. `/pmo project new` starts one." in first
    assert "*Welcome.*" not in await w.opens_home("U0KENJI")


async def test_it_shows_what_is_owed_what_was_asked_for_and_ones_projects(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types("U0MARIA", "/pmo add Release the list @Jon Lindqvist by wed")
    home = await w.opens_home("U0JON")
    order = [home.index(part) for part in (
        "You have one thing open.", "Due", "Release the list (A-2) — due Wed 2 Dec", "You asked for",
        "Draft the plan (A-1) — Maria, due Fri 4 Dec", "Your projects", "*Apollo* (APOLLO)",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "As of today at 10:00 (Madrid)" in home


async def test_a_decision_that_waits_comes_before_what_one_asked_for(w: World) -> None:
    await w.types("U0PRIYA", "/pmo add Draft the plan @Maria Ortega by today")
    await w.until("2026-12-02", "12:00")
    home = await w.opens_home("U0JON")
    assert "*Hello, Jon.* One thing waits for your answer." in home
    assert "Waiting for your answer" in home
    assert "Draft the plan (A-1)" in home[home.index("Waiting for your answer") :]


async def test_it_is_published_again_for_everybody_a_change_concerns(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    for who in ("U0JON", "U0MARIA", "U0SAM"):
        await w.opens_home(who)
    await w.types("U0JON", "/pmo assign A-1 @Sam Okafor")
    assert "Draft the plan" not in w.home("U0MARIA")  # she owned it before
    assert "Draft the plan (A-1) — due Fri 4 Dec" in w.home("U0SAM")
    assert "Draft the plan (A-1) — Sam, due Fri 4 Dec" in w.home("U0JON")


async def test_a_new_project_appears_for_its_lead_and_sponsor(w: World) -> None:
    await w.opens_home("U0SAM")
    await w.types("U0PRIYA", "/pmo project new Office move", "C0GENERAL")
    await w.submits("U0PRIYA", lead="U0SAM", channel=None)
    assert "*Office move* (OFFICEMOVE)" in w.home("U0SAM")


async def test_its_buttons_work_where_there_is_no_conversation(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types("U0JON", "/pmo add Book the room @Maria Ortega by friday")
    await w.opens_home("U0MARIA")

    await w.clicks_home("U0MARIA", "Done", "A-1")
    assert "Draft the plan" not in w.home("U0MARIA")
    assert not w.has_window("U0MARIA")  # Home shows it: no words needed

    await w.clicks_home("U0MARIA", "New date…", "A-2")
    assert await w.submits("U0MARIA", due="2026-12-09") == {}
    assert "Book the room (A-2) — due Wed 9 Dec" in w.home("U0MARIA")

    await w.clicks_home("U0MARIA", "Show it", "A-2")
    assert "Maria moved the date (Fri 4 Dec → Wed 9 Dec)" in said(w.window("U0MARIA")["blocks"])


async def test_a_card_in_a_window_works_like_one_in_a_conversation(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.opens_home("U0MARIA")
    await w.clicks_home("U0MARIA", "Show it", "A-1")
    await w.clicks_window("U0MARIA", "New date…")  # the same window asks for the date
    assert await w.submits("U0MARIA", due="2026-12-09", reason="Legal") == {}
    assert "new date: Wed 9 Dec (Maria's time, Madrid)." in said(w.window("U0MARIA")["blocks"])
    await w.clicks_window("U0MARIA", "Undo")
    assert "taken back: Maria, Fri 4 Dec" in said(w.window("U0MARIA")["blocks"])


async def test_a_refusal_in_home_is_a_window_with_the_sentence(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.opens_home("U0MARIA")
    w.playground.faults.server_error("views.publish", times=None)  # Home stays as it was
    await w.types("U0JON", "/pmo done A-1")
    await w.clicks_home("U0MARIA", "Blocked…", "A-1")
    assert said(w.window("U0MARIA")["blocks"]).startswith("*Draft the plan* (A-1) is done already.")


async def test_new_item_and_new_project_from_home(w: World) -> None:
    await w.opens_home("U0KENJI")
    await w.clicks_home("U0KENJI", "New item…")
    assert await w.submits("U0KENJI", title="Translate the pages", due="2026-12-04") == {}
    assert said(w.window("U0KENJI")["blocks"]).startswith("*A-1 · Translate the pages* — Kenji, due Fri 4 Dec")
    assert "Translate the pages (A-1)" in w.home("U0KENJI")
    w.playground.world.views.clear("U0KENJI")
    await w.clicks_home("U0KENJI", "New project…")
    assert await w.submits("U0KENJI", name="Gemini") == {}
    assert "*Gemini* (GEMINI)" in w.home("U0KENJI")
