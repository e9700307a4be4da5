"""App Home: worst first, pages, what has not been picked up first."""

from __future__ import annotations

from typing import Any

from pmo_bot.model import Acceptance, Item
from pmo_bot.rules.home import Home, Known, build
from pmo_bot.rules.outlook import Counts, Outlook
from pmo_bot.rules.pages import Page, pack, page, unpack
from tests.rows import MARIA, MONDAY, at, day, done, item, project


def home(owed: list[Item], asked: list[Item] | None = None, starts: Any = None, **more: Any) -> Home:
    return build(MARIA, MONDAY, at(MONDAY), Known(owed=owed, asked=asked or [], **more), starts)


def test_each_section_shows_its_ten_worst_first() -> None:
    many = [item(due=day(n)) for n in range(12, 0, -1)]
    made = home(many, many)
    assert [one.due for one in made.owed.shown] == [day(n) for n in range(1, 11)]
    assert [one.due for one in made.asked.shown] == [day(n) for n in range(1, 11)]
    assert (made.owed.total, made.owed.next_start, made.owed.back_start) == (12, 10, None)


def test_somebody_can_leaf_to_the_rest_and_back() -> None:
    many = [item(due=day(n)) for n in range(1, 13)]
    made = home(many, many, {"due": 10})
    assert [one.due for one in made.owed.shown] == [day(11), day(12)]
    assert (made.owed.next_start, made.owed.back_start, made.asked.start) == (None, 0, 0)
    assert made.starts["due"] == 10


def test_a_list_that_has_become_shorter_shows_its_last_page() -> None:
    assert page(list(range(12)), 10, 40) == Page((10, 11), 10, 12, 10)
    assert page([], 10, 40) == Page((), 0, 0, 10)


def test_where_somebody_has_leafed_to_travels_in_the_view() -> None:
    assert unpack(pack({"due": 10, "asked": 0})) == {"due": 10}
    for foreign in ("", "no json", "[1]", '{"due": "x"}', '{"due": -4}'):
        assert unpack(foreign) == {}


def test_what_nobody_has_picked_up_comes_first() -> None:
    taken, open_, old = (
        item(due=day(1), acceptance=Acceptance.ACCEPTED), item(due=day(3), acceptance=Acceptance.REQUESTED), item(),
    )  # fmt: skip
    nobody = item(due=day(9), owner_id=None)
    made = home([], [taken, nobody, open_, old])
    assert made.asked.shown == (open_, nobody, old, taken)
    assert made.unanswered == 2


def test_it_counts_what_is_late_and_due_today_and_knows_the_next_date() -> None:
    made = home([item(due=day(-1)), item(due=MONDAY), item(due=day(4)), item(due=None)], [item(due=day(2))])
    assert (made.late, made.due_today, made.next_due) == (1, 1, day(4))
    assert made.next_watched == day(2)
    led = Outlook(project(), "green", Counts(open=1, next_due=day(1)))  # type: ignore[arg-type]
    made = home([], projects=[led])
    assert (made.next_due, made.next_watched) == (None, day(1)), "the next date is the reader's own, as `/pmo` says"
    assert home([]).next_due is None


def test_five_of_what_was_finished_are_shown() -> None:
    finished = [done() for _ in range(7)]
    made = home([], done=finished, first_visit=True)
    assert (len(made.done), made.done_total, made.first_visit) == (5, 7, True)
