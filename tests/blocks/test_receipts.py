"""Why a message was sent: a sentence that names the rule and the date, for every kind of line there is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from pmo_bot.blocks.receipts import whole_message, why_message
from pmo_bot.blocks.words import receipts as words
from pmo_bot.blocks.words import reckoning, trail
from pmo_bot.model import Item, LineKind, PostKind, PostState
from pmo_bot.rules.facts import receipt
from pmo_bot.rules.pages import page
from pmo_bot.rules.receipt import Told, Why, WhyMessage
from tests.rows import JON, MARIA, MONDAY, at, day, event, facts, item, line, person
from tests.shown import said

PLAN = item("Plan", id=1)
ASKED = {"by": JON.id, "as": "owner", "asked_on": MONDAY.isoformat()}


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def told(kind: LineKind = LineKind.NUDGE, step: str = "-1", what: Item = PLAN, **more: Any) -> Told:
    kept = receipt(facts(what), kind).as_dict() | ASKED | more.pop("why", {})
    given = {
        "line": line(kind, step, why=kept), "item": what, "person": MARIA, "state": PostState.SENT,
        "arrived_at": at(MONDAY), "by": JON, "owner": MARIA,
    }  # fmt: skip
    return Told(**{**given, **more})


# --- one line ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("-5", "five working days before the date"), ("-1", "one working day before the date"),
        ("0", "on the date itself"), ("+3", "three working days after the date, because it is open,"),
        ("+18", "18 working days after the date"), ("odd", "near the date"),
    ],
)  # fmt: skip
def test_a_reminder_says_by_which_step_and_from_which_date(step: str, says: str) -> None:
    assert plain(words.because(told(step=step))).startswith(f"You are reminded {says}")
    assert plain(words.because(told(step=step))).endswith(
        "of Plan (A-1). Its date was Mon 30 Nov (working days in Madrid, no public holidays set; the standard policy)."
    )


def test_a_date_on_a_day_off_says_which_day_counts_and_by_which_holidays() -> None:
    why = {"due": "2026-12-07", "effective_due": "2026-12-08", "calendar": "ES-MD", "policy_version": 3}
    assert (
        "Its date was Mon 7 Dec (a day off, so Tue 8 Dec counts) (working days in Madrid, holidays of ES-MD; policy "
        "version 3)."
    ) in plain(words.because(told(why=why)))


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("contact", "You lead the project or were named for it, so you are asked first."),
        (
            "sponsor",
            "You sponsor the project, so you are asked when the lead has been asked and there is no answer yet.",
        ),
        ("pmo", "You are a PMO lead, so you are asked when lead and sponsor have been asked"),
        ("requester", "You asked for it, and there is nobody else to ask."),
    ],
)
def test_who_is_asked_after_a_date_has_passed_reads_why_it_is_them(step: str, says: str) -> None:
    assert says in words.because(told(LineKind.PACKET, step))


def test_a_request_says_who_asked_and_when_and_a_reminder_of_it_says_so() -> None:
    assert plain(words.because(told(LineKind.REQUEST, "ask"))).startswith("Jon asked you for Plan (A-1) on Mon 30 Nov.")
    assert "There was no answer yet, so your brief reminds you of it, for the second time." in words.because(
        told(LineKind.REQUEST, "again-2")
    )


@pytest.mark.parametrize(
    ("kind", "role", "says"),
    [
        (
            LineKind.COUNTER,
            "requester",
            "On Mon 30 Nov Maria offered another date for Plan (A-1), and you asked for it",
        ),
        (LineKind.DECLINED, "contact", "and you lead the project or were named for it: so the answer is yours."),
        (LineKind.QUESTION, "pmo", "On Mon 30 Nov Maria asked something about Plan (A-1), and you are a PMO lead"),
        (LineKind.BLOCKER, "blocker", "and it waits for you: so the answer is yours."),
    ],
)
def test_what_an_owner_said_reaches_whoever_may_answer(kind: LineKind, role: str, says: str) -> None:
    assert says in plain(words.because(told(kind, "ask", by=MARIA, why={"as": role})))


def test_who_stands_in_reads_for_whom() -> None:
    assert "You stand in for Jon." in words.because(told(LineKind.COUNTER, "ask", instead_of=JON))


def test_every_kind_of_line_has_its_reason_and_its_name() -> None:
    assert set(words.BECAUSE) == set(LineKind)
    assert {*trail.KINDS, LineKind.NUDGE} == set(LineKind)
    for kind in LineKind:
        assert re.search(r"\b\d{1,2} (Nov|Dec)\b", words.because(told(kind, "ask"))), kind
    undated = told(LineKind.REQUEST, "ask", item(due=None))
    assert "It has no date yet (working days in Madrid" in words.because(undated)


# --- an item ----------------------------------------------------------------------------


def test_why_names_dates_zone_calendar_and_policy() -> None:
    saturday = item(id=1, due=day(5))
    now = plain(reckoning.reckoning(saturday, person("Maria Ortega", country="ES"), day(6), 3))
    assert now == (
        "Draft the cutover plan (A-1) is due *Mon 7 Dec* (a day off, so Tue 8 Dec counts). Reminders count in Maria's "
        "working days in Madrid, holidays of ES; policy version 3."
    )
    assert "day off" not in reckoning.reckoning(saturday, MARIA, day(5), 0)
    assert "no owner yet" in reckoning.reckoning(saturday, None, None, 0)
    assert "no date yet" in reckoning.reckoning(item(due=None), MARIA, None, 0)


def test_the_trail_is_leafed_through_oldest_first() -> None:
    many = [told() for _ in range(23)]
    found = Why(PLAN, MARIA, MONDAY, 0, many[-1], page(many, 10, 10))
    text = said(why_message(found, MARIA).blocks)
    assert "11–20 of 23" in text
    assert "You are reminded one working day before the date of" in plain(text)
    nothing = Why(PLAN, MARIA, MONDAY, 0, None, page([], 10))
    assert "No message about it has been sent." in said(why_message(nothing, MARIA).blocks)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            {"step": "0"},
            "• Mon 30 Nov, to Maria: reminder on the day — arrived Mon 30 Nov, no answer to it. Due Mon 30 Nov",
        ),
        (
            {"answer": event("item.done", happened_at=at(day(1)))},
            "arrived Mon 30 Nov; Maria finished it on Tue 1 Dec. Due",
        ),
        ({"state": PostState.DROPPED, "arrived_at": None}, "— not needed any more. Due"),
        ({"state": PostState.DEAD, "arrived_at": None}, "— did not get through. Due"),
        ({"step": "+3"}, "reminder three working days after the date"),
        ({"kind": LineKind.REQUEST, "step": "again-1"}, "to Maria: a request, once more"),
        ({"kind": LineKind.PREVIEW, "step": "preview"}, "to Maria: what would be passed on, to look at first"),
    ],
)
def test_each_line_of_the_trail_says_what_to_whom_when_it_arrived_and_what_came_of_it(
    more: dict[str, Any], says: str
) -> None:
    assert says in plain(trail.trail_lines([told(**more)], "Europe/Madrid")[0])


def test_how_a_date_was_counted_is_said_once_until_it_changes() -> None:
    moved = {"due": "2026-12-04", "effective_due": "2026-12-04"}
    lines = trail.trail_lines([told(), told(step="0"), told(why=moved)], "Europe/Madrid")
    assert ["Due Mon 30 Nov" in lines[0], "Due" in lines[1], "Due Fri 4 Dec (working days" in lines[2]] == [
        True, False, True,
    ]  # fmt: skip


def test_when_it_arrived_is_told_in_its_readers_own_day() -> None:
    late = told(person=person("Kenji Mori", zone="Asia/Tokyo"), arrived_at=at(MONDAY, "23:30"))
    assert "arrived Tue 1 Dec" in trail.trail_lines([late], "Europe/Madrid")[0]


# --- a whole message --------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(PostKind))
def test_every_kind_of_message_can_be_explained(kind: PostKind) -> None:
    receipt = {"zone": "Europe/Madrid", "at": "09:30", "cadence": "week", "channel": "C1"}
    why = WhyMessage(kind, date(2026, 12, 3), receipt, (told(),), "Apollo")
    text = plain(said(whole_message(why).blocks))
    assert "Thu 3 Dec" in text
    assert "You are reminded one working day before the date of Plan (A-1)." in text


def test_a_brief_says_when_it_comes_and_a_report_when_it_does() -> None:
    brief = WhyMessage(PostKind.BRIEF, MONDAY, {"zone": "America/New_York", "at": "09:30"})
    assert "one a working day over all projects, at 09:30 (New York time)" in trail.message(brief)
    digest = WhyMessage(PostKind.DIGEST, MONDAY, {"zone": ""}, (), "Apollo")
    assert "the report of Apollo for the week of Mon 30 Nov" in trail.message(digest)
    assert "(the project's time)" in trail.message(digest)


@pytest.mark.parametrize(
    ("kind", "because"),
    [
        (PostKind.COLOUR, "You lead Apollo, and what is on record says worse of it than you do, so you alone were asked"
                          ", on Mon 30 Nov: on the working day before its report"),
        (PostKind.ANNOUNCEMENT, "Something was decided in Apollo, so its channel was told once, on Mon 30 Nov."),
        (PostKind.UPDATE, "Whoever leads Apollo had these words posted in its channel, on Mon 30 Nov."),
        (PostKind.ALARM, "You are a PMO lead, and something was wrong with the bot itself, so you were told, on"),
    ],
)  # fmt: skip
def test_what_is_about_a_whole_project_or_the_bot_says_why_it_came(kind: PostKind, because: str) -> None:
    assert because in trail.message(WhyMessage(kind, MONDAY, {"zone": "Europe/Madrid"}, (), "Apollo"))
