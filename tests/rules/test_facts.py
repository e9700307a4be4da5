"""What the rules are told about an item."""

from datetime import date, timedelta

from pmo_bot.model import Mode, Workspace
from pmo_bot.rules.facts import Receipt, receipt
from pmo_bot.rules.policy import DEFAULT, Ladder
from tests.rows import JON, LONG_AGO, MADRID, MONDAY, TEAM, at, escalation, facts, item, person, project

BLOCKED = at(MONDAY)


def test_the_mode_is_the_projects_and_supportive_without_one() -> None:
    assert facts(project=project(mode=Mode.DIRECTIVE)).mode is Mode.DIRECTIVE
    assert facts(project=None).mode is Mode.SUPPORTIVE


def test_steps_count_from_the_promise() -> None:
    assert facts(item(committed_at=at(MONDAY))).since == at(MONDAY)
    assert facts(item(committed_at=None, created_at=at(MONDAY))).since == at(MONDAY)


def test_steps_count_from_the_day_the_bot_began_here() -> None:
    began = LONG_AGO + timedelta(days=30)
    assert facts(workspace=Workspace(team_id=TEAM, started_at=began)).since == began


def test_the_clock_runs_while_nothing_blocks() -> None:
    assert not facts().clock_stopped


def test_the_clock_stands_still_while_a_named_person_is_waited_for() -> None:
    assert facts(item(blocked_at=BLOCKED, blocked_by_id=JON.id)).clock_stopped
    assert facts(item(blocked_at=BLOCKED, blocked_by_id=JON.id), blocker_open=False).clock_stopped


def test_the_clock_stands_still_while_an_open_item_is_waited_for() -> None:
    waits = item(blocked_at=BLOCKED, blocked_on_id=7)
    assert facts(waits, blocker_open=True).clock_stopped
    assert not facts(waits, blocker_open=False).clock_stopped


def test_free_text_alone_does_not_stop_the_clock() -> None:
    assert not facts(item(blocked_at=BLOCKED, blocked_by_text="the licence")).clock_stopped


def test_a_blocker_without_a_block_counts_for_nothing() -> None:
    assert not facts(item(blocked_by_id=JON.id)).clock_stopped


def test_a_receipt_names_rule_dates_zone_calendar_and_policy() -> None:
    receipt = Receipt("nudge +1", MONDAY, MONDAY, MADRID, "ES", 3)
    assert receipt.as_dict() == {
        "rule": "nudge +1", "due": "2026-11-30", "effective_due": "2026-11-30", "zone": MADRID, "calendar": "ES",
        "policy_version": 3,
    }  # fmt: skip
    nothing = Receipt("digest", None, None, MADRID, "none", 0).as_dict()
    assert (nothing["due"], nothing["effective_due"]) == (None, None)


def test_what_is_not_known_has_not_happened() -> None:
    known = facts()
    assert (known.rounds, known.lines, known.acts, known.waiting, known.escalation) == (0, (), (), (), None)
    assert known.blocker_open


def test_an_escalation_in_flight_keeps_the_policy_of_its_preview() -> None:
    known = facts(escalation=escalation(policy_version=2), ladder=Ladder(DEFAULT, 5))
    assert receipt(known, "packet").policy_version == 2
    assert receipt(known, "nudge").policy_version == 5
    assert receipt(facts(ladder=Ladder(DEFAULT, 5)), "preview").policy_version == 5


def test_a_receipt_tells_the_day_that_counts_and_whose_holidays() -> None:
    at_home = facts(item(due=date(2026, 12, 5)), owner=person(country="ES", subdivision="MD"))
    kept = receipt(at_home, "nudge")
    assert (kept.effective_due, kept.calendar, kept.zone) == (date(2026, 12, 7), "ES-MD", MADRID)
    assert (receipt(facts(item(due=None)), "nudge").effective_due, receipt(facts(), "nudge").calendar) == (None, "none")
