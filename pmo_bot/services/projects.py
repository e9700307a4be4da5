"""Projects: how they begin, who leads them, how strictly they are run."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Edition, Event, Health, Item, Mode, Person, Phase, Project, Standing
from pmo_bot.rules import packs
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.intake import Inputs
from pmo_bot.rules.packs import Pack
from pmo_bot.rules.permission import may_lead, may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.silence import OBSERVED_DAYS
from pmo_bot.services.clocks import keep_clocks
from pmo_bot.services.events import Act, difference, once_only, record, told, write_note
from pmo_bot.services.modes import check_sponsor
from pmo_bot.services.notices import edit_escalations, refresh_homes, wake_project
from pmo_bot.services.people import calendar_for, zone_of
from pmo_bot.services.upkeep import post_again
from pmo_bot.services.welcoming import welcome_sponsor
from pmo_bot.store import editions, queries
from pmo_bot.store.database import Database

KEY = re.compile(r"[A-Z][A-Z0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What `/pmo project new` asks for."""

    name: str
    key: str = ""
    lead_id: int | None = None
    sponsor_id: int | None = None
    channel: str | None = None
    private: bool = False
    mode: Mode = Mode.SUPPORTIVE
    goal: str = ""
    target: date | None = None
    observe: bool = False
    """Only observed for its first two weeks."""


def create(db: Database, act: Act, wanted: NewProject) -> Project:
    """A project begins.  Refuses an empty name, a key that is taken, a channel that has a project, silent people.

    A project that is run strictly needs a sponsor before it begins.
    """
    with db.transaction() as session:
        once_only(session, act)
        return put(session, act, wanted, mode=wanted.mode)


def put(
    session: Session, act: Act, wanted: NewProject, *, mode: Mode, pack: Pack | None = None,
    phase: Phase = Phase.DELIVERY, inputs: Inputs | None = None,
) -> Project:  # fmt: skip
    """The same in a transaction that is under way, perhaps with what a pack says of it, or only as a proposal."""
    check_may_begin(act.person)
    if not wanted.name.strip():
        raise Refused("no_project_name")
    key = _free_key(session, act, wanted)
    _check_channel(session, act, wanted.channel)
    _check_person(session, act, wanted.lead_id or act.person.id, "lead")
    _check_person(session, act, wanted.sponsor_id, "sponsor")
    check_sponsor(mode, wanted.sponsor_id, wanted.name.strip(), key)
    project = Project(
        team_id=act.team,
        key=key,
        name=fitting(wanted.name, 255),
        lead_id=wanted.lead_id or act.person.id,
        sponsor_id=wanted.sponsor_id,
        channel=wanted.channel,
        private=wanted.private,
        phase=phase,
        mode=mode,
        goal=wanted.goal,
        target=wanted.target,
        created_at=act.now,
        wake_at=act.now,
        **(packs.columns(pack) if pack is not None else {}),
        **(asdict(inputs) if inputs is not None else {}),
    )
    project.observe_until = _two_weeks(session, project, act) if wanted.observe else None
    session.add(project)
    session.flush()
    record(session, act, "project.created", project=project, after=told(project))
    if phase is not Phase.PROPOSED:
        welcome_sponsor(session, act, project)
    refresh_homes(session, act, project.lead_id, project.sponsor_id)
    return project


def _check_channel(session: Session, act: Act, channel: str | None) -> None:
    """A channel carries one project; of one that this person may not see nothing is said."""
    other = queries.project_by_channel(session, act.team, channel) if channel is not None else None
    if other is not None and not _sees(session, act, other):
        raise Refused("not_in_channel", channel="that channel", field="channel")
    if other is not None:
        raise Refused("channel_taken", project=other)


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """What a lead may change; None leaves a thing as it is."""

    mode: Mode | None = None
    health: Health | None = None
    lead_id: int | None = None
    sponsor_id: int | None = None
    channel: str | None = None
    private: bool | None = None
    observe: bool | None = None
    """True: only observed for two weeks from today; False: no longer."""
    reason: str = ""
    thanks: bool | None = None
    """Whether its report thanks for what was done in time."""


def change(db: Database, act: Act, key: str, wanted: ProjectChange) -> Project:
    """Change a project; only its lead and PMO leads may."""
    with db.transaction() as session:
        once_only(session, act)
        project = visible_project(session, act.person, key)
        if not may_lead(act.person, project):
            lead = queries.person(session, act.team, project.lead_id)
            raise Refused("not_lead", project=project, lead=lead)
        before = told(project)
        if wanted.channel != project.channel:
            _check_channel(session, act, wanted.channel)
        for name in ("mode", "health", "lead_id", "sponsor_id", "channel", "private", "thanks"):
            value = getattr(wanted, name)
            if value is not None:
                setattr(project, name, value)
        if wanted.observe is not None:
            project.observe_until = _two_weeks(session, project, act) if wanted.observe else None
        _check_person(session, act, wanted.lead_id, "lead")
        _check_person(session, act, wanted.sponsor_id, "sponsor")
        if wanted.mode is not None:
            check_sponsor(wanted.mode, project.sponsor_id, project.name, project.key)
        session.add(project)
        session.flush()
        was, is_now = difference(before, told(project))
        if is_now or wanted.reason:
            note = write_note(session, act, wanted.reason)
            record(session, act, "project.changed", project=project, before=was, after=is_now, note=note)
            _follow(session, act, project, was, is_now)
        return project


