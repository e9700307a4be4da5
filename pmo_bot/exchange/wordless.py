"""An archive without the words of people: what is left says how things went, not what was said.

A column is kept only if it is listed: one that is added tomorrow is left out until somebody has looked at it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Table

from pmo_bot.store import whole

KEPT = frozenset({
    "workspace.pilot",
    "pair.key", "pair_line.key", "pair_line.post_key",
    "person.slack_id", "person.zone", "person.workdays", "person.country", "person.subdivision", "person.dm_channel",
    "project.key", "project.channel", "project.zone", "channel_member.channel", "channel_member.slack_id",
    "item.ref", "event.what", "event.source", "event.once", "event.before", "event.after", "wording.name",
    "line.key", "line.post_key", "line.step", "line.why", "outbox.key", "outbox.lane", "outbox.outcome", "outbox.why",
    "sent.key", "sent.channel", "sent.ts", "saying.post_key", "saying.stood", "saying.among",
    "tag.name", "escalation.facts", "escalation.policy", "escalation.answer", "policy.body", "snapshot.body",
    "baseline.body",
})  # fmt: skip
"""Texts and structures that hold keys, ids, dates and numbers."""
NAMES = frozenset({"name", "ref"})
"""What an event may tell of a person that says who they are."""

Row = Mapping[str, Any]


def without_words(table: Table) -> Callable[[Row], Row]:
    """What takes the words out of the rows of a table."""
    silent = {one.name: _nothing(one) for one in whole.columns(table) if has_words(one)}

    def take_out(row: Row) -> Row:
        bare = {**row, **silent}
        if table.name == "event":
            bare |= {side: _unnamed(row[side], row["what"]) for side in ("before", "after")}
        return bare

    return take_out


def has_words(column: Column[Any]) -> bool:
    """Whether a column may hold what somebody wrote, or their name."""
    kind = column.type
    may = isinstance(kind, String | JSON) or hasattr(kind, "length")
    return may and not isinstance(kind, Enum) and f"{column.table.name}.{column.name}" not in KEPT


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    return {} if isinstance(column.type, JSON) else ""


def _unnamed(told: Any, what: str) -> Any:
    if not what.startswith("person.") or not isinstance(told, dict):
        return told
    return {name: None if name in NAMES else value for name, value in told.items()}
