"""The log of a run: one JSON object a line, in the order in which things happened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any


@dataclass
class Log:
    """What is written down while a run goes on."""

    lines: list[str] = field(default_factory=list)

    def write(self, at: datetime, what: str, **told: Any) -> None:
        """One more line."""
        self.lines.append(json.dumps({"at": at.isoformat(), "what": what, **told}, default=_plain))

    def entries(self) -> Iterator[Mapping[str, Any]]:
        """Each line as it is read again."""
        return map(json.loads, self.lines)


def _plain(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
