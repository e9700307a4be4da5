"""Deadlines in sentences, found on Wednesday 18 November 2026, 10:30 in New York."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.dates import Due
from pmo_bot.rules.dates_find import locate
from pmo_bot.rules.dates_vocabulary import BARRIER

NEW_YORK = Calendar(ZoneInfo("America/New_York"), country="US")
NOW = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline, and the sentence without it."""

    due: Due
    rest: str


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """Words that announce a deadline and could not be read, and the sentence without them."""

    words: str
    rest: str


def find_date(words: str, now: datetime, calendar: Calendar) -> Found | UnreadDate | None:
    """The deadline in a sentence; `UnreadDate` when it announces one that cannot be read."""
    tokens = words.split()
    span = locate(tokens, now, calendar)
    if not span:
        return None
    rest = " ".join(tokens[: span.first] + tokens[span.after :]).rstrip(" ,;:-–—(")
    return Found(span.due, rest) if span.due else UnreadDate(" ".join(tokens[span.first : span.after]), rest)


def found_in(sentence: str) -> tuple[str, str]:
    """The day found and what is left, or "?" and the words that could not be read."""
    found = find_date(sentence, NOW, NEW_YORK)
    if isinstance(found, UnreadDate):
        return "?", found.words
    return (str(found.due.day), found.rest) if found else ("", sentence)


@pytest.mark.parametrize(
    ("sentence", "day", "rest"),
    [
        ("Draft the cutover plan by next friday", "2026-11-27", "Draft the cutover plan"),
        ("Draft the plan by fri", "2026-11-20", "Draft the plan"),
        ("by friday draft the plan", "2026-11-20", "draft the plan"),
        ("on friday call the bank", "2026-11-20", "call the bank"),
        ("Draft by friday the plan", "2026-11-20", "Draft the plan"),
        ("Draft (by friday)", "2026-11-20", "Draft"),
        ("Draft, by Friday, the plan", "2026-11-20", "Draft, the plan"),
        ("Draft due by 4 december", "2026-12-04", "Draft"),
        ("Draft due friday for the board", "2026-11-20", "Draft for the board"),
        ("Draft before 4/12 and send it", "2026-12-04", "Draft and send it"),
        ("Draft until the 15th", "2026-12-15", "Draft"),
        ("Draft by the 15th, then rest", "2026-12-15", "Draft then rest"),
        ("Draft by end-of-week", "2026-11-20", "Draft"),
        ("Draft by the end of the month for Ana", "2026-11-30", "Draft for Ana"),
        ("Draft by 5 pm friday", "2026-11-20", "Draft"),
        ("Draft by 2026-12-04T15:00", "2026-12-04", "Draft"),
        ("Draft until friday at the latest", "2026-11-20", "Draft at the latest"),
        ("Discuss on friday", "2026-11-20", "Discuss"),
        ("The team meets on friday in Berlin", "2026-11-20", "The team meets in Berlin"),
        ("Write the 2025 summary by monday", "2026-11-23", "Write the 2025 summary"),
        ("by friday present on monday", "2026-11-20", "present on monday"),
        ("Cut it by 10 days by friday", "2026-11-20", "Cut it by 10 days"),
        ("Agree by monday and send by friday", "2026-11-20", "Agree by monday and send"),
        ("Call the bank tomorrow", "2026-11-19", "Call the bank"),
        ("Call the bank next friday", "2026-11-27", "Call the bank"),
        ("Call the bank friday", "2026-11-20", "Call the bank"),
        ("Call the bank fri.", "2026-11-20", "Call the bank"),
        ("Call the bank - friday", "2026-11-20", "Call the bank"),
        ("Call the bank at 5pm tomorrow", "2026-11-19", "Call the bank"),
        ("Finish the migration in 2 weeks", "2026-12-02", "Finish the migration"),
        ("Reply within 2 days", "2026-11-20", "Reply"),
        ("Close the books end of month", "2026-11-30", "Close the books"),
        ("Draft the plan 4 dec", "2026-12-04", "Draft the plan"),
        ("Draft the plan 2026-12-04", "2026-12-04", "Draft the plan"),
        ("Draft the plan eow", "2026-11-20", "Draft the plan"),
        ("tomorrow", "2026-11-19", ""),
        ("Plan fertigstellen bis Freitag", "2026-11-20", "Plan fertigstellen"),
        ("Préparer le plan d'ici vendredi", "2026-11-20", "Préparer le plan"),
        ("Terminar el plan para el viernes", "2026-11-20", "Terminar el plan"),
        ("Plan fertigstellen morgen", "2026-11-19", "Plan fertigstellen"),
    ],
)
def test_finds_a_deadline(sentence: str, day: str, rest: str) -> None:
    assert found_in(sentence) == (day, rest)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Draft the plan",
        "Agenda for friday",
        "Order lunch for next friday",
        "Report on Monday meetings",
        "Plan Black Friday",
        "Work on mid-terms",
        "Decide on end of life policy",
        "Read the minutes of 4 dec",
        "Compare with yesterday",
        "Explain what was due",
        "pay due invoices",
        "stand by",
        "stand by me",
        "Stand by our partners",
        "Written by hand",
        "Reviewed by Doris Day",
        "Build it by the book",
        "by blurday",
        "put it on hold",
        "Reviewed by legal",
        "Reviewed by Jan",
        "Reviewed by May and June",
        "Checked by Frida",
        "Checked by Sundar",
        "Approved by Mars",
        "Tested by end users",
        "Checked by front-end",
        "split by month",
        "Sorted by day",
        "Reduce costs by 3.5 percent",
        "Reduce costs by 10%",
        "Keep it until legal answers",
        "Draft by the 4th attempt",
        "Upgrade python to 3.12",
        "Upgrade python 3.12 tomorrow",  # "12 tomorrow" might be a time
        "Support 24/7",
        "in 3 days call Ana",
        "Enjoy the sun",
        "Hire two people sun",
        "Minutes 2025-12-04",
        "Standup 5pm",
        "Bis Freitag Abend warten",
        "Attente avant vendredi soir",
        "Meet bis Freitag abend",
        "first on second base",
        "reduce by 12:30 percent",
    ],
)
def test_leaves_what_only_mentions_a_date(sentence: str) -> None:
    assert found_in(sentence) == ("", sentence)


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("Draft the plan by mid next sprint", "by mid next sprint"),
        ("Draft the plan by mid next sprint for the board", "by mid next sprint"),
        ("Draft by the end of sprint 4", "by the end of sprint 4"),
        ("Draft by the end of the migration", "by the end of the migration"),
        ("Draft before next steering", "before next steering"),
        ("Draft by december", "by december"),
        ("Draft by mid-december", "by mid-december"),
        ("Draft by early december", "by early december"),
        ("Draft by 31 november", "by 31 november"),
        ("Draft due by 31 november", "due by 31 november"),
        ("Draft by 2026-13-01", "by 2026-13-01"),
        ("Draft by 32/13 for Ana", "by 32/13"),
        ("Draft on 31 november", "on 31 november"),
        ("Draft by friday morning", "by friday morning"),
        ("Draft on friday morning", "on friday morning"),
        ("Draft by friday 25", "by friday 25"),
        ("Draft by friday at 25:00", "by friday at 25:00"),
        ("Draft by fridays", ""),
        ("Draft by Friday's steering", "by Friday's"),
        ("Send the deck before monday meeting", "before monday"),
        ("Cut it by 10 days", "by 10 days"),
        ("Draft by asap", "by asap"),
        ("Draft by the weekend", "by the weekend"),
        ("Draft by next week in Berlin", "by next week"),
        ("Draft by firday", "by firday"),
        ("Draft by tommorow", "by tommorow"),
        ("Draft by novemver", "by novemver"),
        ("Draft by 2027", "by 2027"),
        ("Draft by 25:00", "by 25:00"),
        ("Draft the thing by blurday", "by blurday"),
        ("Draft the thing until payday", "until payday"),
        ("Draft the thing due by blurday", "due by blurday"),
        ("Draft the thing by launch day", "by launch day"),
        ("Draft the thing by week 49", "by week 49"),
        ("Draft the thing by kw49", "by kw49"),
        ("Draft the thing by christmas", "by christmas"),
    ],
)
def test_asks_back_about_a_deadline_it_cannot_read(sentence: str, unread: str) -> None:
    assert found_in(sentence) == (("?", unread) if unread else ("", sentence))


