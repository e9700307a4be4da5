"""Logs: one line an event, key=value, without anybody's words or secrets."""

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from pmo_bot.clock import running

SECRET = re.compile(r"(xox[a-z]-|xapp-|xoxe\.|https://hooks\.slack\.com/|(?<=://)[^\s/:@]+:)[\w./+=%-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
PLAIN = (int, float, bool, type(None))
SECONDS_APART, MOST_CAUSES = 10.0, 1000


def tidy(text: str) -> str:
    """A text without secrets, in one line: what somebody wrote cannot look like a line of ours."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], SECRET.sub(r"\1…", text))


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens, passwords and response URLs out of every value, and all that would begin a line."""
    for key, value in event.items():
        if not isinstance(value, PLAIN):
            event[key] = tidy(value if isinstance(value, str) else repr(value))
    return event


@dataclass
class Seldom:
    """Of errors that have one cause one line in ten seconds, with how many there were since the last one.

    A database that is away or a disk that is full fails everything at once, for as long as it lasts.
    """

    ran: Callable[[], float] = running
    told: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)

    def __call__(self, _logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Let it through, or drop it."""
        error = sys.exc_info()[1] if event.get("exc_info") is True else event.get("exc_info")
        if not isinstance(error, BaseException):
            return event
        cause = (type(error).__name__, str(error).partition("\n")[0])
        at, left_out = self.told.get(cause, (float("-inf"), 0))
        if self.ran() - at < SECONDS_APART:
            self.told[cause] = (at, left_out + 1)
            raise structlog.DropEvent
        if len(self.told) >= MOST_CAUSES:
            self.told.clear()
        self.told[cause] = (self.ran(), 0)
        return {**event, "left_out": left_out} if left_out else event


class OneLine(logging.Formatter):
    """What libraries log, under the same rules."""

    def format(self, record: logging.LogRecord) -> str:
        """One line without secrets."""
        return tidy(super().format(record))


def set_up(level: str) -> None:
    """Logs go to standard error, so that what a command prints stays clean."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(levelname)s %(message)s"))
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a tick takes longer than its interval is no news
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            Seldom(),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event", "action"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
