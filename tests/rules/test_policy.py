"""Policies: when to nudge, when to escalate."""

from datetime import date

import pytest

from pmo_bot.model import Mode
from pmo_bot.rules.policy import DEFAULT, Ladder, for_mode
from tests.rows import CALENDAR, MONDAY, calendar, day

LONG, SHORT = 40, 5


def names(span: int, body: dict[str, object] = DEFAULT) -> list[str]:
    return [step.name for step in Ladder(body).nudges(CALENDAR, MONDAY, span)]


def test_the_default_nudges_before_on_and_after_the_due_date() -> None:
    assert names(LONG) == ["-5", "-1", "0", "+1", "+3", "+8", "+13", "+18"]


@pytest.mark.parametrize(("span", "early"), [(10, False), (11, True), (0, False)])
def test_the_early_nudge_is_for_items_longer_than_ten_working_days(span: int, early: bool) -> None:
    assert ("-5" in names(span)) is early


def test_at_most_five_nudges_are_overdue() -> None:
    assert [name for name in names(SHORT) if name.startswith("+")] == ["+1", "+3", "+8", "+13", "+18"]


def test_whoever_takes_over_what_is_late_gets_the_ordinary_ladder() -> None:
    assert names(-4) == ["-1", "0", "+1", "+3", "+8", "+13", "+18"]


def test_steps_count_the_owners_working_days() -> None:
    steps = {step.name: step.on for step in Ladder(DEFAULT).nudges(CALENDAR, MONDAY, LONG)}
    assert (steps["-1"], steps["0"], steps["+1"], steps["+8"]) == (
        date(2026, 11, 27), MONDAY, date(2026, 12, 1), date(2026, 12, 10),
    )  # fmt: skip


def test_a_due_date_on_a_day_off_counts_as_the_next_working_day() -> None:
    saturday = date(2026, 11, 28)
    on = {step.name: step.on for step in Ladder(DEFAULT).nudges(CALENDAR, saturday, SHORT)}
    assert (on["-1"], on["0"], on["+1"]) == (date(2026, 11, 27), MONDAY, day(1))


def test_an_absence_is_no_working_day() -> None:
    away = calendar("Europe/Madrid", (day(1), day(4)))
    assert Ladder(DEFAULT).nudges(away, MONDAY, SHORT)[2].on == day(5)


def test_repeated_nudges_begin_after_the_last_fixed_one() -> None:
    assert names(SHORT, {"nudges": [{"at": 2}, {"every": 3, "max": 3}]}) == ["+2", "+5", "+8"]
    assert names(SHORT, {"nudges": [{"at": 0}, {"every": 4, "max": 2}]}) == ["0", "+4", "+8"]


def test_nudges_are_in_order_and_never_twice_on_a_day() -> None:
    assert names(SHORT, {"nudges": [{"at": 3}, {"at": 0}, {"at": 3}, {"every": 1, "max": 3}]}) == ["0", "+3", "+4"]


def test_a_policy_may_be_silent() -> None:
    ladder = Ladder({})
    assert ladder.nudges(CALENDAR, MONDAY, LONG) == ()
    assert (ladder.preview_at, ladder.recipients) == (None, ())
    assert (ladder.grace, ladder.ack_pause) == (2, 3)
    assert ladder.offset("contact") == 0


def test_the_default_escalates_to_contact_sponsor_and_pmo_after_a_preview() -> None:
    ladder = Ladder(DEFAULT)
    assert ladder.preview_at == 1
    assert ladder.recipients == (("contact", 2), ("sponsor", 4), ("pmo", 8))
    assert (ladder.grace, ladder.ack_pause, ladder.version) == (2, 3, 0)


def test_grace_and_pause_are_the_policys() -> None:
    ladder = Ladder({"grace": 4, "ack_pause": 7}, 3)
    assert (ladder.grace, ladder.ack_pause, ladder.version) == (4, 7, 3)


def test_whoever_is_told_because_nobody_is_left_is_told_at_the_first_step() -> None:
    ladder = Ladder(DEFAULT)
    assert (ladder.offset("contact"), ladder.offset("pmo"), ladder.offset("requester")) == (2, 8, 2)


def test_directive_mode_is_one_step_faster_after_the_preview() -> None:
    ladder = Ladder(for_mode(DEFAULT, Mode.DIRECTIVE))
    assert ladder.preview_at == 1
    assert ladder.recipients == (("contact", 2), ("sponsor", 2), ("pmo", 4))
    assert ladder.body["grace"] == 2


@pytest.mark.parametrize("mode", [Mode.SUPPORTIVE, Mode.CONTROLLING])
def test_the_other_modes_keep_the_dates(mode: Mode) -> None:
    assert for_mode(DEFAULT, mode) == DEFAULT


def test_a_directive_project_need_not_escalate() -> None:
    assert Ladder(for_mode({"nudges": []}, Mode.DIRECTIVE)).recipients == ()
