"""Logs: one line an event, key=value, without anybody's words or secrets."""

import logging
import re
import sys
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from traceback import format_tb
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError

from pmo_bot.clock import running

SECRET = re.compile(
    r"(xox[a-z]-|xapp-|xoxe\.|https://(?:hooks|files)\.slack(?:-gov)?\.com/|(?<=://)[^\s/:@]+:)[\w./+=%-]+"
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
PLAIN = (int, float, bool, type(None))
SECONDS_APART, MOST_CAUSES = 10.0, 1000
MOST_SAID = 300
OUTSIDE = (OSError, OperationalError)
REPEATS = (ValueError, LookupError)
"""Errors that repeat what they could not read or find, which may be somebody's words: they are named without it."""
TALKATIVE = ("slack_sdk", "slack_bolt", "aiohttp", "pmo_bot.bolt", "pmo_bot.slack")
"""Whose failures are the network's: where in their code it was met is of use to whoever looks for a fault, at DEBUG."""


def tidy(text: str) -> str:
    """A text without secrets, in one line: what somebody wrote cannot look like a line of ours."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], SECRET.sub(r"\1…", text))


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens, passwords and response URLs out of every value, and all that would begin a line."""
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = tidy(named(value))
        elif not isinstance(value, PLAIN):
            event[key] = tidy(value if isinstance(value, str) else repr(value))
    return event


# --- errors -----------------------------------------------------------------------------


def named(error: BaseException) -> str:
    """An error in a line: its kind, and what it says where that is not what somebody said."""
    said = "" if isinstance(error, REPEATS) else str(error).partition("\n")[0]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def with_trace(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An error with the lines of code that it came through, after whatever led to it."""
    error = _error(event.pop("exc_info", None))
    if error is not None:
        told = (f"Traceback:\n{''.join(format_tb(one.__traceback__))}{named(one)}" for one in _all(error))
        event["exception"] = "\n".join(told)
    return event


def _error(told: object) -> BaseException | None:
    """The error of a line: itself, that which is being handled, or as libraries have it."""
    if told is True:
        return sys.exc_info()[1]
    if isinstance(told, tuple):
        return _error(told[1])
    return told if isinstance(told, BaseException) else None


def _all(error: BaseException) -> Iterator[BaseException]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _all(before)
    yield error


# --- how often --------------------------------------------------------------------------


@dataclass
class Apart:
    """Of what has one cause one line in ten seconds, with how many there were since the last one.

    A database that is away, a disk that is full or a connection that is lost fails everything at once, as long as it
    lasts.
    """

    ran: Callable[[], float] = running
    told: dict[tuple[object, ...], tuple[float, int]] = field(default_factory=dict)

    def left_out(self, cause: tuple[object, ...]) -> int | None:
        """How many were left out before this one; None when this one is, too."""
        at, left_out = self.told.get(cause, (float("-inf"), 0))
        if self.ran() - at < SECONDS_APART:
            self.told[cause] = (at, left_out + 1)
            return None
        if len(self.told) >= MOST_CAUSES:
            self.told.clear()
        self.told[cause] = (self.ran(), 0)
        return left_out


class Seldom:
    """Our own errors, each cause now and then: what failed, with what, and in which line of code.

    A disk that is full or a database that is away is one cause wherever it is met.  What somebody was given a reference
    of is always there, though perhaps without its trace.
    """

    def __init__(self, ran: Callable[[], float] = running) -> None:
        self._apart = Apart(ran)

    def __call__(self, _logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Let it through, or drop it."""
        error = sys.exc_info()[1] if event.get("exc_info") is True else event.get("exc_info")
        if not isinstance(error, BaseException):
            return event
        said = str(error).partition("\n")[0]
        where = () if isinstance(error, OUTSIDE) else (event.get("action"), _raised_at(error))
        left_out = self._apart.left_out((type(error).__name__, said, *where))
        if left_out is not None:
            return {**event, "left_out": left_out} if left_out else event
        if "reference" not in event:
            raise structlog.DropEvent
        return {**event, "exc_info": None, "error": named(error)}


def _raised_at(error: BaseException) -> tuple[str, int] | None:
    """The file and line that raised it."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return (at.tb_frame.f_code.co_filename, at.tb_lineno) if at is not None else None


class OfLibraries(logging.Handler):
    """What libraries log becomes lines like ours, each sentence of their code now and then.

    A library that has lost its connection says so again with each attempt.
    """

    def __init__(self, *, traces: bool, ran: Callable[[], float] = running) -> None:
        super().__init__()
        self._traces, self._apart = traces, Apart(ran)

    def emit(self, record: logging.LogRecord) -> None:
        """One line, unless the same was said a moment ago."""
        try:
            self._write(record, (record.pathname, record.lineno))
        except Exception:  # noqa: BLE001 - a log that cannot be written stops nothing
            self.handleError(record)

    def _write(self, record: logging.LogRecord, place: tuple[str, int]) -> None:
        left_out = self._apart.left_out(place)
        if left_out is None:
            return
        more: dict[str, Any] = {"left_out": left_out} if left_out else {}
        if record.exc_info and (self._traces or not record.name.startswith(TALKATIVE)):
            more["exc_info"] = record.exc_info
        said = record.getMessage().partition("\n")[0][:MOST_SAID]
        structlog.get_logger().log(record.levelno, "library", action=f"library.{record.name}", said=said, **more)


def set_up(level: str) -> None:
    """Logs go to standard error, so that what a command prints stays clean."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    handler = OfLibraries(traces=number <= logging.DEBUG)
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a tick takes longer than its interval is no news
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            Seldom(),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            with_trace,
            redact,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event", "action"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
