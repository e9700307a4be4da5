"""Who has room, who takes it over, what comes first: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from tests.shown import said
from tests.stories.test_offering import JON, MARIA, SAM, card, unowned, window
from tests.stories.test_priorities import begins, ranks, three_first
from tests.world import World, world


async def test_room_offers_and_order_on_either_database(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        assert await w.submits(JON, sponsor="U0INES", channel="C0APOLLO") == {}
        await _who_can(w)
        await _offers(w)
        await _what_comes_first(w)


async def _who_can(w: World) -> None:
    await w.types(SAM, "/pmo prefs skills python, sap")
    await w.types(SAM, "/pmo prefs capacity 12")
    await unowned(w, skill="sap, python")
    await card(w, JON)
    await w.clicks(JON, "Ask somebody…", w.last(JON))
    assert "Sam: can do python and sap" in window(w, JON)
    assert "12" in await w.hears(SAM, "/pmo list load")


async def _offers(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 18 dec #apollo")
    await card(w, MARIA, "A-2")
    await w.clicks(MARIA, "Offer it to…", w.last(MARIA))
    assert await w.submits(MARIA, person=SAM) == {}
    await w.until("2026-12-01", "16:00")
    await w.clicks(SAM, "I take it", w.briefs(SAM)[-1])
    assert (await card(w, JON, "A-2")).splitlines()[1].startswith("Sam")


async def _what_comes_first(w: World) -> None:
    await three_first(w)
    await begins(w, "Elder")
    await w.types(JON, "/pmo project ELDER priority 1")
    assert "Elder takes the place of the one you choose." in said(w.window(JON)["blocks"]).replace("*", "")
    assert ranks(w)["ELDER"] is None
    for number in range(4):
        await w.types(MARIA, f"/pmo add Chapter {number} by 11 dec #apollo !critical")
    assert "is kept, as high. 3 things of its project are critical already" in said(w.window(MARIA)["blocks"])
