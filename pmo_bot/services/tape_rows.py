"""How a tape takes back and makes again what `services.rows` wrote down: a row is made, changed, taken away."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlmodel import Session, SQLModel

from pmo_bot.model import (
    Edition,
    Escalation,
    Event,
    Goal,
    Kpi,
    Lesson,
    LessonAsked,
    LessonUse,
    Mandate,
    Measurement,
    Pulse,
    Stakeholder,
    UpdateNote,
    Win,
)
from pmo_bot.services.events import fold

TABLES: Mapping[str, type[SQLModel]] = {
    "goal": Goal,
    "kpi": Kpi,
    "value": Measurement,
    "pulse": Pulse,
    "mandate": Mandate,
    "care": Stakeholder,
    "edition": Edition,
    "lesson": Lesson,
    "use": LessonUse,
    "asked": LessonAsked,
    "win": Win,
    "update": UpdateNote,
}
"""By the first word of the event."""
WHAT = (
    "goal.made", "goal.changed", "kpi.made", "kpi.changed", "kpi.went_live", "kpi.settled", "value.taken",
    "value.corrected", "value.removed", "pulse.asked", "pulse.answered", "mandate.written", "mandate.reviewed",
    "care.added", "care.changed", "care.removed", "edition.made", "edition.changed", "edition.removed",
    "lesson.changed", "use.said", "use.changed", "asked.begun", "asked.carried", "asked.left", "win.written",
    "win.removed", "update.written",
)  # fmt: skip


class Keeps(Protocol):
    """What keeps rows while they are gone, with their words."""

    rows: dict[tuple[type[SQLModel], int], dict[str, Any]]


def take_away(session: Session, tape: Keeps, kind: type[SQLModel], row_id: int | None) -> None:
    """A row is not there yet; the tape keeps it meanwhile."""
    row = session.get(kind, row_id) if row_id is not None else None
    if row is not None and row_id is not None:
        session.flush()
        tape.rows[kind, row_id] = row.model_dump()
        session.delete(row)
        session.flush()


NAMES_ROUND = frozenset({"item", "commitment", "round"})


def change(row: SQLModel, columns: Mapping[str, Any]) -> None:
    """Give a row the columns that an event tells, but for those that only name it."""
    names = {"id"} | (NAMES_ROUND if isinstance(row, Escalation) else frozenset())
    fold(row, {name: value for name, value in columns.items() if name not in names})


def named_row(session: Session, event: Event) -> SQLModel | None:
    """The row that an event of one of these names, if it is there."""
    kind, row_id = TABLES.get(event.what.partition(".")[0]), event.before.get("row")
    return session.get(kind, row_id) if kind is not None and row_id is not None else None


def replay_row(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """Bring the row to what is told; one that is told nothing of is not there."""
    kind, row_id = TABLES[event.what.partition(".")[0]], int(to.get("row") or away["row"])
    row = session.get(kind, row_id)
    columns = {name: value for name, value in to.items() if name != "row"}
    if "row" not in to:
        if row is not None:
            tape.rows[kind, row_id] = row.model_dump()
            session.delete(row)
    elif row is None:
        made = kind(**tape.rows.get((kind, row_id), {"id": row_id, "team_id": event.team_id}))
        fold(made, columns)
        _wake(made, event)
        session.add(made)
    else:
        fold(row, columns)
        _wake(row, event)
        session.add(row)
    session.flush()


def _wake(row: SQLModel, event: Event) -> None:
    """The plan looks at what is sent on by itself."""
    if isinstance(row, Edition) or (isinstance(row, Stakeholder) and row.direct_from is not None):
        row.wake_at = event.recorded_at
