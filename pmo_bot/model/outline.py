"""An open item as far as a report tells of it: columns, because there may be ten thousand that nobody will change."""

from datetime import date, datetime, time
from typing import NamedTuple

from pmo_bot.model.item import About, Acceptance, Item, Kind, Priority, State


class Outline(NamedTuple):
    """These columns of an open item, named as in its row."""

    id: int
    number: int
    kind: Kind
    title: str
    done_means: str
    project_id: int | None
    owner_id: int | None
    requester_id: int | None
    contact_id: int | None
    due: date | None
    due_time: time | None
    priority: Priority
    state: State
    created_at: datetime
    acceptance: Acceptance | None
    turn_at: datetime | None
    offer_due: date | None
    blocked_at: datetime | None
    blocked_by_id: int | None
    blocked_by_text: str
    severity: int | None
    skills: list[int]
    effort: int | None
    about: About | None

    @property
    def key(self) -> str:
        """How people name it: `A-12`."""
        return f"{self.kind}-{self.number}"

    @property
    def is_open(self) -> bool:
        """What is closed has no outline."""
        return True


AnyItem = Item | Outline
"""What a rule or a sentence may be asked about that needs no more than an outline."""
