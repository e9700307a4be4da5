"""What a project can begin with: the packs that come along, and the templates of a workspace."""

from datetime import datetime
from functools import cache
from importlib import resources

import yaml
from sqlmodel import Session, col, select

from pmo_bot.model import Item, Kind, Phase, Project, Role, State, Template
from pmo_bot.rules import packs
from pmo_bot.rules.packs import Pack, Step
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import begin, check_title, next_number
from pmo_bot.services.events import Act, observe, once_only, record
from pmo_bot.services.first_days_plan import PLAN
from pmo_bot.services.projects import project_calendar, visible_project
from pmo_bot.store import lifecycle, queries
from pmo_bot.store.database import Database

KEPT = "template.kept"
BUILT_IN = ("light", "agile", "stage-gate")


@cache
def built_in() -> tuple[Pack, ...]:
    """The packs that come along, the lightest first."""
    folder = resources.files("pmo_bot.packs")
    return tuple(of_text((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in BUILT_IN)


@cache
def first_ninety_days() -> Pack:
    """The plan of a PMO for itself: no pack to begin other projects with."""
    return of_text((resources.files("pmo_bot.packs") / f"{PLAN}.yaml").read_text(encoding="utf-8"))


def of_text(text: str) -> Pack:
    """A pack from the text of a file; refuses what is none."""
    try:
        return packs.read(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise Refused("bad_pack", where="the file", what="it cannot be read as YAML") from wrong


def to_text(pack: Pack) -> str:
    """A pack as the text of a file: `of_text(to_text(pack))` is the same pack."""
    return str(yaml.safe_dump(packs.write(pack), sort_keys=False, allow_unicode=True, width=110))


def offered(db: Database, team: str) -> list[Pack]:
    """All that a project of a workspace can begin with: its own templates, then what comes along."""
    with db.reading() as session:
        return _offered(session, team)


def _offered(session: Session, team: str) -> list[Pack]:
    own = [packs.read(one.body) for one in lifecycle.templates(session, team)]
    names = {one.name for one in own}
    return own + [one for one in built_in() if one.name not in names]


def named(session: Session, team: str, name: str) -> Pack:
    """One of them."""
    found = next((one for one in (*_offered(session, team), first_ninety_days()) if one.name == name), None)
    if found is None:
        raise Refused("no_pack", name=name)
    return found


# --- a project begins with it -----------------------------------------------------------


def schedule(session: Session, act: Act, project: Project, pack: Pack) -> None:
    """A project gets the milestones of its pack; the days count from today, in its own calendar."""
    calendar = project_calendar(session, project)
    start = calendar.today(act.now)
    for step in pack.milestones:
        item = Item(
            team_id=act.team,
            number=next_number(session, act.team),
            kind=Kind.MILESTONE,
            title=check_title(step.title),
            done_means=step.means,
            project_id=project.id,
            owner_id=project.lead_id,
            requester_id=act.person.id,
            due=calendar.plus(start, step.after),
            created_at=act.now,
            wake_at=act.now,
        )
        begin(session, act.without_once, item)


# --- templates --------------------------------------------------------------------------


def as_pack(session: Session, project: Project, name: str = "", title: str = "") -> Pack:
    """What a project like this one begins with: its milestones with their days, its gates, its words."""
    calendar = project_calendar(session, project)
    start = calendar.today(project.created_at)
    here = (Item.team_id == project.team_id, Item.project_id == project.id, Item.kind == Kind.MILESTONE)
    dated = (col(Item.due).is_not(None), Item.state != State.DROPPED)
    rows = session.exec(select(Item).where(*here, *dated).order_by(col(Item.due), col(Item.number))).all()
    needed: dict[Phase, list[str]] = {}
    for one in lifecycle.artefacts(session, project.team_id, project.id):
        needed.setdefault(one.phase, []).append(one.name)
    return Pack(
        name=name or project.key.lower(),
        title=title or project.name[: packs.NAME_MOST],
        about=project.goal[: packs.TEXT_MOST],
        mode=project.mode,
        level=project.gates,
        words=dict(project.words),
        milestones=tuple(
            Step(row.title[: packs.TITLE_MOST], max(calendar.between(start, row.due or start), 0),
                 row.done_means[: packs.TEXT_MOST])
            for row in rows
        ),
        gates={phase: tuple(names) for phase, names in needed.items()},
        checklist=tuple(packs.read({"name": "-", "title": "-", "checklist": project.checklist}).checklist),
    )  # fmt: skip


def exported(db: Database, team: str, key: str) -> Pack:
    """A template or pack by its name, or a project by its key, as a pack; refuses what is neither, or is private."""
    with db.reading() as session:
        project = queries.project_by_key(session, team, key)
        known = next((one for one in _offered(session, team) if one.name == key), None)
        if known is None and project is not None:
            if project.private:  # a file can be read by anybody
                raise Refused("private_export", name=project.name)
            return as_pack(session, project)
        return known or named(session, team, key)


def save(db: Database, act: Act, key: str, name: str = "") -> Pack:
    """Keep a project as a template of the workspace; one of the same name is replaced.  Only PMO leads may."""
    with db.transaction() as session:
        once_only(session, act)
        if act.person.role is not Role.PMO:
            raise Refused("not_pmo_templates")
        project = visible_project(session, act.person, key)
        if project.private:  # templates are for everybody
            raise Refused("private_source", name=project.name)
        pack = as_pack(session, project, name)
        keep(session, act, pack)
        return pack


def keep(session: Session, act: Act, pack: Pack) -> Template:
    """Write a template, and the event that tells of it."""
    row = _write(session, act.team, pack, act.now, act.person.id)
    record(session, act, KEPT, after={"template": row.id})
    return row


def imported(db: Database, team: str, pack: Pack, now: datetime) -> None:
    """Keep what a file says as a template; one of the same name is replaced."""
    with db.transaction() as session:
        queries.turn(session, team)
        row = _write(session, team, pack, now, None)
        observe(session, team, KEPT, now, {}, {"template": row.id}, source="cli")


def _write(session: Session, team: str, pack: Pack, now: datetime, by_id: int | None) -> Template:
    """A new version; what it was before stays, so that it can be gone back to."""
    known = next((one.version for one in lifecycle.templates(session, team) if one.name == pack.name), 0)
    row = Template(team_id=team, name=pack.name, version=known + 1, body=packs.write(pack), by_id=by_id, created_at=now)
    session.add(row)
    session.flush()
    return row
