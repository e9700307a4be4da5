"""What is kept long enough goes in small batches; what the plan and the history live on stays."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from pmo_bot.jobs.prune import Prune
from pmo_bot.model import Event, Person, Post, PostKind, PostState, Punctuality, Saying, Watch
from pmo_bot.services import alarms, notices, pruning
from pmo_bot.services.people import Profile, ensure_workspace, know
from pmo_bot.store.database import Database
from tests.world import TEAM

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
OLD, NEW = NOW - timedelta(days=100), NOW - timedelta(days=10)
MANY = pruning.BATCH * 2 + 7


def post(key: str, kind: PostKind, at: datetime, person_id: int | None = None, **values: object) -> Post:
    state = {"state": PostState.SENT, "settled_at": at, "body": {"text": "words"}} | values
    return Post(team_id=TEAM, key=key, kind=kind, lane=key, person_id=person_id, not_before=at, created_at=at, **state)  # type: ignore[arg-type]


async def test_old_wording_edits_and_homes_go_and_slots_stay(database_url: str) -> None:
    db = Database(database_url)
    ensure_workspace(db, TEAM, OLD)
    maria = know(db, TEAM, Profile("U0MARIA", "Maria", "UTC"), OLD)
    alarms.keep(db, TEAM, {}, NOW)
    with db.transaction() as session:
        session.add_all(post(f"digest:{n}", PostKind.DIGEST, OLD + timedelta(seconds=n)) for n in range(MANY))
        session.add_all(post(f"edit:{n}:1", PostKind.EDIT, OLD) for n in range(5))
        session.add(post(f"home:{maria.id}:1", PostKind.HOME, OLD, maria.id))
        session.add(post(f"home:{maria.id}:2", PostKind.HOME, NEW, maria.id))
        session.add(post("digest:new", PostKind.DIGEST, NEW))
        session.add(post("held", PostKind.DIGEST, OLD, state=PostState.HELD))
        for at, number in ((NOW - timedelta(days=400), 1), (NEW, 2)):
            session.add(Saying(team_id=TEAM, post_key=f"reply:{number}", number=1, person_id=maria.id, text="my words",
                               reading={"deed": "note", "words": "my words"}, created_at=at))  # fmt: skip
        session.add(Punctuality(team_id=TEAM, week=(NOW - timedelta(weeks=110)).date()))
    with db.reading() as session:
        events = session.exec(select(Event.id)).all()
    assert events
    assert await Prune(db, lambda: NOW).run() > MANY
    assert await Prune(db, lambda: NOW).run() == 0, "nothing is walked through twice"
    with db.reading() as session:
        left = {one.key: one.body for one in session.exec(select(Post))}
        assert {key for key in left if key.startswith("digest")} == {f"digest:{n}" for n in range(MANY)} | {
            "digest:new"
        }
        assert {key for key, body in left.items() if body} == {"digest:new", f"home:{maria.id}:2", "held"}
        assert not [key for key in left if key.startswith("edit") or key == f"home:{maria.id}:1"]
        assert [one.text for one in session.exec(select(Saying).order_by(col(Saying.id)))] == ["", "my words"]
        assert session.exec(select(Punctuality)).all() == []
        assert session.exec(select(Event.id)).all() == events, "the history stays"
        assert session.get_one(Watch, TEAM).pruned_until is not None
    _homes_go_on_by_number(db, maria.id)
    db.close()


def _homes_go_on_by_number(db: Database, person_id: int) -> None:
    """A Home is published again although its first is gone."""
    with db.transaction() as session:
        maria = session.get_one(Person, person_id)
        maria.home_seen_at = NOW
        notices.refresh_home(session, maria, NOW)
    with db.reading() as session:
        homes = session.exec(select(Post.key).where(Post.kind == PostKind.HOME, Post.state == PostState.DUE)).all()
        assert homes == [f"home:{person_id}:3"]


def test_a_batch_costs_the_same_however_much_is_old(sqlite_url: str) -> None:
    """Whoever waits for its turn at the database waits for one batch, not for a walk through all that is old."""
    ensure_workspace(Database(sqlite_url), TEAM, OLD)
    few = worked(sqlite_url, already=0, old=pruning.BATCH * 2)
    many = worked(sqlite_url, already=pruning.BATCH * 2, old=pruning.BATCH * 20)
    assert many < 1.5 * few


def worked(url: str, already: int, old: int) -> int:
    """Hundreds of steps that SQLite takes for one batch when so many messages are old."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    with closing(Database(url)) as db:
        rows = [post(f"old:{n}", PostKind.BRIEF, OLD + timedelta(seconds=n)) for n in range(already, old)]
        with db.transaction() as session:
            session.add_all(rows)
            watch = session.get(Watch, TEAM) or Watch(team_id=TEAM, looked_at=NOW, counted_until=NOW)
            watch.pruned_until = None
            session.add(watch)
        with db.reading() as session:
            driver = session.connection().connection.driver_connection
        driver.set_progress_handler(step, 100)  # type: ignore[union-attr]  # one connection is enough for one thread
        pruning.prune(db, pruning.Kept(bodies=timedelta(days=30)), NOW)
    return steps[0]
