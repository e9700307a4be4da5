"""What PMO leads are told of the bot itself: what is wrong, and how punctual it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pmo_bot.model import Alarm, Person, Punctuality

MINUTE, FIVE = timedelta(minutes=1), timedelta(minutes=5)
LANE_A_SECOND, TEAM_A_SECOND = 1.0, 5.0
"""What Slack takes: of one conversation, and of a workspace (300 a minute, to begin with)."""
FULL = 0.7
"""From which share of that on whoever waits does so because of Slack."""


@dataclass(frozen=True, slots=True)
class AlarmNote:
    """To a PMO lead: what is wrong with the bot; nothing any more, when it is edited."""

    reader: Person
    today: date
    alarms: tuple[Alarm, ...]
    post_key: str


@dataclass(frozen=True, slots=True)
class SelfMeasured:
    """How the bot keeps its own times, in one line."""

    week: Punctuality | None
    """The week under way; before its first message the one before."""
    alarms: int
    clean_at: datetime | None


@dataclass(frozen=True, slots=True)
class Handed:
    """One message that arrived."""

    lane: str
    due: datetime
    at: datetime
    put_off: bool
    """Slack asked to wait for it, or did not answer."""


def is_by_slack(one: Handed, others: Sequence[Handed]) -> bool:
    """Whether a message was late because Slack takes no more at once, or put it or its lane off."""
    if one.put_off:
        return True
    between = [other for other in others if one.due < other.at <= one.at]
    seconds = (one.at - one.due).total_seconds()
    lane = [other for other in between if other.lane == one.lane]
    if any(other.put_off for other in lane):
        return True
    return len(lane) >= FULL * LANE_A_SECOND * seconds or len(between) >= FULL * TEAM_A_SECOND * seconds


@dataclass(frozen=True, slots=True)
class Counted:
    """How soon some messages were handed over: the columns of `Punctuality`."""

    handed: int
    in_minute: int
    in_five: int
    by_slack: int
    by_slack_five: int


def counted(handed: Sequence[Handed], others: Sequence[Handed]) -> Counted:
    """Count some messages among others around them."""
    took = [(one, one.at - one.due) for one in handed]
    held = [time for one, time in took if time > MINUTE and is_by_slack(one, others)]
    return Counted(
        handed=len(took),
        in_minute=sum(time <= MINUTE for _, time in took),
        in_five=sum(time <= FIVE for _, time in took),
        by_slack=len(held),
        by_slack_five=sum(time > FIVE for time in held),
    )
