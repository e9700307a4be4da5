"""What a private project is and does stays with its members, in what PMO leads read of everything too."""

from __future__ import annotations

import pytest

from pmo_bot.model import Item
from pmo_bot.slack import directory
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, late, lead_is_asked, newest, packets
from tests.stories.test_editions import BOT, joins, leaves
from tests.stories.test_errors_rights import a_private_project
from tests.stories.test_packet_options import group
from tests.stories.test_preferences import person
from tests.world import World

KEPT = 10


async def test_a_review_of_the_rules_counts_and_names_what_its_reader_may_see(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo project BOARD mode controlling", "C0BOARD")
    for number in range(KEPT):
        await w.types(JON, f"/pmo add Quiet thing {number} by friday", "C0BOARD")
    await w.until("2026-12-04", "11:00")
    for number in range(KEPT):
        await w.types(JON, f"/pmo done A-{number + 4}", "C0BOARD")
    everything = await w.hears(PRIYA, "/pmo policy review", "C0GENERAL")
    assert "All projects: is what I send worth it?" in everything
    assert "Board" not in everything
    assert "finished items" not in everything, "nobody finished anything in what she may see"
    assert "Controlling" not in everything
    assert "10 of 10 promises were kept" in await w.hears(JON, "/pmo policy review BOARD", "C0BOARD")


@pytest.mark.parametrize("when", [{}, {"probability": 0.5, "seed": 16}], ids=["at all", "behind the first page"])
async def test_where_slack_does_not_say_who_is_there_only_who_came_or_left_is_another(
    w: World, when: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_private_project(w)
    for who in (MARIA, PRIYA):
        await joins(w, who, "C0BOARD")
    await w.types(JON, "/pmo add Quiet thing by friday", "C0BOARD")
    monkeypatch.setattr(directory, "PAGE", 1)
    for change, who, sees in ((joins, SAM, True), (leaves, PRIYA, False)):
        failed = w.playground.faults.error("conversations.members", "internal_error", **{"times": 1, **when})
        await change(w, who, "C0BOARD")
        assert failed.happened == 1
        assert ("Quiet thing" in await w.hears(who, "/pmo show A-4")) is sees
        assert "Quiet thing" in await w.hears(MARIA, "/pmo show A-4")


async def test_whoever_finishes_a_milestone_has_not_asked_its_lead_for_lessons(w: World) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo milestone Sign the papers @Maria Ortega by 10 dec", "C0BOARD")
    await w.types(MARIA, "/pmo done M-4")
    home = await w.opens_home(MARIA)
    assert "~Sign the papers (M-4)~" in home
    assert "(C-5)" not in home
    assert "Board" not in await w.hears(MARIA, "/pmo show C-5")
    await w.until("2026-12-01", "09:10")
    assert "Nothing to keep" in said(w.inbox(JON)[-1]["blocks"])


async def test_the_first_ninety_days_in_a_private_channel_are_for_its_members(w: World) -> None:
    for who in ("U0BOT", PRIYA):
        await joins(w, who, "C0BOARD")
    await w.types(PRIYA, "/pmo about start @Inês Duarte")
    await w.types(PRIYA, "/pmo project FIRST90 channel #apollo-board")
    assert await w.submits(PRIYA, channel="C0BOARD") == {}
    assert "Listen to five project leads" in await w.hears(INES, "/pmo about report")
    await leaves(w, INES, "C0BOARD")
    for command in ("about report", "project FIRST90", "list"):
        hidden = await w.hears(INES, f"/pmo {command}")
        assert "ninety days*" not in hidden
        assert "Listen" not in hidden
    await w.until("2026-12-02", "22:00")
    assert not any("ninety days" in one["text"] for one in w.inbox(INES)), "she is not welcomed to what is hidden"


async def test_the_next_step_of_a_lesson_is_named_only_to_those_who_may_see_it(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo project APOLLO mode directive")
    await w.types(MARIA, "/pmo lesson Book the room a month ahead #apollo")
    kept = w.last(MARIA)
    await w.types(JON, "/pmo lessons")
    await w.clicks(JON, "I take it on", w.last(JON))
    assert await w.submits(JON, title="Buy the hotel", project="Board (BOARD)", done_means="It is ours") == {}
    assert "Buy the hotel" in await w.hears(JON, "/pmo lessons")
    assert "hotel" not in await w.hears(MARIA, "/pmo lessons")
    await w.clicks(MARIA, "I take it on", kept)
    refused = await w.submits(MARIA, done_means="It is booked")
    assert list(refused.values()) == ["Somebody has its next step already. /pmo lesson shows those without one."]


async def test_a_statement_does_not_count_what_moved_out_of_its_readers_sight(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo")
    for number in range(5):
        await w.types(JON, f"/pmo add Buy hotel {number} by 18 dec #apollo")
    assert "A-8" in await w.hears(PRIYA, "/pmo about statement", "C0GENERAL")
    await w.types(JON, "/pmo show A-8")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, project="Board (BOARD)") == {}
    assert w.item(8).project_id == w.item(2).project_id
    assert "A-8" not in await w.hears(PRIYA, "/pmo about statement", "C0GENERAL")


@pytest.mark.parametrize("message", ["the question", "the brief"])
async def test_what_was_sent_tells_no_more_of_what_has_gone_out_of_its_readers_sight(w: World, message: str) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo add Prepare the offer @Maria Ortega by friday #apollo")
    await w.until(*(("2026-11-30", "10:10") if message == "the question" else ("2026-12-03", "09:00")))
    sent = len(w.inbox(MARIA)) - 1
    assert "Prepare the offer" in said(w.inbox(MARIA)[sent]["blocks"])
    await w.types(JON, "/pmo assign A-4 @Jon Lindqvist")
    await w.types(JON, "/pmo show A-4")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, project="Board (BOARD)", title="Sell the factory") == {}
    await w.until("2026-12-03", "09:05")
    assert [one for one in w.inbox(MARIA) if "Sell the factory" in said(one["blocks"])] == []
    await w.clicks(MARIA, "Why these?", w.inbox(MARIA)[sent])
    why = said(w.last(MARIA, w.inbox(MARIA)[sent]["channel"])["blocks"])
    assert "A-1" in why
    assert "A-4" not in why


async def test_who_gives_something_hidden_away_may_still_take_that_back(w: World) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo add Prepare the offer @Maria Ortega by friday", "C0BOARD")
    await w.until("2026-12-03", "09:00")
    await w.types(MARIA, "/pmo assign A-4 @Jon Lindqvist")
    await w.until("2026-12-03", "09:05")
    assert "Prepare the offer" in said(w.briefs(MARIA)[-1]["blocks"])
    await w.clicks(MARIA, "Undo", w.briefs(MARIA)[-1])
    assert w.item(4).owner_id == person(w, MARIA).id


async def test_a_packet_and_home_tell_no_more_of_it_either(w: World) -> None:
    await late(w)
    await a_private_project(w)
    await w.until("2026-12-14", "09:10")
    assert "Access list" in newest(w, PRIYA)
    await w.types(JON, "/pmo show A-1")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, project="Board (BOARD)", title="Sell the factory") == {}
    await w.until("2026-12-14", "09:20")
    assert [one for one in w.inbox(PRIYA) if "Sell the factory" in said(one["blocks"])] == []
    home = await w.opens_home(PRIYA)
    assert "Sell the factory" not in home
    assert "A-1)" not in home
    assert "Waiting for your answer" not in home


async def test_who_gave_something_away_cannot_take_it_back_once_it_is_hidden_and_another_thing(w: World) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo add Prepare the offer @Maria Ortega by friday #apollo")
    await w.types(MARIA, "/pmo assign A-4 @Jon Lindqvist")
    gave = w.last(MARIA)
    await w.types(JON, "/pmo show A-4")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, project="Board (BOARD)", title="Sell the factory") == {}
    await w.clicks(MARIA, "Undo", gave)
    assert w.item(4).owner_id == person(w, JON).id
    assert "Sell the factory" not in said(w.last(MARIA)["blocks"])
    assert "no such item as A-4" in await w.hears(MARIA, "/pmo show A-4")


