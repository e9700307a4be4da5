"""What a digest says in the channel and in its thread."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.words import digest as words
from pmo_bot.model import Health, Mode, Priority
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.digest_lines import Digest, DigestLine, Section
from pmo_bot.rules.health import Evidence, Sign
from tests.rows import INES, JON, MARIA, MONDAY, day, decision, item, person, project

FIGURES = {"overdue": 0, "kept": 0, "finished": 0, "health": 0, "open": 0}


LATE = Evidence(1, {Priority.NORMAL: 1})
AWAITED = Evidence(5, {Priority.NORMAL: 3}, {Sign.ANSWERS: 2})


def digest(*sections: Section, **more: Any) -> Digest:
    given: dict[str, Any] = {
        "project": project(), "day": MONDAY, "week_of": MONDAY, "sections": sections, "health": Health.GREEN,
        "was": None, "kept": 0, "finished": 0, "figures": FIGURES, "next_line": None, "quiet": False,
    }  # fmt: skip
    return Digest(**{**given, **more})


def text_of(message: Message, block_id: str) -> str:
    (block,) = [one for one in message.blocks if one["block_id"] == block_id]
    return block["text"]["text"] if "text" in block else block["elements"][0]["text"]


def said(one: DigestLine) -> str:
    return words.line(one, MONDAY).replace("\u200b", "")


def test_nothing_changed_is_one_line() -> None:
    ahead = DigestLine("next", item("Go-live", id=4, due=day(3)), then=day(3))
    message = digest_message(digest(quiet=True, next_line=ahead))
    assert [block["block_id"] for block in message.blocks] == ["quiet", "as-of"]
    assert text_of(message, "quiet") == (
        "*Apollo — week of Mon 30 Nov*   Green, nothing moved, nothing is waiting for anyone. "
        "Next: Go-live (A-4), Thu 3 Dec."
    )
    alone = digest_message(digest(quiet=True))
    assert text_of(alone, "quiet").endswith("nothing is waiting for anyone.")
    assert text_of(alone, "as-of") == "As of Mon 30 Nov. `/pmo digest APOLLO` shows it fresh."
    assert thread_messages(digest(Section("soon", (ahead,) * 9), quiet=True)) == []


def test_one_that_comes_late_says_for_which_day_it_was() -> None:
    late = digest_message(digest(quiet=True, day=day(2), meant_for=day(0)))
    said = "As of Wed 2 Dec; it should have come on Mon 30 Nov. `/pmo digest APOLLO` shows it fresh."
    assert text_of(late, "as-of") == said


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "*🟢 Green*: nothing is late."),
        ({"health": Health.AMBER, "evidence": LATE}, "*🟡 Amber*: 1 item is late."),
        ({"health": Health.RED, "was": Health.AMBER, "evidence": AWAITED},
         "*🔴 Red* ↘ (was Amber): 2 answers are awaited, 3 items are late."),
        ({"health": Health.RED, "was": Health.RED, "evidence": AWAITED},
         "*🔴 Red* →: 2 answers are awaited, 3 items are late."),
        ({"health": Health.GREEN, "was": Health.RED}, "*🟢 Green* ↗ (was Red): nothing is late."),
    ],
)  # fmt: skip
def test_a_colour_comes_with_its_arrow_and_its_reason(more: dict[str, Any], says: str) -> None:
    assert text_of(digest_message(digest(**more)), "health") == says


def test_what_is_said_greener_than_the_record_stands_beside_it() -> None:
    said = {"project": project(health=Health.GREEN), "declared": Declared(JON, "all good"), "evidence": LATE}
    unexplained = text_of(digest_message(digest(**said)), "health")
    assert unexplained == (
        "*🟢 Green*: “all good”, says Jon.\nOn record it is amber: 1 item is late; not explained yet."
    )
    kept = text_of(digest_message(digest(**said, kept_because=Declared(JON, "It is a formality."))), "health")
    assert kept.endswith("On record it is amber: 1 item is late. “It is a formality”, says Jon.")


def test_a_declared_colour_without_a_reason_stands_alone() -> None:
    assert text_of(digest_message(digest(health=Health.AMBER)), "health") == "*🟡 Amber*."


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "*🟢 Green*: “all good”, says Jon. Nothing is late."),
        ({"health": Health.AMBER, "evidence": LATE}, "*🟡 Amber*: “all good”, says Jon. 1 item is late."),
        ({"health": Health.AMBER}, "*🟡 Amber*: “all good”, says Jon."),
        ({"declared": Declared(JON)}, "*🟢 Green*, says Jon. Nothing is late."),
        ({"declared": Declared(None)}, "*🟢 Green*, says the lead. Nothing is late."),
    ],
)
def test_a_declared_colour_says_who_says_so_and_why(more: dict[str, Any], says: str) -> None:
    given = {"declared": Declared(JON, "all good."), **more}
    assert text_of(digest_message(digest(**given)), "health") == says


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (DigestLine("decided", decision=decision("Keep it", number=14)), "Decided: Keep it (D-14)"),
        (DigestLine("asked", item(id=1), INES, then=day(-2)), f"<@U{INES.id}>: {{}} — asked on Thu 26 Nov"),
        (DigestLine("asked", item(id=1), person("Ann Lee", slack_id=None)), "Ann Lee: {} — asked on "),
        (DigestLine("moved", item(id=1), then=day(-2)), "{} moved from Thu 26 Nov to Mon 30 Nov"),
        (DigestLine("moved", item(id=1, due=None), then=day(-2)), "{} moved from Thu 26 Nov to no date"),
        (DigestLine("blocked", item(id=1, blocked_by_text="the licence")), "{} waits for the licence"),
        (DigestLine("blocked", item(id=1)), "{} waits for an answer"),
        (DigestLine("dropped", item(id=1)), "{} is no longer needed"),
        (DigestLine("reopened", item(id=1)), "{} is open again"),
        (DigestLine("unowned", item(id=1)), "{} — nobody has it"),
        (DigestLine("unowned", item(id=1), days=3), "{} — nobody has had it for 3 working days"),
        (DigestLine("is_requested", item(id=1), MARIA, days=1), "{} — Maria was asked 1 working day ago"),
        (DigestLine("awaited", item(id=1), MARIA, then=MONDAY), "{} — Maria, done on Mon 30 Nov"),
        (DigestLine("confirmed", item(id=1), MARIA), "{} — Maria, confirmed"),
        (DigestLine("undated", item(id=1), MARIA), "{} — Maria, no date yet"),
        (DigestLine("soon", item(id=1), MARIA), "Mon 30 Nov · {} — Maria"),
        (DigestLine("soon", item(id=1, due=None), MARIA), " · {} — Maria"),
        (DigestLine("done", item(id=1), MARIA), "{} — Maria"),
        (DigestLine("late", item(id=1), MARIA, days=1), "{} — Maria, 1 working day late"),
        (DigestLine("next_contact", item(id=1), MARIA, days=2),
         "{} — Maria, 2 working days late, the lead is asked next"),
        (DigestLine("no_path", item(id=1), MARIA, days=2),
         "{} — Maria, 2 working days late, nobody left to ask: name a lead or a sponsor"),
        (DigestLine("nothing"), ""),
    ],
)  # fmt: skip
def test_every_line_says_who_what_and_when(one: DigestLine, says: str) -> None:
    assert said(one) == says.format("Draft the cutover plan (A-1)")


def test_five_lines_a_section_and_the_rest_in_its_thread() -> None:
    lines = tuple(DigestLine("done", item(f"{n}", id=n), MARIA) for n in range(1, 31))
    full = digest(Section("done", lines), kept=4, finished=30)
    message = digest_message(full)
    assert text_of(message, "done").splitlines() == [
        "*Done*", *(f"• {n} (A-{n}) — Maria" for n in range(1, 6)), "_… and 25 more in the thread_",
    ]  # fmt: skip
    assert text_of(message, "figures-1") == "4 of 30 finished on their first date."
    first, second = thread_messages(full)
    assert first.blocks[0]["text"]["text"].splitlines()[:2] == ["*Done*, continued", "• 6 (A-6) — Maria"]
    assert len(first.blocks[0]["text"]["text"].splitlines()) == 21
    assert len(second.blocks[0]["text"]["text"].splitlines()) == 6
    assert first.text == "Done, continued"


def test_asked_accepted_done_and_confirmed_stand_apart() -> None:
    figures = {
        **FIGURES,
        "asked": 3,
        "accepted": 2,
        "done": 4,
        "confirmed": 1,
        "reopened": 1,
        "open": 5,
        "complete": 66,
        "whole": 2,
    }
    message = digest_message(digest(Section("done", (DigestLine("done", item(), MARIA),)), figures=figures))
    assert text_of(message, "figures-1") == (
        "Since last time: 3 asked for · 2 accepted · 4 done · 1 confirmed · 1 opened again."
    )
    assert text_of(message, "figures-2") == "Owner, date and what done means are there for 2 of 5 open items."
    lightly = digest(Section("done", ()), figures=figures, project=project(mode=Mode.SUPPORTIVE))
    assert "done means" not in str(digest_message(lightly).blocks)


def test_a_short_section_has_no_thread() -> None:
    short = digest(Section("soon", (DigestLine("soon", item(), MARIA),)))
    assert "more in the thread" not in text_of(digest_message(short), "soon")
    assert thread_messages(short) == []


def test_every_section_has_a_heading_and_the_notification_counts_them() -> None:
    sections = [Section(name, (DigestLine("done", item(), MARIA),)) for name in words.HEADINGS]
    message = digest_message(digest(*sections))
    assert message.blocks[0]["text"]["text"] == "Apollo — week of Mon 30 Nov"
    assert "needs an answer: 1, what changed: 1" in message.text
    assert digest_message(digest()).text == "Apollo — week of Mon 30 Nov. Green. Nothing moved."


def test_a_thread_names_without_calling_and_ends_before_it_bores() -> None:
    asked = tuple(DigestLine("asked", item(f"Plan {n}", id=n), INES, then=MONDAY) for n in range(60))
    texts = [
        block["text"]["text"]
        for message in thread_messages(digest(Section("needs", asked)))
        for block in message.blocks
    ]
    assert "<@" not in "".join(texts)
    assert "Inês: Plan 5 (A-5)" in texts[0]
    assert sum(text.count("• ") for text in texts) == 40
    assert texts[-1].endswith("_… and 15 more: `/pmo list APOLLO`_")
    assert "more:" not in texts[0]


def test_the_third_week_in_a_row_that_is_not_green_is_said() -> None:
    two, three = (digest(health=Health.AMBER, was=Health.AMBER, evidence=LATE, streak=weeks) for weeks in (2, 3))
    assert text_of(digest_message(two), "health") == "*🟡 Amber* →: 1 item is late."
    assert text_of(digest_message(three), "health") == "*🟡 Amber* →, not green for 3 weeks: 1 item is late."
