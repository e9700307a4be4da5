"""The phrases that name a day.  Each rule reads one shape completely or gives nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .calendar import DAY, MOST_YEARS, Calendar
from .dates_periods import closing_day, end_of, month_end, quarter_end, week_end
from .dates_words import COUNT, MONTH, MONTHS, WEEKDAY, WEEKDAYS, WORKING_DAYS, count

Order = Literal["dmy", "mdy"]

TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is read against: the local day, the working days, and which of 4/12 is the month."""

    today: date
    calendar: Calendar
    order: Order


def read_day(words: str, frame: Frame) -> date | None:
    """The day this phrase names, when it is understood to the last word."""
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(words):
            return rule({key: value or "" for key, value in match.groupdict().items()}, frame)
    return None


Rule = Callable[[dict[str, str], Frame], date | None]
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _reads(pattern: str) -> Callable[[Rule], Rule]:
    """Register a rule for a shape; the first shape that fits decides."""
    compiled = re.compile(pattern.replace("WD", WEEKDAY).replace("MONTH", MONTH).replace("COUNT", COUNT))

    def register(rule: Rule) -> Rule:
        _RULES.append((compiled, rule))
        return rule

    return register


# --- near days ---------------------------------------------------------------------


@_reads(r"(?P<word>today|tonight|tomorrow|tmrw|tmr|(?:the )?day after tomorrow)")
def _near(said: dict[str, str], frame: Frame) -> date:
    ahead = {"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1}
    return frame.today + timedelta(days=ahead.get(said["word"], 2))


@_reads(r"(?:the )?(?P<which>this |next |coming |this coming |upcoming )?(?P<day>WD)")
def _weekday(said: dict[str, str], frame: Frame) -> date | None:
    """ "Friday" is the next one after today; "next Friday" is the one in the week after this week.

    "This Friday" is the one in this week, today included; when it has passed, it is anybody's guess.
    """
    to_go = (WEEKDAYS[said["day"]] - frame.today.isoweekday()) % 7
    if said["which"] == "next ":
        return _in_week(1, said["day"], frame)
    if said["which"] == "this ":
        day = _in_week(0, said["day"], frame)
        return day if day >= frame.today else None
    return frame.today + timedelta(days=to_go or 7)


@_reads(r"(?P<day>WD) (?:of )?(?P<which>this|next) week|(?P<which2>this|next) week(?: on)? (?P<day2>WD)")
def _weekday_of_week(said: dict[str, str], frame: Frame) -> date | None:
    which, name = said["which"] or said["which2"], said["day"] or said["day2"]
    day = _in_week(int(which == "next"), name, frame)
    return day if day >= frame.today else None


def _in_week(weeks: int, name: str, frame: Frame) -> date:
    first = week_end(frame.today, frame.calendar, weeks) - 6 * DAY
    return first + (WEEKDAYS[name] - first.isoweekday()) % 7 * DAY


# --- ends of periods ----------------------------------------------------------------


@_reads(r"(?P<short>eow|eom|eoq|eoy)|(?:the )?end of (?P<which>the |this |next )?(?P<unit>week|month|quarter|year)")
def _end(said: dict[str, str], frame: Frame) -> date:
    unit = said["unit"] or {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}[said["short"]]
    return end_of(unit, int(said["which"] == "next "), frame.today, frame.calendar)


@_reads(r"(?:the )?(?:end of )?q(?P<quarter>[1-4])(?: (?P<year>[0-9]{4}))?")
def _end_of_quarter(said: dict[str, str], frame: Frame) -> date | None:
    quarter = int(said["quarter"])
    return _end_in_year(lambda year: quarter_end(year, quarter), said["year"], frame)


@_reads(r"(?:the )?end of (?P<month>MONTH)(?: (?P<year>[0-9]{4}))?")
def _end_of_month(said: dict[str, str], frame: Frame) -> date | None:
    month = MONTHS[said["month"]]
    return _end_in_year(lambda year: month_end(year, month), said["year"], frame)


@_reads(r"(?:the )?end of (?P<year>[0-9]{4})")
def _end_of_year(said: dict[str, str], frame: Frame) -> date | None:
    return _end_in_year(lambda year: date(year, 12, 31), said["year"], frame)


def _end_in_year(last_day: Callable[[int], date], year: str, frame: Frame) -> date | None:
    if year:
        return closing_day(frame.today, last_day(int(year)), frame.calendar) if _sane(int(year), frame) else None
    last = last_day(frame.today.year)
    return closing_day(frame.today, last if last >= frame.today else last_day(frame.today.year + 1), frame.calendar)


# --- so many days from now ------------------------------------------------------------


@_reads(
    rf"(?:in|within) (?P<n>COUNT) (?P<unit>days?|weeks?|months?|{WORKING_DAYS})"
    r"|(?:in|within) (?P<short>[0-9]{1,3}[dw])"
    rf"|(?P<n2>COUNT) (?P<unit2>days?|weeks?|months?|{WORKING_DAYS}) from (?P<start>now|today|tomorrow|WD)"
)
def _from_now(said: dict[str, str], frame: Frame) -> date | None:
    start = read_day(said["start"], frame) or frame.today
    if short := said["short"]:
        return _later(start, int(short[:-1]), {"d": "day", "w": "week"}[short[-1]], frame)
    return _later(start, count(said["n"] or said["n2"]), said["unit"] or said["unit2"], frame)


def _later(start: date, n: int, unit: str, frame: Frame) -> date | None:
    if n == 0:
        return None
    if unit.startswith("day"):
        return start + n * DAY
    if unit.startswith("week"):
        return start + 7 * n * DAY
    if unit.startswith("month"):
        last = month_end(start.year, start.month + n)
        return last.replace(day=min(start.day, last.day))
    return frame.calendar.plus(start, n)


# --- dates -----------------------------------------------------------------------------

_NAMED = r"(?:(?P<name>WD) )?"
_DAY = r"(?P<day>[0-9]{1,2})(?P<ending>st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>[0-9]{4}))?"


@_reads(rf"{_NAMED}(?:the )?{_DAY}\.?(?: of |[ -])(?P<month>MONTH){_YEAR.replace(' ', '[ -]')}")
@_reads(rf"{_NAMED}(?P<month>MONTH) (?:the )?{_DAY}{_YEAR}")
def _day_and_month(said: dict[str, str], frame: Frame) -> date | None:
    if said["ending"] and said["ending"] != _ending(int(said["day"])):
        return None
    day = _dated(said["year"], MONTHS[said["month"]], int(said["day"]), frame)
    return _if_named(day, said["name"])


@_reads(rf"{_NAMED}(?:the )?(?P<day>[0-9]{{1,2}})(?P<ending>st|nd|rd|th)(?: of (?P<which>this|next) month)?")
def _day_of_month(said: dict[str, str], frame: Frame) -> date | None:
    """ "The 15th" is today or the next day of that number."""
    number, today = int(said["day"]), frame.today
    if said["ending"] != _ending(number) or not number:
        return None
    months = {"this": [0], "next": [1]}.get(said["which"], [0, 1, 2])
    ends = [month_end(today.year, today.month + later) for later in months]
    days = [end.replace(day=number) for end in ends if number <= end.day]
    return _if_named(next((day for day in days if day >= today), None), said["name"])


@_reads(rf"{_NAMED}(?P<year>[0-9]{{4}})(?P<sign>[-/])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}})")
def _year_first(said: dict[str, str], frame: Frame) -> date | None:
    return _if_named(_dated(said["year"], int(said["month"]), int(said["day"]), frame), said["name"])


@_reads(
    rf"{_NAMED}(?P<one>[0-9]{{1,2}})(?:/(?P<two>[0-9]{{1,2}})(?:/(?P<year>[0-9]{{4}}|[0-9]{{2}}))?"
    r"|\.(?P<two2>[0-9]{1,2})\.(?P<year2>[0-9]{4}|[0-9]{2})?|-(?P<two3>[0-9]{1,2})-(?P<year3>[0-9]{4}))"
)
def _numbers(said: dict[str, str], frame: Frame) -> date | None:
    """4/12, 4.12. and their kin in the reader's order; in the other one where only that makes a date."""
    one, two = int(said["one"]), int(said["two"] or said["two2"] or said["two3"])
    year = said["year"] or said["year2"] or said["year3"]
    if (one, two, year) == (24, 7, ""):
        return None  # "24/7" is no day in July
    day, month = (one, two) if frame.order == "dmy" else (two, one)
    if month > 12:
        day, month = month, day
    return _if_named(_dated(f"20{year}" if len(year) == 2 else year, month, day, frame), said["name"])


def _dated(year: str, month: int, day: int, frame: Frame) -> date | None:
    """The date itself, or without a year the next such day, which must not be more than two years away."""
    if year:
        return _real(int(year), month, day) if _sane(int(year), frame) else None
    days = (_real(frame.today.year + later, month, day) for later in range(3))
    return next((found for found in days if found and frame.today <= found <= frame.today + TWO_YEARS), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _sane(year: int, frame: Frame) -> bool:
    return abs(year - frame.today.year) <= MOST_YEARS


def _if_named(day: date | None, name: str) -> date | None:
    """The day, unless the phrase calls it by the wrong weekday."""
    return day if day and (not name or day.isoweekday() == WEEKDAYS[name]) else None


def _ending(number: int) -> str:
    return "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
