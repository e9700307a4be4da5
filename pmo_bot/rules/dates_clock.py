"""Times of day in words: splits a phrase into the part that names the day and the part that names the time."""

import re
from datetime import time
from typing import NamedTuple

_CLOCK = r"""(?:
    (?P<hour12>[0-9]{1,2}) (?:[:.](?P<minute12>[0-9]{2}))? \ ?(?P<half>am|pm)
    | (?P<hour24>[0-9]{1,2}):(?P<minute24>[0-9]{2})
    | (?P<noon>noon|midday)
    | (?P<end>eod|cob|eob|end\ of\ (?:the\ )?(?:business\ )?day|(?:close|end)\ of\ business)
)"""
_HOUR = r"(?P<hour>[0-9]{1,2})"
_AFTER = re.compile(rf"(?P<day>.+?)(?:\ (?:at|@|by|before))?\ {_CLOCK}", re.VERBOSE)
_AFTER_HOUR = re.compile(rf"(?P<day>.+?)\ (?:at|@)\ {_HOUR}", re.VERBOSE)
_BEFORE = re.compile(rf"(?:(?:at|@)\ )?{_CLOCK}\ (?:(?:on|of|by)\ )?(?P<day>.+)", re.VERBOSE)
_BEFORE_HOUR = re.compile(rf"(?:at|@)\ {_HOUR}\ (?:on\ )?(?P<day>.+)", re.VERBOSE)
_ALONE = re.compile(rf"(?:(?:at|@)\ )?(?P<day>){_CLOCK}", re.VERBOSE)
_ALONE_HOUR = re.compile(rf"(?P<day>)(?:at|@)\ {_HOUR}", re.VERBOSE)
_WITH_CLOCK = (_ALONE, _ALONE_HOUR, _AFTER, _AFTER_HOUR, _BEFORE, _BEFORE_HOUR)


class Parted(NamedTuple):
    """A phrase in two parts; no clock where it named the end of the day, which a date alone means too."""

    day: str
    clock: time | None


def part(words: str, opens: time, closes: time) -> list[Parted]:
    """Every way to see a time of day in the phrase, the phrase without one first."""
    found = [Parted(words, None)]
    for pattern in _WITH_CLOCK:
        if match := pattern.fullmatch(words):
            groups = match.groupdict()
            clock = _clock(groups, opens, closes)
            if clock or groups.get("end"):
                found.append(Parted(groups["day"], clock))
    return found


def _clock(groups: dict[str, str | None], opens: time, closes: time) -> time | None:
    if hour := groups.get("hour"):
        return _within_hours(int(hour), opens, closes)
    if hour := groups["hour12"]:
        return _twelve_hours(int(hour), int(groups["minute12"] or 0), groups["half"] == "pm")
    if hour := groups["hour24"]:
        return _time(int(hour), int(groups["minute24"] or 0))
    return time(12) if groups["noon"] else None


def _twelve_hours(hour: int, minute: int, afternoon: bool) -> time | None:
    if not 1 <= hour <= 12 or (hour == 12 and not afternoon):
        return None  # 12 am is midnight: nobody can say of which day
    return _time(hour % 12 + 12 * afternoon, minute)


def _within_hours(hour: int, opens: time, closes: time) -> time | None:
    """ "At 5" is the one of 5:00 and 17:00 that lies in working hours; nothing when both or none do."""
    if hour > 12:
        return _time(hour, 0)
    choices = [time(h) for h in {hour % 12, hour % 12 + 12} if opens <= time(h) <= closes]
    return choices[0] if len(choices) == 1 and hour else None


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
