"""After go-live: a severe issue is not left with nobody, and everybody reads how many are open."""

from __future__ import annotations

from tests.stories.packets import INES, JON, MARIA, PRIYA, newest
from tests.world import World


async def live(w: World) -> None:
    """Monday, ten: Apollo has gone live, and Sam runs it from now on."""
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo project APOLLO phase hypercare @Sam Okafor")


async def test_a_severe_issue_without_an_owner_reaches_the_lead_then_the_sponsor_and_ends_with_a_click(
    w: World,
) -> None:
    await live(w)
    noted = await w.hears(MARIA, "/pmo issue The checkout is down sev1 #apollo")
    assert "The checkout is down* — no owner yet, no date yet · Apollo · severity 1" in noted
    assert "If nobody has taken it up today at 14:00, Jon is asked who does." in noted

    await w.until("2026-11-30", "13:59")
    assert not w.inbox(JON)
    await w.until("2026-11-30", "14:06")
    asked = newest(w, JON)
    assert "Severity 1, and nobody is on it yet:* The checkout is down (I-1) · Apollo." in asked
    assert "It has had no owner since Mon 30 Nov" in asked
    await w.until("2026-12-01", "12:00")
    assert "nobody is on it" not in str(w.inbox(INES))
    await w.until("2026-12-01", "18:00")
    assert "Jon was asked first." in newest(w, INES)

    await w.clicks(INES, "I take it", w.inbox(INES)[-1])
    assert "The checkout is down (I-1) — with Inês now." in newest(w, JON)
