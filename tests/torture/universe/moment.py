"""Moments of which every point is tried: the worker dies there, another one starts anew, and all is as if it had not.

`MOMENTS` are things a worker does; they happen on a Monday at eleven on which everything is due at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from pydantic import SecretStr
from sqlmodel import col, select

from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.heartbeat import Heartbeat
from pmo_bot.jobs.keyring import Keyring
from pmo_bot.jobs.prune import Prune
from pmo_bot.jobs.renewing import Upkeep
from pmo_bot.model import Escalation, Installation, Item, Person, Project, Watch
from pmo_bot.ports import Fate, Grant, Outcome
from pmo_bot.services import blocking, deciding, erasing, handshake, installing, items
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.pruning import Kept
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from
from pmo_bot.store.vault import Vault
from tests.delivery.office import STATEMENTS, reports
from tests.many import KEY
from tests.simulation.log import Log
from tests.torture.universe.clock import Time, run
from tests.torture.universe.edge import LIFE, Killed, Life, WatchedDatabase
from tests.torture.universe.slack import Slack
from tests.torture.universe.trail import state_of, wrong_in
from tests.world import TEAM

MONDAY = STATEMENTS.astimezone(UTC) + timedelta(hours=2)
"""Nobody worked since Friday: all that is due comes at once."""
OTHER, GONE = "T0OTHER", "T0GONE"
LEASE = 61.0


# --- where it happens -------------------------------------------------------------------


def set_scene(url: str) -> None:
    """A week in which a bot worked from Monday to Friday; the next Monday everything is due."""
    time = Time(MONDAY - timedelta(days=7, hours=2))
    db = Database(url)
    reports(db)
    run(time, lambda: _week(db, time))
    _tenants(db)
    db.close()


async def _week(db: Database, time: Time) -> None:
    slack = Slack(time.now, Log(), Random(1), lambda key: {})  # noqa: S311 - the same each time
    heartbeat = Heartbeat(db, Courier(db, slack, time.now, "the worker of last week"), time.now)
    await heartbeat.tick()
    _promises(db, time.now())
    for _ in range(4 * 8 + 3):
        await asyncio.sleep(3 * 3600)
        await heartbeat.tick()
    jon, maria, sam = (_person(db, name) for name in ("U0JON", "U0MARIA", "U0SAM"))
    wanted = Capture(
        "Room for the rehearsal", owner_id=sam.id, project_id=_apollo(db), due=MONDAY.date() + timedelta(days=8)
    )
    items.capture(db, Act(jon, time.now()), wanted)
    items.capture(db, Act(jon, time.now()), wanted)
    stuck = _item(db, "The crane")
    blocking.block(db, Act(maria, time.now()), stuck.id, by_id=jon.id)


def _promises(db: Database, now: datetime) -> None:
    """What is late by then, and by how much, says where on its ladder it stands."""
    jon, maria = _person(db, "U0JON"), _person(db, "U0MARIA")
    days = {"The report": 1, "The contract": 3, "The rehearsal": 4, "The plan": 8, "The crane": 7}
    for title, days_on in days.items():
        due = now.date() + timedelta(days=days_on)
        items.capture(db, Act(jon, now), Capture(title, owner_id=maria.id, project_id=_apollo(db), due=due))


def _tenants(db: Database) -> None:
    """One workspace whose token ends, and one that took the bot out long ago."""
    vault = Vault(keys_from(KEY))
    for team, ends in ((OTHER, 600.0), (GONE, 0.0)):
        bot, refresh = SecretStr(f"xoxb-{team}"), SecretStr(f"xoxe-{team}")
        granted = Grant(team, "", False, team, bot, refresh, ends, "chat:write")
        installing.let_in(db, vault, granted, MONDAY - timedelta(days=90))
    installing.taken_out(db, [GONE], MONDAY - timedelta(days=80), MONDAY - timedelta(days=80))
    with db.transaction() as session:
        kept = session.get_one(Installation, OTHER)
        kept.expires_at = MONDAY + timedelta(minutes=30)
        session.add_all([kept, Watch(team_id=TEAM, looked_at=MONDAY, counted_until=MONDAY)])


def _person(db: Database, slack_id: str) -> Person:
    with db.reading() as session:
        found = queries.person_by_slack(session, TEAM, slack_id)
    assert found is not None
    return found


def _item(db: Database, title: str) -> Item:
    with db.reading() as session:
        return session.exec(select(Item).where(Item.title == title).order_by(col(Item.id))).first()  # type: ignore[return-value]


def _apollo(db: Database) -> int:
    with db.reading() as session:
        return session.exec(select(Project.id).where(Project.key == "APOLLO")).one()


# --- what happens -----------------------------------------------------------------------


@dataclass
class Worker:
    """Whoever is at work: each of them begins with nothing but the database."""

    db: Database
    slack: Slack
    time: Time
    name: str

    async def tick(self) -> None:
        """Plan and deliver until nothing is due."""
        await Heartbeat(self.db, Courier(self.db, self.slack, self.time.now, self.name), self.time.now).tick()


async def sweep(worker: Worker) -> None:
    """Plan, claim, send, complete: briefs, asks, packets, the digest with its thread, editions, the statement."""
    await worker.tick()


async def people_act(worker: Worker) -> None:
    """People answer; whoever got no answer looks whether it happened, and else their click is delivered again."""
    db, now = worker.db, MONDAY
    report, plan, room = (_item(db, title) for title in ("The report", "The plan", "Room for the rehearsal"))
    maria, jon, sam = (_person(db, name) for name in ("U0MARIA", "U0JON", "U0SAM"))
    with db.reading() as session:
        live = session.exec(select(Escalation).where(Escalation.item_id == report.id)).first()
    assert live is not None
    acts: list[tuple[bool, Callable[..., Any], tuple[Any, ...]]] = [
        (live.answered_at is None, deciding.extend, (Act(jon, now), live.id, MONDAY.date() + timedelta(days=9))),
        (room.acceptance == "requested", handshake.accept, (Act(sam, now), room.id)),
        (plan.is_open, items.finish, (Act(maria, now), plan.id)),
    ]
    for waits, act, given in acts:
        if waits:
            await asyncio.to_thread(act, db, *given)
    await worker.tick()


@dataclass
class Office:
    """Slack's side of tokens: the one before renews until the new one is used."""

    count: int = 0

    async def renew(self, refresh_token: str) -> Grant | Outcome:
        """A new one."""
        life = LIFE.get()
        if life is not None:
            life.here("before", "await oauth.v2.access")
        self.count += 1
        await asyncio.sleep(0.1)
        if life is not None:
            life.here("after", "await oauth.v2.access")
        bot, refresh = SecretStr(f"xoxb-{self.count}"), SecretStr(f"xoxe-{self.count}")
        return Grant(OTHER, "", False, OTHER, bot, refresh, 43200.0, "chat:write")


