"""What a project needs from whoever runs it: a way into its channel, and somebody who leads it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.shown import said
from tests.stories.test_leavers import leaves
from tests.world import World

JON, INES, PRIYA, SAM, MARIA = "U0JON", "U0INES", "U0PRIYA", "U0SAM", "U0MARIA"
BOT = "U0BOT"


async def work(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo add Plan @Maria Ortega by 18 dec")


async def the_bot_is_removed(w: World) -> None:
    w.playground.world.channels["C0APOLLO"].members.remove(BOT)


async def the_bot_joins(w: World) -> None:
    w.playground.world.channels["C0APOLLO"].members.append(BOT)
    event = {"type": "member_joined_channel", "user": BOT, "channel": "C0APOLLO", "event_ts": "1.2"}
    await w.playground.delivery.event(event)
    await w.settled()


def notes(w: World, who: str) -> list[str]:
    """What somebody was told of what a project needs."""
    found = [said(one["blocks"]) for one in w.inbox(who)]
    return [text for text in found if "could not be posted" in text or "has no lead any more" in text]


def left_at(w: World) -> list[str]:
    sent = [datetime.fromtimestamp(float(one["ts"]), UTC) for one in w.messages("C0APOLLO")]
    return [f"{at:%a %d %b %H:%M}" for at in sent]


# --- a report that finds no way in ----------------------------------------------------


async def test_a_report_that_cannot_be_posted_is_told_to_the_lead_with_the_next_step(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-07", "12:00")
    assert w.messages("C0APOLLO") == []
    (note,) = notes(w, JON)
    assert note.startswith(
        "The report of *Apollo* of the week of Mon 7 Dec could not be posted: I am not in <#C0APOLLO>. Type "
        "`/invite @PMO Bot` in that channel, and it follows at once."
    )
    assert notes(w, PRIYA) == []
    await w.until("2026-12-09", "12:00")
    assert len(notes(w, JON)) == 1, "it is said once"


async def test_it_follows_once_when_the_bot_is_in_the_channel_again(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-07", "12:00")
    await the_bot_joins(w)
    await w.until("2026-12-07", "12:01")
    assert len(w.messages("C0APOLLO")) == 1
    assert "Apollo — week of Mon 7 Dec" in said(w.messages("C0APOLLO")[0]["blocks"])
    await the_bot_joins(w)
    await w.until("2026-12-09", "12:00")
    assert len(w.messages("C0APOLLO")) == 1
    await w.until("2026-12-14", "12:00")
    assert len(w.messages("C0APOLLO")) == 2, "the next one comes as ever"


async def test_the_same_is_not_said_week_after_week_but_once_more_when_it_was_well_between(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-14", "12:00")
    assert len(notes(w, JON)) == 1
    await the_bot_joins(w)
    await w.until("2026-12-15", "12:00")
    await the_bot_is_removed(w)
    await w.until("2026-12-28", "12:00")
    assert len(notes(w, JON)) == 2


async def test_a_report_of_a_week_that_is_over_is_not_posted_late(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-14", "08:00")
    await the_bot_joins(w)
    await w.until("2026-12-14", "08:59")
    assert w.messages("C0APOLLO") == []
    await w.until("2026-12-14", "12:00")
    assert len(w.messages("C0APOLLO")) == 1


async def test_an_archived_channel_is_named_with_the_command_for_another_one(w: World) -> None:
    await work(w)
    w.playground.world.channels["C0APOLLO"].is_archived = True
    await w.until("2026-12-07", "12:00")
    assert "<#C0APOLLO> is archived. `/pmo project APOLLO channel` names another one" in notes(w, JON)[0]


async def test_status_and_project_say_so(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-07", "12:00")
    for command in ("/pmo status APOLLO", "/pmo project APOLLO", "/pmo project"):
        answer = await w.hears(JON, command, "C0GENERAL")
        assert "could not be posted: I am not in <#C0APOLLO>. Type `/invite @PMO Bot`" in answer, command
    await the_bot_joins(w)
    await w.until("2026-12-07", "12:01")
    assert "could not be posted" not in await w.hears(JON, "/pmo status APOLLO", "C0GENERAL")


async def test_why_it_came(w: World) -> None:
    await work(w)
    await the_bot_is_removed(w)
    await w.until("2026-12-07", "12:00")
    note = next(one for one in w.inbox(JON) if "could not be posted" in said(one["blocks"]))
    await w.clicks(JON, "Why did I get this?", note)
    assert "You run this project" in said(w.private(JON, w.dm(JON))[-1]["blocks"])


# --- a lead who leaves ----------------------------------------------------------------


async def test_the_report_keeps_its_hour_when_its_lead_leaves(w: World) -> None:
    await work(w)
    await w.until("2026-12-08", "12:00")
    w.playground.world.users[JON].tz = ""  # of whoever is deactivated Slack tells no zone
    await leaves(w, JON)
    await w.until("2026-12-15", "12:00")
    assert left_at(w) == ["Mon 07 Dec 08:00", "Mon 14 Dec 08:00"]


async def test_a_pmo_lead_is_told_once_that_nobody_leads_it_and_what_names_somebody(w: World) -> None:
    await work(w)
    await leaves(w, JON)
    await w.until("2026-12-09", "12:00")
    (note,) = notes(w, PRIYA)
    assert note.startswith(
        "*Apollo* has no lead any more: Jon has left. `/pmo project APOLLO lead @name` names one; until then questions "
        "to the lead come to a PMO lead or whoever asked."
    )
    assert notes(w, INES) == []


async def test_without_a_pmo_lead_the_sponsor_is_told(w: World) -> None:
    await w.types(JON, "/pmo add Plan @Maria Ortega by 18 dec")
    await leaves(w, JON)
    await leaves(w, PRIYA)
    await w.until("2026-12-09", "12:00")
    assert len(notes(w, INES)) == 1


async def test_nobody_is_told_when_somebody_was_named_meanwhile(w: World) -> None:
    await work(w)
    await w.until("2026-11-30", "20:00")
    await leaves(w, JON)
    await w.types(PRIYA, "/pmo project APOLLO lead @Sam Okafor")
    await w.until("2026-12-09", "12:00")
    assert notes(w, PRIYA) == []


async def test_status_and_projects_say_who_has_to_be_named(w: World) -> None:
    await work(w)
    await leaves(w, JON)
    for command in ("/pmo status APOLLO", "/pmo project", "/pmo project APOLLO mode controlling"):
        answer = await w.hears(PRIYA, command)
        assert "nobody leads it since Jon left, `/pmo project APOLLO lead @name` names somebody" in answer, command
        assert "Jon leads" not in answer


async def test_a_refusal_names_only_those_who_can_be_asked(w: World) -> None:
    await work(w)
    await leaves(w, JON)
    answer = await w.hears(SAM, "/pmo project APOLLO mode controlling")
    assert answer == "Only a PMO lead can change Apollo. Ask one of them."
    answer = await w.hears(SAM, "/pmo move A-1 friday")
    assert answer.startswith("Only Maria or the project's lead can change A-1.")
