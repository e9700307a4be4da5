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
        "*Hello, Jon.* One thing waits for your answer.", "Waiting for your answer",
        "*Maria asks you for:* Release the list", "\nDue\n", "Release the list (A-2) — due Wed 2 Dec", "You asked for",
        "Draft the plan (A-1) — Maria, due Fri 4 Dec · asked Mon 30 Nov, no answer yet", "Your projects",
        "*Apollo* (APOLLO)",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "As of today at 10:00 (Madrid)" in home


async def test_a_decision_that_waits_comes_before_what_one_asked_for(w: World) -> None:
    await w.types("U0PRIYA", "/pmo add Draft the plan @Maria Ortega by today")
    await w.until("2026-12-02", "12:00")
    home = await w.opens_home("U0JON")
    assert "*Hello, Jon.* One thing waits for your answer." in home
    assert "Waiting for your answer" in home
    assert "*Draft the plan* (A-1)" in home[home.index("Waiting for your answer") :]


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
    assert "Draft the plan (A-1) — due" not in w.home("U0MARIA")
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
    assert "new date: Wed 9 Dec." in said(w.window("U0MARIA")["blocks"])
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


# --- what waits for an answer -----------------------------------------------------------


async def test_a_request_is_answered_in_home_before_its_message_has_left(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.opens_home("U0JON")
    home = await w.opens_home("U0MARIA")
    assert "*Jon asks you for:* Draft the plan — by *Fri 4 Dec*" in home
    await w.clicks_home("U0MARIA", "Accept")
    assert "asks you for" not in w.home("U0MARIA")
    assert "Draft the plan (A-1) — Maria, due Fri 4 Dec · accepted" in w.home("U0JON")
    await w.until("2026-11-30", "10:30")
    assert w.inbox("U0MARIA") == [], "nothing is asked that is answered already"


async def test_a_counter_offer_is_agreed_to_in_the_requesters_home(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.opens_home("U0JON")
    await w.opens_home("U0MARIA")
    await w.clicks_home("U0MARIA", "Another date…")
    assert await w.submits("U0MARIA", due="2026-12-09", reason="Legal answers on Monday") == {}
    assert "you offered Wed 9 Dec, no answer yet" in w.home("U0MARIA")
    assert "*Maria offers Wed 9 Dec* instead of Fri 4 Dec" in w.home("U0JON")
    assert "“Legal answers on Monday”" in w.home("U0JON")
    await w.clicks_home("U0JON", "OK, Wed 9 Dec")
    assert "Draft the plan (A-1) — due Wed 9 Dec" in w.home("U0MARIA")
    assert "Waiting for your answer" not in w.home("U0JON")


async def test_a_sponsor_answers_in_home_and_the_owner_reads_it_on_the_card(w: World) -> None:
    """The sponsor's inbox: what only they can answer, and the answer flows back to the item."""
    await w.types("U0JON", "/pmo project APOLLO mode controlling")
    await w.types("U0SAM", "/pmo add Access list @Maria Ortega by tomorrow")
    await w.until("2026-12-04", "18:00")
    await w.opens_home("U0INES")
    await w.until("2026-12-08", "18:00")
    home = w.home("U0INES")
    assert home.index("Portfolio") < home.index("Waiting for your answer")
    assert "*Hello, Inês.* One thing waits for your answer." in home
    assert "*One thing waits for you*" in home
    await w.clicks_home("U0INES", "Another date…", "Access list")
    assert await w.submits("U0INES", due="2026-12-16", reason="The rehearsal moves too") == {}
    assert "Waiting for your answer" not in w.home("U0INES")
    card = await w.hears("U0MARIA", "/pmo show A-1")
    assert "Wed 16 Dec" in card
    assert "“The rehearsal moves too”" in card


# --- by role ----------------------------------------------------------------------------


async def test_lead_sponsor_and_pmo_lead_see_what_is_theirs(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types("U0JON", "/pmo add Helpdesk script by 11 dec")
    await w.types("U0SAM", "/pmo project new Office move", "C0GENERAL")
    await w.submits("U0SAM", lead="U0SAM", channel=None)
    lead, sponsor, pmo = await w.opens_home("U0JON"), await w.opens_home("U0INES"), await w.opens_home("U0PRIYA")
    assert "Your projects\n*Apollo* (APOLLO) · 🟢 Green · supportive\n2 open · 1 not accepted · next Fri 4 Dec" in lead
    assert "Portfolio" not in lead
    assert "Portfolio\n*Apollo*" in sponsor
    assert "OFFICEMOVE" not in sponsor
    assert "Portfolio" in pmo
    assert "*Apollo*" in pmo
    assert "*Office move* (OFFICEMOVE)" in pmo


async def test_a_private_project_is_in_nobodys_home_who_may_not_know_of_it(w: World) -> None:
    await w.playground.act("U0JON", "join", user="U0BOT", channel="C0BOARD")
    await w.types("U0JON", "/pmo project new Board", "C0BOARD")
    await w.submits("U0JON", sponsor="U0INES", channel="C0BOARD", lead="U0JON")
    assert "BOARD" in await w.opens_home("U0JON")
    assert "BOARD" not in await w.opens_home("U0PRIYA"), "a PMO lead who is not in the channel"


async def test_a_lead_sees_at_once_what_others_change(w: World) -> None:
    await w.opens_home("U0JON")
    await w.opens_home("U0INES")
    await w.types("U0SAM", "/pmo add Draft the plan @Maria Ortega by friday")
    for who in ("U0JON", "U0INES"):
        assert "1 open · 1 not accepted" in w.home(who)
    await w.types("U0MARIA", "/pmo accept A-1")
    for who in ("U0JON", "U0INES"):
        assert "1 open · everything has an owner, a date and a yes" in w.home(who)


async def test_from_home_one_looks_at_how_a_project_stands_and_at_what_is_behind_a_number(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.opens_home("U0JON")
    await w.clicks_home("U0JON", "How it stands")
    status = said(w.window("U0JON")["blocks"])
    assert "*Apollo* (APOLLO) · 🟢 Green · supportive: nothing is late." in status
    assert "Waits for an answer from Maria (1)" in status
    assert "Next: Draft the plan (A-1), Fri 4 Dec" in status
    await w.clicks_window("U0JON", "Not accepted")
    assert "*Asked for, with no yes yet in Apollo* (1)" in said(w.window("U0JON")["blocks"])


# --- pages, quiet, preferences ----------------------------------------------------------


async def test_a_long_section_is_leafed_through_and_stays_where_it_is_after_a_click(w: World) -> None:
    for number in range(1, 13):
        await w.types("U0MARIA", f"/pmo add Thing {number} by {number} dec 2027")
    assert "1–10 of 12" in await w.opens_home("U0MARIA")
    await w.clicks_home("U0MARIA", "Next 2")
    assert "11–12 of 12" in w.home("U0MARIA")
    assert "Thing 12" in w.home("U0MARIA")
    await w.clicks_home("U0MARIA", "Done", "Thing 11 (")
    assert "11–11 of 11" in w.home("U0MARIA"), "the page is kept after one's own click"
    await w.types("U0MARIA", "/pmo done A-12")
    assert "Thing 1 (A-1)" in w.home("U0MARIA"), "a change from elsewhere shows the first page"


async def test_a_quiet_day_names_the_next_date(w: World) -> None:
    await w.types("U0MARIA", "/pmo add Draft the plan by friday")
    assert "*Hello, Maria.* Nothing is waiting for you. The next date is Fri 4 Dec." in await w.opens_home("U0MARIA")
    await w.types("U0MARIA", "/pmo add Book the room @Jon Lindqvist by wednesday")
    assert "The next date is Fri 4 Dec." in await w.opens_home("U0MARIA"), "what she asked for is Jon's date"
    assert "The next date is Fri 4 Dec." in await w.hears("U0MARIA", "/pmo")


async def test_who_pauses_still_sees_everything_at_home_and_in_lists(w: World) -> None:
    await w.types("U0MARIA", "/pmo add Draft the plan by friday")
    await w.types("U0MARIA", "/pmo prefs pause until 18 dec")
    await w.until("2026-12-04", "12:00")
    assert w.inbox("U0MARIA") == []
    home = await w.opens_home("U0MARIA")
    assert "Draft the plan (A-1) — due Fri 4 Dec" in home
    assert "Paused: no brief before Fri 18 Dec" in home
    assert "Draft the plan (A-1)" in await w.hears("U0MARIA", "/pmo list mine")
    await w.types("U0MARIA", "/pmo prefs resume")
    assert "Your brief comes at 09:00 (Madrid time)" in w.home("U0MARIA")


async def test_what_was_finished_this_week_is_told(w: World) -> None:
    await w.types("U0MARIA", "/pmo add Draft the plan by friday")
    await w.opens_home("U0MARIA")
    await w.clicks_home("U0MARIA", "Done", "A-1")
    assert "Done this week\n~Draft the plan (A-1)~" in w.home("U0MARIA")
