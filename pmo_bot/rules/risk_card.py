"""What a card tells besides its item, where that is a risk, an issue that was one, or something done about either."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pmo_bot.model import Contingency, Item, Kind, Person, Risk


@dataclass(frozen=True, slots=True)
class RiskCard:
    """How a risk stands, for one reader: only what exists for them."""

    item: Item
    today: date
    risk: Risk | None = None
    review_on: date | None = None
    """When its owner is asked about it next."""
    measures: tuple[Item, ...] = ()
    plan: tuple[Contingency, ...] = ()
    ready: frozenset[int] = frozenset()
    """Who is ready for their part of it, by id of the person."""
    asked: frozenset[int] = frozenset()
    """Who is asked whether they are, and has not answered yet."""
    made: Mapping[int, Item] = field(default_factory=dict)
    """By id: what the lines of the plan were made into."""
    measure_of: tuple[Item, ...] = ()
    """The risks that the item is a measure of."""
    planned_for: Item | None = None
    """The risk whose plan it comes from."""
    people: Mapping[int, Person] = field(default_factory=dict)

    @property
    def is_risk(self) -> bool:
        """Whether it can be assessed."""
        return self.item.kind is Kind.RISK

    @property
    def can_be_activated(self) -> bool:
        """Whether there is a plan that waits for somebody to begin it."""
        return bool(self.plan) and self.risk is not None and self.risk.activated_at is None and self.item.is_open

    @property
    def is_empty(self) -> bool:
        """Whether the card has nothing to add."""
        about_it = self.is_risk or self.risk is not None or self.measures
        return not (about_it or self.measure_of or self.planned_for)

    def owner(self, owner_id: int | None) -> Person | None:
        """Somebody it names."""
        return self.people.get(owner_id or 0)
