"""Bringing people together: who, and when."""

from datetime import date

from pmo_bot.rules.together import begins_at, reachable
from tests.rows import INES, JON, MARIA, at, calendar, person

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
MADRID, NEW_YORK, TOKYO = calendar(), calendar("America/New_York"), calendar("Asia/Tokyo")


def test_everybody_once_and_nobody_who_cannot_be_reached() -> None:
    gone, unknown = person("Gone", standing="deactivated"), person("Unknown", slack_id=None)
    assert reachable([MARIA, JON, MARIA, gone, unknown]) == (MARIA, JON)
    assert len(reachable([person(f"P{n}") for n in range(12)])) == 8


def test_it_begins_at_once_while_all_of_them_work() -> None:
    assert begins_at([MADRID, NEW_YORK], at(THURSDAY, "16:00")) == at(THURSDAY, "16:00")


def test_it_begins_when_the_last_of_them_has_begun_to_work() -> None:
    assert begins_at([MADRID, NEW_YORK], at(THURSDAY, "10:00")) == at(THURSDAY, "15:00")
    assert begins_at([MADRID, NEW_YORK], at(FRIDAY, "17:30")) == at(date(2026, 12, 7), "15:00")


def test_where_their_days_never_meet_it_begins_with_the_first_of_them() -> None:
    assert begins_at([NEW_YORK, TOKYO], at(THURSDAY, "10:00")) == at(THURSDAY, "15:00")


def test_an_absence_of_weeks_holds_nobody_else_up() -> None:
    away = calendar("Europe/Madrid", (THURSDAY, date(2026, 12, 23)))
    assert begins_at([away, NEW_YORK], at(THURSDAY, "10:00")) == at(THURSDAY, "15:00")


def test_nobody_needs_no_time() -> None:
    assert begins_at([], at(THURSDAY)) == at(THURSDAY)
    assert reachable([INES]) == (INES,)
