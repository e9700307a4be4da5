"""How a tape takes back and says again what somebody said of a pair: named by its numbers, which no replay changes."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from pmo_bot.model import Event, Pair
from pmo_bot.services.events import fold
from pmo_bot.services.tape_rows import Keeps


def replay_pair(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """Give the pair the answer that is told; where the radar has not found it, there is nothing to be said of."""
    named = select(Pair).where(Pair.team_id == event.team_id, Pair.key == to["key"])
    pair = session.exec(named).first()
    if pair is not None:
        fold(pair, {name: value for name, value in to.items() if name != "key"})
        session.add(pair)
        session.flush()