async def test_words_about_something_are_not_answered_with_what_it_is_called_where_that_is_hidden(w: World) -> None:
    await a_private_project(w)
    await w.types(JON, "/pmo add Prepare the offer @Maria Ortega by friday", "C0BOARD")
    await w.until("2026-11-30", "10:10")
    await w.says(MARIA, "A-4 is done")
    w.playground.faults.server_error("chat.update", times=None)  # the answer keeps its old buttons
    await w.types(JON, "/pmo assign A-4 @Jon Lindqvist")
    await w.types(JON, "/pmo show A-4")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, title="Sell the factory") == {}
    await w.clicks(MARIA, "Apply", w.inbox(MARIA)[-1])
    told = said(w.last(MARIA, w.inbox(MARIA)[-1]["channel"])["blocks"])
    assert "Those words are not yours to answer for, or no longer there." in told


async def test_a_conversation_names_nothing_that_somebody_in_it_may_not_know_of(w: World) -> None:
    await lead_is_asked(w)
    await a_private_project(w)
    await w.types(JON, "/pmo show A-1")
    await w.clicks(JON, "Change…", w.last(JON))
    assert await w.submits(JON, project="Board (BOARD)", title="Sell the factory") == {}
    await w.clicks(JON, "Bring people together…", packets(w, JON)[-1])
    assert await w.submits(JON, person="U0KENJI", text="Who can help, and when?") == {}
    await w.until("2026-12-04", "18:00")
    told = said(w.messages(group(w))[-1]["blocks"])
    assert "Something in another project (A-1)\nOwner Maria · due Tue 1 Dec" in told
    assert "Who can help, and when?" in told
    assert "factory" not in told
    assert "Board" not in told


