"""Somebody's own dates in their own calendar: behind an address that only they were told, for as long as they want."""

from __future__ import annotations

import asyncio
import re
import urllib.error
import urllib.request
from datetime import UTC, date, datetime

from icalendar import Calendar

from tests.world import PUBLIC_URL, World

JON, MARIA, PRIYA = "U0JON", "U0MARIA", "U0PRIYA"


async def address(w: World, who: str, words: str = "/pmo calendar") -> str:
    """The path of the calendar that somebody is told of."""
    told = re.search(rf"`{re.escape(PUBLIC_URL)}(/calendar/[\w-]+\.ics)`", await w.hears(who, words))
    assert told is not None
    return told[1]


async def fetched(w: World, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """What a calendar program gets there."""
    request = urllib.request.Request(  # noqa: S310 - the bot on loopback
        w.playground.request_url.replace("/slack/events", path), headers=headers
    )

    def get() -> tuple[int, bytes, dict[str, str]]:
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read(), dict(refused.headers)

    return await asyncio.to_thread(get)


async def dates(w: World, path: str) -> dict[str, Calendar]:
    """The events of a calendar by what they are called."""
    status, body, headers = await fetched(w, path)
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["summary"]): event for event in Calendar.from_ical(body).walk("VEVENT")}


async def test_what_somebody_owes_is_in_their_calendar_and_follows(w: World) -> None:
    await w.types(JON, "/pmo add Access list @Maria Ortega by 4 dec")
    await w.types(JON, "/pmo add Call the vendor @Maria Ortega by 3 dec 15:00")
    await w.types(MARIA, "/pmo add Something without a date")
    await w.types(JON, "/pmo add Not hers @Jon Lindqvist by 4 dec")
    path = await address(w, MARIA)
    found = await dates(w, path)
    assert sorted(found) == ["Access list (A-1)", "Call the vendor (A-2)"]
    whole, timed = found["Access list (A-1)"], found["Call the vendor (A-2)"]
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert str(whole["description"]) == "Apollo"
    assert timed["dtstart"].dt == datetime(2026, 12, 3, 14, tzinfo=UTC), "three o'clock in Madrid"
    assert {one["transp"] for one in found.values()} == {"TRANSPARENT"}, "it takes nobody's time"
    assert not [part for event in found.values() for part in event.walk("VALARM")], "and rings no bell"

    await w.types(MARIA, "/pmo done A-1")
    await w.types(JON, "/pmo move A-2 9 dec")
    found = await dates(w, path)
    assert {name: event["dtstart"].dt for name, event in found.items()} == {"Call the vendor (A-2)": date(2026, 12, 9)}


async def test_only_its_address_leads_to_it_and_it_is_told_once(w: World) -> None:
    path = await address(w, MARIA)
    assert "You have a calendar since Mon 30 Nov" in await w.hears(MARIA, "/pmo calendar")
    wrong = (
        path[:-5] + "g.ics",
        path[:-4],
        path + "x",
        "/calendar/.ics",
        f"/calendar/{'a' * 5000}.ics",
        "/calendar/%00.ics",
    )
    for other in wrong:
        assert (await fetched(w, other))[0] == 404
    again = await address(w, MARIA, "/pmo calendar new")
    assert again != path
    assert ((await fetched(w, path))[0], (await fetched(w, again))[0]) == (404, 200)
    assert "has ended" in await w.hears(MARIA, "/pmo calendar off")
    assert (await fetched(w, again))[0] == 404
    assert "You have no calendar that could end" in await w.hears(MARIA, "/pmo calendar off")
    assert "gives it another address" in await w.hears(MARIA, "/pmo calendar tomorrow")


async def test_it_is_not_told_where_others_read_along_nor_where_there_is_no_address(w: World) -> None:
    assert "others read along here" in await w.hears(MARIA, "/pmo calendar in channel")
    w.bot.desk.public_url = ""
    assert "`PUBLIC_URL`" in await w.hears(MARIA, "/pmo calendar")


async def test_a_program_that_looks_again_is_told_that_nothing_changed(w: World) -> None:
    await w.types(JON, "/pmo add Access list @Maria Ortega by 4 dec")
    path = await address(w, MARIA)
    _, _, headers = await fetched(w, path)
    assert "private" in headers["cache-control"]
    status, body, _ = await fetched(w, path, **{"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")
    await w.types(JON, "/pmo move A-1 9 dec")
    assert (await fetched(w, path, **{"If-None-Match": headers["etag"]}))[0] == 200


async def test_whoever_has_left_has_none(w: World) -> None:
    path = await address(w, MARIA)
    await w.playground.act(PRIYA, "profile", user=MARIA, deleted=True)
    await w.settled()
    assert (await fetched(w, path))[0] == 404


async def test_the_database_knows_no_address(w: World) -> None:
    path = await address(w, MARIA)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    raw = w.bot.db.engine.raw_connection()
    assert secret not in "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite3's
    raw.close()


async def test_a_private_project_is_not_named_outside_of_slack(w: World) -> None:
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board")
    assert await w.submits(JON, channel="C0BOARD") == {}
    await w.types(JON, "/pmo add Prepare the offer @Jon Lindqvist by 4 dec", channel="C0BOARD")
    path = await address(w, JON)
    (event,) = (await dates(w, path)).values()
    assert str(event["summary"]).startswith("Prepare the offer")
    assert str(event.get("description", "")) == ""