def test_the_rest_of_a_sentence_without_what_could_not_be_read() -> None:
    assert find_date("Draft it by mid next sprint for Ana", NOW, NEW_YORK) == UnreadDate(
        "by mid next sprint", "Draft it for Ana"
    )


def test_the_words_of_a_found_date_have_no_signs_around_them() -> None:
    found = find_date("Draft (due by Fri 5pm), then rest", NOW, NEW_YORK)
    assert isinstance(found, Found)
    assert found.due.words == "due by Fri 5pm"


@pytest.mark.parametrize("tokens", [["plan", BARRIER, "by", BARRIER, "friday"], ["plan", "by", BARRIER], [BARRIER]])
def test_a_date_does_not_reach_over_what_is_no_word(tokens: list[str]) -> None:
    span = locate(tokens, NOW, NEW_YORK)
    assert span is None or span.first == 4


def test_a_date_may_stand_before_what_is_no_word() -> None:
    span = locate(["plan", "on", "friday", BARRIER, "please"], NOW, NEW_YORK)
    assert span is not None
    assert (span.first, span.after) == (1, 3)


_SPEECH = (
    "by before due on until bis para next the end of in a friday monday's 4 dec 31/12 15th mid sprint morning week"
    " weeks tomorrow plan send Ana, for and q1 2026-13-01 firday 5pm at 24/7 mañana end-of-week (by - december"
)
WORDS = st.sampled_from(_SPEECH.split())


@given(st.lists(WORDS | st.text(max_size=5), max_size=14).map(" ".join))
def test_no_word_is_lost(sentence: str) -> None:
    tokens = sentence.split()
    found = find_date(sentence, NOW, NEW_YORK)
    if not found:
        return
    span = locate(tokens, NOW, NEW_YORK)
    assert span is not None
    outside = tokens[: span.first] + tokens[span.after :]
    assert " ".join(outside).startswith(found.rest)
    assert not any(map(str.isalnum, " ".join(outside)[len(found.rest) :]))
    assert (span.due is None) == isinstance(found, UnreadDate)
    if isinstance(found, Found) and span.after < len(tokens):
        assert found.due.day >= NEW_YORK.today(NOW) or "20" in found.due.words


@pytest.mark.parametrize("word", ["by 1", "by friday 5 dec at", "by the end of the next", "by novemver", "mañana", "x"])
def test_long_texts_are_read_quickly(word: str) -> None:
    text = f"{word} " * (3000 // (len(word) + 1))
    began = process_time()
    find_date(text, NOW, NEW_YORK)
    assert process_time() - began < 0.05  # about 0.001
