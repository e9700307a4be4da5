"""Planning is the same once, twice and at the same time as everything else."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime, timedelta
from threading import Barrier
from typing import TypeVar

from sqlmodel import select, update

from pmo_bot.model import Item, Person, Post
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services import blocking, items, people, planning
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, PROMISED, STAFF, promises
from tests.world import TEAM

T = TypeVar("T")


def at_once(*work: Callable[[], T]) -> list[T]:
    """Do all of this at the same instant, each in a thread of its own; what each of them gave."""
    barrier = Barrier(len(work))

    def one(do: Callable[[], T]) -> T:
        barrier.wait()
        return do()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def test_planning_twice_at_the_same_instant_makes_one_brief_each(database_url: str) -> None:
    with closing(Database(database_url)) as first, closing(Database(database_url)) as second:
        promises(first)
        made = at_once(lambda: planning.plan(first, BRIEFS), lambda: planning.plan(second, BRIEFS))
        assert sum(made) == len(STAFF)
        with first.reading() as session:
            assert len(session.exec(select(Post.key)).all()) == len(STAFF)


def test_planning_again_makes_nothing(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        promises(db)
        assert [planning.plan(db, BRIEFS) for _ in range(3)] == [len(STAFF), 0, 0]


class Changes:
    """People who never stop changing things."""

    def __init__(self, db: Database) -> None:
        self.db = db
        staff = [person for who in STAFF if (person := people.find(db, TEAM, who)) is not None]
        self.own = {person.id: (person, self._promise(person)) for person in staff}

    def _promise(self, person: Person) -> int:
        return items.capture(
            self.db, Act(person, PROMISED), Capture(f"More of {person.name}", owner_id=person.id)
        ).item.id

    def make(self, seed: int) -> None:
        """Somebody's item waits for another, which wakes both; somebody moves, which wakes all that they owe."""
        chance = random.Random(seed)  # noqa: S311
        for minute in range(10):
            person, own = chance.choice(list(self.own.values()))
            others = [item for _, item in self.own.values() if item != own]
            act = Act(person, BRIEFS + timedelta(minutes=minute, seconds=seed))
            if minute % 3:
                with suppress(AlreadyDone, Refused):  # chance may say the same twice, or go round, or close a circle
                    blocking.block(self.db, act, own, on_id=chance.choice(others))
            else:
                people.know(self.db, TEAM, Profile(str(person.slack_id), "Moved", f"Etc/GMT+{minute}"), act.now)


def test_planning_while_people_change_things_neither_deadlocks_nor_forgets_a_change(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        promises(db)
        changes = Changes(db)

        def plans() -> None:
            for minute in range(10):
                planning.plan(db, BRIEFS + timedelta(minutes=minute))

        at_once(plans, plans, *(lambda seed=seed: changes.make(seed) for seed in range(4)))  # type: ignore[misc]
        end = BRIEFS + timedelta(hours=1)
        planning.plan(db, end)
        planned = wakes(db)
        with db.transaction() as session:
            session.exec(update(Item).values(wake_at=end))
        planning.plan(db, end)
        assert planned == wakes(db), "what is derived from scratch is what was there"


def wakes(db: Database) -> dict[int, datetime | None]:
    """When the plan looks at each item again."""
    with db.reading() as session:
        return dict(session.exec(select(Item.number, Item.wake_at)).all())
