"""A report goes to further channels in their readers' words: each in its own week, since its own last one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.world import World

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
BOT, BOARD, GENERAL = "U0BOT", "C0BOARD", "C0GENERAL"


async def joins(w: World, who: str, channel: str) -> None:
    """Somebody is invited into a channel, and Slack says so."""
    w.playground.world.channels[channel].members.append(who)
    await _tell(w, "member_joined_channel", who, channel)


async def leaves(w: World, who: str, channel: str) -> None:
    """Somebody leaves a channel, and Slack says so."""
    w.playground.world.channels[channel].members.remove(who)
    await _tell(w, "member_left_channel", who, channel)


async def _tell(w: World, what: str, who: str, channel: str) -> None:
    await w.playground.delivery.event({"type": what, "user": who, "channel": channel, "event_ts": "1.2"})
    await w.settled()


async def a_week_of_work(w: World) -> None:
    """Apollo asks Inês for a decision, has a milestone ahead, and a small task."""
    await w.types(JON, "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by 11 dec")
    await w.types(JON, "/pmo milestone Rehearsal @Maria Ortega by 11 dec")
    await w.types(MARIA, "/pmo accept M-2")
    await w.types(JON, "/pmo add Access list @Maria Ortega by wed")
    await w.types(MARIA, "/pmo accept A-3")


def posted(w: World, channel: str = BOARD) -> list[dict[str, Any]]:
    """What was posted in a channel, without threads."""
    return [one for one in w.messages(channel) if not one.get("thread_ts")]


# --- a further channel --------------------------------------------------------------------


async def test_a_sponsors_report_goes_to_its_channel_each_week_since_its_own_last_one(w: World) -> None:
    await a_week_of_work(w)
    refused = await w.hears(JON, "/pmo digest APOLLO to #apollo-board for sponsors")
    assert "so I cannot post there. Type `/invite @PMO Bot` in that channel, then press *Retry*." in refused
    await joins(w, BOT, BOARD)
    await w.clicks(JON, "Retry", w.last(JON))
    assert (
        "The report of *Apollo* goes to <#C0BOARD> each Monday: what a sponsor steers by. Next on Mon 7 Dec at 09:00 "
        "(Madrid time)." in said(w.last(JON)["blocks"])
    )
    ways = await w.hears(JON, "/pmo digest preview")
    assert "*Apollo* → <#C0APOLLO>: the whole of it — Mon 7 Dec 09:00 (Madrid time), each Monday" in ways
    assert "*Apollo* → <#C0BOARD>: what a sponsor steers by — Mon 7 Dec 09:00" in ways

    await w.until("2026-12-07", "09:30")
    (first,) = posted(w)
    text = said(first["blocks"])
    assert "Apollo — week of Mon 7 Dec, for the sponsor" in text
    assert "<@U0INES>: Which vendor do we take? (D-1) — decide by Fri 11 Dec" in text
    assert "Rehearsal (M-2) — Maria" in text, "what they steer by is named ahead"
    assert "Access list" not in text
    await w.clicks(INES, "Birch", first)
    assert "Decided: *Birch* — Inês" in said(posted(w)[0]["blocks"])

    await w.until("2026-12-09", "10:00")
    await w.types(JON, "/pmo move M-2 to 17 dec because the room is taken")
    await w.until("2026-12-14", "09:30")
    second = said(posted(w)[1]["blocks"])
    assert "Rehearsal (M-2) moved from Fri 11 Dec to Thu 17 Dec" in second, "they were told another day"
    await w.types(JON, "/pmo digest APOLLO to #apollo-board stop")
    assert "no longer goes to <#C0BOARD>" in said(w.last(JON)["blocks"])
    await w.until("2026-12-21", "12:00")
    assert len(posted(w)) == 2


async def test_who_does_not_read_along_has_no_button_there_and_is_not_called(w: World) -> None:
    await joins(w, BOT, BOARD)
    await joins(w, SAM, BOARD)
    await w.types(JON, "/pmo ask @Sam Okafor Which vendor do we take? Acme or Birch by 11 dec")
    await leaves(w, SAM, BOARD)
    await w.types(JON, "/pmo digest APOLLO to #apollo-board for sponsors")
    await w.until("2026-12-07", "09:30")
    text = said(posted(w)[0]["blocks"])
    assert "Sam: Which vendor do we take? (D-1)" in text
    assert "Birch" not in text.split("As of")[0].split("(D-1)")[1]


async def test_a_week_in_which_nothing_moved_is_one_line_and_a_holiday_moves_it(w: World) -> None:
    await joins(w, BOT, BOARD)
    await w.types(JON, "/pmo prefs holidays ES")
    await w.types(JON, "/pmo milestone Rehearsal @Maria Ortega by 29 jan")
    await w.types(MARIA, "/pmo accept M-1")
    await w.types(JON, "/pmo digest APOLLO to #apollo-board for executives monthly")
    assert "on the first Monday of each month: five lines. Next on Mon 7 Dec" in said(w.last(JON)["blocks"])
    await w.until("2027-01-08", "12:00")
    first, second = (said(one["blocks"]) for one in posted(w))
    assert "nothing moved, nothing is waiting for anyone. Next: Rehearsal (M-1), Fri 29 Jan." in first
    assert "It comes on the first Monday of each month" in second


async def test_what_the_readme_sends_somewhere_can_be_typed_as_it_stands_in_the_small_company(w: World) -> None:
    examples = sorted(set(re.findall(r"`(/pmo digest [A-Za-z]+ to #[^`]+)`", GUIDE.read_text())))
    answers = {example: await w.hears(PRIYA, example) for example in examples}
    assert {example: re.findall(r"goes to <#(\w+)>", answer) for example, answer in answers.items()} == {
        "/pmo digest APOLLO to #steering for sponsors": ["C0STEER"],
        "/pmo digest portfolio to #board for executives": ["C0EXEC"],
    }


# --- who may know -------------------------------------------------------------------------


async def test_a_private_project_goes_only_where_all_may_know_of_it_and_is_asked_each_time(w: World) -> None:
    await joins(w, BOT, BOARD)
    await w.types(JON, "/pmo project new Boreas")
    assert await w.submits(JON, channel=BOARD, sponsor=INES) == {}
    refused = await w.hears(JON, "/pmo digest BOREAS to #general for sponsors")
    assert "people in <#C0GENERAL> may not know of Boreas, so its report does not go there." in refused
    room = w.playground.world.channels["C0HELP"]
    room.members[:] = [BOT, JON, INES]
    await w.types(JON, "/pmo digest BOREAS to #helpdesk for sponsors")
    assert "goes to <#C0HELP>" in said(w.last(JON)["blocks"])
    await w.types(JON, "/pmo milestone Rehearsal by 18 dec", channel=BOARD)
    await w.until("2026-12-07", "09:30")
    assert "Boreas" in said(posted(w, "C0HELP")[0]["blocks"])
    await joins(w, MARIA, "C0HELP")
    await w.until("2026-12-15", "09:30")
    assert len(posted(w, "C0HELP")) == 1, "somebody came who may not know of it"
    told = [said(one["blocks"]) for one in w.inbox(JON)]
    assert any("not everybody there may know of it any more" in one for one in told)
    assert "Boreas" not in await w.hears(MARIA, "/pmo digest preview")


async def test_the_bot_leaves_a_channel_and_the_report_follows_when_it_is_back(w: World) -> None:
    await a_week_of_work(w)
    await joins(w, BOT, BOARD)
    await w.types(JON, "/pmo digest APOLLO to #apollo-board for sponsors")
    w.playground.world.channels[BOARD].members.remove(BOT)
    await w.until("2026-12-07", "12:00")
    assert posted(w) == []
    assert any("did not go to <#C0BOARD>: I am not in it." in said(one["blocks"]) for one in w.inbox(JON))
    await joins(w, BOT, BOARD)
    await w.until("2026-12-07", "12:10")
    assert len(posted(w)) == 1


async def test_only_whoever_runs_a_project_has_it_sent_and_words_that_are_not_understood_are_asked_back(
    w: World,
) -> None:
    assert "Only Jon or a PMO lead can change Apollo" in await w.hears(MARIA, "/pmo digest APOLLO to #general")
    assert "Only a PMO lead sends the report of all projects" in await w.hears(JON, "/pmo digest portfolio to #general")
    assert "I could not read “daily”" in await w.hears(JON, "/pmo digest APOLLO to #general daily")
    assert "reports to that channel each Monday already" in await w.hears(JON, "/pmo digest APOLLO to #apollo")
    assert "`/pmo digest APOLLO to #steering for sponsors`" in await w.hears(JON, "/pmo digest APOLLO to #nowhere")


# --- one person ---------------------------------------------------------------------------


async def test_who_cares_reads_it_in_a_direct_message_in_their_own_morning(w: World) -> None:
    await a_week_of_work(w)
    await w.types(JON, "/pmo project APOLLO people")
    await w.clicks(JON, "Somebody who cares…", w.last(JON))
    await w.submits(JON, person=INES, audience="sponsor", direct="alone")
    assert "told every week, what a sponsor needs, in a direct message" in said(w.last(JON)["blocks"])
    assert "*Apollo* → Inês, alone" in await w.hears(JON, "/pmo digest preview")
    assert "Inês, alone" not in await w.hears(MARIA, "/pmo digest preview")
    await w.until("2026-12-07", "14:55")
    before = [one for one in w.inbox(INES) if "for the sponsor" in said(one["blocks"])]
    await w.until("2026-12-07", "15:05")  # nine in New York
    (mine,) = [one for one in w.inbox(INES) if "for the sponsor" in said(one["blocks"])]
    assert before == []
    text = said(mine["blocks"])
    assert "You read this each Monday, as noted among those who care about it." in text
    await w.clicks(INES, "Acme", mine)
    assert "Decided: *Acme* — Inês" in "".join(said(one["blocks"]) for one in w.inbox(INES))


# --- over all projects --------------------------------------------------------------------


async def test_the_board_reads_five_lines_about_all_projects_and_the_rest_in_the_thread(w: World) -> None:
    await a_week_of_work(w)
    await joins(w, BOT, BOARD)
    await joins(w, PRIYA, BOARD)
    await w.types(PRIYA, "/pmo goal new")
    await w.submits(PRIYA, title="Switch the old tenant off")
    await w.types(JON, "/pmo project APOLLO goal G1")
    await w.types(PRIYA, "/pmo project new Zephyr")
    assert await w.submits(PRIYA, channel=GENERAL) == {}
    await w.types(PRIYA, "/pmo status ZEPHYR amber because the contract is open")
    await w.types(PRIYA, "/pmo digest portfolio to #apollo-board for executives")
    assert "The report of *all projects* goes to <#C0BOARD> each Monday: five lines." in said(w.last(PRIYA)["blocks"])
    await w.until("2026-12-07", "10:00")
    (found,) = posted(w)
    text = said(found["blocks"])
    lines = [one for one in text.splitlines() if one.startswith("• ")]
    assert len(lines) <= 5
    assert text.index("Switch the old tenant off (G1)") < text.index("Which vendor do we take?")
    assert "*Zephyr* *🟡 Amber*" in text

    await w.clicks(JON, "Birch", found)
    assert w.item(1).is_open, "it is not his to decide"
    await w.clicks(PRIYA, "Birch", found)  # a PMO lead may, as in any report
    assert "Decided: *Birch* — Priya" in said(posted(w)[0]["blocks"])
