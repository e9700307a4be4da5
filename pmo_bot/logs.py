"""Logs: one line an event, key=value, without anybody's words or secrets."""

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"(xox[a-z]-|xapp-|xoxe\.|https://hooks\.slack\.com/|(?<=://)[^\s/:@]+:)[\w./+=%-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
PLAIN = (int, float, bool, type(None))
QUIET_SECONDS = 10.0
MOST_SAID = 300
TALKATIVE = ("slack_sdk", "slack_bolt", "aiohttp", "pmo_bot.bolt", "pmo_bot.slack")
"""Whose failures are the network's: where in their code it was met is of use to whoever looks for a fault, at DEBUG."""


def tidy(text: str) -> str:
    """A text without secrets, in one line: what somebody wrote cannot look like a line of ours."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], SECRET.sub(r"\1…", text))


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens, passwords and response URLs out of every value, and all that would begin a line."""
    for key, value in event.items():
        if not isinstance(value, PLAIN):
            event[key] = tidy(value if isinstance(value, str) else repr(value))
    return event


class OfLibraries(logging.Handler):
    """What libraries log becomes lines like ours.

    A library that has lost its connection says so again with each attempt: every sentence of its code is written down
    once in ten seconds at most, with the number of times it was not.
    """

    def __init__(self, *, traces: bool, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._traces, self._now = traces, now
        self._quiet_until: dict[tuple[str, int], float] = {}
        self._left_out: Counter[tuple[str, int]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """One line, unless the same was said a moment ago."""
        try:
            self._write(record, (record.pathname, record.lineno))
        except Exception:  # noqa: BLE001 - a log that cannot be written stops nothing
            self.handleError(record)

    def _write(self, record: logging.LogRecord, place: tuple[str, int]) -> None:
        if self._now() < self._quiet_until.get(place, 0.0):
            self._left_out[place] += 1
            return
        self._quiet_until[place] = self._now() + QUIET_SECONDS
        more: dict[str, Any] = {"repeats": again} if (again := self._left_out.pop(place, 0)) else {}
        if record.exc_info and (self._traces or not record.name.startswith(TALKATIVE)):
            more["exc_info"] = record.exc_info
        said = record.getMessage().partition("\n")[0][:MOST_SAID]
        structlog.get_logger().log(record.levelno, "library", action=f"library.{record.name}", said=said, **more)


def set_up(level: str) -> None:
    """Logs go to standard error, so that what a command prints stays clean."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    handler = OfLibraries(traces=number <= logging.DEBUG)
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler])
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event", "action"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
