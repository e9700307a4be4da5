"""Somebody leaves: nothing is sent to them, their lead is told once, and everything is with somebody again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from pmo_bot.jobs.refresh import AT_ONCE, Refresh
from pmo_bot.model import Acceptance, Event, Person, Standing
from pmo_bot.services import items
from pmo_bot.services.items import Capture
from tests.shown import find, said
from tests.stories.packets import act
from tests.stories.test_preferences import person
from tests.world import TEAM, World

MARIA, JON, SAM, KENJI, PRIYA, INES = "U0MARIA", "U0JON", "U0SAM", "U0KENJI", "U0PRIYA", "U0INES"


async def work(w: World, count: int = 3) -> None:
    """Maria owes so many things in Apollo; Sam has two there, Kenji one."""
    for number in range(1, count + 1):
        await w.types(JON, f"/pmo add Thing {number} @Maria Ortega by 18 dec")
    for who, title in ((SAM, "Plan"), (SAM, "Room"), (KENJI, "Script")):
        await w.types(who, f"/pmo add {title} by 18 dec #apollo")


async def leaves(w: World, who: str = MARIA) -> None:
    """Slack says that an account is deactivated, and the bot looks at what is due."""
    await w.playground.act(PRIYA, "profile", user=who, deleted=True)
    await w.settled()


def message(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


async def test_nothing_is_sent_to_somebody_who_has_left(w: World) -> None:
    await work(w)
    await leaves(w)
    sent = len(w.inbox(MARIA))
    await w.until("2026-12-21", "18:00")
    assert len(w.inbox(MARIA)) == sent
    assert person(w, MARIA).standing is Standing.DEACTIVATED


async def test_the_lead_is_told_once_of_everything(w: World) -> None:
    """Thirty items are one message with one question."""
    await work(w, 30)
    await w.until("2026-11-30", "10:10")
    before = len(w.inbox(JON))
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    assert len(w.inbox(JON)) == before + 1
    text = message(w, JON)
    assert "One thing waits for your answer." in text
    assert "*Maria has left.* 30 things wait for somebody to take over:\n• Thing 1 (A-1), by *Fri 18 Dec*" in text
    assert "• and 25 more" in text
    await w.until("2026-11-30", "18:00")
    assert len(w.inbox(JON)) == before + 1


async def test_whoever_works_on_the_same_and_has_room_is_suggested_with_the_reason(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    assert "Suggested: Kenji, who works on Apollo too and has the most room there now." in message(w, JON)
    await w.clicks(JON, "Ask Kenji", w.inbox(JON)[-1])
    kenji = person(w, KENJI).id
    assert [(w.item(n).owner_id, w.item(n).acceptance) for n in (1, 2, 3)] == [(kenji, Acceptance.REQUESTED)] * 3
    assert "What Maria left behind is with somebody again, or closed." in message(w, JON)
    await w.until("2026-12-01", "18:00")
    assert "*Jon asks you for:* Thing 1" in message(w, KENJI), "taking over begins with a question, as always"
    assert "*Jon asks you for:* Thing 3" in message(w, KENJI)


async def test_each_thing_can_go_to_somebody_else_and_the_rest_to_one(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    await w.clicks(JON, "Choose who takes over…", w.inbox(JON)[-1])
    assert await w.submits(JON, **{"all": KENJI, "heir-2": SAM}) == {}
    owners = [w.item(n).owner_id for n in (1, 2, 3)]
    assert owners == [person(w, KENJI).id, person(w, SAM).id, person(w, KENJI).id]


async def test_some_of_it_can_wait(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    await w.clicks(JON, "Choose who takes over…", w.inbox(JON)[-1])
    assert await w.submits(JON, all=None) == {"all": "Name somebody for everything, or for one of these."}
    assert await w.submits(JON, **{"all": None, "heir-2": JON}) == {}
    assert w.item(2).owner_id == person(w, JON).id
    assert "2 things wait for somebody to take over" in message(w, JON)
    assert "Thing 2 (A-2)" not in message(w, JON)


async def test_whoever_cannot_take_over_is_said_in_the_window(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    await w.clicks(JON, "Choose who takes over…", w.inbox(JON)[-1])
    errors = await w.submits(JON, all="U0LEFT")
    assert list(errors.values()) == [
        "Tom Weber is no longer active in this workspace. Name somebody else, or leave the owner open."
    ]
    assert w.item(1).owner_id == person(w, MARIA).id, "all of it or nothing"


async def test_home_of_the_lead_shows_the_desk(w: World) -> None:
    await work(w)
    await w.opens_home(JON)
    await leaves(w)
    await w.until("2026-11-30", "10:01")
    assert "*Maria has left.* 3 things wait for somebody to take over:" in w.home(JON)
    await w.clicks_home(JON, "Ask Kenji")
    assert "has left" not in w.home(JON)


async def test_without_a_lead_it_lies_on_the_desk_of_a_pmo_lead(w: World) -> None:
    await work(w)
    await leaves(w, JON)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    assert "*Maria has left.* 3 things wait" in message(w, PRIYA)


async def test_without_a_project_whoever_asked_is_told(w: World) -> None:
    await w.types(SAM, "/pmo add Book a room @Maria Ortega by 18 dec", "C0GENERAL")
    await leaves(w)
    await w.until("2026-11-30", "18:00")
    assert "*Maria has left.* One thing waits for somebody to take over:\n• Book a room (A-1)" in message(w, SAM)


async def test_a_desk_that_is_not_cleared_comes_again_with_the_brief(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-12-01", "09:00")
    assert "*Maria has left.* 3 things wait for somebody to take over:" in said(w.briefs(JON)[-1]["blocks"])


async def test_the_digest_lists_it_with_its_age(w: World) -> None:
    await work(w, 1)
    await leaves(w)
    await w.until("2026-12-07", "09:10")
    digest = said(w.messages("C0APOLLO")[-1]["blocks"])
    assert "Thing 1 (A-1) — Maria has left on Mon 30 Nov, 5 working days ago; nobody has taken it over yet" in digest


async def test_history_keeps_the_name(w: World) -> None:
    await work(w)
    await w.types(MARIA, "/pmo accept A-1")
    await w.playground.act(PRIYA, "profile", user=MARIA, deleted=True, real_name="Deactivated User")
    await w.settled()
    await w.types(JON, "/pmo assign A-1 @Sam Okafor")
    history = await w.hears(JON, "/pmo show A-1")
    assert "Mon 30 Nov: Maria said yes" in history


async def test_that_somebody_left_and_came_back_is_in_the_record(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.playground.act(PRIYA, "profile", user=MARIA, deleted=False)
    await w.settled()
    assert [(row["standing"], row["left_at"] is None) for row in standings(w, MARIA)] == [
        ("deactivated", False), ("member", True),
    ]  # fmt: skip
    await w.until("2026-11-30", "18:00")
    assert not any("has left" in said(one["blocks"]) for one in w.inbox(JON)), "they are back before anybody was asked"


def standings(w: World, who: str) -> list[dict[str, Any]]:
    with w.bot.db.reading() as session:
        rows = session.exec(
            select(Event)
            .where(Event.person_id == person(w, who).id, Event.what == "person.changed")
            .order_by(col(Event.id))
        )
        return [row.after for row in rows if "standing" in row.after]


async def test_a_departure_that_slack_tells_only_by_refusing_counts_as_well(w: World) -> None:
    await work(w)
    w.playground.world.users[MARIA].deleted = True  # no event was sent, or it was lost
    await w.until("2026-12-18", "09:00")
    await Refresh(w.bot.db, w.clock.now, w.bot.desk.meet, w.bot.desk.room).run()
    await w.until("2026-12-18", "18:00")
    assert any("*Maria has left.*" in said(one["blocks"]) for one in w.inbox(JON))


async def test_those_of_whom_slack_tells_nothing_do_not_keep_the_others_from_being_asked_about(w: World) -> None:
    await work(w)
    w.playground.world.users[MARIA].deleted = True
    jon, long_ago = act(w, JON), w.clock.now() - timedelta(days=9)
    with w.bot.db.transaction() as session:
        strangers = [Person(team_id=TEAM, slack_id=f"U9{number:03}", checked_at=long_ago) for number in range(AT_ONCE)]
        session.add_all(strangers)
    for one in strangers:
        items.capture(w.bot.db, jon, Capture("Thing", owner_id=one.id))
    await w.until("2026-12-02", "09:00")
    refresh = Refresh(w.bot.db, w.clock.now, w.bot.desk.meet, w.bot.desk.room)
    assert [await refresh.run() for _ in range(2)] == [AT_ONCE, 3]
    assert person(w, MARIA).standing is Standing.DEACTIVATED
    assert await refresh.run() == AT_ONCE, "and once more about those"


async def test_a_channel_about_which_nothing_can_be_found_out_stops_nobody(w: World) -> None:
    await work(w)
    w.playground.world.users[MARIA].deleted = True
    await w.until("2026-12-02", "09:00")

    async def fails(team: str, channel: str) -> None:
        raise KeyError(channel)

    await Refresh(w.bot.db, w.clock.now, w.bot.desk.meet, fails).run()
    assert person(w, MARIA).standing is Standing.DEACTIVATED


async def test_why_it_lies_on_this_desk(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    await w.clicks(JON, "Why did I get this?", w.inbox(JON)[-1])
    assert "has left, and you lead the project or were named for it" in said(w.private(JON, w.dm(JON))[-1]["blocks"])


async def test_nobody_else_clears_somebody_elses_desk(w: World) -> None:
    await work(w)
    await leaves(w)
    await w.until("2026-11-30", "10:20")
    block, element, extra = find(w.inbox(JON)[-1]["blocks"], "Choose who takes over…", "")
    shown = w.inbox(JON)[-1]
    answer = await w.playground.act(
        SAM, "click", container="message", channel=shown["channel"], ts=shown["ts"], block_id=block["block_id"],
        action_id=element["action_id"], **extra,
    )  # fmt: skip
    assert not answer["ok"] or not w.has_window(SAM)
