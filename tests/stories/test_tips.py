"""A newcomer's brief has a tip now and then, until they have used what it tells of."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

MARIA = "U0MARIA"
WORDS, TRACK = "you can answer me in words", "*Track this* in the menu of any message"


async def test_a_tip_a_week_which_stops_once_it_is_used(w: World) -> None:
    for number in range(1, 4):
        await w.types(MARIA, f"/pmo add Thing {number} by {number} dec")
    await w.types(MARIA, "/pmo add Later by 9 dec")
    await w.until("2026-12-01", "12:00")
    await w.until("2026-12-03", "12:00")
    first, second, third = (said(one["blocks"]) for one in w.briefs(MARIA))
    assert "Good to know" not in first
    assert WORDS in second
    assert "Good to know" not in third  # not before a week has passed
    await w.until("2026-12-09", "12:00")
    assert TRACK in said(w.briefs(MARIA)[-1]["blocks"])


async def test_who_answers_in_words_is_not_told_that_they_may(w: World) -> None:
    await w.types(MARIA, "/pmo add Thing by 2 dec")
    await w.types(MARIA, "/pmo add Other by 3 dec")
    await w.until("2026-12-01", "12:00")
    await w.says(MARIA, "A-1 done")
    await w.until("2026-12-01", "12:05")
    await w.clicks(MARIA, "Apply", w.inbox(MARIA)[-1])
    await w.until("2026-12-02", "12:00")
    brief = said(w.briefs(MARIA)[-1]["blocks"])
    assert WORDS not in brief
    assert TRACK in brief
