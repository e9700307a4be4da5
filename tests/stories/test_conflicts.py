"""Dates that do not fit: said where they are made, listed, in the digest, each with a date that would."""

from __future__ import annotations

from datetime import date

from tests.shown import said
from tests.world import World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def rehearsal(w: World) -> None:
    """Jon's rehearsal on Thursday needs the list that Maria owes a day later."""
    await w.types(JON, "/pmo milestone Rehearsal by 10 dec")
    await w.types(JON, "/pmo add Access list @Maria Ortega by 11 dec")


async def secret(w: World) -> None:
    """A project for the members of a private channel: Jon is one, Priya and Maria are not."""
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")


LATE = "Access list (A-2), due Fri 11 Dec, comes after Rehearsal (M-1) on Thu 10 Dec, which needs it."


async def test_an_item_after_its_milestone_is_said_at_once_and_nothing_is_held_up(w: World) -> None:
    await rehearsal(w)
    answer = await w.hears(JON, "/pmo link M-1 after A-2")
    assert "Rehearsal (M-1) — needs Access list (A-2)." in answer
    assert f"{LATE} A-2 would fit on Wed 9 Dec." in answer


async def test_the_list_has_a_button_that_opens_the_window_with_a_date_that_fits(w: World) -> None:
    await rehearsal(w)
    await w.types(JON, "/pmo link M-1 after A-2")
    listed = await w.hears(JON, "/pmo list conflicts #apollo")
    assert "*One date does not fit in Apollo*" in listed
    assert LATE in listed
    await w.clicks(JON, "Move A-2 to Wed 9 Dec…", w.last(JON))
    await w.submits(JON)
    assert w.item(2).due == date(2026, 12, 9)
    assert "All dates fit" in await w.hears(JON, "/pmo list conflicts #apollo")


async def test_it_stands_on_both_cards_and_in_the_digest(w: World) -> None:
    await rehearsal(w)
    await w.types(JON, "/pmo link M-1 after A-2")
    assert LATE in await w.hears(MARIA, "/pmo show A-2")
    assert LATE in await w.hears(JON, "/pmo show M-1")
    digest = await w.hears(SAM, "/pmo digest #apollo")
    assert f"*Dates that do not fit*\n• {LATE} A-2 would fit on Wed 9 Dec." in digest


async def test_moving_something_behind_what_waits_for_it_is_said_afterwards(w: World) -> None:
    await rehearsal(w)
    await w.types(JON, "/pmo move A-2 to 8 dec")
    await w.types(JON, "/pmo link M-1 after A-2")
    await w.types(JON, "/pmo move A-2 to 11 dec")
    await w.submits(JON)  # what moves with it was shown before
    assert f"{LATE} A-2 would fit on Wed 9 Dec." in said(w.last(JON)["blocks"])


async def test_a_freeze_is_set_listed_and_lifted_by_whoever_leads(w: World) -> None:
    await w.types(JON, "/pmo add Switch the mail over by 22 dec")
    kept = await w.hears(JON, "/pmo freeze 20 dec to 3 jan because year end #apollo")
    assert "Freeze for Apollo: Sun 20 Dec to Sun 3 Jan, “year end”. One thing is due inside of it." in kept
    clash = "Switch the mail over (A-1) is due Tue 22 Dec, inside a freeze: Sun 20 Dec to Sun 3 Jan, “year end”."
    assert clash in await w.hears(JON, "/pmo list conflicts #apollo")
    moved = await w.hears(JON, "/pmo move A-1 to 23 dec")
    assert "is due Wed 23 Dec, inside a freeze" in moved
    assert "A-1 would fit on Mon 4 Jan." in moved
    assert "*Apollo*: Sun 20 Dec to Sun 3 Jan, “year end” (set by Jon)" in await w.hears(MARIA, "/pmo freeze")
    assert "Only Jon or a PMO lead can change Apollo" in await w.hears(MARIA, "/pmo freeze 7 dec to 8 dec #apollo")
    await w.types(JON, "/pmo freeze")
    await w.clicks(JON, "Lift it", w.last(JON))
    assert "All dates fit" in await w.hears(JON, "/pmo list conflicts #apollo")
    assert "No freeze is set." in await w.hears(JON, "/pmo freeze")


async def test_all_projects_are_frozen_by_a_pmo_lead_only(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    refused = await w.hears(JON, "/pmo freeze everything 20 dec to 3 jan")
    assert "Only a PMO lead can freeze all projects: Priya." in refused
    assert "Freeze for all projects" in await w.hears(PRIYA, "/pmo freeze everything 20 dec to 3 jan")
    assert "inside a freeze" in await w.hears(MARIA, "/pmo add Switch the mail over by 22 dec", channel="C0HELP")


async def test_a_freeze_of_a_hidden_project_is_hidden(w: World) -> None:
    await secret(w)
    await w.types(JON, "/pmo freeze 7 dec to 8 dec because the takeover #apollo-board", channel="C0BOARD")
    assert "No freeze is set." in await w.hears(PRIYA, "/pmo freeze")


async def test_what_was_not_understood_as_dates_is_asked_back(w: World) -> None:
    answer = await w.hears(JON, "/pmo freeze whenever legal likes #apollo")
    assert "I could not read “whenever legal likes” as two dates." in answer


async def test_a_week_that_is_full_names_what_can_move_and_no_figures(w: World) -> None:
    for number in range(8):
        await w.types(JON, f"/pmo add Part {number} @Maria Ortega by 9 dec")
    listed = await w.hears(JON, "/pmo list conflicts #apollo")
    assert "Maria has a full week from Mon 7 Dec; Part 7 (A-8) is what could move most easily." in listed
    await w.clicks(JON, "Move A-8 to Mon 14 Dec…", w.last(JON))
    await w.submits(JON)
    assert "All dates fit" in await w.hears(JON, "/pmo list conflicts #apollo")


async def test_how_much_fits_into_a_week_is_the_workspaces_to_say(w: World) -> None:
    await w.types(PRIYA, "/pmo policy", channel="C0HELP")
    await w.clicks(PRIYA, "Change…", w.last(PRIYA, "C0HELP"))
    await w.submits(PRIYA, full_week="2")
    for number in range(3):
        await w.types(JON, f"/pmo add Part {number} @Maria Ortega by 9 dec")
    assert "Maria has a full week" in await w.hears(JON, "/pmo list conflicts #apollo")


async def test_a_day_off_is_named_with_the_next_working_day(w: World) -> None:
    answer = await w.hears(JON, "/pmo add Check the racks @Maria Ortega by 5 dec")
    assert "Check the racks (A-1) is due Sat 5 Dec, which is no working day for Maria." in answer
    assert "A-1 would fit on Mon 7 Dec." in answer


async def test_what_may_not_be_named_is_something_in_another_project(w: World) -> None:
    await rehearsal(w)
    await secret(w)
    await w.types(JON, "/pmo milestone Takeover by 8 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo link M-3 after A-2", channel="C0BOARD")
    for answer in (await w.hears(PRIYA, "/pmo list conflicts #apollo"), await w.hears(MARIA, "/pmo show A-2"),
                   await w.hears(JON, "/pmo digest #apollo")):  # fmt: skip
        assert "Access list (A-2), due Fri 11 Dec, comes after something in another project, which needs it." in answer
        assert "Takeover" not in answer
        assert "M-3" not in answer
