"""A brief has room for five previews; what had none is shown on the next working day, and goes to nobody before."""

from __future__ import annotations

from sqlmodel import col, select

from pmo_bot.model import Escalation
from tests.shown import said
from tests.world import World

MARIA, JON = "U0MARIA", "U0JON"


async def test_no_preview_counts_as_seen_that_had_no_room(w: World) -> None:
    for name in ("Rooms", "Badges", "Screens", "Chairs", "Lamps", "Plants", "Signs"):
        await w.types(JON, f"/pmo add {name} @Maria Ortega by thu 3 dec #apollo")
    await w.until("2026-12-04", "12:00")
    assert shown(w) == seen(w) == {1, 2, 3, 4, 5}
    assert "2 more" in said(w.briefs(MARIA)[-1]["blocks"])
    await w.until("2026-12-07", "09:03")
    assert shown(w) == {6, 7}
    await w.until("2026-12-07", "12:00")
    asked = "\n".join(said(message["blocks"]) for message in w.inbox(JON))
    assert {number for number in range(1, 8) if f"(A-{number})" in asked} == {1, 2, 3, 4, 5}
    assert seen(w) == {1, 2, 3, 4, 5, 6, 7}


def shown(w: World) -> set[int]:
    """The items of which the newest brief has what will be said."""
    text = said(w.briefs(MARIA)[-1]["blocks"])
    return {number for number in range(1, 8) if f"(A-{number}) · Apollo\nOwner Maria" in text}


def seen(w: World) -> set[int | None]:
    """The items whose preview counts as seen."""
    with w.bot.db.reading() as session:
        rounds = select(Escalation).where(col(Escalation.void_at).is_(None), col(Escalation.previewed_at).is_not(None))
        return {one.item_id for one in session.exec(rounds)}
