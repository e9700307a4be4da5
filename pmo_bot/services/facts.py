"""Gathers what the rules ask for: a handful of queries for any number of items."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import (
    Absence,
    Escalation,
    Event,
    Item,
    Line,
    Mode,
    Person,
    Policy,
    Project,
    Workspace,
)
from pmo_bot.rules import escalation as rules
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.cover import ROLE
from pmo_bot.rules.facts import Heard, ItemFacts, Past, Recipient
from pmo_bot.rules.modes import may_climb, mode_of
from pmo_bot.rules.permission import may_see, may_see_item
from pmo_bot.rules.policy import DEFAULT, Ladder, for_mode
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import said
from pmo_bot.services.facts_before import heard, upstream
from pmo_bot.services.facts_past import pasts
from pmo_bot.services.people import calendar_for, zone_of
from pmo_bot.store import queries

ACTS_MATTER_FOR = timedelta(days=45)
"""An act can silence a nudge of the next working day; no absence that a calendar skips is longer than this."""

NO_ANSWERS = ("item.created", "item.snoozed")
"""Capturing something is no answer to anything, and who asks for a later line is to get it on that day."""


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

    def ladder(self, project: Project | None) -> Ladder:
        """The policy in force: the newest of the project, else of the workspace, else the default."""
        project_id = project.id if project else None
        mode = project.mode if project else Mode.SUPPORTIVE
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

    def candidate(self, person: Person | None, day: date, project: Project | None) -> rules.Candidate | None:
        """A possible recipient with the delegate of that day, who has to be one who may know of the project."""
        if person is None:
            return None
        stand_in = next((a.delegate_id for a in self.absences.get(person.id, ()) if a.first <= day <= a.last), None)
        delegate = self.people.get(stand_in or 0)
        if delegate is not None and not self.knows(delegate, project):
            delegate = None
        return rules.Candidate(
            person,
            self.calendar(person),
            rules.Candidate(delegate, self.calendar(delegate)) if delegate is not None else None,
        )

    def roles(self, item: Item, owner: Person, project: Project | None) -> dict[str, Recipient]:
        """Whom a question about an item reaches today, by what they are to it."""
        day = self.calendar(owner).today(self.now)
        named = {
            "requester": self.people.get(item.requester_id or 0),
            "contact": self.people.get(item.contact_id or (project.lead_id if project else None) or 0),
            "sponsor": self.people.get((project.sponsor_id if project else None) or 0),
            "pmo": self._pmo(project, owner),
            "blocker": self.people.get(item.blocked_by_id or 0),
            "behind": self._behind(item, project),
        }
        found: dict[str, Recipient] = {}
        for step, person in named.items():
            candidate = self.candidate(person, day, project)
            reader = rules.reached(step, candidate, day) if candidate is not None else None
            if reader is not None:
                found[step] = reader
        absent = self.candidate(owner, day, project)
        cover = rules.reached(ROLE, absent, day) if absent is not None else None
        if cover is not None and cover.instead_of is not None:
            found[ROLE] = cover
        return found

    def shift(self, item: Item, owner: Person, project: Project | None) -> datetime | None:
        """When one of those who might be told of an item goes away or comes back next, by the owner's calendar."""
        calendar = self.calendar(owner)
        named = {item.requester_id, item.contact_id, item.blocked_by_id, *(lead.id for lead in self.pmo)}
        blocking = self.blocking.get(item.blocked_on_id or 0)
        named |= {blocking.owner_id} if blocking is not None else set()
        named |= {project.lead_id, project.sponsor_id} if project is not None else set()
        near = [a for person in named for a in self.absences.get(person or 0, ())]
        near += [a for absence in near for a in self.absences.get(absence.delegate_id or 0, ())]
        today = calendar.today(self.now)
        days = [day for a in near for day in (a.first, a.last + timedelta(days=1)) if day > today]
        return calendar.at(min(days), MIDNIGHT) if days else None

    def _behind(self, item: Item, project: Project | None) -> Person | None:
        """The owner of what an item waits for, if they may know of what waits."""
        blocking = self.blocking.get(item.blocked_on_id or 0)
        owner = self.people.get((blocking.owner_id if blocking is not None else None) or 0)
        if owner is None or not may_see_item(owner, item, project, self.rooms.get(owner.slack_id or "", ())):
            return None
        return owner

    def _pmo(self, project: Project | None, *others: Person | None) -> Person | None:
        """A PMO lead who may know of the project and is none of these.

        Lead and sponsor were named for it; a PMO lead has to be one who may know of it.
        """
        known = {other.id for other in others if other is not None}
        free = (p for p in self.pmo if p.id not in known)
        return next((p for p in free if self.knows(p, project)), None)

    def knows(self, person: Person, project: Project | None) -> bool:
        """Whether somebody may know of a project, and of what belongs to none."""
        return may_see(person, project, self.rooms.get(person.slack_id or "", ()))

    def chain(self, item: Item, owner: Person, project: Project | None, steps: Sequence[str]) -> tuple[Recipient, ...]:
        """Who is left of these steps: contact, sponsor and PMO lead."""
        day = self.calendar(owner).today(self.now)
        contact = self.people.get(item.contact_id or (project.lead_id if project else None) or 0)
        sponsor = self.people.get((project.sponsor_id if project else None) or 0)
        pmo = self._pmo(project, owner, contact) if project else None
        named = {"contact": contact, "sponsor": sponsor, "pmo": pmo}
        return rules.chain(
            owner,
            self.candidate(self.people.get(item.requester_id or 0), day, project),
            steps,
            {step: self.candidate(person, day, project) for step, person in named.items()},
            day,
        )


