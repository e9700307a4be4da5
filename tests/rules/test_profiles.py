"""How often somebody wants to be reminded: fewer or more lines; what is asked and passed on is the project's matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_bot.model import LineKind, Profile
from pmo_bot.rules.facts import receipt
from pmo_bot.rules.nudges import nudge_steps
from pmo_bot.rules.plan import owed
from pmo_bot.rules.policy import DEFAULT, Ladder, for_profile
from tests.rows import CALENDAR, LONG_AGO, MONDAY, at, day, facts, item, person


def steps(profile: Profile, **body: object) -> list[str]:
    ladder = for_profile(Ladder({**DEFAULT, **body}), profile)
    return [step.name for step in ladder.nudges(CALENDAR, MONDAY, span=30)]


def test_the_usual_reminders_are_those_of_the_policy() -> None:
    assert steps(Profile.STANDARD) == ["-5", "-1", "0", "+1", "+3", "+8", "+13", "+18"]
    assert for_profile(ladder := Ladder(DEFAULT, 3), Profile.STANDARD) is ladder


def test_light_is_on_the_day_and_twice_afterwards() -> None:
    assert steps(Profile.LIGHT) == ["0", "+3", "+8"]


def test_active_adds_two_before_and_one_after_and_never_more_than_five_overdue() -> None:
    assert steps(Profile.ACTIVE) == ["-5", "-3", "-2", "-1", "0", "+1", "+2", "+3", "+8", "+13"]


def test_a_short_promise_gets_no_early_lines_on_top() -> None:
    short = for_profile(Ladder(DEFAULT), Profile.ACTIVE).nudges(CALENDAR, MONDAY, span=2)
    assert [step.name for step in short if step.on < MONDAY] == ["-1"]


@pytest.mark.parametrize("profile", Profile)
def test_a_policy_without_reminders_has_none_for_anybody(profile: Profile) -> None:
    assert steps(profile, nudges=[]) == []


def test_light_keeps_what_a_policy_of_its_own_says_last() -> None:
    assert steps(Profile.LIGHT, nudges=[{"at": -2}, {"at": 0}, {"at": 2}, {"every": 4, "max": 3}]) == ["0", "+2", "+6"]
    assert steps(Profile.LIGHT, nudges=[{"at": -2}, {"every": 4, "max": 1}]) == ["+4"]


@pytest.mark.parametrize("profile", Profile)
def test_what_is_passed_on_and_the_version_stay_as_they_are(profile: Profile) -> None:
    ladder = for_profile(Ladder(DEFAULT, 7), profile)
    assert (ladder.recipients, ladder.preview_at, ladder.grace, ladder.version) == (
        Ladder(DEFAULT).recipients, 1, 2, 7,
    )  # fmt: skip


def test_the_preview_comes_on_its_day_whatever_somebody_chose() -> None:
    light = person(id=1, profile=Profile.LIGHT)
    found = owed(facts(item(due=MONDAY), owner=light), at(day(1)))
    assert [one.kind for one in found] == [LineKind.NUDGE, LineKind.PREVIEW] or [one.kind for one in found] == [
        LineKind.PREVIEW
    ]
    assert LineKind.PREVIEW in {one.kind for one in found}


def test_the_owner_of_an_item_decides_about_its_lines() -> None:
    light = person(id=1, profile=Profile.LIGHT)
    known = facts(item(created_at=LONG_AGO, committed_at=LONG_AGO), owner=light)
    assert [step.name for step in nudge_steps(known)] == ["0", "+3", "+8"]
    assert len(nudge_steps(replace(known, owner=person(id=1)))) == 8


def test_a_receipt_names_the_profile_of_a_reminder_and_of_nothing_else() -> None:
    light = person(id=1, profile=Profile.LIGHT)
    assert receipt(facts(owner=light), "nudge").as_dict()["profile"] == "light"
    assert "profile" not in receipt(facts(owner=light), "packet").as_dict()
