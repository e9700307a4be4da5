"""How much may come first at once, and what of a project is critical now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from pmo_bot.model import Item, Policy, Priority, Project
from pmo_bot.rules.priorities import QUOTAS
from pmo_bot.rules.value import VARIANCE_TOLD
from pmo_bot.services.events import difference, happened, told
from pmo_bot.store import queries


def allowed(session: Session, team: str, project_id: int | None, wanted: Priority, but: int = 0) -> Priority:
    """Critical while the project has room for it, else high until one of the others gives way."""
    if wanted is not Priority.CRITICAL or project_id is None:
        return wanted
    mine = (*critical(team, project_id), Item.id != but)
    there = session.exec(select(func.count()).select_from(Item).where(*mine)).one()
    return wanted if there < quota(session, team, "critical_items") else Priority.HIGH


def keep_within(session: Session, team: str, projects: Iterable[int], now: datetime) -> list[Item]:
    """Leave at high what is critical in these projects beyond the quota, the newest first; what that was.

    For what comes in from elsewhere: it is taken as it is, and what is beyond waits until one of the others gives way.
    """
    most, over = quota(session, team, "critical_items"), []
    for project_id in sorted(projects):
        for item in session.exec(select(Item).where(*critical(team, project_id)).order_by(col(Item.id))).all()[most:]:
            before = told(item)
            item.priority, item.wake_at = Priority.HIGH, now
            session.add(item)
            happened(session, item, "item.ranked", *difference(before, told(item)), now)
            over.append(item)
    return over


def critical(team: str, project_id: int | None) -> tuple[Any, ...]:
    """Which items of a project are open and critical."""
    here = (Item.team_id == team, Item.project_id == project_id, Item.priority == Priority.CRITICAL)
    return (*here, col(Item.closed_at).is_(None))


def quota(session: Session, team: str, name: str) -> int:
    """How many there may be, by the workspace's policy."""
    newest = next((policy for policy in queries.policies(session, team) if policy.project_id is None), None)
    return int(newest.body.get(name, QUOTAS[name])) if newest is not None else QUOTAS[name]


def budget_told_from(session: Session, project: Project) -> int:
    """From how many per cent on a budget counts as off: by the newest policy of the project, else of the workspace."""
    return budgets_told_from(session, project.team_id, [project.id])[project.id]


def budgets_told_from(session: Session, team: str, projects: Iterable[int]) -> dict[int, int]:
    """The same for some projects of one workspace, by id."""
    newest: dict[int | None, Policy] = {}
    for policy in queries.policies(session, team):
        newest.setdefault(policy.project_id, policy)
    read = {place: policy.body.get("budget_off") for place, policy in newest.items()}
    said = {place: int(number) for place, number in read.items() if number is not None}
    return {one: said.get(one, said.get(None, VARIANCE_TOLD)) for one in projects}
