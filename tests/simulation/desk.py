"""What a simulated person can reach: the services, one call a click, each written into the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Item, Line, LineKind, Person, Project
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act
from pmo_bot.store.database import Database
from tests.simulation.telling import Teller


@dataclass
class Desk:
    """Everything that acts share."""

    db: Database
    teller: Teller
    rng: Random
    now: Callable[[], datetime]
    staff: dict[str, int]
    """Ids of people by Slack id."""
    projects: Sequence[str] = ()
    """Their keys."""
    refused: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    left: set[str] = field(default_factory=set)
    """Who has left: they do nothing any more."""

    def act(self, who: str) -> Act:
        """Somebody does something now."""
        with self.db.reading() as session:
            return Act(session.get_one(Person, self.staff[who]), self.now())

    def do(self, who: str, what: str, service: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Call a service for somebody; None when it is refused, as a person would be told."""
        try:
            done = service(self.db, self.act(who), *given, **more)
        except (Refused, AlreadyDone) as refusal:
            self.refused[f"{what}: {getattr(refusal, 'why', 'done already')}"] += 1
            return None
        self.acts[what] += 1
        item = done.item if isinstance(done, Done) else done if isinstance(done, Item) else None
        if item is not None:
            self.teller.item(item.id, what, who, self.now())
            self.teller.checks(who, self.now())
        return done

    def one(self, query: Any) -> Any:
        """The first row of a query."""
        with self.db.reading() as session:
            return session.exec(query).first()

    def item(self, number: int) -> Item:
        """An item by its number."""
        found = self.one(select(Item).where(Item.number == number))
        assert found is not None
        return found  # type: ignore[no-any-return]

    def some_item(self, *where: Any) -> Item | None:
        """Any item of this kind."""
        with self.db.reading() as session:
            ids = session.exec(select(Item.id).where(*where).order_by(col(Item.id))).all()
            return session.get_one(Item, self.rng.choice(ids)) if ids else None

    def slack_id(self, person_id: int | None) -> str | None:
        """Somebody's name in the log, while they are there."""
        found = next((name for name, known in self.staff.items() if known == person_id), None)
        return found if found not in self.left else None

    def someone(self, *but: str | None) -> str:
        """Anybody who is there."""
        return self.rng.choice([name for name in self.staff if name not in self.left and name not in but])

    def home(self, item: Item) -> Project | None:
        """Its project."""
        with self.db.reading() as session:
            return session.get(Project, item.project_id) if item.project_id is not None else None

    def live_round(self, item: Item) -> Escalation | None:
        """The newest round of its commitment."""
        rounds = select(Escalation).where(Escalation.item_id == item.id, Escalation.commitment == item.commitment)
        return self.one(rounds.order_by(col(Escalation.round).desc()))  # type: ignore[no-any-return]

    def told_of(self, item: Item) -> list[int]:
        """Who has heard of it by an escalation of this commitment."""
        with self.db.reading() as session:
            return _told(session, item)


def _told(session: Session, item: Item) -> list[int]:
    mine = (Line.item_id == item.id, Line.kind == LineKind.PACKET, Line.commitment == item.commitment)
    return list(session.exec(select(Line.person_id).where(*mine)))
