"""The one gate: whether a message may reach somebody now."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pmo_bot.model import Person, Standing
from pmo_bot.rules.calendar import Calendar

ASKS_A_DAY = 3
GONE = (Standing.BOT, Standing.DEACTIVATED)


class Reason(StrEnum):
    """Which kind of message asks to pass."""

    BRIEF = "brief"
    ASK = "ask"
    REPLY = "reply"
    EDIT = "edit"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Go, wait until an instant, or never; `because` names the reason for the record."""

    go: bool
    until: datetime | None = None
    because: str = ""


GO = Verdict(True)


def may_notify(
    person: Person | None, calendar: Calendar, reason: Reason, now: datetime, asks_today: int = 0, *,
    critical: bool = False,
) -> Verdict:  # fmt: skip
    """Decide for every outbound message.  `person` is None for a channel, whose project's calendar counts.

    Replies and edits make no sound and pass at any time, except to people who are gone.  All else waits for
    working hours; asks are limited to three a local day.  Where the project says so, critical items are asked about at
    any hour and beyond the three; whoever is away is left alone all the same.
    """
    if person is not None and (silent := never_reached(person)):
        return Verdict(False, because=silent)
    if reason in (Reason.REPLY, Reason.EDIT):
        return GO
    if person is not None and reason is Reason.BRIEF and is_paused(person, calendar.today(now)):
        return Verdict(False, because="paused")
    if critical and reason is Reason.ASK and not calendar.is_away(calendar.today(now)):
        return GO
    if not calendar.is_open(now):
        return Verdict(False, calendar.next_open(now), "outside working hours")
    if reason is Reason.ASK and asks_today >= ASKS_A_DAY:
        tomorrow = calendar.next_working(calendar.today(now))
        return Verdict(False, calendar.at(tomorrow, calendar.opens), "three asks today")
    return GO


def never_reached(person: Person) -> str:
    """Why no message can reach somebody, now or later; empty for everybody else."""
    if person.standing in GONE:
        return str(person.standing)
    return "" if person.slack_id is not None else "not on Slack"


def is_paused(person: Person, day: date) -> bool:
    """Whether this person wants no brief on a local date."""
    return person.paused_until is not None and day < person.paused_until
