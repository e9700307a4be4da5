"""What the processes tell about themselves at `/metrics`: numbers only, and nobody's names."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import Gauge, Histogram

if TYPE_CHECKING:
    from pmo_bot.model import Cause
    from pmo_bot.rules.alarms import SelfMeasured

ANSWERS = Histogram(
    "pmo_answer_seconds",
    "From a call of Slack to the answer, by what kind it was.",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5),
)
CLEAN_AT = Gauge("pmo_audit_clean_at", "When the auditor last found nothing wrong in every workspace: Unix seconds.")
ALARMS = Gauge("pmo_alarms", "What the auditor finds wrong, by cause.", ["cause"])
HANDED = Gauge("pmo_handed", "Messages handed to Slack in the newest week with any.")
IN_MINUTE = Gauge("pmo_handed_in_minute", "Of these, within a minute of when they were due.")
IN_FIVE = Gauge("pmo_handed_in_five_minutes", "Of these, within five minutes.")
BY_SLACK = Gauge("pmo_handed_late_by_slack", "Of these, later than a minute because Slack took no more at once.")


@contextmanager
def timed(kind: str) -> Iterator[None]:
    """Measure how long an answer takes."""
    began = time.perf_counter()
    try:
        yield
    finally:
        ANSWERS.labels(kind).observe(time.perf_counter() - began)


def measured(every: "Sequence[tuple[SelfMeasured, Mapping[Cause, int]]]") -> None:
    """Show how the bot keeps its own times, over all workspaces."""
    ALARMS.clear()
    cleans = [one.clean_at for one, _ in every]
    if cleans and all(cleans):
        CLEAN_AT.set(min(at.timestamp() for at in cleans if at is not None))
    for _, causes in every:
        for cause, count in causes.items():
            ALARMS.labels(str(cause)).inc(count)
    weeks = [one.week for one, _ in every if one.week is not None]
    newest = [week for week in weeks if week.week == max(one.week for one in weeks)]
    HANDED.set(sum(week.handed for week in newest))
    IN_MINUTE.set(sum(week.in_minute for week in newest))
    IN_FIVE.set(sum(week.in_five for week in newest))
    BY_SLACK.set(sum(week.by_slack for week in newest))
