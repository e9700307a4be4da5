"""What people say in their own words arrives: an owner's sentence with a packet, a lead's reason with a colour."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

WORDS = "Legal has not released the list."


async def previewed(w: World) -> None:
    """Wednesday morning: A-1 was due on Tuesday, and Maria sees what Jon will hear on Thursday."""
    await w.types("U0JON", "/pmo project new Apollo")
    await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO", mode="controlling")
    await w.types("U0JON", "/pmo add Access list @Maria Ortega by tomorrow")
    await w.types("U0JON", "/pmo add Rehearsal @Sam Okafor by 18 dec")
    await w.until("2026-12-02", "09:00")


async def say(w: World) -> None:
    await w.clicks("U0MARIA", "Add a sentence…", w.inbox("U0MARIA")[-1])
    await w.submits("U0MARIA", text=WORDS)


async def void(w: World) -> None:
    """The facts change: the preview is made anew."""
    await w.types("U0SAM", "/pmo block A-2 on A-1")
    await w.until("2026-12-02", "17:00")


async def test_the_sentence_outlives_a_preview_that_is_made_anew(w: World) -> None:
    await previewed(w)
    await say(w)
    await void(w)
    await w.until("2026-12-03", "09:00")
    assert f"Maria: “{WORDS}”" in said(w.inbox("U0MARIA")[-1]["blocks"])
    await w.until("2026-12-04", "09:10")
    packet = said(w.inbox("U0JON")[-1]["blocks"])
    assert f"Maria: “{WORDS}”" in packet


async def test_a_sentence_said_in_a_window_that_was_open_too_long_goes_along_too(w: World) -> None:
    await previewed(w)
    await w.clicks("U0MARIA", "Add a sentence…", w.inbox("U0MARIA")[-1])
    await w.until("2026-12-02", "09:02")
    await w.types("U0SAM", "/pmo block A-2 on A-1")
    await w.until("2026-12-03", "09:00")
    await w.submits("U0MARIA", text=WORDS)
    await w.until("2026-12-04", "09:10")
    assert f"Maria: “{WORDS}”" in said(w.inbox("U0JON")[-1]["blocks"])


async def test_a_declared_colour_keeps_its_reason_in_the_digest(w: World) -> None:
    await previewed(w)
    await w.types("U0JON", "/pmo status APOLLO amber because one input is open")
    assert "Amber*: “one input is open”, says Jon. 1 item is late." in await w.hears("U0INES", "/pmo digest APOLLO")
    await w.types("U0JON", "/pmo status APOLLO amber because the room is gone")
    assert "Amber*: “the room is gone”, says Jon." in await w.hears("U0INES", "/pmo digest APOLLO")
