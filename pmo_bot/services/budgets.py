"""Budgets: planned, spent so far, expected in the end; each change is an event of the project."""

from dataclasses import dataclass

from pmo_bot.model import Project
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, difference, once_only, record, told, write_note
from pmo_bot.services.projects import visible_project
from pmo_bot.store import queries
from pmo_bot.store.database import Database

MOST = 10**15


@dataclass(frozen=True, slots=True)
class Budget:
    """What is to be written down, in whole units of the currency; None leaves a figure as it is."""

    planned: int | None = None
    actual: int | None = None
    forecast: int | None = None
    currency: str = ""
    reason: str = ""


def set_budget(db: Database, act: Act, key: str, wanted: Budget) -> Project:
    """Write a project's budget down.  For its lead, its sponsor and PMO leads; refuses amounts below nothing."""
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        if not may_lead(act.person, project) and act.person.id != project.sponsor_id:
            raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
        amounts = {name: getattr(wanted, name) for name in ("planned", "actual", "forecast")}
        if any(value is not None and not 0 <= value <= MOST for value in amounts.values()):
            raise Refused("bad_amount", key=project.key)
        before = told(project)
        for name, value in amounts.items():
            if value is not None:
                setattr(project, name, value)
        project.currency = wanted.currency.upper()[:3] or project.currency
        session.add(project)
        session.flush()
        was, is_now = difference(before, told(project))
        if is_now or wanted.reason:
            note = write_note(session, act, wanted.reason)
            record(session, act, "project.budgeted", project=project, before=was, after=is_now, note=note)
        return project
