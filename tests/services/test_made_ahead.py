"""What becomes of a message that was made while the clock was ahead, by its kind; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from pmo_bot.model import Audience, Cause, Health, Post, PostKind, PostState
from pmo_bot.services import afresh, alarms, editions, items, people, planning, projects, statements
from pmo_bot.services.editions import Wanted
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject, ProjectChange
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, PROMISED, promises
from tests.torture.clockwork import BEGINS, clockwork, found
from tests.torture.clockwork import TEAM as ALDER
from tests.torture.nursery import silent
from tests.world import TEAM

AHEAD, A_MINUTE = timedelta(days=2), timedelta(minutes=1)
EVENING = PROMISED.replace(hour=21)
NEXT_MORNING = BRIEFS
PLANNED, ANEW = "is planned again", "is written anew"
LEAVES: dict[PostKind, Any] = {
    PostKind.BRIEF: PLANNED,
    PostKind.ASK: PLANNED,
    PostKind.DIGEST: PLANNED,
    PostKind.EDITION: PLANNED,
    PostKind.REPORT: PLANNED,
    PostKind.COLOUR: PLANNED,
    PostKind.STATEMENT: PLANNED,
    PostKind.ALARM: ANEW,
    PostKind.THREAD: EVENING,
    PostKind.EDIT: EVENING,
    PostKind.HOME: EVENING,
    PostKind.WELCOME: EVENING,
    PostKind.UPKEEP: EVENING,
    PostKind.UPDATE: EVENING,
    PostKind.REPLY: EVENING,
    PostKind.ANNOUNCEMENT: EVENING + timedelta(minutes=5),
    PostKind.GROUP: NEXT_MORNING,
}
"""When it may leave by a clock that is right again in the evening; whatever makes a sound is asked at the gate then."""
PLANNED_KINDS = {kind for kind, at in LEAVES.items() if at == PLANNED}


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Two people in Madrid."""
    with closing(Database(database_url)) as made:
        promises(made, ("U0MARIA", "U0JON"))
        yield made


@pytest.fixture
def sqlite_db(sqlite_url: str) -> Iterator[Database]:
    """The same where the database does not matter."""
    with closing(Database(sqlite_url)) as made:
        promises(made, ("U0MARIA", "U0JON"))
        yield made


def a_post(kind: PostKind, **more: Any) -> Post:
    """Made two days ahead of an evening, to leave after that."""
    at = EVENING + AHEAD
    given = {"not_before": at + timedelta(hours=12), "created_at": at, "why": {"people": [1, 2]}} | more
    return Post(team_id=TEAM, key=f"{kind}:1", kind=kind, lane=f"lane:{kind}", **given)


def set_right(db: Database, *made: Post) -> dict[str, Post]:
    """These were made ahead, and the clock is set right; what is left, by its key."""
    afresh.look(db, EVENING + AHEAD, "2026a")
    with db.transaction() as session:
        session.add_all(made)
    assert afresh.look(db, EVENING, "2026a", wrong=EVENING + AHEAD) == 1
    with db.reading() as session:
        return {post.key: post for post in session.exec(select(Post)).all()}


@pytest.mark.parametrize("kind", PostKind)
def test_it_is_made_now_or_taken_away(sqlite_db: Database, kind: PostKind) -> None:
    left = set_right(sqlite_db, a_post(kind))
    if LEAVES[kind] in (PLANNED, ANEW):
        assert left == {}
        return
    post = left[f"{kind}:1"]
    assert (post.not_before, post.created_at, post.state) == (LEAVES[kind], EVENING, PostState.DUE)
    before, then = LEAVES[kind] - A_MINUTE, LEAVES[kind]
    with sqlite_db.transaction() as session:
        assert outbox.claim(session, before, A_MINUTE, "w", 9) == []
        assert [one.key for one in outbox.claim(session, then, A_MINUTE, "w", 9)] == [post.key], "and once"
        assert outbox.claim(session, then, A_MINUTE, "w", 9) == []


def test_all_of_them_at_once(db: Database) -> None:
    left = set_right(db, *map(a_post, PostKind))
    assert {key: post.not_before for key, post in left.items()} == {
        f"{kind}:1": at for kind, at in LEAVES.items() if at not in (PLANNED, ANEW)
    }


