"""Which values name other rows: foreign keys say so themselves, the others are listed here.

They matter where an archive comes into a database that has other workspaces: the rows get other numbers there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from pmo_bot.rules.silence import OBSERVED
from pmo_bot.rules.upkeep import LEADERLESS, SPONSORLESS
from pmo_bot.store import whole

COLUMNS = {
    "item.offer_note_id": "note",
    "item.evidence_id": "note",
    "saying.seen": "event",
    "item.about_id": "decision",
    "workspace.sponsor_id": "person",
}
"""Columns that name rows and are no foreign keys; `about_id` names one of the table that its check is about."""
IN_JSON = {
    "about": "item", "asked": "person", "among": "item", "artefact": "artefact", "by": "person", "decision": "decision",
    "event": "event", "evidence_id": "note", "first": "person", "former": "person", "freeze": "freeze",
    "instead_of": "person", "item": "item", "lesson": "lesson", "made": "item", "measure": "item", "members": "account",
    "move": "event",
    "note": "note", "offer_note_id": "note", "on": "item", "owner": "person", "people": "person", "person": "person",
    "rest": "item", "row": "goal", "requirements": "tag", "skills": "tag", "tags": "tag", "template": "template",
    "update": "update_note", "waiting": "item",
}  # fmt: skip
"""Names in JSON columns below which whole numbers name rows; those of foreign keys do so besides."""
STRUCTURES = ("event.before", "event.after", "line.why", "outbox.why", "escalation.facts", "saying.reading",
              "saying.among", "item.skills")  # fmt: skip
"""The JSON columns in which they do."""
BODY = "body"
"""A policy, in an event: its numbers are days."""
IN_KEYS: Mapping[str, tuple[str | None, ...]] = {
    "ask": ("person",), "awaited": (None, "escalation", "person"), "brief": ("person",),
    "edition": ("edition",), "reader": ("stakeholder",), "unsent": (None, "edition"),
    "full": ("person", None, "person"),
    "clash": (None, None, None, "person", "person"), "decided": (None, "event"), "edit": ("sent",),
    "group": ("event", "person"), "heard": (None, "event"), "home": ("person",), "late": (None, None, "person"),
    SPONSORLESS: ("person",),
    LEADERLESS: (None, "person"), "moved": (None, "event", "person"), "noted": (None, "event", "person"),
    "pair": (None, "person"),
    "packet": (None, None, None, None, "person"),
    "risen": (None, "event"), "settled": (None, "escalation", "person"), "slipped": (None, "event"),
    "update": ("update_note",),
    "welcome": ("project", "person"),
}  # fmt: skip
"""What the parts of a key name, by its first word; the key of anything else names no row by its number."""
IN_LANES: Mapping[str, tuple[str | None, ...]] = {
    "group": ("item",), "home": ("person",), "person": ("person",), "reply": ("person",),
}  # fmt: skip
IN_ONCE: Mapping[str, tuple[str | None, ...]] = {"said": ("saying",)}
NAMES = {
    "outbox.key": IN_KEYS, "outbox.lane": IN_LANES, "line.key": IN_KEYS, "line.post_key": IN_KEYS, "sent.key": IN_KEYS,
    "saying.post_key": IN_KEYS, "event.once": IN_ONCE, "pair_line.key": IN_KEYS, "pair_line.post_key": IN_KEYS,
}  # fmt: skip
"""The columns whose texts are made of words and numbers of rows."""
ROUND = "round-"
"""Before the number of a round, in the key of a conversation that was opened for it."""

Change = Callable[[Any], Any]


def target(column: Column[Any]) -> str | None:
    """The table whose rows a column names, if it names any."""
    for key in column.foreign_keys:
        return str(key.column.table.name)
    return COLUMNS.get(f"{column.table.name}.{column.name}")


def names_in_json() -> dict[str, str]:
    """What a whole number below a name in a JSON column is the number of."""
    keys = {
        one.name: name for table in whole.tables() for one in whole.columns(table) if (name := target(one)) is not None
    }
    return {**keys, **IN_JSON}


@dataclass(frozen=True, slots=True)
class Shift:
    """How much higher the numbers of the rows become, by table."""

    by: Mapping[str, int]

    def changes(self, table: Table) -> dict[str, Change]:
        """What becomes of the values of a table's columns, for those that change."""
        if not any(self.by.values()):
            return {}
        return {one.name: change for one in whole.columns(table) if (change := self._change(one)) is not None}

    def _change(self, column: Column[Any]) -> Change | None:
        place = f"{column.table.name}.{column.name}"
        if whole.numbered(column.table) and column.name == "id":
            return lambda value: self.number(column.table.name, value)
        if (name := target(column)) is not None:
            return lambda value: self.number(name, value)
        if place in NAMES:
            return lambda value: self._key(value, NAMES[place])
        if place in STRUCTURES:
            known = names_in_json()
            return lambda value: self._structure(value, known.get(column.name), known)
        return None

    def number(self, table: str, value: Any) -> Any:
        """The number of a row as it becomes."""
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value + self.by.get(table, 0)
        return value

    def _structure(self, value: Any, table: str | None, known: Mapping[str, str]) -> Any:
        if isinstance(value, dict):
            return {
                name: one if name == BODY else self._structure(one, known.get(name), known)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [self._structure(one, table, known) for one in value]
        return self.number(table, value) if table is not None else value

    def _key(self, value: Any, known: Mapping[str, tuple[str | None, ...]]) -> Any:
        if not isinstance(value, str):
            return value
        apart = OBSERVED if value.startswith(OBSERVED) else ""
        word, *parts = value.removeprefix(apart).split(":")
        names = (*known.get(word, ()), *(None for _ in parts))
        return apart + ":".join([word, *(self._part(part, name) for part, name in zip(parts, names, strict=False))])

    def _part(self, part: str, table: str | None) -> str:
        if part.startswith(ROUND) and table is not None:
            return ROUND + self._part(part.removeprefix(ROUND), "escalation")
        if table is None or not part.isascii() or not part.isdigit():
            return part
        return str(self.number(table, int(part)))


def offsets(here: Mapping[str, int], there: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """By table: how much higher its numbers become, beyond what is `here` and beyond what they were `there`.

    So a button of an old message never means another row than it did.  It is the same for all tables: a number whose
    table depends on another column becomes what it has to be.
    """
    most = max((max(here[name], there.get(name, 0)) for name in here), default=0)
    for name in here:
        yield name, most
