"""Nudges and briefs: what an owner hears, and when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pmo_bot.model import Item, LineKind, Workspace
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.moments import brief_is_due, brief_moment
from pmo_bot.rules.nudges import nudge_steps, owed_nudge
from tests.rows import CALENDAR, JON, LONG_AGO, MARIA, MONDAY, TEAM, at, calendar, day, days, facts, item, line, person

SATURDAY = date(2026, 12, 5)
BEFORE, AFTER = day(-10), day(30)


def said(what: ItemFacts, first: date = BEFORE, last: date = AFTER) -> dict[date, str]:
    """What the briefs from first to last say about an item, when nobody does anything."""
    lines, told = list(what.lines), {}
    for on in days(first, last):
        if not what.calendar.is_working(on):
            continue
        step = owed_nudge(facts(what.item, **{**kept(what), "lines": tuple(lines)}), on)
        if step is not None:
            told[on] = step.name
            lines.append(line(LineKind.NUDGE, step.name, step.on))
    return told


def kept(what: ItemFacts) -> dict[str, object]:
    names = ("owner", "calendar", "ladder", "workspace", "project", "acts", "escalation", "chain", "blocker_open")
    return {name: getattr(what, name) for name in names}


# --- nudges ---------------------------------------------------------------------------


def test_an_owner_who_never_answers_is_told_eight_times_and_then_no_more() -> None:
    assert said(facts(), last=day(200)) == {
        day(-5): "-5", day(-1): "-1", day(0): "0",
        day(1): "+1", day(3): "+3", day(8): "+8", day(13): "+13", day(18): "+18",
    }  # fmt: skip


def test_a_short_item_has_no_early_nudge() -> None:
    assert min(said(facts(item(committed_at=at(day(-10)))))) == day(-1)
    assert min(said(facts(item(committed_at=at(day(-11)))))) == day(-5)


def test_an_item_without_promise_date_counts_from_its_capture() -> None:
    assert min(said(facts(item(committed_at=None, created_at=at(day(-4)))))) == day(-1)


@pytest.mark.parametrize("what", [item(due=None), item(closed_at=at(day(-20)), state="done")])
def test_nothing_is_said_about_what_has_no_date_or_is_closed(what: Item) -> None:
    assert nudge_steps(facts(what)) == ()
    assert said(facts(what)) == {}


def test_a_due_date_on_a_saturday_is_asked_about_on_friday_and_monday() -> None:
    told = said(facts(item(due=SATURDAY, committed_at=at(day(-2)))), last=date(2026, 12, 8))
    assert told == {date(2026, 12, 4): "-1", date(2026, 12, 7): "0", date(2026, 12, 8): "+1"}


def test_steps_before_the_promise_are_not_said() -> None:
    """Promised at ten on the day it is due: the brief of that day had left."""
    assert said(facts(item(committed_at=at(MONDAY, "10:00"))), last=day(5)) == {day(1): "+1", day(3): "+3"}
    assert min(said(facts(item(committed_at=at(MONDAY, "09:00"))))) == MONDAY


def test_nobody_is_chased_for_what_fell_due_before_the_bot_began_here() -> None:
    began = Workspace(team_id=TEAM, started_at=at(day(2)))
    assert said(facts(workspace=began)) == {day(3): "+3", day(8): "+8", day(13): "+13", day(18): "+18"}


def test_days_off_swallowed_are_said_once_on_the_first_day_back() -> None:
    away = calendar("Europe/Madrid", (day(-1), day(2)))
    told = said(facts(calendar=away))
    assert list(told.items())[:3] == [(day(-6), "-5"), (day(-2), "-1"), (day(3), "0")]


def test_a_night_of_downtime_is_made_good_in_one_line() -> None:
    step = owed_nudge(facts(), day(4))
    assert step is not None
    assert (step.name, step.on) == ("+3", day(3))


def test_a_step_is_carried_once() -> None:
    told = facts(lines=(line(LineKind.NUDGE, "+1", day(1)),))
    assert owed_nudge(told, day(1)) is None
    assert owed_nudge(told, day(2)) is None
    assert owed_nudge(told, day(3)) is not None


def test_only_nudges_count_as_carried() -> None:
    assert owed_nudge(facts(lines=(line(LineKind.PREVIEW, "preview", day(1)),)), day(1)) is not None


def test_a_step_not_yet_reached_is_not_owed() -> None:
    assert owed_nudge(facts(), day(-6)) is None


# --- after the owner acted ------------------------------------------------------------


def test_none_on_the_day_after_the_owner_acted() -> None:
    assert owed_nudge(facts(acts=(day(-1),)), day(0)) is None
    assert owed_nudge(facts(acts=(day(-2),)), day(0)) is not None


def test_the_step_that_an_act_answered_does_not_come_back() -> None:
    assert said(facts(acts=(day(0),)), first=day(0), last=day(8)) == {day(0): "0", day(3): "+3", day(8): "+8"}


def test_an_act_on_the_weekend_silences_monday() -> None:
    assert owed_nudge(facts(item(due=day(5)), acts=(SATURDAY,)), day(5)) is None


def test_an_act_on_the_morning_itself_comes_after_what_the_brief_had_to_say() -> None:
    assert owed_nudge(facts(acts=(day(0),)), day(0)) is not None


def test_an_act_after_a_step_that_was_held_up_answers_it() -> None:
    assert owed_nudge(facts(acts=(day(2),)), day(3)) is None
    assert owed_nudge(facts(acts=(day(4),)), day(5)) is None


# --- snooze and block -----------------------------------------------------------------


def test_snooze_silences_lines_until_its_day() -> None:
    asleep = facts(item(snoozed_until=day(3)))
    assert [owed_nudge(asleep, day(n)) for n in range(3)] == [None, None, None]
    back = owed_nudge(asleep, day(3))
    assert back is not None
    assert back.name == "+3"


def test_nothing_is_said_while_a_named_person_is_waited_for() -> None:
    assert said(facts(item(blocked_at=LONG_AGO, blocked_by_id=JON.id))) == {}


def test_free_text_alone_silences_nothing() -> None:
    assert len(said(facts(item(blocked_at=LONG_AGO, blocked_by_text="the licence")))) == 8


# --- when a brief leaves --------------------------------------------------------------


@pytest.mark.parametrize(
    ("brief_at", "clock"),
    [(time(9), "09:00"), (time(10, 30), "10:30"), (time(16, 59), "16:59"),
     (time(7), "09:00"), (time(17), "09:00"), (time(22), "09:00")],
)  # fmt: skip
def test_a_brief_leaves_at_its_readers_time_within_their_working_hours(brief_at: time, clock: str) -> None:
    assert brief_moment(person(brief_at=brief_at), CALENDAR, MONDAY) == at(MONDAY, clock)


def test_a_brief_that_is_late_may_still_leave_until_closing_time() -> None:
    moments = ["08:59", "09:00", "12:00", "16:59", "17:00"]
    assert [brief_is_due(MARIA, CALENDAR, at(MONDAY, clock)) for clock in moments] == [False, True, True, True, False]


def test_a_brief_does_not_leave_before_its_readers_time() -> None:
    late_riser = person(brief_at=time(11))
    assert not brief_is_due(late_riser, CALENDAR, at(MONDAY, "10:59"))
    assert brief_is_due(late_riser, CALENDAR, at(MONDAY, "11:00"))


def test_no_brief_on_days_off() -> None:
    holiday, absent = date(2026, 12, 8), calendar("Europe/Madrid", (MONDAY, MONDAY))
    assert not brief_is_due(MARIA, CALENDAR, at(SATURDAY, "10:00"))
    assert not brief_is_due(MARIA, calendar(country="ES"), at(holiday, "10:00"))
    assert not brief_is_due(MARIA, absent, at(MONDAY, "10:00"))


def test_no_brief_while_paused() -> None:
    paused = person(paused_until=day(1))
    assert not brief_is_due(paused, CALENDAR, at(MONDAY, "10:00"))
    assert brief_is_due(paused, CALENDAR, at(day(1), "10:00"))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu", "Pacific/Pago_Pago"])
def test_nine_in_the_morning_is_the_readers_own(zone: str) -> None:
    there = calendar(zone)
    moment = brief_moment(MARIA, there, MONDAY)
    assert (there.local(moment).date(), there.local(moment).time()) == (MONDAY, time(9))
    assert brief_is_due(MARIA, there, moment)
    assert not brief_is_due(MARIA, there, moment - timedelta(seconds=1))


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_clock_changes_keep_the_hour(sunday: date) -> None:
    brief = [brief_moment(MARIA, CALENDAR, sunday + timedelta(days=n)) for n in (-2, 1)]
    assert [CALENDAR.local(moment).time() for moment in brief] == [time(9), time(9)]
    assert brief[1] - brief[0] != timedelta(days=3)


@pytest.mark.parametrize(
    ("zone", "gap"),
    [("Africa/Cairo", datetime(2026, 4, 24)), ("America/Havana", datetime(2026, 3, 8))],  # noqa: DTZ001 - local
)
def test_a_night_worker_whose_brief_falls_into_a_gap_gets_it_once_that_day(zone: str, gap: datetime) -> None:
    night = Calendar(ZoneInfo(zone), frozenset(range(1, 8)), opens=time(0), closes=time(8))
    owl = person(brief_at=time(0, 30), zone=zone)
    first = brief_moment(owl, night, gap.date())
    minutes = [first + timedelta(minutes=n) for n in range(-90, 90)]
    due = [moment for moment in minutes if brief_is_due(owl, night, moment) and night.today(moment) == gap.date()]
    assert due[0] == first