def test_one_that_may_have_left_stays_and_is_looked_up_from_before_it_was_tried(db: Database) -> None:
    left = set_right(db, *(a_post(kind, attempts=1, first_tried_at=EVENING + AHEAD) for kind in PostKind))
    assert set(left) == {f"{kind}:1" for kind in PostKind}
    assert {(one.attempts, one.created_at, one.first_tried_at) for one in left.values()} == {
        (1, EVENING, EVENING - timedelta(days=1))
    }
    assert max(one.not_before for one in left.values()) == NEXT_MORNING


def test_one_that_was_put_off_while_the_clock_was_ahead_is_asked_at_the_gate_again(sqlite_db: Database) -> None:
    put_off = a_post(PostKind.WELCOME, created_at=PROMISED, not_before=EVENING + AHEAD)
    (post,) = set_right(sqlite_db, put_off).values()
    assert (post.not_before, post.created_at) == (EVENING, PROMISED)


def test_a_conversation_that_begins_when_all_of_them_work_still_does(sqlite_db: Database) -> None:
    waits = a_post(PostKind.GROUP, created_at=PROMISED, not_before=NEXT_MORNING)
    (post,) = set_right(sqlite_db, waits).values()
    assert post.not_before == NEXT_MORNING


def test_what_is_wrong_with_the_bot_is_told_again_today_and_keeps_nothing_else_silent(sqlite_db: Database) -> None:
    lead = people.know(sqlite_db, TEAM, Profile("U0PRIYA", "Priya", "Europe/Madrid"), PROMISED, frozenset({"U0PRIYA"}))
    afresh.look(sqlite_db, EVENING + AHEAD, "2026a")
    alarms.keep(sqlite_db, TEAM, {Cause.STUCK: 2}, EVENING + AHEAD)
    today, on_its_day = (f"alarm:{lead.id}:{at.date()}:1" for at in (EVENING, EVENING + AHEAD))
    assert set(set_right(sqlite_db)) == {today}
    alarms.keep(sqlite_db, TEAM, {Cause.STUCK: 2, Cause.HELD: 1}, EVENING + AHEAD)
    with sqlite_db.reading() as session:
        assert set(session.exec(select(Post.key))) == {today, on_its_day}


# --- what the plan makes ----------------------------------------------------------------

THURSDAY = datetime(2027, 2, 25, 20, tzinfo=UTC)
FRIDAY = datetime(2027, 2, 26, 16, tzinfo=UTC)
MONDAY = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
"""The first of a month, after nine in Madrid."""


def full_house(db: Database) -> None:
    """Everything that the plan makes is due by that Monday."""
    found(db, 1, weeks=2)
    with db.reading() as session:
        jon, ines, owner = (queries.person_by_slack(session, ALDER, one) for one in ("U0JON", "U0INES", "U0000"))
    assert jon is not None
    assert ines is not None
    assert owner is not None
    act = Act(jon, BEGINS)
    projects.create(db, act, NewProject("Birch", lead_id=jon.id, channel="C0BIRCH", observe=True))
    projects.change(db, act, "APOLLO", ProjectChange(health=Health.GREEN))
    for day in (24, 24, 24, 25, 25):
        due = BEGINS.date().replace(day=day)
        items.capture(db, Act(owner, BEGINS), Capture(f"Due on {day}", owner_id=owner.id, due=due, project_id=1))
    editions.send_to(db, act, Wanted("APOLLO", "C0GENERAL", Audience.SPONSOR))
    priya = people.know(db, ALDER, Profile("U0PRIYA", "Priya", "Europe/Madrid"), BEGINS, frozenset({"U0PRIYA"}))
    statements.name_sponsor(db, Act(priya, BEGINS), ines.id)


def test_what_is_taken_away_the_plan_makes_again(sqlite_url: str) -> None:
    def due() -> dict[str, PostKind]:
        with works.db.reading() as session:
            waiting = session.exec(select(Post).where(Post.state == PostState.DUE, col(Post.kind).in_(PLANNED_KINDS)))
            return {post.key: post.kind for post in waiting}

    def plan() -> None:
        for at in (FRIDAY, MONDAY):
            while planning.plan(works.db, at):
                pass

    with silent(), clockwork(sqlite_url, BEGINS) as works:
        full_house(works.db)
        works.play(THURSDAY, most=timedelta(hours=6))
        afresh.look(works.db, MONDAY, "2026a")
        plan()
        ahead = due()
        assert set(ahead.values()) == PLANNED_KINDS
        assert afresh.look(works.db, THURSDAY, "2026a", wrong=MONDAY) == 1
        assert due() == {}
        plan()
        assert due() == ahead
