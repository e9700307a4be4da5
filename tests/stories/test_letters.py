"""What did not arrive stands at the App Home of a PMO lead, and leaves with one click once the cause is mended."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Event, Person, PostState, Role
from tests.shown import said
from tests.stories.test_errors_rights import a_private_project
from tests.world import World

PRIYA, JON = "U0PRIYA", "U0JON"
NOTICE = "could not be delivered"


async def test_a_report_that_found_no_way_in(w: World) -> None:
    await w.types(JON, "/pmo project new Apollo @ines")
    await w.types(JON, "/pmo add Draft the cutover plan @maria by 9 dec #apollo")
    w.playground.world.channels["C0APOLLO"].is_archived = True
    await w.until("2026-12-07", "12:00")
    home = await w.opens_home(PRIYA)
    assert "*1 message could not be delivered* in the last 14 days (APOLLO): the channel is archived." in home
    assert "have it sent again" in home
    assert NOTICE not in await w.opens_home(JON), "who does not look after the bot is not told of it"

    w.playground.world.channels["C0APOLLO"].is_archived = False
    await w.clicks_home(PRIYA, "Send again")
    assert "1 message will be tried once more now" in said(w.window(PRIYA)["blocks"])
    await w.bot.heartbeat.tick()
    assert len([one for one in w.messages("C0APOLLO") if "Apollo" in one["text"]]) == 1
    assert NOTICE not in await w.opens_home(PRIYA)
    with w.bot.db.reading() as session:
        (event,) = session.exec(select(Event).where(Event.what == "letters.again"))
    assert event.after == {"state": PostState.DEAD.value, "count": 1}


async def test_what_belongs_to_a_private_project_is_told_to_its_members_only(w: World) -> None:
    await a_private_project(w)
    w.playground.world.channels["C0BOARD"].is_archived = True
    await w.until("2026-12-07", "12:00")
    home = await w.opens_home(PRIYA)
    assert NOTICE not in home
    assert "BOARD" not in home

    with w.bot.db.transaction() as session:
        jon = session.exec(select(Person).where(Person.slack_id == JON)).one()
        jon.role = Role.PMO
        session.add(jon)
    assert "(BOARD)" in await w.opens_home(JON)
