"""Logs: one line an event, key=value, without anybody's words or secrets."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"(xox[a-z]-|xapp-|https://hooks\.slack\.com/)[\w./-]+")
BREAKS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Signs that begin a line or move the cursor for some reader; a new line the renderer writes as `\\n` by itself."""


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens and response URLs out of every value, and what would make one line look like two."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = BREAKS.sub(_as_written, SECRET.sub(r"\1…", value))
    return event


def _as_written(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode()


def set_up(level: str) -> None:
    """Logs go to standard error, so that what a command prints stays clean."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=max(number, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(message)s")
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
        cache_logger_on_first_use=True,
    )
