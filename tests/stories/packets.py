"""What stories about escalations start from: one promise that is late, and who is told of it when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Decision, Escalation, Event
from pmo_bot.services import absences
from pmo_bot.services.events import Act
from pmo_bot.services.links import link_items
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def late(w: World, mode: str = "controlling") -> None:
    """Monday: Sam asks Maria for A-1 by tomorrow.  Jon leads Apollo, Inês sponsors it, Priya is a PMO lead."""
    await w.types(JON, f"/pmo project APOLLO mode {mode}")
    await w.types(PRIYA, "/pmo")
    await w.types(SAM, "/pmo add Access list for the new tenant @Maria Ortega by tomorrow")
    await w.types(MARIA, "/pmo accept A-1")


async def previewed(w: World, mode: str = "controlling") -> None:
    """Wednesday, nine: it was due yesterday, and Maria sees what Jon will read on Thursday."""
    await late(w, mode)
    await w.until("2026-12-02", "09:00")


async def lead_is_asked(w: World, mode: str = "controlling") -> None:
    """Thursday: Jon has the packet."""
    await late(w, mode)
    await w.until("2026-12-03", "09:10")


async def sponsor_is_asked(w: World) -> None:
    """The Monday after: Jon said nothing for two working days, so Inês has it."""
    await late(w)
    await w.until("2026-12-07", "09:10")


def newest(w: World, who: str) -> str:
    """All that the last message of somebody says now."""
    return said(w.inbox(who)[-1]["blocks"])


def packets(w: World, who: str) -> list[dict[str, Any]]:
    """The messages that ask somebody for a decision, as they were sent."""
    return [m for m in w.asks(who) if "Needs a decision from you" in m["text"] or "Settled:" in m["text"]]


def act(w: World, who: str) -> Act:
    """Somebody is about to click."""
    with w.bot.db.reading() as session:
        person = queries.person_by_slack(session, TEAM, who)
    assert person is not None
    return Act(person, w.clock.now(), "button")


def live_round(w: World) -> Escalation:
    """The newest round of the escalation."""
    with w.bot.db.reading() as session:
        found = session.exec(select(Escalation).order_by(col(Escalation.id).desc())).first()
    assert found is not None
    return found


def decisions(w: World) -> list[str]:
    """What has been decided, oldest first."""
    with w.bot.db.reading() as session:
        return [decision.title for decision in session.exec(select(Decision).order_by(col(Decision.id)))]


def happened(w: World, number: int = 1) -> list[Event]:
    """The history of an item."""
    with w.bot.db.reading() as session:
        return list(queries.events_of(session, TEAM, w.item(number).id))


def waits_for(w: World, number: int, on: int) -> None:
    """One item waits for another."""
    link_items(w.bot.db, act(w, JON), w.item(number).id, w.item(on).id)


def away(w: World, who: str, days: int, delegate: str | None = None) -> None:
    """Somebody is away from today on."""
    stand_in = act(w, delegate).person.id if delegate else None
    today = w.clock.now().date()
    absences.add_absence(w.bot.db, act(w, who), today, today + timedelta(days=days - 1), stand_in)
