"""What is owed and not even made: wake-ups that are past or lost, briefs and reports that certainly were due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from pmo_bot.audit.calendars import days_of, gets_brief_by, is_near
from pmo_bot.audit.scene import OVERDUE, Found, Scene, found
from pmo_bot.model import (
    Absence,
    Acceptance,
    Cause,
    Edition,
    Event,
    Item,
    Kind,
    Line,
    Person,
    Phase,
    Policy,
    Post,
    PostKind,
    PostState,
    Project,
    Stakeholder,
    Standing,
    Workspace,
)

DAY = timedelta(days=1)
QUIET = timedelta(days=7)
"""Nothing is certain about what somebody touched in this time."""
SOON, MUCH_LATER = timedelta(days=2), timedelta(days=14)
SPEAKING = (Phase.DELIVERY, Phase.HYPERCARE, Phase.VALUE)
REPORT_BY = (9, 5)


def owed(scene: Scene) -> Iterator[Found]:
    """Everything that the plan should have looked at or made."""
    yield from found(Cause.UNLOOKED, list(_unlooked(scene)))
    house = _House.of(scene)
    if house is None:
        return
    certain = list(_certain(scene, house))
    yield from found(Cause.UNWOKEN, [item.key for item, owner in certain if _unwoken(item)])
    yield from found(Cause.NO_BRIEF, list(_no_brief(scene, certain)))
    yield from found(Cause.NO_REPORT, list(_no_report(scene, house)))


def _unlooked(scene: Scene) -> Iterator[str]:
    """What was to be looked at by now."""
    for table in (Item, Project, Edition, Stakeholder):
        late = (col(table.wake_at) < scene.now - OVERDUE, col(table.wake_at).is_not(None))
        rows = select(table.id).where(*late, col(table.team_id) == scene.team).limit(1000)
        yield from (f"{table.__tablename__} {one}" for one in scene.session.exec(rows))
    here = (Workspace.team_id == scene.team, col(Workspace.wake_at) < scene.now - OVERDUE)
    yield from scene.session.exec(select(Workspace.team_id).where(*here))


@dataclass(frozen=True, slots=True)
class _House:
    """What holds in the workspace: read once for a look."""

    workspace: Workspace
    projects: dict[int, Project]
    policies: list[Policy]
    people: dict[int, Person] = field(default_factory=dict)
    away: dict[int, list[Absence]] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene) -> "_House | None":
        workspace = scene.session.get(Workspace, scene.team)
        if workspace is None or workspace.started_at > scene.now - QUIET:
            return None
        projects = scene.session.exec(select(Project).where(Project.team_id == scene.team)).all()
        policies = scene.session.exec(
            select(Policy).where(Policy.team_id == scene.team).order_by(col(Policy.version).desc())
        ).all()
        return cls(workspace, {one.id: one for one in projects}, list(policies))

    def speaks(self, project: Project | None, day: date) -> bool:
        """Whether the bot certainly speaks up about it, and has for a while."""
        pilot = [key for key in self.workspace.pilot.split(",") if key]
        if project is None:
            return not pilot
        observed = project.observe_until is not None and project.observe_until > day - QUIET
        return project.phase in SPEAKING and not observed and (not pilot or project.key in pilot)

    def reminds_on_the_day(self, project: Project | None) -> bool:
        """Whether what is due is named on its day, by the rules of the project or the workspace."""
        own = next((one for one in self.policies if project is not None and one.project_id == project.id), None)
        policy = own or next((one for one in self.policies if one.project_id is None), None)
        return policy is None or any(rung.get("at") == 0 for rung in policy.body.get("nudges", ()))


def _certain(scene: Scene, house: _House) -> Iterator[tuple[Item, Person]]:
    """Promises of these days of which their owner is certainly told on the day."""
    today = scene.now.date()
    near = (Item.team_id == scene.team, col(Item.closed_at).is_(None), col(Item.due).is_not(None))
    plain: tuple[ColumnElement[bool], ...] = (
        col(Item.due).between(today - DAY, today + SOON),
        col(Item.kind).in_((Kind.ACTION, Kind.MILESTONE)),
        col(Item.acceptance) == Acceptance.ACCEPTED,
        *(col(one).is_(None) for one in (Item.blocked_at, Item.held_at, Item.snoozed_until, Item.confirmation)),
        or_(col(Item.wake_at).is_(None), col(Item.wake_at) > scene.now),
    )
    rows = scene.session.exec(
        select(Item, Person).join(Person, col(Person.id) == Item.owner_id).where(*near, *plain)
    ).all()
    rows = [(item, owner) for item, owner in rows if _hears(owner) and not _is_fresh(item, scene)]
    touched = _touched(scene, [item.id for item, _ in rows])
    away = _absences(scene, [owner.id for _, owner in rows])
    for item, owner in rows:
        project = house.projects.get(item.project_id or 0)
        there = not is_near(away.get(owner.id, []), today)
        if item.id not in touched and there and house.speaks(project, today) and house.reminds_on_the_day(project):
            yield item, owner


def _hears(owner: Person) -> bool:
    gone = owner.standing in (Standing.BOT, Standing.DEACTIVATED)
    return owner.slack_id is not None and not gone and owner.paused_until is None


def _is_fresh(item: Item, scene: Scene) -> bool:
    return max(item.created_at, item.committed_at or item.created_at, item.turn_at or item.created_at) > (
        scene.now - QUIET
    )


def _touched(scene: Scene, ids: Sequence[int]) -> set[int | None]:
    """What something happened to lately: its own rules are not known here."""
    lately = (Event.team_id == scene.team, col(Event.item_id).in_(ids), col(Event.happened_at) > scene.now - QUIET)
    return set(scene.session.exec(select(Event.item_id).where(*lately)))


def _absences(scene: Scene, ids: Sequence[int]) -> dict[int, list[Absence]]:
    rows = scene.session.exec(
        select(Absence)
        .where(Absence.team_id == scene.team, col(Absence.person_id).in_(ids))
        .order_by(col(Absence.person_id))
    )
    return {who: list(those) for who, those in groupby(rows, lambda one: one.person_id)}


def _unwoken(item: Item) -> bool:
    """The plan looks at it only long after its day, or never."""
    return item.wake_at is None or (item.due is not None and item.wake_at.date() > item.due + MUCH_LATER)


def _no_brief(scene: Scene, certain: Sequence[tuple[Item, Person]]) -> Iterator[str]:
    for item, owner in certain:
        day = gets_brief_by(owner, days_of(owner), scene.now)
        if day is not None and item.due == day and not _was_told(scene, item, owner, day):
            yield item.key


def _was_told(scene: Scene, item: Item, owner: Person, day: date) -> bool:
    said = (Line.team_id == scene.team, Line.item_id == item.id, col(Line.step_on) >= day)
    if scene.session.exec(select(Line.id).where(*said).limit(1)).first() is not None:
        return True
    mine = (Post.team_id == scene.team, Post.person_id == owner.id, Post.on_date == day, Post.kind == PostKind.BRIEF)
    ended = col(Post.state).in_((PostState.DROPPED, PostState.DEAD, PostState.HELD))
    return scene.session.exec(select(Post.id).where(*mine, ended).limit(1)).first() is not None


def _no_report(scene: Scene, house: _House) -> Iterator[str]:
    """Reports of this week that nobody made."""
    wanted = {one.id: one for one in house.projects.values() if one.channel is not None}
    leads = {one.lead_id for one in wanted.values()}
    people = {one.id: one for one in scene.session.exec(select(Person).where(col(Person.id).in_(leads)))}
    for project in wanted.values():
        days = days_of(people.get(project.lead_id or 0), project.zone)
        here = days.local(scene.now)
        monday = here.date() - timedelta(days=here.weekday())
        out = here.date() > monday or (here.hour, here.minute) >= REPORT_BY
        looked = project.wake_at is None or project.wake_at > scene.now
        begun = max(project.created_at, house.workspace.started_at) < scene.now - 2 * QUIET
        if out and looked and begun and days.is_worked(monday) and house.speaks(project, monday):
            reported = (Post.team_id == scene.team, Post.project_id == project.id, Post.kind == PostKind.DIGEST)
            found_one = select(Post.id).where(*reported, col(Post.on_date) >= monday, col(Post.person_id).is_(None))
            if scene.session.exec(found_one.limit(1)).first() is None:
                yield f"digest:{project.key}:{monday}"
