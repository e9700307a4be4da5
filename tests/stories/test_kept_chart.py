"""The report shows week by week how much was kept on its first date: as a chart, and in words."""

from __future__ import annotations

import sys
from typing import Any

import pytest

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


class Resvg:
    """Stands for the library that makes pictures of drawings."""

    @staticmethod
    def svg_to_bytes(svg_string: str) -> bytes:
        return b"PNG of " + svg_string.encode()


async def another_week(w: World, first: int, monday: str) -> dict[str, Any]:
    """Two more things are finished; the report of the Monday after."""
    for number in (first, first + 1):
        await w.types(JON, f"/pmo add Part number {number} of the archive @Maria Ortega by friday")
        await w.types(MARIA, f"/pmo done A-{number}")
    await w.until(monday, "09:30")
    return w.messages("C0APOLLO")[-1]


def called(w: World, method: str) -> int:
    """How often something was asked of Slack."""
    return sum(call.method == method for call in w.playground.world.calls)


async def test_where_slack_knows_no_charts_a_picture_is_shown_and_it_is_not_asked_each_time(
    w: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", Resvg)
    w.playground.world.shows_charts = False
    await three_weeks(w)
    third = w.messages("C0APOLLO")[-1]
    (picture,) = [block for block in third["blocks"] if block["type"] == "image"]
    assert picture["alt_text"] == ("Kept on the first date. Kept: Mon 7 Dec 100, Mon 14 Dec 100, Mon 21 Dec 67")
    (file,) = w.playground.world.files.values()
    assert picture["slack_file"] == {"id": file.id}
    assert file.complete
    assert b">67<" in file.body
    assert "Finished on their first date: 2 of 3 this week" in said(third["blocks"])

    before = called(w, "chat.postMessage")
    seen = len(w.messages("C0APOLLO")) + len(w.inbox(JON)) + len(w.inbox(MARIA))
    fourth = await another_week(w, 7, "2026-12-28")
    assert [block["type"] for block in fourth["blocks"]].count("image") == 1
    now = len(w.messages("C0APOLLO")) + len(w.inbox(JON)) + len(w.inbox(MARIA))
    assert called(w, "chat.postMessage") - before == now - seen, "nothing was refused first"


async def test_where_no_picture_may_be_uploaded_the_words_arrive_once(
    w: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", Resvg)
    w.playground.world.shows_charts = False
    scopes = w.playground.world.workspace.scopes
    w.playground.world.workspace.scopes = tuple(one for one in scopes if one != "files:write")
    await three_weeks(w)
    messages = w.messages("C0APOLLO")
    assert len(messages) == 3
    assert {block["type"] for block in messages[-1]["blocks"]}.isdisjoint({"image", "data_visualization"})
    assert "Finished on their first date: 2 of 3 this week" in said(messages[-1]["blocks"])


async def test_a_report_that_is_refused_for_another_reason_is_given_up(w: World) -> None:
    await three_weeks(w)
    w.playground.faults.error("chat.postMessage", "invalid_blocks", times=None, channel="C0APOLLO")
    assert "week of Mon 21 Dec" in said((await another_week(w, 7, "2026-12-28"))["blocks"])
