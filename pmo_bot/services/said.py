"""What was said of items, and what would have been while their project was only observed: never both at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import Escalation, Line, Post, PostState
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.store.prepared import prepared

Rounds = dict[int, list[Escalation]]
REACHED = (PostState.SENT, PostState.OBSERVED)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of some items, and the rounds in which it was passed on."""

    lines: dict[int, list[Line]]
    """By item, oldest first."""
    sent: dict[str, datetime]
    """By key of a line: when it reached its reader."""
    rounds: Rounds
    apart: Rounds
    """Those that do not count, because they were of another time: only observed, or in earnest."""


def of(session: Session, team: str, would: Mapping[int, bool]) -> Said:
    """All of it; `would` says for which items that which would have been said is wanted instead."""
    found = lines(session, team, would)
    counting, apart = rounds(session, team, would)
    return Said(found, arrived(session, team, [line for many in found.values() for line in many]), counting, apart)


def lines(session: Session, team: str, would: Mapping[int, bool]) -> dict[int, list[Line]]:
    """The lines of each item, oldest first; `would` says for which of them those that would have been are wanted."""
    found: dict[int, list[Line]] = {}
    if not would:
        return found
    for line in _lines(session, team, would.keys()):
        if line.key.startswith(OBSERVED) is would[line.item_id]:
            found.setdefault(line.item_id, []).append(line)
    return found


def arrived(session: Session, team: str, wanted: Sequence[Line]) -> dict[str, datetime]:
    """When the message of each line reached its reader, or would have, by the line's key."""
    keys = {line.post_key for line in wanted}
    if not keys:
        return {}
    by_post = dict(_reached(session, team, keys).all())
    found = {line.key: by_post.get(line.post_key) for line in wanted}
    found |= {key.removeprefix(OBSERVED): at for key, at in found.items()}
    return {key: at for key, at in found.items() if at is not None}


def rounds(session: Session, team: str, would: Mapping[int, bool]) -> tuple[Rounds, Rounds]:
    """The rounds of each item, oldest first; and apart those of the other kind, which do not count."""
    found: Rounds = {}
    apart: Rounds = {}
    if not would:
        return found, apart
    for row in _rounds(session, team, would.keys()):
        counts = bool(row.facts.get("observed")) is would[row.item_id]
        (found if counts else apart).setdefault(row.item_id, []).append(row)
    return found, apart


# --- the queries --------------------------------------------------------------------------


@prepared
def _lines(team: str, ids: Collection[int]) -> SelectOfScalar[Line]:
    return select(Line).where(Line.team_id == team, col(Line.item_id).in_(ids)).order_by(col(Line.id))


@prepared
def _reached(team: str, keys: Collection[str]) -> Select[str, datetime | None]:
    here = (Post.team_id == team, col(Post.key).in_(keys), col(Post.state).in_(REACHED))
    return select(Post.key, Post.settled_at).where(*here)


@prepared
def _rounds(team: str, ids: Collection[int]) -> SelectOfScalar[Escalation]:
    here = (Escalation.team_id == team, col(Escalation.item_id).in_(ids))
    return select(Escalation).where(*here).order_by(col(Escalation.id))
