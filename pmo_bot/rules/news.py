"""What somebody is told in their brief although nothing is asked of them: each thing once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pmo_bot.model import LineKind, Mode
from pmo_bot.rules.asks import LED_BY, first_of
from pmo_bot.rules.facts import ItemFacts, Recipient

SLIPS_TOLD = 2
"""From this slip on the lead is told of each."""


@dataclass(frozen=True, slots=True)
class News:
    """Something its reader is to know."""

    kind: LineKind
    reader: Recipient
    since: datetime
    key: str


def news(facts: ItemFacts) -> tuple[News, ...]:
    """All that is to be told about an item."""
    return tuple(one for find in NEWS if (one := find(facts)) is not None)


def _slipped(facts: ItemFacts) -> News | None:
    """To the lead of a controlling project: its date moved to a later day, and not for the first time.

    Who moved it themselves knows; in directive mode the lead has agreed to it before.
    """
    item, slip = facts.item, facts.slipped
    if facts.mode is not Mode.CONTROLLING or item.slips < SLIPS_TOLD or not item.is_open or slip is None:
        return None
    reader = first_of(facts, LED_BY)
    if reader is None or reader.person.id == slip.by_id or slip.at < facts.workspace.started_at:
        return None
    return News(LineKind.SLIPPED, reader, slip.at, f"slipped:{item.number}:{int(slip.at.timestamp() * 1000)}")


NEWS: tuple[Callable[[ItemFacts], News | None], ...] = (_slipped,)
