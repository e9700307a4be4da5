"""An archive: all of a workspace in a file or a folder, and what it says of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Protocol

FORMAT = "pmo-bot"
VERSION = 1
"""Of the form of the archive; which columns there are, its `schema` says."""
LONGEST_NAME = 32
"""Of a workspace, as Slack gives it."""


class Unusable(Exception):
    """Why nothing was taken, in a sentence or two: where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """What an archive says of itself before anything else."""

    format: str
    version: int
    schema: str
    """The newest migration of the database it came from."""
    workspace: str
    as_of: str
    """The moment that all its rows are of, in UTC."""
    texts: bool
    """Whether it has the words of people."""
    rows: Mapping[str, int]
    """How many rows each table has."""
    last: Mapping[str, int]
    """The highest number of a row in each table that numbers its rows."""

    @classmethod
    def of(cls, told: Mapping[str, Any], where: str) -> "Head":
        """What was read; raises `Unusable` for what is no archive."""
        names = [one.name for one in fields(cls)]
        if told.get("format") != FORMAT:
            raise Unusable(f"{where} is no export of PMO Bot. `./run export` makes one.")
        if told.get("version") != VERSION:
            raise Unusable(
                f"{where} is an export of version {told.get('version')}, and this PMO Bot reads version {VERSION}. "
                "Import it with the PMO Bot that wrote it, or export again with this one."
            )
        if missing := [name for name in names if name not in told]:
            raise Unusable(f"{where} does not say its “{missing[0]}”. Export again: the beginning was changed.")
        made = cls(**{name: told[name] for name in names})
        kinds = (made.schema, made.workspace, made.as_of)
        counts = (made.rows, made.last)
        readable = all(isinstance(one, str) for one in kinds) and all(_counts(one) for one in counts)
        if not readable or not 0 < len(made.workspace) <= LONGEST_NAME:
            raise Unusable(f"{where} says something of itself that I cannot read. Export again.")
        return made


def _counts(told: object) -> bool:
    return isinstance(told, Mapping) and all(isinstance(one, int) for one in told.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A row as an archive keeps it: its place there, and its columns in plain values."""

    where: str
    values: Mapping[str, Any]


class Archive(Protocol):
    """Something to read an archive from."""

    @property
    def about(self) -> Head:
        """What it says of itself."""

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Its tables in order, each with its rows, one after the other: read a table before you ask for the next."""
