"""The report shows week by week how much was kept on its first date: as a chart, and in words."""

from __future__ import annotations

from typing import Any

from tests.shown import said
from tests.stories.packets import JON, MARIA
from tests.world import World


async def three_weeks(w: World) -> None:
    """Each week Maria finishes two things; in the second week one of them a day late."""
    number = 0
    for monday, late in (("2026-11-30", False), ("2026-12-07", True), ("2026-12-14", False)):
        await w.until(monday, "10:30")
        for due in ("tomorrow", "friday"):
            number += 1
            await w.types(JON, f"/pmo add Part number {number} of the archive @Maria Ortega by {due}")
            await w.types(MARIA, f"/pmo accept A-{number}")
        if late:
            await w.types(MARIA, f"/pmo move A-{number} monday")
        else:
            await w.types(MARIA, f"/pmo done A-{number}")
        await w.types(MARIA, f"/pmo done A-{number - 1}")
    await w.types(MARIA, "/pmo done A-4")
    await w.until("2026-12-21", "09:30")


def chart(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The charts of a report."""
    return [block for block in message["blocks"] if block["type"] == "data_visualization"]


async def test_from_the_third_week_on_there_is_a_chart_with_its_figures_in_words(w: World) -> None:
    await three_weeks(w)
    first, second, third = w.messages("C0APOLLO")
    assert chart(first) == chart(second) == []
    (shown,) = chart(third)
    (line,) = shown["chart"]["series"]
    assert [point["value"] for point in line["data"]] == [100, 100, 67]
    assert "Finished on their first date: 2 of 3 this week · 1 of 1 (Mon 14 Dec) · 2 of 2 (Mon 7 Dec)." in said(
        third["blocks"]
    )


async def test_where_slack_knows_no_charts_the_words_arrive(w: World) -> None:
    await three_weeks(w)
    w.playground.faults.error("chat.postMessage", "invalid_blocks", times=1, channel="C0APOLLO")
    for number in (7, 8):
        await w.types(JON, f"/pmo add Part number {number} of the archive @Maria Ortega by friday")
        await w.types(MARIA, f"/pmo done A-{number}")
    await w.until("2026-12-28", "09:30")
    last = w.messages("C0APOLLO")[-1]
    assert "week of Mon 28 Dec" in said(last["blocks"])
    assert chart(last) == []
    assert "Finished on their first date: 2 of 2 this week" in said(last["blocks"])