async def test_a_report_that_was_sent_does_not_tell_what_was_decided_where_its_readers_may_not_be(w: World) -> None:
    await a_private_project(w)
    for question in ("Which vendor? Acme or Birch", "Which room? Large or small"):
        await w.types(JON, f"/pmo ask @Inês Duarte {question} by 9 dec #apollo")
    await w.until("2026-12-07", "09:30")
    report = w.messages("C0APOLLO")[-1]
    assert "Which vendor?" in said(report["blocks"])
    with w.bot.db.transaction() as session:
        session.get_one(Item, w.item(4).id).project_id = w.item(2).project_id
    await w.clicks(INES, "Birch", report)
    await w.clicks(INES, "Large", report)
    await w.until("2026-12-07", "09:40")
    (after,) = [one for one in w.messages("C0APOLLO") if one["ts"] == report["ts"]]
    assert "Decided: *Large*" in said(after["blocks"])
    assert "Decided: *Birch*" not in said(after["blocks"])


async def test_what_was_announced_tells_no_more_where_its_project_has_left_for_a_private_channel(w: World) -> None:
    await joins(w, "U0BOT", "C0BOARD")
    await w.types(JON, "/pmo decide We take Acme because they can start in May #apollo")
    logged = w.last(JON)
    await w.until("2026-11-30", "10:10")
    announced = w.messages("C0APOLLO")[-1]
    assert "We take Acme" in said(announced["blocks"])
    await w.types(JON, "/pmo project APOLLO channel #apollo-board")
    assert await w.submits(JON, channel="C0BOARD") == {}
    await w.clicks(JON, "What follows…", logged)
    assert await w.submits(JON, title="Sell the factory", due="2026-12-09") == {}
    await w.until("2026-11-30", "10:20")
    (after,) = [one for one in w.messages("C0APOLLO") if one["ts"] == announced["ts"]]
    assert "factory" not in said(after["blocks"])


async def test_what_is_decided_once_a_project_is_private_is_not_told_where_it_was_public(w: World) -> None:
    for who in (BOT, PRIYA):
        await joins(w, who, "C0BOARD")
    await w.types(JON, "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by 11 dec")
    await w.types(JON, "/pmo decide Keep the old tenant because legal needs the archive")
    await w.types(PRIYA, "/pmo digest portfolio to #general for executives", "C0GENERAL")
    await w.until("2026-12-07", "10:00")
    await w.types(JON, "/pmo project APOLLO channel")
    assert await w.submits(JON, channel="C0BOARD") == {}
    public = [one for where in ("C0APOLLO", "C0GENERAL") for one in w.messages(where)]
    assert sum("Which vendor do we take?" in said(one["blocks"]) for one in public) >= 2
    assert sum("Keep the old tenant" in said(one["blocks"]) for one in public) >= 1
    asks = next(one for one in public if "Which vendor do we take?" in said(one["blocks"]))
    await w.clicks(INES, "Birch", asks)
    assert not w.item(1).is_open
    await w.types(JON, "/pmo add Sell the archive for D-2 by 18 dec", "C0BOARD")
    assert w.item(3).decision_number == 2
    await w.until("2026-12-07", "11:00")
    now = [said(one["blocks"]) for where in ("C0APOLLO", "C0GENERAL") for one in w.messages(where)]
    assert now == [said(one["blocks"]) for one in public]


async def test_where_others_read_along_what_goes_where_names_no_private_project_and_nobodys_own_report(
    w: World,
) -> None:
    await a_private_project(w)
    await joins(w, PRIYA, "C0BOARD")
    await w.types(PRIYA, "/pmo digest portfolio to #general for executives", "C0GENERAL")
    await w.types(JON, "/pmo project APOLLO people")
    await w.clicks(JON, "Somebody who cares…", w.last(JON))
    await w.submits(JON, person=SAM, cares="pays for it", audience="A few lines", direct="alone")
    for who, known in ((JON, ("Apollo", "Board", "Sam")), (PRIYA, ("Apollo", "Board", "all projects"))):
        alone = await w.hears(who, "/pmo digest preview", "C0GENERAL")
        assert all(name in alone for name in known)
        await w.types(who, "/pmo digest preview in channel", "C0GENERAL")
        told = said(w.messages("C0GENERAL")[-1]["blocks"])
        assert "*Apollo* → <#C0APOLLO>" in told
        assert "Board" not in told
        assert "Sam" not in told


async def test_what_counts_all_that_one_may_see_or_weighs_people_is_told_to_one_reader(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO people")
    await w.clicks(JON, "Somebody who cares…", w.last(JON))
    await w.submits(JON, person=SAM, cares="pays for it", influence="Much")
    before = len(w.messages("C0APOLLO"))
    for who, typed in ((JON, "project APOLLO people"), (PRIYA, "policy review workspace")):
        refused = await w.hears(who, f"/pmo {typed} in channel")
        assert "and others read along here. Leave “in channel” out: I tell only you." in refused, typed
    assert len(w.messages("C0APOLLO")) == before
