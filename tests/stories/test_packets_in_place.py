"""A packet that waits says what is true now: whoever is asked next may be another one by then."""

from __future__ import annotations

import pytest

from pmo_bot.rules.refusals import Refused
from pmo_bot.services import escalations
from tests.shown import said
from tests.stories.packets import (
    INES,
    JON,
    PRIYA,
    SAM,
    act,
    lead_is_asked,
    live_round,
    newest,
    packets,
    sponsor_is_asked,
)
from tests.world import World


async def test_a_stricter_mode_is_told_to_whoever_has_the_packet(w: World) -> None:
    await lead_is_asked(w, "supportive")
    assert "It stays with you; Inês hears of it only if you ask." in newest(w, JON)
    await w.types(JON, "/pmo project APOLLO mode directive")
    await w.until("2026-12-03", "10:00")
    assert "hears of it only if you ask" not in newest(w, JON)
    assert "Please answer by Mon 7 Dec, 15:00. Without an answer by then, Inês is asked." in newest(w, JON)


async def test_another_sponsor_is_named_in_the_packet_of_the_lead(w: World) -> None:
    await lead_is_asked(w)
    await w.types(JON, "/pmo project APOLLO sponsor @Priya Nair")
    await w.until("2026-12-03", "10:00")
    assert "Please answer by Mon 7 Dec, 09:05. Without an answer by then, Priya is asked." in newest(w, JON)
    assert "Inês" not in newest(w, JON)


async def test_whoever_leads_from_now_on_is_asked_and_who_led_reads_so(w: World) -> None:
    await lead_is_asked(w)
    assert "One thing needs a decision from you" in newest(w, JON)
    before = len(w.inbox(JON))
    await w.types(JON, "/pmo project APOLLO lead @Sam Okafor")
    await w.until("2026-12-03", "16:30")
    assert "Sam leads Apollo now, and is asked instead of you." in newest(w, JON)
    assert "All of this is settled." in newest(w, JON)
    assert len(w.inbox(JON)) == before, "edited in place"
    assert "One thing needs a decision from you" in newest(w, SAM)
    assert "Jon was asked on" in newest(w, SAM)
    assert packets(w, INES) == []
    await w.until("2026-12-08", "18:00")
    assert "Access list for the new tenant" in newest(w, INES), "and goes on from there"


async def test_whoever_sponsors_from_now_on_is_asked_and_who_did_reads_so(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:10")
    assert "One thing needs a decision from you" in newest(w, INES)
    before = len(w.inbox(INES))
    await w.types(JON, "/pmo project APOLLO sponsor @Sam Okafor")
    with pytest.raises(Refused, match="handed_on"):
        escalations.acknowledge(w.bot.db, act(w, INES), live_round(w).id)
    await w.until("2026-12-08", "18:00")
    assert "Sam sponsors Apollo now, and is asked instead of you." in newest(w, INES)
    assert len(w.inbox(INES)) == before, "edited in place"
    (asked,) = packets(w, SAM)
    assert "*Access list for the new tenant* (A-1)" in said(asked["blocks"])
    assert "Jon was asked on Thu 3 Dec · Inês was asked on Mon 7 Dec" in said(asked["blocks"])
    assert packets(w, PRIYA) == [], "Sam's days begin with Sam's message"
    await w.clicks(SAM, "Acknowledge", asked)
    assert "Sam has seen this" in newest(w, SAM)


@pytest.mark.parametrize("button", ["Another date…", "No longer needed…"])
async def test_what_is_decided_in_a_packet_that_is_too_old_to_be_edited_is_shown_beside_it(
    w: World, button: str
) -> None:
    await lead_is_asked(w)
    old = packets(w, JON)[0]
    await w.until("2026-12-21", "10:00")
    await w.clicks(JON, button, old)
    assert await w.submits(JON, **({"due": "2026-12-28"} if "date" in button else {})) == {}
    shown = said(w.last(JON, old["channel"])["blocks"])
    assert "Access list for the new tenant" in shown
    assert ("Mon 28 Dec" if "date" in button else "Jon let it go") in shown
