"""A lease outlives everything its holder may set in motion; a configuration in which it does not is refused."""

from __future__ import annotations

import pytest

from pmo_bot.jobs.patience import Patience


@pytest.mark.parametrize(
    "wanted",
    [{"lease": 35.0}, {"http": 35.0}, {"provider": 45.0}, {"margin": 30.0}, {"lease": 0.4, "http": 0.8}],
)
def test_the_bot_does_not_start_with_a_lease_that_is_too_short(wanted: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="else a message may be sent twice"):
        Patience(**wanted)


def test_the_refusal_is_a_sentence_with_the_figures() -> None:
    with pytest.raises(ValueError) as refused:
        Patience(lease=30)
    assert str(refused.value) == (
        "a lease of 30 s is too short: 10 s for an answer, 20 s for Slack to carry it out and 5 s of margin "
        "have to fit into it, else a message may be sent twice"
    )


def test_by_default_a_send_may_begin_twenty_five_seconds_after_its_claim() -> None:
    assert Patience().fence == 25


def test_nothing_in_doubt_is_looked_up_before_slack_can_have_carried_it_out() -> None:
    assert [Patience().after(attempt) for attempt in (1, 2, 3, 8)] == [20, 40, 80, 320]
