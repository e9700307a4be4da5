"""What comes before an answer in one's own words: somebody was asked, somebody promised."""

from __future__ import annotations

from typing import Any

from tests.shown import said
from tests.world import World

SAM, MARIA, JON, PRIYA, INES = "U0SAM", "U0MARIA", "U0JON", "U0PRIYA", "U0INES"


async def one_request(w: World) -> None:
    """Jon asks Maria for A-1 by Friday; the question is with her."""
    await w.types(JON, "/pmo add Draft the cutover plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")


async def one_promise(w: World) -> None:
    """Maria promised A-1 for Friday; her brief of Thursday names it."""
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.until("2026-12-03", "09:05")


async def two_promises(w: World) -> None:
    """Maria promised A-1 and A-2 for Friday; her brief of Thursday names both."""
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.types(MARIA, "/pmo add Access list for the new tenant by friday")
    await w.until("2026-12-03", "09:05")


def answer(w: World, who: str = MARIA) -> dict[str, Any]:
    """The last thing the bot said to somebody."""
    return w.inbox(who)[-1]


def text(w: World, who: str = MARIA) -> str:
    return said(answer(w, who)["blocks"])
