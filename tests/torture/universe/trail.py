"""What a database says in the end, and whether that is what its own events say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from pmo_bot.model import Escalation, Event, Installation, Item, Line, Person, Post, PostState, Sent, Workspace
from pmo_bot.services.tape import APART, row_of
from pmo_bot.services.tape_rows import change
from pmo_bot.store import verifying
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import IN_PLACE

PASSING = {"id", "wake_at", "head", "lease_until", "expires_at", "bot_token", "refresh_token"}
"""What tells when something happened, or under which number, and not what."""
NUMBERS = {"decision_id"}
"""Other rows, by numbers of which PostgreSQL leaves out those of a transaction that died: that one is named counts."""
OVER = (PostState.SENT, PostState.DROPPED, PostState.OBSERVED)


def state_of(db: Database) -> dict[str, Any]:
    """Everything that is to be the same, whoever died on the way."""
    with db.reading() as session:
        kept = select(Post.key, Post.state, col(Post.body).is_(None)).where(col(Post.kind).not_in(IN_PLACE))
        return {
            "messages": sorted(map(tuple, session.execute(kept))),
            "lines": sorted(session.exec(select(Line.key))),
            "arrivals": sorted(session.exec(select(Sent.key))),
            "items": _plain(session, Item),
            "people": _plain(session, Person),
            "rounds": _plain(session, Escalation),
            "workspaces": _plain(session, Workspace),
            "tokens": _plain(session, Installation),
            "events": Counter((e.what, e.item_id, str(_told(e.before)), str(_told(e.after))) for e in _events(session)),
        }


def _plain(session: Session, kind: type[SQLModel]) -> list[str]:
    rows = session.exec(select(kind)).all()
    return sorted(
        str(_told({k: v for k, v in row.model_dump().items() if k not in PASSING and not _is_time(v)})) for row in rows
    )


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value is not None if name in NUMBERS else value for name, value in values.items()}


def _is_time(value: Any) -> bool:
    return hasattr(value, "tzinfo")


def _events(session: Session) -> list[Event]:
    return list(session.exec(select(Event).order_by(col(Event.id))))


def wrong_in(db: Database) -> Iterator[str]:
    """What is left undone, what is chained wrongly, and each row that is not what its events say."""
    yield from (f"the chain: {one}" for one in verifying.verify(db).broken)
    with db.reading() as session:
        for post in session.exec(select(Post).where(col(Post.state).not_in(OVER))):
            yield f"{post.key} is {post.state}: {post.outcome}"
        told: dict[tuple[type[SQLModel], Any], tuple[SQLModel, dict[str, Any]]] = {}
        for event in _events(session):
            row = row_of(session, event) if event.what not in APART else None
            if row is not None:
                told.setdefault((type(row), getattr(row, "id", "")), (row, {}))[1].update(event.after)
        for (kind, number), (row, columns) in told.items():
            said = kind.model_validate(row.model_dump())
            change(said, columns)
            yield from (
                f"{kind.__name__} {number}: {name} is {there!r} and {value!r} by its events"
                for name, there in row.model_dump().items()
                if there != (value := getattr(said, name))
            )
