"""The values of a column as an archive keeps them, and back: nothing is taken that the column could not hold."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from math import inf, isfinite
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, Time

from pmo_bot.model import UTCDateTime

Read = Callable[[Any], Any]
HIGHEST = 2**31 - 1
"""Of the whole numbers that every database keeps."""


class Wrong(Exception):
    """Why a value cannot be what it should be; the text ends a sentence that begins with the column's name."""


def reader(column: Column[Any], *, nul: bool = True) -> Read:
    """What makes a value of this column out of a plain one, or raises `Wrong`.

    `nul` says whether the database keeps the character NUL.
    """
    read = _reader(column, nul)

    def take(value: Any) -> Any:
        if value is not None:
            return read(value)
        if column.nullable:
            return None
        raise Wrong("is empty, and has to be something")

    return take


def _reader(column: Column[Any], nul: bool) -> Read:
    kind = column.type
    match kind:
        case UTCDateTime():
            return _instant
        case Enum():
            return _one_of(kind)
        case Boolean():
            return _yes_or_no
        case Integer():
            return _whole
        case Float():
            return _number
        case Date():
            return _day
        case Time():
            return _clock
        case JSON():
            return _structure
    return _text(getattr(kind, "length", None), nul)


def _instant(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise Wrong(f"is no moment: {shown(value)}. Write it as 2026-11-30T09:00:00+00:00") from None
    raise Wrong(f"has no time zone: {shown(value)}. Write it as 2026-11-30T09:00:00+00:00")


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise Wrong(f"is no date: {shown(value)}. Write it as 2026-11-30") from None


def _clock(value: Any) -> time:
    try:
        at = time.fromisoformat(value)
    except (ValueError, TypeError):
        at = time(0, tzinfo=UTC)
    if at.tzinfo is not None:
        raise Wrong(f"is no time of day: {shown(value)}. Write it as 09:00:00")
    return at


def _one_of(kind: Enum) -> Read:
    members: dict[Any, Any] = {member.value: member for member in kind.enum_class or ()}

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in members:
            raise Wrong(f"is {shown(value)}, and has to be one of {', '.join(members)}")
        return members[value]

    return read


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"is {shown(value)}, and has to be true or false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong(f"is no whole number: {shown(value)}")
    if abs(value) > HIGHEST:
        raise Wrong(f"is larger than a database keeps: {value}")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Wrong(f"is no number: {shown(value)}")
    try:
        found = float(value)
    except OverflowError:
        found = inf
    if not isfinite(found):
        raise Wrong(f"is no number that a database keeps: {shown(value)}")
    return found


def _text(length: int | None, nul: bool) -> Read:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong(f"is no text: {shown(value)}")
        if length is not None and len(value) > length:
            raise Wrong(f"is {len(value)} characters long. Shorten it to {length}")
        if not nul and "\0" in value:
            raise Wrong("has the character NUL, which PostgreSQL does not keep. Take it out")
        if not _can_be_written(value):
            raise Wrong("has half a character. Take it out")
        return value

    return read


def _can_be_written(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _structure(value: Any) -> Any:
    return value


def shown(value: Any) -> str:
    """A value as a message may quote it: short, in one line."""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    said = " ".join(said.split())
    return f"“{said[:40]}{'…' if len(said) > 40 else ''}”"
