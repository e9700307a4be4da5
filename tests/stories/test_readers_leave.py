"""Who reads reports of their own: nobody who may not know of the project, and nobody who has left."""

from __future__ import annotations

from typing import Any

from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.test_editions import a_week_of_work
from tests.world import World

GUEST, EXTERN, LEFT = "U0GUEST", "U0EXTERN", "U0LEFT"


async def noted(w: World, who: str, **more: Any) -> dict[str, str]:
    """Jon notes that somebody cares about Apollo; what is refused at its fields."""
    await w.types(JON, "/pmo project APOLLO people")
    await w.clicks(JON, "Somebody who cares…", w.last(JON))
    return await w.submits(JON, person=who, audience="sponsor", **more)


async def leaves(w: World, who: str) -> None:
    """Somebody leaves the company, and the bot hears of it."""
    w.playground.world.users[who].deleted = True
    user = {"id": who, "team_id": "T0ALDER", "deleted": True, "name": who, "real_name": who, "tz": "UTC"}
    await w.playground.delivery.event({"type": "user_change", "user": user, "event_ts": "1"})
    await w.settled()


async def test_a_report_is_promised_to_nobody_who_may_not_read_it(w: World) -> None:
    for who, name in ((GUEST, "Alex"), (EXTERN, "Rosa")):
        refused = await noted(w, who, direct="alone")
        assert refused["person"].startswith(f"{name} may not know of Apollo, so its report cannot come to them.")
        assert await noted(w, who, direct="there") == {}, "that they care may be noted"
    assert (await noted(w, LEFT))["person"].startswith("Tom Weber is no longer active in this workspace")
    await w.playground.act(PRIYA, "join", user=GUEST, channel="C0APOLLO")
    await w.settled()
    assert await noted(w, GUEST, direct="alone") == {}


async def test_who_has_left_is_promised_nothing_any_more(w: World) -> None:
    await a_week_of_work(w)
    assert await noted(w, SAM, direct="alone") == {}
    assert "*Apollo* → Sam, alone" in await w.hears(JON, "/pmo digest preview")
    await leaves(w, SAM)
    assert "Sam" not in await w.hears(JON, "/pmo digest preview")
    assert "*Sam*: has left, so nothing is sent" in await w.hears(JON, "/pmo project APOLLO people")
    await w.until("2026-12-07", "18:00")
    assert not any("for the sponsor" in said(one["blocks"]) for one in w.inbox(SAM))
    assert w.messages("C0APOLLO"), "the others have theirs"


async def test_when_whoever_the_pmo_answers_to_leaves_a_pmo_lead_is_told_once(w: World) -> None:
    await w.types(PRIYA, "/pmo about sponsor @Sam Okafor")
    await leaves(w, SAM)
    assert "The PMO answered to Sam, who has left" in await w.hears(MARIA, "/pmo about")
    await w.until("2026-12-23", "18:00")
    told = [one for one in w.inbox(PRIYA) if "The PMO answered to Sam" in one["text"]]
    assert len(told) == 1
    assert "`/pmo about sponsor @ines` names somebody." in said(told[0]["blocks"])
    await w.clicks(PRIYA, "Why did I get this?", told[0])
    assert "You look after what the PMO itself sends" in said(w.last(PRIYA, w.dm(PRIYA))["blocks"])
    for who in (JON, MARIA, INES):
        assert not any("The PMO answered" in one["text"] for one in w.inbox(who))
