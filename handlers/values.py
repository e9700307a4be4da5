"""What stands in a field, an option or a button, as it arrives: what none of ours can hold is refused, not a fault.

Whatever is read without these and is no value of ours is found by `unread`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from pmo_bot.blocks.ids import LARGEST, is_row
from pmo_bot.blocks.text import clean
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.titles import readable

E = TypeVar("E", bound=StrEnum)


def words(value: object) -> str:
    """A text without the signs around it; empty where nothing in it can be seen."""
    return value.strip() if isinstance(value, str) and readable(value) else ""


def day(value: str, **where: str) -> date:
    """A date as pickers give it."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused("odd_value", **where) from None


def clock(value: str, **where: str) -> time:
    """A time of day as pickers give it: hours and minutes."""
    try:
        return time.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused("odd_value", **where) from None


def whole(value: str, **where: str) -> int:
    """A number of ours: a row, a place in a list, a step of a scale."""
    if not is_row(value):
        raise Refused("odd_value", **where)
    return int(value)


def typed_number(value: str) -> int | None:
    """A whole number as people type it; None for anything else, and for one that nobody counts to."""
    return int(value) if value.isdecimal() and len(value) < len(str(LARGEST)) else None


def one_of(kind: type[E], value: str, **where: str) -> E:
    """One of a few choices."""
    try:
        return kind(value)
    except ValueError:
        raise Refused("odd_value", **where) from None


# --- from Slack's state ---------------------------------------------------------------


def of_element(element: Mapping[str, Any]) -> str:
    """What was typed or chosen in an element; several joined by commas."""
    return next((clean(str(value)) for value in _values(element) if value), "")


def _values(element: Mapping[str, Any]) -> Iterator[Any]:
    yield element.get("value")
    yield (element.get("selected_option") or {}).get("value")
    yield ",".join(str(option.get("value")) for option in element.get("selected_options") or [])
    yield ",".join(str(one) for one in element.get("selected_users") or [])
    for name in ("selected_user", "selected_date", "selected_time", "selected_conversation", "selected_channel"):
        yield element.get(name)
