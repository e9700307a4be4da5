"""What each reader of a report sees of it, and in which order."""

from __future__ import annotations

from dataclasses import replace

from pmo_bot.model import Audience, Kind, Project
from pmo_bot.rules.digest import build
from pmo_bot.rules.digest_audience import EXECUTIVE_LINES, for_audience
from pmo_bot.rules.digest_lines import DigestLine, Section
from pmo_bot.rules.value import ValueLine
from tests.rows import MARIA, day, item, project
from tests.rules.test_digest import known


def busy(about: Project) -> list[Section]:
    """Three things about value, four that are asked, four milestones that moved."""
    value = tuple(DigestLine("no_goal", value=ValueLine("no_goal", about)) for _ in range(3))
    asked = tuple(DigestLine("decide", item(f"Q{n}", id=n + 1), MARIA) for n in range(4))
    moved = tuple(DigestLine("moved", item(f"M{n}", id=n + 10, kind=Kind.MILESTONE), then=day(1)) for n in range(4))
    return [Section("needs", asked), Section("changed", moved), Section("value", value)]


def test_an_executive_reads_value_first_and_five_lines_and_the_rest_is_kept_for_the_thread() -> None:
    made = for_audience(replace(build(known()), sections=tuple(busy(project())), quiet=False), Audience.EXECUTIVE)
    assert [section.name for section in made.sections] == ["value", "needs", "changed"]
    assert [len(section.shown) for section in made.sections] == [2, 3, 0]
    assert sum(len(section.shown) for section in made.sections) == EXECUTIVE_LINES
    assert [len(section.rest) for section in made.sections] == [1, 1, 4]


def test_a_report_with_nothing_but_what_comes_next_is_one_line() -> None:
    soon = Section("soon", (DigestLine("soon", item(kind=Kind.MILESTONE, due=day(2))),))
    assert for_audience(replace(build(known()), sections=(soon,), quiet=False), Audience.SPONSOR).quiet
