"""When somebody's brief comes, if they did not choose: about the time of day at which they answer.

No library and no guess from a few: a histogram of half hours, with a prior at the time it comes now.
"""

from collections.abc import Sequence
from datetime import time

STEP = 30
"""Minutes between two times a brief may come at."""
ENOUGH = 8
"""Fewer answers tell nothing."""
PRIOR = 4.0
"""As many answers as the time of today weighs from the start: a habit has to be clearly another one."""
BESIDE = 0.5
"""What an answer counts for the half hours beside its own."""
AT_ONCE = 60
"""Minutes after a brief within which an answer speaks for the time the brief came, not for a later one."""


def learned_time(answers: Sequence[time], at: time, opens: time, closes: time) -> time:
    """The time at which the brief is to come from now on: `at` itself where the answers tell nothing else.

    It is always within the working hours.
    """
    slots = _slots(opens, closes)
    heard = [answer for answer in answers if opens <= answer < closes]
    if len(heard) < ENOUGH or not slots:
        return at
    now = _slot(_minutes(at), slots)
    weights = dict.fromkeys(slots, 0.0)
    weights[now] += PRIOR
    for answer in heard:
        minutes = _minutes(answer)
        own = now if 0 <= minutes - _minutes(at) < AT_ONCE else _slot(minutes, slots)
        for slot, share in ((own, 1.0), (own - STEP, BESIDE), (own + STEP, BESIDE)):
            if slot in weights:
                weights[slot] += share
    best = max(slots, key=lambda slot: (weights[slot], -abs(slot - now)))
    return at if best == now else time(best // 60, best % 60)


def _slots(opens: time, closes: time) -> list[int]:
    """The half hours of the working time, in minutes of the day."""
    return [minute for minute in range(0, 24 * 60, STEP) if _minutes(opens) <= minute < _minutes(closes)]


def _slot(minutes: int, slots: Sequence[int]) -> int:
    """The half hour a time falls into; before the first, that one."""
    return max((slot for slot in slots if slot <= minutes), default=slots[0])


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
