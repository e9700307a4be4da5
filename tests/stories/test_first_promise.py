"""A promise is captured, its owner gets one brief, and a click settles it."""

from tests.shown import said
from tests.world import world


async def test_a_promise_is_noted_and_echoed_with_weekday_and_zone(database_url: str) -> None:
    async with world(database_url) as w:
        answer = await w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
        assert answer == "A-1 · Draft the cutover plan — Maria, due Fri 4 Dec (Maria's time, Madrid)"
        assert w.item(1).title == "Draft the cutover plan"


async def test_the_owner_hears_of_it_in_one_brief_the_working_day_before(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
        await w.until("2026-12-03", "08:59")
        assert w.briefs("U0MARIA") == []
        await w.until("2026-12-03", "09:00")
        (brief,) = w.briefs("U0MARIA")
        assert "Draft the cutover plan (A-1) — due *tomorrow*, Fri 4 Dec" in said(brief["blocks"])
        await w.clicks("U0MARIA", "Done", brief)
        (brief,) = w.briefs("U0MARIA")
        assert brief["edited"]
        assert "~Draft the cutover plan (A-1)~ — done. Thank you." in said(brief["blocks"])
        await w.until("2026-12-31", "18:00")
        assert len(w.briefs("U0MARIA")) == 1
