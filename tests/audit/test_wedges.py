"""Seventeen ways in which a bot goes quiet or wrong, and one alarm for each within five minutes.

Nothing of the bot is asked whether it is well: the auditor sees the rows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import col

from pmo_bot.model import Cause, Item, Line, Person, Post, PostKind, PostState, Project, Sent
from pmo_bot.services import items
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from tests.audit.night import MINUTE, Night, night
from tests.delivery.office import BRIEFS, DIGESTS, MADRID
from tests.lengths import proof
from tests.torture import report
from tests.world import TEAM

BEFORE = BRIEFS - timedelta(minutes=30)
TWO_MONDAYS_LATER = DIGESTS + timedelta(days=14)
"""The project is old enough for a report to be certain."""
DUE_DAY = datetime(2026, 12, 9, 8, 30, tzinfo=MADRID)
Wedge = Callable[[Night], Awaitable[None]]


async def dead_worker(lived: Night) -> None:
    await lived.minute()
    lived.change(lived.brief(), state=PostState.DUE, settled_at=None, not_before=lived.made.clock.now())
    lived.alive = False


async def lease_that_ran_out(lived: Night) -> None:
    lived.alive = False
    gone = lived.made.clock.now() - MINUTE
    lived.change(lived.brief(), state=PostState.SENDING, lease_until=gone, lease_by="a dead one", settled_at=None)


async def lease_without_end(lived: Night) -> None:
    far = lived.made.clock.now() + timedelta(days=3)
    lived.change(lived.brief(), state=PostState.SENDING, lease_until=far, lease_by="nobody", settled_at=None)


async def token_revoked(lived: Night) -> None:
    lived.made.playground.world.token_error = "token_revoked"
    again(lived, lived.brief())


async def channel_archived(lived: Night) -> None:
    lived.made.playground.faults.error("chat.postMessage", "is_archived", times=1)
    again(lived, lived.brief())


async def clock_that_stands(lived: Night) -> None:
    lived.stands = True


async def clock_that_went_back(lived: Night) -> None:
    lived.made.clock.at -= timedelta(hours=3)


async def poisoned_queue(lived: Night) -> None:
    bad = {"text": "", "blocks": [{"type": "nonsense"}]}
    sent, apollo = lived.rows(Sent)[0], lived.rows(Project)[0]
    lived.add(a_post(lived, "poison", PostKind.THREAD, project_id=apollo.id, sent_id=sent.id, body=bad))


async def wake_that_passed(lived: Night) -> None:
    lived.alive = False
    lived.change(lived.rows(Item)[0], wake_at=lived.made.clock.now())


async def wake_that_was_lost(lived: Night) -> None:
    lived.change(quiet(lived), wake_at=None)


async def message_deleted(lived: Night) -> None:
    brief = lived.brief()
    sent = lived.rows(Sent, col(Sent.key) == brief.key)[0]
    lived.remove(sent)
    lived.remove(brief)


async def brief_never_made(lived: Night) -> None:
    item = quiet(lived)
    for line in lived.rows(Line, col(Line.item_id) == item.id):
        lived.remove(line)
    for post in lived.rows(Post, col(Post.person_id) == item.owner_id, col(Post.kind) == PostKind.BRIEF):
        lived.change(post, on_date=post.on_date - timedelta(days=30))
    lived.change(item, due=lived.made.clock.at.date(), wake_at=lived.made.clock.now() + timedelta(days=3))


async def report_never_made(lived: Night) -> None:
    for post in lived.rows(Post, col(Post.kind) == PostKind.DIGEST):
        lived.change(post, on_date=post.on_date - timedelta(days=30))
    for one in lived.rows(Project):
        lived.change(one, wake_at=lived.made.clock.now() + timedelta(days=3))


async def doubled_brief(lived: Night) -> None:
    brief = lived.brief()
    lived.add(a_post(lived, "brief:once:more", PostKind.BRIEF, person_id=brief.person_id, on_date=brief.on_date,
                     state=PostState.SENT, settled_at=lived.made.clock.now()))  # fmt: skip


async def thread_out_of_order(lived: Night) -> None:
    sent, now = lived.rows(Sent)[0], lived.made.clock.now()
    for number, at in enumerate((now, now - MINUTE)):
        lived.add(
            a_post(lived, f"part:{number}", PostKind.THREAD, sent_id=sent.id, state=PostState.SENT, settled_at=at)
        )


async def nobody_can_tell(lived: Night) -> None:
    lived.change(lived.brief(), state=PostState.HELD, outcome="cannot be looked up: missing_scope",
                 settled_at=lived.made.clock.now())  # fmt: skip


async def heartbeat_that_hangs(lived: Night) -> None:
    lived.frozen = 0.0


WEDGES: dict[Wedge, Cause] = {
    dead_worker: Cause.STUCK,
    lease_that_ran_out: Cause.LEASE,
    lease_without_end: Cause.LEASE,
    token_revoked: Cause.REFUSED,
    channel_archived: Cause.DEAD,
    clock_that_stands: Cause.CLOCK,
    clock_that_went_back: Cause.CLOCK,
    poisoned_queue: Cause.POISON,
    wake_that_passed: Cause.UNLOOKED,
    wake_that_was_lost: Cause.UNWOKEN,
    message_deleted: Cause.ORPHAN,
    brief_never_made: Cause.NO_BRIEF,
    report_never_made: Cause.NO_REPORT,
    doubled_brief: Cause.DOUBLED,
    thread_out_of_order: Cause.DISORDER,
    nobody_can_tell: Cause.HELD,
    heartbeat_that_hangs: Cause.HEARTBEAT,
}


@proof
@pytest.mark.parametrize("wedge", WEDGES, ids=lambda one: one.__name__)
async def test_each_is_told_within_five_minutes(wedge: Wedge, sqlite_url: str) -> None:
    async with night(sqlite_url, TWO_MONDAYS_LATER if wedge is report_never_made else BRIEFS) as lived:
        await lived.made.deliver()
        assert await lived.minute() == (), "it is well before"
        await wedge(lived)
        assert await lived.alarmed_within_five(WEDGES[wedge])
        assert set(lived.wrong()) <= {WEDGES[wedge], *FOLLOWS.get(wedge, ())}, "one alarm for one cause"
    report.row(f"R15 {wedge.__name__.replace('_', ' ')}", target="alarmed ≤ 5 min", measured=f"{WEDGES[wedge]}")


FOLLOWS = {
    dead_worker: (Cause.UNLOOKED,),
    wake_that_passed: (Cause.STUCK,),
}
"""What else is then true."""


def again(lived: Night, post: Post) -> None:
    """It is due once more."""
    lived.change(post, state=PostState.DUE, attempts=0, settled_at=None, not_before=lived.made.clock.now())


def quiet(lived: Night) -> Item:
    """A promise that nobody has touched for weeks."""
    owner_id = next(one.owner_id for one in lived.rows(Item) if one.owner_id != lived.brief().person_id)
    (owner,) = lived.rows(Person, col(Person.id) == owner_id)
    long_ago = lived.made.clock.now() - timedelta(days=20)
    due = lived.made.clock.at.date() + timedelta(days=1)
    promise = Capture("Promise of long ago", owner_id=owner.id, due=due)
    return items.capture(lived.made.bot.db, Act(owner, long_ago), promise).item


def a_post(lived: Night, key: str, kind: PostKind, **values: object) -> Post:
    now = lived.made.clock.now()
    return Post(team_id=TEAM, key=key, kind=kind, lane=f"lane:{key}", not_before=now, created_at=now, **values)  # type: ignore[arg-type]
