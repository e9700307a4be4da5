"""Anchors: where the chains of events ended, in a file that the database's owner cannot change quietly.

A line is a JSON object: when, which workspace, the number of its newest event, and the hash of that.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OURS_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a chain ended at some time."""

    at: datetime
    team: str
    event: int
    hash: str


class NoAnchor(Exception):
    """A line that is no anchor, by its number."""


def line(anchor: Anchor) -> str:
    """An anchor as it stands in a file, or in a log."""
    return _written(anchor.at, anchor.team, event=anchor.event, hash=anchor.hash)


def erased(at: datetime, team: str) -> str:
    """The line that ends the anchors of a workspace: it was erased as a whole."""
    return _written(at, team, erased=True)


def _written(at: datetime, team: str, **more: Any) -> str:
    return json.dumps({"at": at.astimezone(UTC).isoformat(timespec="seconds"), "workspace": team, **more})


def append(path: Path, lines: Iterable[str]) -> None:
    """Write lines behind those that are there, so that they are still there after a loss of power.

    Where the last one was not written to its end, they begin on a line of their own.
    """
    said = "".join(f"{one}\n" for one in lines)
    if not said:
        return
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, OURS_ALONE)
    with os.fdopen(descriptor, "a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            said = said if file.read(1) == b"\n" else f"\n{said}"
        file.write(said.encode())
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, passed_over: list[int] | None = None) -> list[Anchor]:
    """The anchors of a file; those of a workspace that was erased since are left out.

    Raises `NoAnchor`, unless there is a list for the numbers of lines that are none.
    """
    found: dict[str, list[Anchor]] = {}
    for number, said in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            told = json.loads(said)
            team, at = str(told["workspace"]), datetime.fromisoformat(told["at"])
            if told.get("erased"):
                found.pop(team, None)
                continue
            found.setdefault(team, []).append(Anchor(at, team, int(told["event"]), str(told["hash"])))
        except (KeyError, TypeError, ValueError, AttributeError):
            if passed_over is None:
                raise NoAnchor(number) from None
            passed_over.append(number)
    return [one for anchors in found.values() for one in anchors]
