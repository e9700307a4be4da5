"""When the plan looks again: never later than something is owed.  Checked against every hour of many days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_bot.model import LineKind, Mode, Standing, Workspace
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.climbing import next_packet, owes_preview
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.moments import brief_is_due
from pmo_bot.rules.nudges import nudge_steps, owed_nudge
from pmo_bot.rules.wake import wake_at
from tests.lengths import length, proof
from tests.rows import (
    CHAIN,
    JON,
    LONG_AGO,
    MONDAY,
    TEAM,
    at,
    calendar,
    day,
    escalation,
    facts,
    item,
    line,
    person,
    project,
    recipient,
)

# --- by example -----------------------------------------------------------------------


@pytest.mark.parametrize("what", [item(due=None), item(closed_at=at(MONDAY), state="done")])
def test_nothing_wakes_for_what_is_closed_or_undated(what: object) -> None:
    assert wake_at(facts(what), at(MONDAY)) is None  # type: ignore[arg-type]


def test_nothing_wakes_for_somebody_no_message_reaches() -> None:
    assert wake_at(facts(owner=person(id=1, standing=Standing.DEACTIVATED)), at(day(-20))) is None


def test_at_the_moment_of_a_brief_the_next_one_is_a_day_away() -> None:
    assert wake_at(facts(), at(day(-5), "09:00")) == at(day(-4))


def test_a_packet_of_this_afternoon_wakes_this_afternoon() -> None:
    live = facts(escalation=escalation(at(day(1), "14:20")), lines=(line(step="+18", on=day(18)),))
    assert wake_at(live, at(day(2), "10:00")) == at(day(2), "14:20")


def test_it_wakes_for_the_brief_of_the_next_step() -> None:
    assert wake_at(facts(), at(day(-20))) == at(day(-5))
    assert wake_at(facts(lines=(line(step="-5", on=day(-5)),)), at(day(-5), "09:01")) == at(day(-1))


def test_a_step_that_was_said_before_somebody_moved_west_wakes_nothing() -> None:
    said = facts(lines=(line(step="-5", on=day(-5)),))
    assert wake_at(said, at(day(-6), "23:00")) == at(day(-1))


def test_it_wakes_this_morning_while_the_brief_is_still_ahead() -> None:
    assert wake_at(facts(), at(day(-5), "07:00")) == at(day(-5))


def test_what_missed_todays_brief_waits_for_tomorrows() -> None:
    assert wake_at(facts(), at(day(-5), "09:30")) == at(day(-4))


def test_a_snooze_wakes_on_its_day() -> None:
    asleep = facts(item(snoozed_until=day(-3)), lines=())
    assert wake_at(asleep, at(day(-5), "09:30")) == at(day(-3))


def test_a_pause_wakes_on_the_day_it_ends() -> None:
    assert wake_at(facts(owner=person(id=1, paused_until=day(-2))), at(day(-5), "07:00")) == at(day(-2))


def test_it_wakes_for_the_preview_before_the_third_day() -> None:
    carried = facts(lines=(line(step="+1", on=day(1)),))
    assert wake_at(carried, at(day(0), "12:00")) == at(day(1))


def test_while_the_clock_stands_still_only_later_steps_are_looked_at() -> None:
    waits = facts(item(blocked_at=LONG_AGO, blocked_by_id=JON.id))
    assert wake_at(waits, at(day(1), "12:00")) == at(day(3))
    assert wake_at(waits, at(day(30))) is None


def test_a_packet_wakes_when_it_may_leave() -> None:
    said = (line(step="+1", on=day(1)),)
    assert wake_at(facts(escalation=escalation(at(day(1))), lines=said), at(day(1), "12:00")) == at(day(2))


def test_a_packet_held_back_by_closing_time_wakes_at_the_readers_next_opening() -> None:
    live = facts(escalation=escalation(at(day(1))), lines=(line(step="+18", on=day(18)),))
    assert wake_at(live, at(day(2), "18:00")) == at(day(3))


def test_a_packet_held_back_by_three_asks_wakes_tomorrow() -> None:
    live = facts(escalation=escalation(at(day(1))), lines=(line(step="+18", on=day(18)),))
    assert wake_at(live, at(day(2), "11:00")) == at(day(3))


def test_what_was_said_to_the_end_sleeps_for_ever() -> None:
    told = facts(escalation=escalation(at(day(1)), answered_at=at(day(2))), lines=(line(step="+18", on=day(18)),))
    assert wake_at(told, at(day(19))) is None


# --- by brute force -------------------------------------------------------------------

ZONES = ["Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
FIRST = date(2026, 10, 12)  # clocks go back within the fortnight
around = st.integers(0, 45).map(lambda n: FIRST + timedelta(days=n))
maybe = st.none() | around


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    away = draw(st.none() | st.tuples(around, st.integers(0, 12)))
    return Calendar(
        ZoneInfo(draw(st.sampled_from(ZONES))),
        draw(st.sampled_from([frozenset({1, 2, 3, 4, 5}), frozenset({7, 1, 2, 3, 4}), frozenset({2, 6})])),
        draw(st.sampled_from([time(9), time(0), time(13, 30)])),
        draw(st.sampled_from([time(17), time(20)])),
        draw(st.sampled_from([None, "ES", "US", "NZ"])),
        away=((away[0], away[0] + timedelta(days=away[1])),) if away else (),
    )


@st.composite
def anything(draw: st.DrawFn) -> tuple[ItemFacts, datetime]:
    """Some facts about an item, and an instant."""
    own, other = draw(calendars()), draw(calendars())
    made = at(draw(around) - timedelta(days=20), "10:00")
    what = item(
        due=draw(around),
        committed_at=made,
        snoozed_until=draw(maybe),
        blocked_at=draw(st.sampled_from([None, None, LONG_AGO])),
        blocked_by_id=draw(st.sampled_from([None, JON.id])),
    )
    reached = at(draw(around), f"{draw(st.integers(0, 23)):02}:17")
    round_ = draw(st.sampled_from([None, "made", "seen", "paused", "answered"]))
    lines, sent = [], {}
    for step in draw(st.sets(st.sampled_from(["nudge", "contact", "sponsor"]))):
        kind = LineKind.NUDGE if step == "nudge" else LineKind.PACKET
        if kind is LineKind.NUDGE or round_ is not None:
            who = {"contact": CHAIN[0], "sponsor": CHAIN[1]}.get(step, CHAIN[2]).person
            lines.append(line(kind, step, draw(around), person_id=who.id))
            sent[lines[-1].key] = reached
    live = {
        None: None,
        "made": escalation(None),
        "seen": escalation(reached),
        "paused": escalation(reached, paused_until=reached + timedelta(days=4)),
        "answered": escalation(reached, answered_at=reached),
    }[round_]
    known = facts(
        what,
        owner=person(
            id=1,
            brief_at=draw(st.sampled_from([time(9), time(15, 45), time(3)])),
            paused_until=draw(maybe),
        ),
        calendar=own,
        workspace=Workspace(team_id=TEAM, started_at=LONG_AGO),
        project=project(mode=draw(st.sampled_from(list(Mode)))),
        acts=tuple(sorted(draw(st.sets(around, max_size=3)))),
        lines=tuple(lines),
        sent_at=sent,
        escalation=live,
        chain=draw(st.sampled_from([(), CHAIN, (recipient("contact", JON, other), *CHAIN[1:])])),
    )
    return known, at(draw(around), f"{draw(st.integers(0, 23)):02}:{draw(st.sampled_from(['00', '30', '59']))}")


def owed(known: ItemFacts, now: datetime) -> set[str]:
    """Everything the plan would insert at an instant."""
    found = set()
    today = known.calendar.today(now)
    if brief_is_due(known.owner, known.calendar, now):
        nudge = owed_nudge(known, today)
        found |= {f"nudge {nudge.name}"} if nudge else set()
        found |= {"preview"} if owes_preview(known, today) else set()
    packet = next_packet(known)
    if packet is not None and packet[1] <= now and packet[0].recipient.calendar.is_open(now):
        found.add(f"packet {packet[0].recipient.step}")
    return found


@proof
@settings(max_examples=length(30, 2000), deadline=None)
@given(anything())
def test_nothing_new_is_owed_before_the_plan_looks_again(case: tuple[ItemFacts, datetime]) -> None:
    """What a tick found at `now` it has carried; until `wake_at` nothing else may become owed."""
    known, now = case
    until = wake_at(known, now)
    horizon = at(FIRST + timedelta(days=90))
    carried = owed(known, now)
    moment = now
    while moment < min(until or horizon, horizon):
        assert owed(known, moment) <= carried, (moment, until)
        moment += timedelta(minutes=45)


@proof
@settings(max_examples=length(20, 1000), deadline=None)
@given(anything())
def test_it_never_wakes_in_the_past(case: tuple[ItemFacts, datetime]) -> None:
    known, now = case
    until = wake_at(known, now)
    assert until is None or until > now


@proof
@settings(max_examples=length(20, 500), deadline=None)
@given(anything())
def test_no_nudge_is_said_twice_and_none_out_of_order(case: tuple[ItemFacts, datetime]) -> None:
    known, _ = case
    lines, told = list(known.lines), []
    for n in range(120):
        today = FIRST + timedelta(days=n)
        step = owed_nudge(facts(known.item, calendar=known.calendar, acts=known.acts, lines=tuple(lines)), today)
        if step is not None:
            assert step.on <= today
            told.append(step.on)
            lines.append(line(LineKind.NUDGE, step.name, step.on))
    assert told == sorted(set(told))
    put_off = known.item.snoozed_until is not None  # comes back once, on the day that was chosen
    assert len(told) <= len(nudge_steps(facts(known.item, calendar=known.calendar))) + put_off


def test_a_tick_after_every_wake_says_all_that_a_tick_every_half_hour_says() -> None:
    sleepy, eager = _by_wakes(calendar()), _by_clock(calendar())
    assert sleepy == eager
    assert [name for name, _ in sleepy] == ["-5", "-1", "0", "+1", "+3", "+8", "+13", "+18"]


def _by_wakes(own: Calendar) -> list[tuple[str, date]]:
    told: list[tuple[str, date]] = []
    lines: list = []  # type: ignore[type-arg]
    now: datetime | None = at(day(-20))
    while now is not None:
        known = facts(lines=tuple(lines), chain=(), calendar=own)
        _tick(known, now, told, lines)
        now = wake_at(facts(lines=tuple(lines), chain=(), calendar=own), now)
    return told


def _by_clock(own: Calendar) -> list[tuple[str, date]]:
    told: list[tuple[str, date]] = []
    lines: list = []  # type: ignore[type-arg]
    for n in range(48 * 80):
        _tick(facts(lines=tuple(lines), chain=(), calendar=own), at(day(-20)) + timedelta(minutes=30 * n), told, lines)
    return told


def _tick(known: ItemFacts, now: datetime, told: list[tuple[str, date]], lines: list) -> None:  # type: ignore[type-arg]
    today = known.calendar.today(now)
    step = owed_nudge(known, today) if brief_is_due(known.owner, known.calendar, now) else None
    if step is not None:
        told.append((step.name, today))
        lines.append(line(LineKind.NUDGE, step.name, step.on))
