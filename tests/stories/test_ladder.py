"""The ladder: whom it reaches next and whom never, by the policy of its preview; and what is critical."""

from __future__ import annotations

from pmo_bot.model import Policy, Standing
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import people
from pmo_bot.services.people import Profile
from tests.shown import said
from tests.stories.packets import (
    INES,
    JON,
    MARIA,
    PRIYA,
    SAM,
    act,
    away,
    happened,
    late,
    lead_is_asked,
    newest,
    packets,
    previewed,
)
from tests.world import TEAM, World

TITLE = "Access list for the new tenant"


def policy(w: World, **changes: object) -> None:
    """Another policy for the whole workspace, from now on."""
    with w.bot.db.transaction() as session:
        body = {**DEFAULT, **changes}
        session.add(Policy(team_id=TEAM, version=1, body=body, from_at=w.clock.now(), by_id=act(w, PRIYA).person.id))


async def test_an_escalation_in_flight_keeps_the_policy_of_its_preview(w: World) -> None:
    await previewed(w)
    policy(w, escalate=[{"at": 1, "do": "preview"}, {"at": 9, "to": "contact"}])
    await w.until("2026-12-03", "09:10")
    assert TITLE in newest(w, JON)


async def test_a_lead_who_is_away_is_replaced_by_who_stands_in_with_both_names(w: World) -> None:
    await previewed(w)
    away(w, JON, 10, SAM)
    await w.until("2026-12-04", "18:00")
    assert not packets(w, JON)
    packet = said(packets(w, SAM)[-1]["blocks"])
    assert "You stand in for Jon." in packet
    await w.clicks(SAM, "Acknowledge", packets(w, SAM)[-1])
    (seen,) = [event for event in happened(w) if event.what == "escalation.acknowledged"]
    assert (seen.actor_id, seen.behalf_id) == (act(w, SAM).person.id, act(w, JON).person.id)


async def test_a_lead_who_left_drops_out_and_the_sponsor_is_asked(w: World) -> None:
    await previewed(w)
    people.know(w.bot.db, TEAM, Profile(JON, "Jon Lindqvist", "Europe/Madrid", Standing.DEACTIVATED), w.clock.now())
    await w.until("2026-12-09", "18:00")
    assert not packets(w, JON)
    assert TITLE in newest(w, INES)


async def test_an_owner_who_leads_the_project_is_not_told_of_their_own(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(SAM, f"/pmo add {TITLE} @Jon Lindqvist by tomorrow")
    await w.types(JON, "/pmo accept A-1")
    await w.until("2026-12-08", "18:00")
    assert not packets(w, JON)
    assert TITLE in said(packets(w, INES)[-1]["blocks"])


async def test_somebody_in_two_roles_is_asked_once(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO sponsor @Priya Nair")
    await late(w)
    await w.until("2026-12-18", "18:00")
    assert len(packets(w, PRIYA)) == 1


async def test_when_nobody_is_left_whoever_asked_is_told(w: World) -> None:
    await w.types(SAM, "/pmo add Tidy the wiki @Maria Ortega by tomorrow", "C0GENERAL")
    await w.types(MARIA, "/pmo accept A-1")
    await w.until("2026-12-04", "18:00")
    assert "Tidy the wiki" in said(packets(w, SAM)[-1]["blocks"])


async def test_without_any_path_the_report_says_so(w: World) -> None:
    for who, name in ((JON, "Jon Lindqvist"), (INES, "Inês Duarte"), (PRIYA, "Priya Nair")):
        person = Profile(who, name, "Europe/Madrid", Standing.DEACTIVATED)
        await w.types(who, "/pmo")
        people.know(w.bot.db, TEAM, person, w.clock.now())
    await w.types(MARIA, "/pmo add Tidy the wiki by tomorrow #apollo")
    await w.until("2026-12-07", "09:30")
    assert "nobody left to ask: name a lead or a sponsor" in said(w.messages("C0APOLLO")[-1]["blocks"])


async def test_a_level_has_two_working_days_and_it_stops_when_somebody_acts(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    await w.until("2026-12-10", "18:00")
    assert not packets(w, INES)


async def test_it_goes_to_people_and_never_to_a_crowd(w: World) -> None:
    await lead_is_asked(w)
    assert not [m for m in w.messages("C0APOLLO") if TITLE in said(m["blocks"])]


async def test_no_escalation_counts_a_day_off_of_the_owner(w: World) -> None:
    await late(w)
    away(w, MARIA, 5)
    await w.until("2026-12-08", "08:59")  # due on the first day she is back
    assert not packets(w, JON)
    await w.until("2026-12-08", "09:00")
    assert "Jon reads this" in newest(w, MARIA)


# --- what is critical -----------------------------------------------------------------


async def critical(w: World) -> None:
    """Sam needs it by tomorrow, and it is critical; the policy lets that through.  Maria is away."""
    await w.types(PRIYA, "/pmo")
    policy(w, critical=True)
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(SAM, f"/pmo add {TITLE} @Maria Ortega by tomorrow !critical")


async def test_what_is_critical_waits_for_nobodys_working_hours(w: World) -> None:
    await critical(w)
    await w.types(JON, "/pmo project APOLLO lead @Sam Okafor")
    await w.until("2026-12-03", "09:01")  # three in the morning in New York
    assert TITLE in said(packets(w, SAM)[-1]["blocks"])
    assert "lets that through at any hour" in await why(w, SAM)


async def why(w: World, who: str) -> str:
    await w.clicks(who, "Why these?", packets(w, who)[-1])
    return said(w.last(who, w.dm(who))["blocks"])


async def test_what_is_not_critical_waits_under_the_same_policy(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    policy(w, critical=True)
    await late(w)
    await w.types(JON, "/pmo project APOLLO lead @Sam Okafor")
    await w.until("2026-12-03", "14:59")
    assert not packets(w, SAM)
