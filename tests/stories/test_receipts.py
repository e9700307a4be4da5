"""Why did I get this?  Every message can be asked, and answers with a sentence: which rule, which date."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pmo_bot.blocks.ids import decode
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import explaining, people
from tests.shown import find, said
from tests.world import TEAM, World

SAM, MARIA, JON, INES, PRIYA = "U0SAM", "U0MARIA", "U0JON", "U0INES", "U0PRIYA"
DATE = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} (Nov|Dec|Jan)\b")
RULE = re.compile(
    r"working days? (before|after) the date|on the date itself|asked you for|so the answer is yours|has passed"
    r"|one a working day|once a week|without waiting for your brief|is settled"
    r"|told once|told the new one|before anybody else is asked"
)
ASKS_WHY = ("Why did I get this?", "Why these?", "Why this report?")


async def a_long_story(w: World) -> None:
    """Two weeks: asked, countered, agreed, late, passed on to lead and sponsor, declined, reported."""
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Access list @Maria Ortega by wed")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")
    await w.clicks(MARIA, "Another date…", w.inbox(MARIA)[-1], "Draft the plan")
    await w.submits(MARIA, due="2026-12-09", reason="Legal answers on Monday")
    await w.until("2026-11-30", "10:12")
    await w.types(SAM, "/pmo add Book the rooms @Jon Lindqvist by 4 dec")
    await w.until("2026-11-30", "11:00")
    await w.clicks(JON, "Not me…", w.inbox(JON)[-1], "Book the rooms")
    await w.submits(JON, person=MARIA, reason="Maria has the keys")
    await w.until("2026-12-14", "18:00")


async def test_every_message_the_bot_sent_by_itself_says_why(w: World) -> None:
    await a_long_story(w)
    kinds = set()
    for who in (MARIA, JON, SAM, INES, PRIYA):
        for message in w.inbox(who):
            for label in labels(message):
                answer = await asks(w, who, label, message)
                assert RULE.search(answer), (message["text"], label, answer)
                assert DATE.search(answer), (message["text"], label, answer)
                kinds |= set(RULE.findall(answer)) and {RULE.search(answer)[0]}  # type: ignore[index]
    reports = [message for message in w.messages("C0APOLLO") if "week of" in message["text"]]
    assert reports
    for message in reports:
        answer = await asks(w, SAM, "Why this report?", message)
        assert "It comes once a week: on Monday at 09:00 (Madrid time)" in answer
    assert {"one a working day", "so the answer is yours", "asked you for", "has passed"} <= kinds


def labels(message: dict[str, Any]) -> list[str]:
    """The ways a message offers to ask why; it has one at least."""
    offered = [label for label in ASKS_WHY if label in said(message["blocks"])]
    assert offered, message["text"]
    return offered


async def asks(w: World, who: str, label: str, message: dict[str, Any]) -> str:
    """Somebody asks why, and reads the answer alone."""
    channel = message["channel"]
    before = len(w.private(who, channel))
    find(message["blocks"], label, "")
    await w.clicks(who, label, message)
    private = w.private(who, channel)
    assert len(private) == before + 1, "the answer is for whoever asked"
    return said(private[-1]["blocks"])


async def test_a_line_says_which_step_of_which_date_it_is(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.until("2026-12-03", "09:00")
    answer = await asks(w, MARIA, "Why these?", w.inbox(MARIA)[-1])
    assert "You are reminded one working day before the date of Draft the plan (A-1). Its date was Fri 4" in answer
    assert "(working days in Madrid, no public holidays set; the standard policy)" in answer


async def test_a_brief_explains_all_its_lines_at_once(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.types(MARIA, "/pmo add Book the room by thursday")
    await w.until("2026-12-03", "09:00")
    answer = await asks(w, MARIA, "Why these?", w.inbox(MARIA)[-1])
    assert answer.startswith("This is your brief of Thu 3 Dec. There is one a working day over all projects, at 09:00")
    assert "• You are reminded one working day before the date of Draft the plan (A-1)." in answer
    assert "• You are reminded on the date itself of Book the room (A-2)." in answer


async def test_a_question_says_who_asked_and_when(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until("2026-11-30", "10:06")
    answer = await asks(w, MARIA, "Why did I get this?", w.inbox(MARIA)[-1])
    assert answer.startswith("Jon asked you for Draft the plan (A-1) on Mon 30 Nov. Its date was Fri 4 Dec")
    await w.types(JON, "/pmo move A-1 to 2 dec")
    old = await asks(w, MARIA, "Why these?", w.inbox(MARIA)[0])
    assert "Its date was Fri 4 Dec" in old, "the receipt is as it was when it was sent"


async def test_somebody_elses_message_is_not_explained(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.until("2026-12-03", "09:00")
    press = decode(find(w.inbox(MARIA)[-1]["blocks"], "Why these?", "")[1]["value"])
    await w.types(SAM, "/pmo")
    sam = people.find(w.bot.db, TEAM, SAM)
    assert press is not None
    assert sam is not None
    with pytest.raises(Refused, match="not_your_message"):
        explaining.why_message(w.bot.db, sam, press.extra)


async def test_the_whole_trail_says_who_when_and_what_came_of_it(w: World) -> None:
    await a_long_story(w)
    trail = await w.hears(JON, "/pmo why A-1")
    for line in (
        "• Mon 30 Nov, to Maria: a request — arrived Mon 30 Nov, no answer to it. Due Wed 2 Dec (working days",
        ", to Maria: what would be passed on, to look at first — arrived Thu 3 Dec",
        ", to Jon: the question what happens next, because its date had passed — arrived Fri 4 Dec, no answer to it",
        ", to Inês: the question what happens next, because its date had passed — arrived",
    ):
        assert line in trail, trail
    offered = await w.hears(JON, "/pmo why A-2")
    assert ", to Maria: a request — arrived Mon 30 Nov; Maria offered another date on Mon 30 Nov." in offered
    assert ", to Jon: the offer of another date — arrived Mon 30 Nov, no answer to it" in offered
    assert ", to Jon: the offer of another date, once more — arrived Tue 1 Dec" in offered


async def test_what_is_passed_and_what_is_finished_is_said_so(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    assert "Draft the plan (A-1) is due *Fri 4 Dec*. Reminders" in await w.hears(MARIA, "/pmo why A-1")
    await w.until("2026-12-08", "18:00")
    assert "Draft the plan (A-1) was due *Fri 4 Dec*. Reminders" in await w.hears(MARIA, "/pmo why A-1")
    await w.types(MARIA, "/pmo done A-1")
    assert "is finished, so nobody is reminded of it any more." in await w.hears(MARIA, "/pmo why A-1")


async def test_a_question_that_comes_once_more_says_so_once(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(MARIA, "/pmo add Access list by tomorrow")
    await w.until("2026-12-10", "18:00")
    trail = await w.hears(JON, "/pmo why A-1")
    assert "to Jon: the same question, once more — arrived" in trail


async def test_a_long_trail_has_pages(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo add Access list @Maria Ortega by tomorrow")
    await w.until("2026-12-14", "18:00")
    await w.types(MARIA, "/pmo move A-1 to 15 dec because the list is late")
    await w.until("2027-01-29", "18:00")
    first = await w.hears(JON, "/pmo why A-1")
    assert re.search(r"1–10 of \d\d", first)
    await w.clicks(JON, re.search(r"Next \d+", first)[0], w.last(JON))  # type: ignore[index]
    assert re.search(r"11–\d\d of \d\d", said(w.last(JON)["blocks"]))
