"""Dates at the two ends of time, as an old import may have left them: everything that names them still arrives."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import update

from pmo_bot.model import Item
from tests.shown import said
from tests.world import World

MARIA, JON = "U0MARIA", "U0JON"


@pytest.mark.parametrize("due", [date.max, date.min])
async def test_a_message_with_such_a_date_arrives_with_all_that_it_carries(w: World, due: date) -> None:
    await w.types(JON, "/pmo add Far away @Maria Ortega by friday")
    with w.bot.db.transaction() as session:
        session.exec(update(Item).values(due=due))
    await w.types(JON, "/pmo add Second thing @Maria Ortega by friday")
    await w.until("2026-11-30", "18:00")
    (ask,) = w.inbox(MARIA)
    assert "Far away" in said(ask["blocks"])
    assert "Second thing" in said(ask["blocks"])
    await w.until("2026-12-07", "18:00")
    assert w.messages("C0APOLLO"), "the digest"
    assert "Far away" in await w.hears(JON, "/pmo show A-1")
    assert "Far away" in await w.opens_home(MARIA)
    assert "Far away" in await w.hears(JON, "/pmo list #apollo")


async def test_the_windows_offer_another_date_for_it(w: World) -> None:
    await w.types(MARIA, "/pmo add Far away by friday")
    with w.bot.db.transaction() as session:
        session.exec(update(Item).values(due=date.max))
    assert "ten years" not in await w.hears(MARIA, "/pmo move A-1 to friday")
    assert w.item(1).due == date(2026, 12, 4)
