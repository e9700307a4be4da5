"""Policies: who reminds when, version by version.  An escalation in flight keeps the version it began with."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, update

from pmo_bot.model import Item, Mode, Person, Policy, Project, Role
from pmo_bot.rules.policy import DEFAULT, InForce, Ladder, Version, for_mode
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only, record, write_note
from pmo_bot.services.notices import STILL_OPEN, wake_project
from pmo_bot.services.projects import visible_project
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def in_force(db: Database, reader: Person, key: str | None) -> InForce:
    """What decides for a project that the reader may see, or for the workspace."""
    with db.reading() as session:
        project = visible_project(session, reader, key) if key else None
        return _in_force(session, reader, project)


def _in_force(session: Session, reader: Person, project: Project | None) -> InForce:
    mode = project.mode if project is not None else Mode.SUPPORTIVE
    known = queries.policies(session, reader.team_id)
    mine = [policy for policy in known if project is not None and policy.project_id == project.id]
    found = mine or [policy for policy in known if policy.project_id is None]
    people = queries.people(session, reader.team_id, [policy.by_id for policy in found])
    body = found[0].body if found else DEFAULT
    ladder = Ladder(for_mode(body, mode), found[0].version if found else 0)
    versions = tuple(Version(policy, people.get(policy.by_id or 0)) for policy in found)
    return InForce(project, mode, ladder, body, versions, bool(mine), reader.role is Role.PMO)


def check_may_set(session: Session, person: Person) -> None:
    """Only PMO leads set policies; the refusal names them."""
    if person.role is not Role.PMO:
        raise Refused("not_pmo", leads=list(queries.pmo_leads(session, person.team_id)))


def may_set(db: Database, person: Person) -> None:
    """The same, before a window opens."""
    with db.reading() as session:
        check_may_set(session, person)


def set_policy(db: Database, act: Act, key: str | None, body: Mapping[str, Any], reason: str = "") -> InForce:
    """A new version from now on, for a project or the workspace.  Refuses one that makes no sense, mistake by mistake.

    The same once more makes no version.
    """
    with db.transaction() as session:
        once_only(session, act)
        check_may_set(session, act.person)
        project = visible_project(session, act.person, key) if key else None
        mistakes = check(body)
        if mistakes:
            raise Refused("bad_policy", mistakes=mistakes)
        before = _in_force(session, act.person, project)
        if before.body != body or (project is not None and not before.own):
            put_in_force(session, act, project, body, reason)
        return _in_force(session, act.person, project)


def put_in_force(
    session: Session, act: Act, project: Project | None, body: Mapping[str, Any], reason: str = ""
) -> Policy:
    """A new version inside a transaction.  The caller knows that it makes sense, and that the actor may."""
    before = _in_force(session, act.person, project)
    project_id = project.id if project is not None else None
    mine = [policy.version for policy in queries.policies(session, act.team) if policy.project_id == project_id]
    policy = Policy(team_id=act.team, project_id=project_id, version=1 + max(mine, default=0), body=dict(body),
                    from_at=act.now, by_id=act.person.id)  # fmt: skip
    session.add(policy)
    session.flush()
    record(
        session, act, "policy.changed", project=project,
        before={"version": max(mine, default=0), "body": dict(before.body)},
        after={"version": policy.version, "body": policy.body}, note=write_note(session, act, reason),
    )  # fmt: skip
    wake_governed(session, act, project)
    return policy


def wake_governed(session: Session, act: Act, project: Project | None) -> None:
    """Look again at whatever a policy decides about; the workspace's is everybody's who has none of their own."""
    if project is not None:
        wake_project(session, project, act.now)
        return
    session.exec(update(Item).where(col(Item.team_id) == act.team, STILL_OPEN)
                 .values(wake_at=act.now))  # fmt: skip
