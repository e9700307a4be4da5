"""How a project stands: its colour, and the gaps in what was promised."""

from __future__ import annotations

from pmo_bot.model import Acceptance, Health, Mode
from pmo_bot.rules.outlook import (
    Brick,
    Counts,
    Outlook,
    count,
    is_observed,
    is_unaccepted,
    worst_first,
)
from tests.rows import MARIA, MONDAY, day, item, project


def test_it_counts_what_is_late_unaccepted_unowned_and_undated() -> None:
    bricks = [
        Brick(MARIA.id, Acceptance.ACCEPTED, day(-1)), Brick(MARIA.id, Acceptance.REQUESTED, day(4)),
        Brick(MARIA.id, Acceptance.COUNTERED, day(2)), Brick(None, None, None), Brick(MARIA.id, None, MONDAY),
    ]  # fmt: skip
    assert count(bricks, Mode.CONTROLLING, MONDAY) == Counts(
        open=5, late=1, unaccepted=2, unowned=1, undated=1, next_due=MONDAY, whole=0
    )


def test_where_assigned_is_committed_only_an_objection_is_a_gap() -> None:
    asked, offered = item(acceptance=Acceptance.REQUESTED), item(acceptance=Acceptance.COUNTERED)
    assert (is_unaccepted(asked, Mode.SUPPORTIVE), is_unaccepted(asked, Mode.DIRECTIVE)) == (True, False)
    assert is_unaccepted(offered, Mode.DIRECTIVE)
    assert not is_unaccepted(item(acceptance=None), Mode.CONTROLLING), "older than the asking"


def test_the_worst_comes_first() -> None:
    def outlook(key: str, health: Health, **more: int) -> Outlook:
        yours = more.pop("yours", 0)
        return Outlook(project(key=key), health, Counts(**more), yours=yours)

    rows = [outlook("A", Health.GREEN), outlook("B", Health.RED, late=1), outlook("C", Health.AMBER),
            outlook("D", Health.RED, late=4), outlook("E", Health.RED, yours=1)]  # fmt: skip
    assert [one.project.key for one in worst_first(rows)] == ["E", "D", "B", "C", "A"]


def test_it_is_observed_until_a_day() -> None:
    watched = project(observe_until=day(3))
    assert (is_observed(watched, day(2)), is_observed(watched, day(3)), is_observed(project(), MONDAY)) == (
        True, False, False,
    )  # fmt: skip
