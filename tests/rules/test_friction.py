"""What could go is suggested only where that is plain, and it takes a person to let it go."""

from __future__ import annotations

import pytest

from pmo_bot.model import Mode
from pmo_bot.rules.friction import Run, alike, always_alike, could_be_looser
from pmo_bot.rules.left_out import left_out, with_out
from pmo_bot.rules.modes import Need, missing
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.retro import without

WELL = Run(finished=10, kept=9, objected=1)


@pytest.mark.parametrize(
    ("mode", "run", "looser"),
    [
        (Mode.DIRECTIVE, WELL, Mode.CONTROLLING),
        (Mode.CONTROLLING, WELL, Mode.SUPPORTIVE),
        (Mode.SUPPORTIVE, WELL, None),
        (Mode.CONTROLLING, Run(finished=9, kept=9), None),  # too few to tell
        (Mode.CONTROLLING, Run(finished=10, kept=8), None),
        (Mode.CONTROLLING, Run(finished=10, kept=10, passed_on=1), None),
        (Mode.CONTROLLING, Run(finished=10, kept=10, objected=2), None),
    ],
)
def test_a_mode_may_be_looser_where_promises_are_kept_and_nothing_is_passed_on(
    mode: Mode, run: Run, looser: Mode | None
) -> None:
    assert could_be_looser(mode, run) is looser


def test_an_answer_that_is_always_the_same_brings_nothing() -> None:
    assert always_alike(["As agreed."] * 9 + ["as  agreed"]) == 10
    assert always_alike(["As agreed"] * 9) == 0
    assert always_alike(["As agreed"] * 20 + ["The vendor was late"]) == 0
    assert alike({"reason": ["late"] * 12, "done_means": ["Signed", "Sent"] * 6}) == (("reason", 12),)


def test_a_policy_without_a_field_is_a_policy_and_asks_for_it_no_more() -> None:
    body = without(without(DEFAULT, "field.priority"), "field.done_means")
    assert left_out(body) == {"priority", "done_means"}
    assert with_out(body, "priority") == body
    assert check(body) == ()
    assert [one.what for one in check({**DEFAULT, "without": ["owner"]})] == ["unknown_field"]
    lacked = {Need.DONE_MEANS, Need.OWNER}
    assert missing(Mode.DIRECTIVE, lacked, left_out(body)) == (Need.OWNER,)
