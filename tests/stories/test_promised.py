"""What others owe me before I can begin, for whom much waits, and a date after its milestone in a strict project."""

from __future__ import annotations

from datetime import date

from tests.shown import said
from tests.world import World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def test_what_others_owe_before_somebody_can_begin_stands_in_their_home(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
    await w.types(JON, "/pmo add Book the room by 7 dec")
    await w.types(JON, "/pmo link M-2 after A-1 and A-3")
    home = await w.opens_home(JON)
    line = "Access list (A-1) — Maria, due Thu 3 Dec · your Rehearsal (M-2) waits for it"
    assert f"Promised to you\n{line}" in home
    assert "Book the room (A-3) — " not in home.partition("Promised to you")[2].partition("You asked for")[0]
    await w.types(MARIA, "/pmo done A-1")
    assert "Promised to you" not in await w.opens_home(JON)
    assert "Promised to you" not in await w.opens_home(MARIA)


async def test_what_may_not_be_named_is_promised_without_a_name(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo add Takeover by 3 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo add Access list @Maria Ortega by 8 dec #apollo")
    await w.types(JON, "/pmo link A-2 after A-1", channel="C0BOARD")
    home = await w.opens_home(MARIA)
    assert "Something in another project · your Access list (A-2) waits for it" in home
    assert "Takeover" not in home


async def bottleneck(w: World) -> None:
    """Four things of Jon's wait for one of Maria's, one behind the other."""
    await w.types(JON, "/pmo add Access list @Maria Ortega by 3 dec")
    await w.types(MARIA, "/pmo accept A-1")
    for number in range(2, 6):
        await w.types(JON, f"/pmo add Part {number} by {number + 5} dec")
        await w.types(JON, f"/pmo link A-{number} after A-{number - 1}")


async def test_a_bottleneck_is_told_to_whoever_it_is_and_to_the_lead(w: World) -> None:
    await bottleneck(w)
    own, lead = await w.opens_home(MARIA), await w.opens_home(JON)
    assert "Where much waits\n4 things of others wait for what you owe. Most of it waits for Access list (A-1)." in own
    assert "4 things cannot begin before Maria is done. It begins with Access list (A-1)." in lead
    await w.types(MARIA, "/pmo done A-1")
    assert "Where much waits" not in await w.opens_home(MARIA)


async def test_nobody_else_reads_it_and_no_channel(w: World) -> None:
    await bottleneck(w)
    for who in (SAM, INES, PRIYA):
        assert "before Maria is done" not in await w.opens_home(who)
    digest = await w.hears(SAM, "/pmo digest #apollo")
    assert "wait for what" not in digest
    assert "before Maria is done" not in digest


async def test_answers_that_are_awaited_count_as_well(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    for number in range(4):
        await w.types(JON, f"/pmo add Part {number} @Maria Ortega by 9 dec")
    assert "4 things wait for your answer." in await w.opens_home(MARIA)
    assert "4 things wait for an answer of Maria." in await w.opens_home(JON)


async def test_a_strict_project_asks_why_a_date_comes_after_its_milestone(w: World) -> None:
    await w.types(JON, "/pmo milestone Rehearsal by 10 dec")
    await w.types(JON, "/pmo add Access list by 11 dec")
    await w.types(JON, "/pmo project APOLLO mode directive")
    refused = await w.hears(JON, "/pmo link M-1 after A-2")
    assert "Fri 11 Dec is after Rehearsal (M-1) on Thu 10 Dec, which needs A-2: that takes a reason." in refused
    assert "Apollo is run in directive mode" in refused
    answer = await w.hears(JON, "/pmo link M-1 after A-2 because the vendor delivers later")
    assert "needs Access list (A-2)" in answer
    assert "the vendor delivers later" in await w.hears(JON, "/pmo show M-1")


async def test_the_window_of_a_strict_project_asks_for_that_reason_at_its_field(w: World) -> None:
    await w.types(JON, "/pmo milestone Rehearsal by 10 dec")
    await w.types(JON, "/pmo add Access list")
    await w.types(JON, "/pmo link M-1 after A-2")
    await w.types(JON, "/pmo project APOLLO mode directive")
    await w.types(JON, "/pmo show A-2")
    await w.clicks(JON, "New date…", w.last(JON))
    errors = await w.submits(JON, due="2026-12-11")
    assert "which needs A-2: that takes a reason." in said([{"text": errors["reason"]}])
    await w.submits(JON, due="2026-12-11", reason="The vendor delivers later")
    await w.submits(JON)  # what it touches was shown
    assert w.item(2).due == date(2026, 12, 11)
