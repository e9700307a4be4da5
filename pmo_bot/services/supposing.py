"""Suppose that other rules had been in force: on a copy that was taken back to the beginning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, delete, select

from pmo_bot.model import Event, Mode, Policy, Project
from pmo_bot.services.tape import Tape
from pmo_bot.store.database import Database

NEXT = 1000
"""Added to the newest version: nobody mistakes it for one that was."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """Another mode or another policy, from the beginning to the end; for one project, or for all."""

    team: str
    project_id: int | None = None
    mode: Mode | None = None
    body: Mapping[str, Any] | None = None


def suppose(db: Database, tape: Tape, supposed: Supposed) -> None:
    """Put it in force, and leave out of the tape what would change it.

    What an owner was shown before goes on as it began.
    """
    with db.transaction() as session:
        mine = select(Project).where(Project.team_id == supposed.team)
        if supposed.project_id is not None:
            mine = mine.where(Project.id == supposed.project_id)
        for project in session.exec(mine) if supposed.mode is not None else ():
            project.mode = supposed.mode or project.mode
            session.add(project)
        if supposed.body is not None:
            known = session.exec(select(Policy.version).where(Policy.team_id == supposed.team)).all()
            if supposed.project_id is None:
                session.exec(delete(Policy).where(col(Policy.team_id) == supposed.team))
            session.add(
                Policy(team_id=supposed.team, project_id=supposed.project_id, version=max(known, default=0) + NEXT,
                       body=dict(supposed.body), from_at=tape.start)
            )  # fmt: skip
    tape.groups = [kept for group in tape.groups if (kept := [e for e in group if not _overrules(e, supposed)])]
    for key, row in tape.rows.items():
        if supposed.mode is not None and key[0] is Project and supposed.project_id in (None, key[1]):
            row["mode"] = supposed.mode
    for group in tape.groups:
        for event in group:
            if supposed.mode is not None and _is_about(event, supposed) and event.what.startswith("project."):
                event.after = {name: value for name, value in event.after.items() if name != "mode"}


def _is_about(event: Event, supposed: Supposed) -> bool:
    return event.team_id == supposed.team and supposed.project_id in (None, event.project_id)


def _overrules(event: Event, supposed: Supposed) -> bool:
    return supposed.body is not None and event.what == "policy.changed" and _is_about(event, supposed)
