"""Gates: what a project needs before it goes on, and who showed it."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from pmo_bot.model import Artefact, Enforce, Phase, Project, Role
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import rooms_of
from pmo_bot.services.events import Act, difference, once_only, record, told
from pmo_bot.services.projects import visible_project
from pmo_bot.store import lifecycle, queries
from pmo_bot.store.database import Database

NAME_LENGTH, SHOWN_LENGTH = 200, 2000
WORDS = frozenset({"shown"})
"""What people said of it: no event holds it."""


def require(session: Session, act: Act, project: Project, gates: Mapping[Phase, Sequence[str]]) -> None:
    """From now on a project needs these things before it leaves these phases."""
    for phase, names in gates.items():
        for position, name in enumerate(names, 1):
            row = Artefact(team_id=act.team, project_id=project.id, phase=phase, position=position,
                           name=fitting(name, NAME_LENGTH))  # fmt: skip
            session.add(row)
            session.flush()
            after = {"artefact": row.id, "phase": phase.value, "position": position}
            record(session, act.without_once, "gate.required", project=project, after=after)


def show(db: Database, act: Act, artefact_id: int, shown: str) -> tuple[Project, Artefact]:
    """Something that a gate asks for is there: a link, or a sentence.  Anybody who may see the project can say so."""
    with db.transaction() as session:
        once_only(session, act)
        row, project = found(session, act, artefact_id)
        if not shown.strip():
            raise Refused("empty_artefact", artefact=row)
        before = told(row)
        row.shown, row.provided_by_id, row.provided_at = fitting(shown, SHOWN_LENGTH), act.person.id, act.when
        session.add(row)
        session.flush()
        was, is_now = difference(before, told(row))
        name = {"artefact": row.id}
        record(session, act, "gate.shown", project=project, before={**name, **_apart(was)},
               after={**name, **_apart(is_now)})  # fmt: skip
        return project, row


def _apart(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in columns.items() if name not in WORDS}


def found(session: Session, act: Act, artefact_id: int) -> tuple[Artefact, Project]:
    """One thing of a gate, if its project exists for this person."""
    row = lifecycle.artefact(session, act.team, artefact_id)
    project = queries.project(session, act.team, row.project_id) if row is not None else None
    if row is None or project is None or not may_see(act.person, project, rooms_of(session, act)):
        raise Refused("no_project", key="")
    return row, project


def enforce(db: Database, act: Act, key: str | None, level: Enforce) -> Project | None:
    """How strictly the gates of a project, or of the workspace, are kept; only a PMO lead says it."""
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key) if key is not None else None
        if act.person.role is not Role.PMO:
            raise Refused("not_pmo_gates")
        row = project or queries.turn(session, act.team)
        before, row.gates = told(row), level
        session.add(row)
        session.flush()
        was, is_now = difference(before, told(row))
        what = "project.changed" if project is not None else "workspace.gates"
        if is_now:
            record(session, act, what, project=project, before=was, after=is_now)
        return project
