"""Lists and somebody's day as messages."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.blocks.lists import list_message, today_message
from pmo_bot.blocks.words import lists as words
from pmo_bot.model import Acceptance, Item
from pmo_bot.rules.listing import Listing, Scope, Wanted
from pmo_bot.rules.pages import page
from pmo_bot.rules.today import Today
from tests.rows import JON, MARIA, MONDAY, SAM, at, day, item, project
from tests.shown import said

PLAN = item(id=12, due=day(4))


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def listing(items: list[Item], scope: Scope = Scope.ALL, start: int = 0, **more: Any) -> Listing:
    wanted = Wanted(scope, more.pop("person", None), more.pop("project", None))
    known = {one.id: one for one in (MARIA, JON, SAM)}
    return Listing(wanted, page(items, 20, start), known, more.pop("ages", {}), JON, MONDAY)


def test_a_list_has_a_menu_beside_each_line() -> None:
    message = list_message(listing([PLAN, item(id=13)], Scope.MINE))
    assert plain(message.text).splitlines() == [
        "What you owe (2)", "• Draft the cutover plan (A-12) — Maria, due Fri 4 Dec",
        "• Draft the cutover plan (A-13) — Maria, due Mon 30 Nov",
    ]  # fmt: skip
    assert len(message.blocks) == 3


def test_beyond_twenty_lines_there_are_pages() -> None:
    many = [item(id=n) for n in range(1, 44)]
    first, last = list_message(listing(many)), list_message(listing(many, start=40))
    assert "1–20 of 43" in said(first.blocks)
    assert "Next 20" in said(first.blocks)
    assert "41–43 of 43" in said(last.blocks)
    assert "Back" in said(last.blocks)
    assert "Next" not in said(last.blocks)
    assert len(first.blocks) <= 50


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ({"acceptance": Acceptance.REQUESTED, "turn_at": at(MONDAY)}, "asked Mon 30 Nov, no answer yet"),
        ({"acceptance": Acceptance.COUNTERED, "offer_due": day(6)}, "offers Tue 8 Dec"),
        ({"acceptance": Acceptance.DECLINED}, "says “not me”"),
        ({"acceptance": Acceptance.QUESTIONED}, "has a question"),
        ({"acceptance": Acceptance.ACCEPTED}, "accepted"),
        ({"blocked_at": at(MONDAY), "blocked_by_id": SAM.id}, "waiting for Sam"),
    ],
)
def test_each_line_says_how_it_stands_between_the_two(word: dict[str, Any], says: str) -> None:
    assert plain(said(list_message(listing([item(id=1, **word)])).blocks)).count(f"due Mon 30 Nov · {says}") == 1


def test_what_nobody_has_says_so() -> None:
    line = words.line(item("Plan", id=1, owner_id=None), listing([], Scope.ASKED))
    assert plain(line) == "• Plan (A-1) — nobody has it yet, due Mon 30 Nov"


def test_what_is_late_says_for_how_many_working_days() -> None:
    late = item("Plan", id=1, due=day(-4))
    assert "was due Tue 24 Nov (4 working days)" in words.line(late, listing([late], Scope.OVERDUE, ages={1: 4}))
    assert "(1 working day)" in words.line(late, listing([late], Scope.OVERDUE, ages={1: 1}))


@pytest.mark.parametrize("scope", list(Scope))
def test_every_list_has_a_heading_and_says_what_to_do_when_it_is_empty(scope: Scope) -> None:
    assert words.heading(Wanted(scope, project=project()), 3).endswith(" in Apollo* (3)")
    assert "`/pmo " in words.empty(Wanted(scope))
    assert " in Apollo" in words.empty(Wanted(scope, project=project()))


def test_a_list_may_be_about_somebody() -> None:
    assert words.heading(Wanted(Scope.ALL, JON), 1) == "*What Jon owes* (1)"
    assert words.heading(Wanted(Scope.OVERDUE, JON), 1) == "*Past its date: Jon* (1)"
    assert words.empty(Wanted(Scope.ALL, JON)).startswith("Jon owes nothing that you can see.")


# --- a day ----------------------------------------------------------------------------


def today(due: list[Item], owed: int = 0, **more: Any) -> Today:
    later = more.pop("next_due", None)
    return Today(MARIA, MONDAY, page(due, 10), page([], 3), owed or len(due), later, {})


def test_a_day_names_what_is_due_with_buttons_and_the_way_to_the_rest() -> None:
    text = said(today_message(today([item("Plan", id=1)], 12)).blocks)
    assert text.startswith("*Today:* one thing is due.")
    assert "Plan (A-1) — due *today*: done, or a new date?" in plain(text)
    assert "All you owe (12)" in text


def test_a_free_day_names_the_next_date() -> None:
    assert "Nothing is due today. The next date is Fri 4 Dec." in said(
        today_message(today([], 1, next_due=day(4))).blocks
    )
    assert "`/pmo list mine`" in said(today_message(today([], 1)).blocks)
    assert "You owe nothing." in said(today_message(today([])).blocks)
