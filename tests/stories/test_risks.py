"""Risks: noted with a score, assessed, measured, planned for; and one click when one happens."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def noted(w: World, who: str = MARIA, score: str = "4x3") -> None:
    await w.types(who, f"/pmo risk The vendor may deliver late by 18 dec #apollo {score}")


async def card(w: World, who: str, key: str = "R-1") -> str:
    await w.types(who, f"/pmo show {key}")
    return said(w.last(who)["blocks"])


async def test_a_risk_is_noted_with_its_score(w: World) -> None:
    assert "Likely (4) × moderate (3) = 12, high." in await w.hears(
        MARIA, "/pmo risk The vendor may deliver late by 18 dec #apollo 4x3"
    )
