"""What a command says once it is understood."""

from dataclasses import dataclass
from typing import Literal

from .dates import Due, Shift

Priority = Literal["low", "normal", "high", "critical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What somebody asked for.  Each part is empty when it was not said."""

    verb: str
    keys: tuple[str, ...] = ()  # "A-12"; "12" where only the number was typed
    title: str = ""
    people: tuple[str, ...] = ()
    channel: str | None = None
    channel_name: str | None = None  # typed as "#name", which Slack did not turn into a channel
    project: str | None = None
    due: Due | None = None
    shift: Shift | None = None
    unread_date: str | None = None  # words meant as a date; in no other field
    priority: Priority | None = None
    score: tuple[int, int] | None = None  # of a risk: probability and impact
    unread_score: str | None = None  # words meant as one; in no other field
    severity: int | None = None  # of an issue, from 1 to 4
    unread_severity: str | None = None  # words meant as one; in no other field
    requirements: tuple[str, ...] = ()  # what it is for, as typed
    tags: tuple[str, ...] = ()  # words after a # that name no channel and no project
    reason: str | None = None
    in_channel: bool = False
    words: str = ""  # all that follows the verb, for commands with words of their own
