"""Read how much of the open work served no goal over time, from items and the history of projects."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Project
from pmo_bot.rules.drift import Aim, Share, Work, drift
from pmo_bot.rules.modes import ANSWERED


def drift_of(
    session: Session, team: str, moments: Sequence[datetime], counts: Callable[[int | None], bool] = lambda home: True
) -> tuple[Share, ...]:
    """The share at each of these moments, over all projects, or those that count.

    An item counts where it belongs today.
    """
    rows = session.exec(
        select(Item.project_id, Item.created_at, Item.closed_at).where(
            Item.team_id == team, col(Item.kind).not_in(ANSWERED)
        )
    )
    return drift([Work(*row) for row in rows if counts(row[0])], _aims(session, team), moments)


def _aims(session: Session, team: str) -> list[Aim]:
    changes = session.exec(
        select(Event).where(Event.team_id == team, col(Event.what).in_(("project.created", "project.aimed")))
    )
    found = [
        Aim(event.project_id, event.happened_at, event.after["goal_id"] is not None)
        for event in changes
        if event.project_id is not None and "goal_id" in event.after
    ]
    known = {aim.project_id for aim in found}
    older = session.exec(select(Project).where(Project.team_id == team)).all()  # made before there were goals
    return found + [Aim(one.id, one.created_at, False) for one in older if one.id not in known]
