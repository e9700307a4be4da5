"""A report's further channel goes away: whoever can mend it is told once, and nobody else misses theirs."""

from __future__ import annotations

from pmo_bot.model import Role, Standing
from pmo_bot.store import queries
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.test_editions import BOARD, BOT, GENERAL, a_week_of_work, joins, posted
from tests.world import TEAM, World

HELP = "C0HELP"


def told(w: World, who: str) -> list[str]:
    """What somebody was told of reports that did not go out."""
    return [text for one in w.inbox(who) if "did not go to" in (text := said(one["blocks"]))]


async def three_channels(w: World) -> None:
    """Apollo's report goes to the board, the helpdesk and everybody; Priya sends all projects to the board too."""
    await w.types(PRIYA, "/pmo")
    await a_week_of_work(w)
    for who in (BOT, PRIYA):
        await joins(w, who, BOARD)
    for channel in ("apollo-board", "helpdesk", "general"):
        await w.types(JON, f"/pmo digest APOLLO to #{channel} for sponsors")
    await w.types(PRIYA, "/pmo digest portfolio to #helpdesk for executives")


async def test_an_archived_channel_is_told_of_once_and_the_others_get_theirs(w: World) -> None:
    await three_channels(w)
    w.playground.world.channels[HELP].is_archived = True
    await w.until("2026-12-07", "12:00")
    assert len(posted(w, BOARD)) == len(posted(w, GENERAL)) == 1
    assert [text.count("is archived") for text in told(w, JON)] == [1]
    assert [text.count("is archived") for text in told(w, PRIYA)] == [1]
    assert "`/pmo digest APOLLO to" in told(w, JON)[0]
    for who in (MARIA, INES, SAM):
        assert told(w, who) == []
    for week, monday in enumerate(("2026-12-14", "2026-12-21"), 2):
        await w.types(JON, f"/pmo milestone Step {week} by 29 jan")
        await w.until(monday, "12:00")
        assert len(posted(w, BOARD)) == len(posted(w, GENERAL)) == week
    assert len(told(w, JON)) == len(told(w, PRIYA)) == 1, "nothing is new about it"


async def test_a_bot_that_is_thrown_out_says_so_once_and_anew_when_it_was_back_meanwhile(w: World) -> None:
    await three_channels(w)
    w.playground.world.channels[BOARD].members.remove(BOT)
    await w.until("2026-12-14", "12:00")
    assert len(told(w, JON)) == 1
    assert len(posted(w, GENERAL)) == 2
    await joins(w, BOT, BOARD)
    await w.until("2026-12-21", "12:00")
    assert len(posted(w, BOARD)) == 2, "the one of last week, when it came back, and this one"
    w.playground.world.channels[BOARD].members.remove(BOT)
    await w.until("2026-12-28", "12:00")
    assert len(told(w, JON)) == 2


async def test_another_name_and_a_lock_on_the_door_change_nothing_for_those_inside(w: World) -> None:
    await three_channels(w)
    room = w.playground.world.channels[HELP]
    room.name, room.is_private = "support", True
    await w.until("2026-12-07", "12:00")
    assert len(posted(w, HELP)) == 2
    assert told(w, JON) == told(w, PRIYA) == []


async def test_when_who_had_it_sent_has_left_a_pmo_lead_is_told(w: World) -> None:
    await three_channels(w)
    with w.bot.db.transaction() as session:
        priya = queries.person_by_slack(session, TEAM, PRIYA)
        ines = queries.person_by_slack(session, TEAM, INES)
        assert priya is not None
        assert ines is not None
        priya.standing, ines.role = Standing.DEACTIVATED, Role.PMO
    w.playground.world.users[PRIYA].deleted = True
    w.playground.world.channels[HELP].is_archived = True
    await w.until("2026-12-07", "18:00")
    assert len(told(w, INES)) == 1
