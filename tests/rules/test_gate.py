"""The one gate for every outbound message."""

from datetime import date, timedelta

import pytest

from pmo_bot.model import Standing
from pmo_bot.rules.gate import GO, Reason, Verdict, is_paused, may_notify
from tests.rows import CALENDAR, MARIA, MONDAY, at, calendar, day, person

SATURDAY = date(2026, 11, 28)
LOUD = [Reason.BRIEF, Reason.ASK, Reason.CHANNEL]
SILENT = [Reason.REPLY, Reason.EDIT]


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("standing", [Standing.BOT, Standing.DEACTIVATED])
def test_nothing_reaches_bots_and_people_who_left(reason: Reason, standing: Standing) -> None:
    verdict = may_notify(person(standing=standing), CALENDAR, reason, at(MONDAY))
    assert verdict == Verdict(False, None, standing.value)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.GUEST, Standing.EXTERNAL])
def test_everything_may_pass_in_working_hours(reason: Reason, standing: Standing) -> None:
    assert may_notify(person(standing=standing), CALENDAR, reason, at(MONDAY)) == GO


@pytest.mark.parametrize("reason", SILENT)
def test_replies_and_edits_pass_at_night(reason: Reason) -> None:
    assert may_notify(MARIA, CALENDAR, reason, at(SATURDAY, "03:00")).go


@pytest.mark.parametrize("reason", LOUD)
@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(MONDAY, "08:59"), at(MONDAY, "09:00")),
        (at(MONDAY, "17:00"), at(day(1), "09:00")),
        (at(SATURDAY, "12:00"), at(MONDAY, "09:00")),
    ],
)
def test_all_else_waits_for_working_hours(reason: Reason, now: object, until: object) -> None:
    assert may_notify(MARIA, CALENDAR, reason, now) == Verdict(False, until, "outside working hours")  # type: ignore[arg-type]


def test_working_hours_end_before_their_last_minute_does() -> None:
    assert may_notify(MARIA, CALENDAR, Reason.ASK, at(MONDAY, "16:59")).go


def test_an_absence_holds_messages_until_somebody_is_back() -> None:
    away = calendar("Europe/Madrid", (MONDAY, day(2)))
    assert may_notify(MARIA, away, Reason.ASK, at(MONDAY)).until == at(day(3))


def test_a_channel_waits_for_its_projects_working_hours() -> None:
    assert may_notify(None, CALENDAR, Reason.CHANNEL, at(MONDAY)) == GO
    assert may_notify(None, CALENDAR, Reason.CHANNEL, at(SATURDAY)).until == at(MONDAY)


@pytest.mark.parametrize(("asks", "go"), [(0, True), (2, True), (3, False), (4, False)])
def test_three_asks_a_day_reach_somebody(asks: int, go: bool) -> None:
    verdict = may_notify(MARIA, CALENDAR, Reason.ASK, at(MONDAY, "10:00"), asks)
    assert verdict.go is go
    assert go or verdict == Verdict(False, at(day(1)), "three asks today")


def test_only_asks_are_counted() -> None:
    assert may_notify(MARIA, CALENDAR, Reason.BRIEF, at(MONDAY), 9).go


def test_no_brief_while_paused_but_asks_arrive() -> None:
    paused = person(paused_until=day(2))
    assert may_notify(paused, CALENDAR, Reason.BRIEF, at(MONDAY)) == Verdict(False, None, "paused")
    assert may_notify(paused, CALENDAR, Reason.ASK, at(MONDAY)).go
    assert may_notify(paused, CALENDAR, Reason.BRIEF, at(day(2))).go


def test_a_pause_ends_on_its_day() -> None:
    paused = person(paused_until=MONDAY)
    assert is_paused(paused, MONDAY - timedelta(days=1))
    assert not is_paused(paused, MONDAY)
    assert not is_paused(MARIA, MONDAY)


def test_somebody_known_from_an_import_only_is_never_written_to() -> None:
    verdict = may_notify(person(slack_id=None, ref="jira:ana"), CALENDAR, Reason.BRIEF, at(MONDAY))
    assert (verdict.go, verdict.until, verdict.because) == (False, None, "not on Slack")


def test_what_is_critical_passes_at_any_hour_and_beyond_three_but_not_to_whoever_is_away() -> None:
    night = at(MONDAY, "03:00")
    assert not may_notify(MARIA, CALENDAR, Reason.ASK, night).go
    assert may_notify(MARIA, CALENDAR, Reason.ASK, night, 3, critical=True).go
    assert not may_notify(MARIA, CALENDAR, Reason.BRIEF, night, critical=True).go
    assert not may_notify(MARIA, calendar("Europe/Madrid", (MONDAY, MONDAY)), Reason.ASK, night, critical=True).go
    gone = person("Zoe", standing=Standing.DEACTIVATED)
    assert not may_notify(gone, CALENDAR, Reason.ASK, night, critical=True).go