def _upkeep(worker: Worker) -> Upkeep:
    async def ask(team: str) -> Outcome:
        return Outcome(Fate.DONE)

    keyring = Keyring(worker.db, Vault(keys_from(KEY)))
    return Upkeep(keyring, Office(), worker.time.now, ask, 30, lambda team: None)  # type: ignore[arg-type]


async def renew(worker: Worker) -> None:
    """A token that ends is renewed."""
    await _upkeep(worker).renew()


async def erase(worker: Worker) -> None:
    """A workspace that left is erased, and so is somebody who wants it."""
    await _upkeep(worker).erase()
    sam = _erasable(worker.db)
    if sam is not None:
        await asyncio.to_thread(erasing.erase, worker.db, sam.id, MONDAY)


def _erasable(db: Database) -> Person | None:
    with db.reading() as session:
        return session.exec(select(Person).where(Person.slack_id == "U0SAM")).first()


async def prune(worker: Worker) -> None:
    """What was kept long enough goes."""
    await Prune(worker.db, worker.time.now, Kept(bodies=timedelta(hours=1), sayings=timedelta(hours=1), weeks=1)).run()


Moment = Callable[[Worker], Awaitable[None]]
MOMENTS: Mapping[str, Moment] = {
    "sweep": sweep, "people": people_act, "renewing": renew, "erasing": erase, "pruning": prune,
}  # fmt: skip


# --- and what became of it --------------------------------------------------------------


@dataclass
class Played:
    """How a moment ended."""

    points: list[str]
    """All that it came by."""
    died: str
    """Where the worker died; empty when it did not."""
    posted: Counter[tuple[str, str]]
    """Conversation and slot of each message."""
    state: dict[str, Any]
    wrong: list[str] = field(default_factory=list)


def played(url: str, name: str, dies_at: int | None = None) -> Played:
    """Play a moment on a copy of the scene; die at a point, start anew, and let it come to rest."""
    time = Time(MONDAY)
    slack = Slack(time.now, Log(), Random(1), lambda key: {})  # noqa: S311 - the same each time
    life = Life(dies_at=dies_at, points=[] if dies_at is None else None)
    run(time, lambda: _play(url, MOMENTS[name], life, slack, time))
    db = Database(url)
    posted = Counter((to, key) for to, _, key in slack.posted)
    ended = Played(life.points or [], life.ended, posted, state_of(db), [*wrong_in(db)])
    db.close()
    return ended


async def _play(url: str, act: Moment, life: Life, slack: Slack, time: Time) -> None:
    token = LIFE.set(life)
    worker = Worker(WatchedDatabase(url, life), slack, time, "worker 1")
    try:
        await act(worker)
    except Killed:
        pass
    finally:
        LIFE.reset(token)
        await life.bury()
        worker.db.close()
    another = Worker(Database(url), slack, time, "worker 2")
    if life.ended:
        await asyncio.sleep(LEASE)
        await act(another)
    for _ in range(8):
        await asyncio.sleep(LEASE)
        await another.tick()
    another.db.close()