def gather(
    session: Session, team: str, now: datetime, items: Collection[Item], others: Collection[int] = ()
) -> Gathered:
    """Read everybody and everything these items refer to."""
    batch = Gathered(session, team, now, session.get_one(Workspace, team))
    batch.pmo = queries.pmo_leads(session, team)
    batch.policies = queries.policies(session, team)
    wanted = {i.project_id for i in items if i.project_id is not None}
    if wanted:
        found = session.exec(select(Project).where(Project.team_id == team, col(Project.id).in_(wanted)))
        batch.projects = {project.id: project for project in found}
        rooms = [p.channel for p in batch.projects.values() if p.channel is not None]
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


def item_facts(batch: Gathered, items: Sequence[Item], *, shadow: bool = False) -> list[ItemFacts]:
    """The facts of every item that has an owner.

    With `shadow` those of an observed project know what would have been said; else they know that nothing was.
    """
    owned = [item for item in items if item.owner_id in batch.people]
    if not owned:
        return []
    ids = [item.id for item in owned]
    would = {item.id: shadow and batch.is_observed(item) for item in owned}
    lines = said.lines(batch.session, batch.team, would)
    sent = said.arrived(batch.session, batch.team, [line for found in lines.values() for line in found])
    rounds, batch.shadows = said.rounds(batch.session, batch.team, would)
    acts = _acts(batch, owned)
    waiting = queries.waiting_for(batch.session, batch.team, ids)
    past = pasts(batch, owned, lines, rounds)
    told = heard(batch.session, batch.team, owned)
    moved = upstream(batch.session, batch.team, owned)
    return [
        replace(
            _facts(batch, item, lines.get(item.id, []), sent, rounds.get(item.id, []), acts, waiting, past),
            heard=_on_its_day(batch, item, told.get(item.id)),
            upstream=moved.get(item.id),
        )
        for item in owned
    ]


def _on_its_day(batch: Gathered, item: Item, event: Event | None) -> Heard | None:
    owner = batch.people[item.owner_id or 0]
    return Heard(event, batch.calendar(owner).today(event.happened_at)) if event is not None else None


def _facts(
    batch: Gathered,
    item: Item,
    lines: list[Line],
    sent: dict[str, datetime],
    rounds: list[Escalation],
    acts: dict[int, list[datetime]],
    waiting: dict[int, list[Item]],
    past: dict[int, Past],
) -> ItemFacts:
    owner = batch.people[item.owner_id or 0]
    calendar = batch.calendar(owner)
    project = batch.projects.get(item.project_id or 0)
    ladder = batch.ladder(project)
    mine = [r for r in rounds if r.commitment == item.commitment]
    today = calendar.today(batch.now)
    live = next((r for r in mine if r.void_at is None and not rules.is_over(r, today)), None)
    climbed = Ladder(live.policy, live.policy_version) if live is not None else ladder
    steps = [step for step, _ in climbed.recipients]
    released = live is not None and live.released_at is not None
    kept = [step for step in steps if not may_climb(mode_of(project), step, released=released)]
    roles = batch.roles(item, owner, project)
    blocking = batch.blocking.get(item.blocked_on_id or 0)
    return ItemFacts(
        item=item,
        owner=owner,
        calendar=calendar,
        ladder=ladder,
        workspace=batch.workspace,
        project=project,
        acts=tuple(sorted({calendar.today(at) for at in acts.get(item.id, ())})),
        lines=tuple(line for line in lines if line.commitment == item.commitment),
        sent_at=sent,
        escalation=live,
        rounds=max(
            (r.round for r in (*mine, *batch.shadows.get(item.id, ())) if r.commitment == item.commitment), default=0
        ),
        chain=batch.chain(item, owner, project, [step for step in steps if step not in kept]),
        kept=tuple(roles[step] for step in kept if step in roles),
        roles=roles,
        keys=frozenset(line.key.removeprefix(OBSERVED) for line in lines),
        observed_until=batch.observed_until(project),
        shadows=tuple(
            r for r in batch.shadows.get(item.id, ()) if r.void_at is None and batch.observed_until(project) is None
        ),
        shift=batch.shift(item, owner, project),
        waiting=tuple(waiting.get(item.id, ())),
        past=past.get(item.id, Past()),
        blocker_open=blocking is not None and blocking.is_open,
    )


def _acts(batch: Gathered, items: Sequence[Item]) -> dict[int, list[datetime]]:
    """When each owner, or whoever stood in, did something about each item."""
    owners = {item.id: item.owner_id for item in items}
    found: dict[int, list[datetime]] = {}
    rows = batch.session.exec(
        select(Event.item_id, Event.actor_id, Event.behalf_id, Event.happened_at).where(
            Event.team_id == batch.team,
            col(Event.item_id).in_(owners),
            Event.happened_at > batch.now - ACTS_MATTER_FOR,
            col(Event.what).not_in(NO_ANSWERS),
        )
    )
    for item_id, actor_id, behalf_id, at in rows:
        if item_id is not None and owners[item_id] is not None and owners[item_id] in (actor_id, behalf_id):
            found.setdefault(item_id, []).append(at)
    return found