def _follow(session: Session, act: Act, project: Project, was: dict[str, Any], is_now: dict[str, Any]) -> None:
    """What a change of a project sets in motion."""
    wake_project(session, project, act.now)
    if "mode" in is_now:
        keep_clocks(session, act, project)
    if {"mode", "lead_id", "sponsor_id"} & set(is_now):
        edit_escalations(session, act.team, col(Item.project_id) == project.id, act.now)
    if "channel" in is_now:
        post_again(session, project, act.now)
    if "sponsor_id" in is_now:
        welcome_sponsor(session, act, project)
    refresh_homes(session, act, project.lead_id, project.sponsor_id, was.get("lead_id"), was.get("sponsor_id"))


def talks_in(db: Database, team: str, channel: str) -> bool:
    """Whether a project talks in this channel, or reports go there."""
    with db.reading() as session:
        sent = any(one.channel == channel for one in editions.editions(session, team))
        return sent or queries.project_by_channel(session, team, channel) is not None


def channels(db: Database) -> list[tuple[str, str]]:
    """Team and channel of every project that has one, and of every edition."""
    with db.reading() as session:
        rows = [*session.exec(select(Project.team_id, Project.channel).where(col(Project.channel).is_not(None))),
                *session.exec(select(Edition.team_id, Edition.channel))]  # fmt: skip
        return sorted({(team, channel) for team, channel in rows if channel is not None})


def turned_private(db: Database, team: str, channel: str, now: datetime) -> None:
    """A channel is private now: from now on its project exists only for the channel's members.

    The other way round nothing happens by itself: what was hidden stays so until the lead says otherwise.
    """
    with db.transaction() as session:
        queries.turn(session, team)
        project = queries.project_by_channel(session, team, channel)
        if project is None or project.private:
            return
        project.private = True
        session.add(project)
        session.flush()
        session.add(
            Event(team_id=team, what="project.changed", project_id=project.id, before={"private": False},
                  after={"private": True}, source="slack", happened_at=now, recorded_at=now)
        )  # fmt: skip
        wake_project(session, project, now)


def _two_weeks(session: Session, project: Project, act: Act) -> date:
    return project_calendar(session, project).today(act.now) + timedelta(days=OBSERVED_DAYS)


def visible_project(session: Session, person: Person, key: str) -> Project:
    """The project with this key, if it exists for this person; a hidden one and none at all sound the same."""
    project = queries.project_by_key(session, person.team_id, key)
    rooms = queries.private_rooms(session, person.team_id, person.slack_id)
    if project is None or not may_see(person, project, rooms):
        raise Refused("no_project", key=key.upper())
    return project


def project_calendar(session: Session, project: Project) -> Calendar:
    """The project's working time: its own zone, else the lead's zone, days and holidays.  Nobody's absence counts."""
    return calendar_like(project, _own(queries.person(session, project.team_id, project.lead_id)))


def project_calendars(session: Session, projects: Sequence[Project]) -> dict[int, Calendar]:
    """The same for some projects of one workspace, by id."""
    team = projects[0].team_id if projects else ""
    leads = queries.people(session, team, [project.lead_id for project in projects])
    return {project.id: calendar_like(project, _own(leads.get(project.lead_id or 0))) for project in projects}


def _own(lead: Person | None) -> Calendar | None:
    return calendar_for(lead) if lead is not None else None


def calendar_like(project: Project, leads: Calendar | None) -> Calendar:
    """The same where the lead's own calendar is known."""
    calendar = leads or Calendar(zone_of("UTC"))
    return Calendar(
        zone=zone_of(project.zone) if project.zone else calendar.zone,
        workdays=calendar.workdays,
        opens=calendar.opens,
        closes=calendar.closes,
        country=calendar.country,
        subdivision=calendar.subdivision,
    )


def suggested_key(name: str) -> str:
    """A key from a name: its letters and digits, upper case, at most ten."""
    letters = "".join(sign for sign in name.upper() if sign.isascii() and sign.isalnum())
    return letters.lstrip("0123456789")[:10] or "PROJECT"


def _free_key(session: Session, act: Act, wanted: NewProject) -> str:
    key = (wanted.key.strip() or suggested_key(wanted.name)).upper()
    if not KEY.fullmatch(key):
        raise Refused("bad_key", key=key)
    other = queries.project_by_key(session, act.team, key)
    if other is None:
        return key
    if _sees(session, act, other):
        raise Refused("key_taken", key=key)
    # A hidden project must not be found out by trying its key: another one is taken without a word.
    numbered = (f"{key[:17]}{number}" for number in range(2, 1000))
    return next(free for free in numbered if queries.project_by_key(session, act.team, free) is None)


def _sees(session: Session, act: Act, project: Project) -> bool:
    return may_see(act.person, project, queries.private_rooms(session, act.team, act.person.slack_id))


def check_may_begin(person: Person) -> None:
    """Projects are begun by people of this workspace, guests among them where they name a member to lead."""
    if person.standing is Standing.EXTERNAL:
        raise Refused("outsider_project")


def check_may_propose(person: Person) -> None:
    """The same for a proposal: whoever proposes something leads it until somebody decides."""
    check_may_begin(person)
    if person.standing is not Standing.MEMBER:
        raise Refused("cannot_lead", person=person)


def _check_person(session: Session, act: Act, person_id: int | None, field: str) -> None:
    person = queries.person(session, act.team, person_id)
    if person is not None and person.standing is Standing.BOT:
        raise Refused("owner_is_bot", person=person, field=field)
    if person is not None and person.standing is Standing.DEACTIVATED:
        raise Refused("owner_left", person=person, field=field)
    if person is not None and field == "lead" and person.standing is not Standing.MEMBER:
        raise Refused("cannot_lead", person=person, field=field)  # as `may_lead` has it: they could change nothing
