"""A project that is said to do better than the record: its lead is asked alone first, and the report shows both."""

from __future__ import annotations

from typing import Any

from tests.shown import said
from tests.stories.packets import JON, MARIA, PRIYA
from tests.world import World


async def said_to_be_green(w: World) -> None:
    """A milestone of Apollo is late by Friday, and Jon has said that all is green."""
    await w.types(JON, "/pmo milestone Rehearsal @Maria Ortega by thu")
    await w.types(MARIA, "/pmo accept M-1")
    await w.types(JON, "/pmo status APOLLO green because the plan holds")


def asked(w: World) -> list[dict[str, Any]]:
    """The questions about the colour that Jon got."""
    return [message for message in w.inbox(JON) if "is said to be green" in said(message["blocks"])]


def report(w: World) -> str:
    """The newest report."""
    return said(w.messages("C0APOLLO")[-1]["blocks"])


async def test_the_lead_alone_is_asked_on_the_working_day_before_the_report(w: World) -> None:
    await said_to_be_green(w)
    await w.until("2026-12-04", "08:59")
    assert asked(w) == []
    await w.until("2026-12-04", "09:05")
    (question,) = asked(w)
    assert said(question["blocks"]).startswith(
        "*Apollo is said to be green, and on record it is red:* 1 milestone is late.\n"
        "The next report shows both. Which is right?"
    )
    assert w.messages("C0APOLLO") == []
    await w.clicks(JON, "Why did I get this?", question)
    assert "what is on record says worse of it than you do, so you alone were asked" in (
        said(w.last(JON, w.dm(JON))["blocks"])
    )


async def test_a_kept_colour_goes_to_the_report_with_its_reason(w: World) -> None:
    await said_to_be_green(w)
    await w.until("2026-12-04", "09:05")
    await w.clicks(JON, "It stays, because…", asked(w)[0])
    await w.submits(JON, reason="The hall is free on Tuesday too")
    await w.until("2026-12-07", "09:30")
    assert "*🟢 Green*: “the plan holds”, says Jon." in report(w)
    assert "On record it is red: 1 milestone is late." in report(w)
    assert "“The hall is free on Tuesday too”, says Jon." in report(w)


async def test_without_a_word_the_report_says_that_it_is_not_explained(w: World) -> None:
    await said_to_be_green(w)
    await w.until("2026-12-07", "09:30")
    assert "On record it is red: 1 milestone is late; not explained yet." in report(w)


async def test_another_colour_is_one_click(w: World) -> None:
    await said_to_be_green(w)
    await w.until("2026-12-04", "09:05")
    await w.clicks(JON, "It is amber", asked(w)[0])
    assert "Apollo is amber now; the next report says so." in said(w.last(JON, w.dm(JON))["blocks"])
    await w.until("2026-12-07", "09:30")
    assert "*🟡 Amber*, says Jon." in report(w)
    assert "On record it is red: 1 milestone is late" in report(w)


async def test_what_is_mended_meanwhile_is_not_asked_about(w: World) -> None:
    await said_to_be_green(w)
    await w.types(MARIA, "/pmo done M-1")
    await w.until("2026-12-07", "09:30")
    assert asked(w) == []
    assert "On record" not in report(w)


async def test_who_only_says_amber_where_it_is_red_is_asked_as_well_and_a_silent_colour_is_not(w: World) -> None:
    await w.types(JON, "/pmo milestone Rehearsal @Maria Ortega by wed")
    await w.types(MARIA, "/pmo accept M-1")
    await w.until("2026-12-07", "09:30")
    assert asked(w) == []  # nobody said a colour: the record's is shown
    assert "*🔴 Red*" in report(w)
    await w.types(JON, "/pmo status APOLLO amber")
    await w.until("2026-12-11", "09:30")
    assert "Apollo is said to be amber, and on record it is red" in said(w.inbox(JON)[-1]["blocks"])


async def test_the_portfolio_shows_both_as_well(w: World) -> None:
    await said_to_be_green(w)
    await w.until("2026-12-04", "09:05")
    assert "On record it is red: 1 milestone is late; not explained yet." in await w.opens_home(PRIYA)


async def test_a_project_in_which_nothing_happens_has_stalled(w: World) -> None:
    await w.types(JON, "/pmo add Access list by 1 feb")
    await w.until("2026-12-14", "09:30")
    assert "nothing has happened" not in report(w)
    await w.until("2026-12-21", "09:30")
    assert "Amber (nothing has happened for ten working days), nothing moved" in report(w)


async def test_the_report_and_every_home_say_the_same_though_the_lead_is_asked_in_between(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Access list @Maria Ortega by thu")
    await w.types(MARIA, "/pmo accept A-1")
    await w.until("2026-12-07", "09:02")
    assert "*🟡 Amber*: 1 item is late." in report(w)
    await w.until("2026-12-07", "09:30")
    assert "needs a decision from you" in said(w.inbox(JON)[-1]["blocks"])
    assert "*Apollo* (APOLLO) · 🟡 Amber · controlling\n1 item is late" in await w.opens_home(PRIYA)
    await w.until("2026-12-08", "09:30")  # a day later the answer is awaited
    assert "1 answer is awaited" in await w.opens_home(PRIYA)
