"""Messages on their way: what is stuck, leaked, refused, poisoned, given up or held."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, or_, text
from sqlmodel import col, func, select

from pmo_bot.audit.scene import OVERDUE, Found, Scene, found
from pmo_bot.model import Cause, Post, PostKind, PostState

LEAKED = timedelta(minutes=10)
"""No lease lasts so long."""
PATIENT = timedelta(hours=1)
"""How long Slack may put a message off before a person hears of it."""
LATELY = timedelta(days=1)
DRAINING = 60
"""Messages in `OVERDUE`: when so many leave, the rest waits for Slack's pace and not for the bot."""
AT_ONCE = 1000
MUTE = (PostKind.EDIT, PostKind.HOME)
NO_ENTRY = frozenset({
    "account_inactive", "ekm_access_denied", "invalid_auth", "missing_scope", "not_allowed_token_type", "not_authed",
    "no_permission", "org_login_required", "team_access_not_granted", "token_expired", "token_revoked",
})  # fmt: skip
"""What Slack answers where it is the bot itself that may not enter."""
READER_GONE = frozenset({
    "", "bot", "cannot_dm_bot", "deactivated", "not on Slack", "user_disabled", "user_not_found",
})  # fmt: skip
"""Why a message is given up that nobody is there to read any more."""
OUR_FAULT = "the bot failed"
TRIES = 4


class _Pending(NamedTuple):
    """What can still leave, oldest first, and the lanes in which something moves."""

    rows: Sequence[Row[Any]]
    moving: frozenset[str]
    left: int
    """How many messages left within `OVERDUE`."""


def messages(scene: Scene) -> Iterator[Found]:
    """Everything about what is on its way, or should have arrived."""
    pending = _pending(scene)
    yield from found(Cause.STUCK, list(_stuck(scene, pending)))
    yield from found(Cause.LEASE, [row.key for row in pending.rows if _leaked(scene, row)])
    yield from found(Cause.REFUSED, [row.key for row in pending.rows if _name(row.outcome) in NO_ENTRY])
    yield from found(Cause.SLACK, [row.key for row in pending.rows if _put_off_for_long(scene, row)])
    yield from found(Cause.POISON, [row.key for row in pending.rows if _poisoned(row)])
    yield from _given_up(scene)


def _pending(scene: Scene) -> _Pending:
    here = (Post.team_id == scene.team, text("outbox.state IN ('due', 'sending')"))
    rows = scene.session.execute(
        select(
            Post.id, Post.key, Post.lane, Post.state, Post.not_before, Post.retry_at, Post.lease_until, Post.attempts,
            Post.outcome,
        )  # type: ignore[call-overload]  # its stubs end at four columns
        .where(*here, or_(col(Post.not_before) <= scene.now, col(Post.outcome).startswith(OUR_FAULT)))
        .order_by(col(Post.id))
        .limit(AT_ONCE)
    ).all()  # fmt: skip
    settled = (Post.team_id == scene.team, col(Post.settled_at) > scene.now - OVERDUE)
    left = scene.session.execute(select(col(Post.lane), func.count()).where(*settled).group_by(col(Post.lane))).all()
    return _Pending(rows, frozenset(lane for lane, _ in left), sum(count for _, count in left))


def _stuck(scene: Scene, pending: _Pending) -> Iterator[str]:
    """Heads of lanes that are due for long, nothing keeps them, and nothing moves."""
    seen: set[str] = set()
    for row in pending.rows:
        if row.not_before > scene.now:  # it is known by another name, and others pass it
            continue
        head = row.lane not in seen
        seen.add(row.lane)
        waits = row.retry_at is not None and row.retry_at > scene.real - OVERDUE
        if not head or row.state != PostState.DUE or waits or row.not_before > scene.now - OVERDUE:
            continue
        busy = row.lane in pending.moving or pending.left >= DRAINING
        if not busy or row.not_before < scene.now - PATIENT:
            yield row.key


def _leaked(scene: Scene, row: Row[Any]) -> bool:
    if row.state != PostState.SENDING:
        return False
    return row.lease_until is None or not scene.real - OVERDUE < row.lease_until < scene.real + LEAKED


def _put_off_for_long(scene: Scene, row: Row[Any]) -> bool:
    waits = row.state == PostState.DUE and row.retry_at is not None
    return waits and row.not_before < scene.now - PATIENT and _name(row.outcome) not in NO_ENTRY


def _poisoned(row: Row[Any]) -> bool:
    return row.attempts > TRIES or str(row.outcome).startswith(OUR_FAULT)


def _given_up(scene: Scene) -> Iterator[Found]:
    lately = (Post.team_id == scene.team, col(Post.settled_at) > scene.now - LATELY, col(Post.kind).not_in(MUTE))
    ended = col(Post.state).in_((PostState.DEAD, PostState.HELD))
    rows = scene.session.execute(select(Post.key, Post.state, Post.outcome).where(*lately, ended)).all()
    dead = [key for key, state, why in rows if state == PostState.DEAD and _name(why) not in READER_GONE]
    yield from found(Cause.DEAD, dead)
    yield from found(Cause.HELD, [key for key, state, _ in rows if state == PostState.HELD])


def _name(outcome: str) -> str:
    """Slack's own name for a reason, without what we were doing."""
    return str(outcome).rpartition(": ")[2]
