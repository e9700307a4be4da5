"""When the plan looks again after the rules of zones changed, or a clock was wrong; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from pmo_bot.jobs.afresh import Afresh
from pmo_bot.model import Basis, Item, Post, PostKind, PostState, Project
from pmo_bot.services import afresh
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database
from tests.delivery.office import PROMISED, project, promises
from tests.world import TEAM

LATER, A_LOOK = timedelta(days=40), timedelta(minutes=1)


def test_what_lies_ahead_is_looked_at_a_day_sooner_or_at_once_when_the_clock_was_ahead(database_url: str) -> None:
    db = Database(database_url)
    promises(db, ("U0MARIA",))
    project(db)

    def sleeps() -> None:
        with db.transaction() as session:
            for row in (session.exec(select(Item)).one(), session.exec(select(Project)).one()):
                row.wake_at = PROMISED + LATER
                session.add(row)

    def wakes() -> set[timedelta]:
        with db.reading() as session:
            rows = (session.exec(select(Item)).one(), session.exec(select(Project)).one())
            return {row.wake_at - PROMISED for row in rows if row.wake_at is not None}

    assert afresh.look(db, PROMISED, "2026a") == 1
    sleeps()
    assert afresh.look(db, PROMISED, "2026a") == 0
    assert afresh.look(db, PROMISED, "2026b", compare=False) == 0
    assert wakes() == {LATER}
    assert afresh.look(db, PROMISED, "2026b") == 1
    assert wakes() == {LATER - timedelta(hours=25)}
    assert afresh.look(db, PROMISED + LATER, "2026b") == 0
    sleeps()
    assert afresh.look(db, PROMISED, "2026b") == 0, "another process may live by a later time"
    assert afresh.look(db, PROMISED, "2026b", wrong=PROMISED + LATER - A_LOOK) == 0, "and has said so since"
    assert afresh.look(db, PROMISED, "2026c") == 1
    assert wakes() == {LATER - timedelta(hours=25)}
    assert afresh.newest(db) == PROMISED + LATER
    almost = PROMISED + LATER - A_LOOK
    assert afresh.look(db, almost, "2026c", wrong=PROMISED + LATER) == 0, "clocks of machines differ a little"
    assert afresh.look(db, PROMISED, "2026c", wrong=PROMISED + LATER) == 1
    assert wakes() == {timedelta()}
    with db.reading() as session:
        assert session.get_one(Basis, TEAM).newest == PROMISED
        assert queries.workspace(session, TEAM) is not None
    db.close()


# --- what a process makes of it -------------------------------------------------------------


@dataclass
class Machine:
    """A process, the seconds it runs, and how far its clock is ahead."""

    db: Database
    ahead: timedelta = timedelta()
    ran: float = 0.0

    def __post_init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """The process ends, and another one begins."""
        self.afresh = Afresh(self.db, timedelta(minutes=1), ran=lambda: self.ran, rules=lambda: "2026a")

    def look(self, minute: int) -> list[str]:
        """It looks, at this minute; what it says."""
        self.ran = 60.0 * minute
        with capture_logs() as log:
            self.afresh.look(PROMISED + minute * A_LOOK + self.ahead)
        return [line["action"] for line in log]


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Database]:
    """A workspace at which the plan has looked."""
    made = Database(sqlite_url)
    promises(made, ("U0MARIA",))
    afresh.look(made, PROMISED, "2026a")
    yield made
    made.close()


@pytest.mark.parametrize("ahead", [timedelta(minutes=3), timedelta(minutes=10), timedelta(days=365)])
def test_whose_clock_is_right_is_not_decided_while_both_live(db: Database, ahead: timedelta) -> None:
    early, late = Machine(db, ahead), Machine(db)
    said = [(early.look(minute), late.look(minute)) for minute in range(20)]
    assert said == [([], []), ([], ["plan.clocks_differ"]), *[([], [])] * 18], "and it is said once"
    early.ahead = timedelta()
    assert (early.look(20), late.look(20)) == (["plan.afresh"], []), "now one was set"
    assert (early.look(21), late.look(21)) == ([], [])


def test_a_clock_that_is_set_back_is_noticed_at_once(db: Database) -> None:
    one = Machine(db, timedelta(days=2))
    assert one.look(0) == one.look(1) == []
    one.ahead = timedelta()
    assert one.look(2) == ["plan.afresh"]
    assert one.look(3) == []


def test_a_clock_that_was_set_back_while_nothing_ran_is_noticed_when_nobody_else_goes_by_it(db: Database) -> None:
    one = Machine(db, timedelta(days=2))
    one.look(0)
    one.ahead = timedelta()
    one.begin_anew()
    said = [one.look(minute) for minute in range(1, 9)]
    assert said == [[], [], [], [], [], ["plan.afresh"], [], []]


def test_what_a_process_of_before_left_is_freed_once_also_when_the_first_look_fails(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, real = Machine(db), outbox.shared_clock
    with db.transaction() as session:
        post = Post(team_id=TEAM, key="brief:1", kind=PostKind.BRIEF, lane="person:1", not_before=PROMISED,
                    created_at=PROMISED, state=PostState.SENDING, attempts=1, lease_by="before",
                    lease_until=real(session) + LATER)  # fmt: skip
        session.add(post)

    def lease() -> timedelta:
        with db.reading() as session:
            until = session.exec(select(Post.lease_until)).one()
            assert until is not None
            return until - real(session)

    for name in ("newest", "look", "free"):
        with monkeypatch.context() as broken:
            broken.setattr(afresh, name, unreachable)
            with pytest.raises(ConnectionError):
                one.look(int(one.ran) // 60 + 1)
        assert lease() > LATER - A_LOOK
    one.look(4)
    assert lease() <= timedelta(minutes=1)
    with monkeypatch.context() as broken:
        broken.setattr(afresh, "free", unreachable)
        assert one.look(5) == [], "once"


def unreachable(*_: object, **__: object) -> None:
    """The database does not answer."""
    raise ConnectionError
