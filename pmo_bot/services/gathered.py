"""The rows that the rules ask about, read once for a batch of items: a handful of queries for any number of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from pmo_bot.model import Absence, Escalation, Item, Mode, Person, Policy, Project, Workspace
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.escalation import Candidate
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.policy import DEFAULT, Ladder, for_mode
from pmo_bot.services.people import calendar_for, zone_of
from pmo_bot.store import queries


@dataclass
class Gathered:
    """Rows by id, read once for a batch of one workspace."""

    session: Session
    team: str
    now: datetime
    workspace: Workspace
    people: dict[int, Person] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    policies: Sequence[Policy] = ()
    pmo: Sequence[Person] = ()
    calendars: dict[int, Calendar] = field(default_factory=dict)
    ladders: dict[int | None, Ladder] = field(default_factory=dict)
    days_after: dict[tuple[int, datetime], date] = field(default_factory=dict)
    blocking: dict[int, Item] = field(default_factory=dict)
    """The items that some of these wait for, by id."""
    rooms: dict[str, frozenset[str]] = field(default_factory=dict)
    """By Slack id: the channels of these projects that somebody is in."""
    shadows: dict[int, list[Escalation]] = field(default_factory=dict)
    """By item: the rounds that do not count, because they were of another time: only observed, or in earnest."""

    def calendar(self, person: Person) -> Calendar:
        """Somebody's calendar, made once."""
        if person.id not in self.calendars:
            self.calendars[person.id] = calendar_for(person, self.absences.get(person.id))
        return self.calendars[person.id]

    def working_day_after(self, person: Person, at: datetime) -> date:
        """The day on which somebody has had a working day since an instant, which for most items is now."""
        if (person.id, at) not in self.days_after:
            calendar = self.calendar(person)
            self.days_after[person.id, at] = calendar.today(calendar.one_working_day_after(at))
        return self.days_after[person.id, at]

    def ladder(self, project: Project | None) -> Ladder:
        """The policy in force: the newest of the project, else of the workspace, else the default."""
        project_id = project.id if project else None
        if project_id not in self.ladders:
            self.ladders[project_id] = self._ladder(project_id, project.mode if project else Mode.SUPPORTIVE)
        return self.ladders[project_id]

    def _ladder(self, project_id: int | None, mode: Mode) -> Ladder:
        for wanted in dict.fromkeys((project_id, None)):
            for policy in self.policies:
                if policy.project_id == wanted:
                    return Ladder(for_mode(policy.body, mode), policy.version)
        return Ladder(for_mode(DEFAULT, mode), 0)

    def observed_until(self, project: Project | None) -> datetime | None:
        """Until when a project is only observed; None when it is not."""
        if project is None or project.observe_until is None:
            return None
        lead = self.people.get(project.lead_id or 0)
        zone = project.zone or (lead.zone if lead is not None else "UTC")
        end = Calendar(zone_of(zone)).at(project.observe_until, MIDNIGHT)
        return end if self.now < end else None

    def is_observed(self, item: Item) -> bool:
        """Whether what is owed for an item is only written down."""
        return self.observed_until(self.projects.get(item.project_id or 0)) is not None

    def candidate(self, person: Person | None, day: date, project: Project | None) -> Candidate | None:
        """A possible recipient with the delegate of that day, who has to be one who may know of the project."""
        if person is None:
            return None
        stand_in = next((a.delegate_id for a in self.absences.get(person.id, ()) if a.first <= day <= a.last), None)
        delegate = self.people.get(stand_in or 0)
        if delegate is not None and not self.knows(delegate, project):
            delegate = None
        return Candidate(
            person,
            self.calendar(person),
            Candidate(delegate, self.calendar(delegate)) if delegate is not None else None,
        )

    def knows(self, person: Person, project: Project | None) -> bool:
        """Whether somebody may know of a project, and of what belongs to none."""
        return may_see(person, project, self.rooms.get(person.slack_id or "", ()))


def gather(
    session: Session, team: str, now: datetime, items: Collection[Item], others: Collection[int] = ()
) -> Gathered:
    """Read everybody and everything these items refer to."""
    batch = Gathered(session, team, now, session.get_one(Workspace, team))
    batch.pmo = queries.pmo_leads(session, team)
    batch.policies = queries.policies(session, team)
    batch.projects = queries.projects_by_id(session, team, {item.project_id for item in items})
    rooms = [project.channel for project in batch.projects.values() if project.channel is not None]
    batch.rooms = queries.members(session, team, rooms)
    ids: set[int | None] = {*others, *(p.id for p in batch.pmo)}
    batch.blocking = queries.items(session, team, [item.blocked_on_id for item in items])
    ids |= {blocking.owner_id for blocking in batch.blocking.values()}
    for item in items:
        ids |= {item.owner_id, item.requester_id, item.contact_id, item.blocked_by_id}
    for project in batch.projects.values():
        ids |= {project.lead_id, project.sponsor_id}
    batch.people = queries.people(session, team, ids)
    batch.absences = queries.absences(session, team, list(batch.people))
    delegates = {a.delegate_id for rows in batch.absences.values() for a in rows} - set(batch.people)
    batch.people |= queries.people(session, team, delegates)
    batch.absences |= queries.absences(session, team, [i for i in delegates if i is not None])
    return batch
