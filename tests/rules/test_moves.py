"""Changes of a date: what was taken back never happened."""

from __future__ import annotations

from pmo_bot.model import Event
from pmo_bot.rules.moves import is_later, standing
from tests.rows import event, item

PLAN = item()


def moved(was: str | None, due: str, what: str = "item.moved") -> Event:
    return event(what, PLAN, before={"due": was}, after={"due": due})


def undone(was: str, due: str | None) -> Event:
    return event("item.undone", PLAN, before={"due": was}, after={"due": due})


FIRST, AGAIN = moved("2026-12-04", "2026-12-09"), moved("2026-12-09", "2026-12-16")


def test_each_change_stands_in_its_order() -> None:
    assert standing([FIRST, event("item.done", PLAN), AGAIN]) == [FIRST, AGAIN]


def test_one_that_was_taken_back_does_not_and_those_before_it_do() -> None:
    assert standing([FIRST, AGAIN, undone("2026-12-16", "2026-12-09")]) == [FIRST]
    assert standing([FIRST, undone("2026-12-09", "2026-12-04"), FIRST]) == [FIRST]


def test_a_first_date_may_be_taken_back_too() -> None:
    assert standing([moved(None, "2026-12-09"), undone("2026-12-09", None)]) == []


def test_what_takes_back_something_else_leaves_it() -> None:
    other = event("item.undone", PLAN, before={"title": "a"}, after={"title": "b"})
    assert standing([FIRST, other]) == [FIRST]
    assert standing([undone("2026-12-16", "2026-12-09")]) == [], "the change itself was longer ago than what was read"


def test_only_what_puts_a_date_off_is_later() -> None:
    assert is_later(FIRST)
    assert not is_later(moved("2026-12-09", "2026-12-04"))
    assert not is_later(moved(None, "2026-12-09"))
