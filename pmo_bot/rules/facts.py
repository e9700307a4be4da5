"""What the rules are told about one item or one person: rows as they are, gathered by `services.facts`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pmo_bot.model import Escalation, Event, Item, Line, LineKind, Mode, Person, Priority, Project, Risk, Workspace
from pmo_bot.rules import handshake
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.policy import Ladder
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.severity import Clock
from pmo_bot.rules.silence import is_before, is_silent

REQUESTER = "requester"
"""The step of whoever asked for the item: told when nobody of the ladder is left."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a step of an escalation reaches, and for whom they stand in."""

    step: str
    person: Person
    calendar: Calendar
    instead_of: Person | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What has happened to an item, over all its commitments, and whom that may concern."""

    rounds: tuple[Escalation, ...] = ()
    lines: tuple[Line, ...] = ()
    events: tuple[Event, ...] = ()
    """Since `since`, oldest first."""
    near: Mapping[int, Recipient] = field(default_factory=dict)
    """By person: who was told something about it, owns it or asked for it, and can be reached."""
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody whom the owner waited for has said since the owner last did something about the item."""

    event: Event
    on: date
    """The owner's local date of it."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """The newest move to a later day of something that an item waits for."""

    item: Item
    event: Event
    was: date
    answered: bool
    """Whether the owner of what waits has said something to it, or moved it themselves."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A milestone of another project on the day of this one, and somebody who is needed for both."""

    other: Item
    person_id: int
    since: datetime
    """When both dates stood."""
    same_lead: bool = False
    """One person leads both projects."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item with an owner, and all that decides what is owed for it.

    For an issue with a clock and without an owner it is whoever leads, and nothing is owed but the question who takes
    it.
    """

    item: Item
    owner: Person
    calendar: Calendar
    ladder: Ladder
    workspace: Workspace
    project: Project | None = None
    acts: tuple[date, ...] = ()
    """Local dates on which the owner did something about it."""
    lines: tuple[Line, ...] = ()
    """What was carried for this commitment."""
    sent_at: Mapping[str, datetime] | None = None
    """When the message of a line reached its reader, by line key."""
    escalation: Escalation | None = None
    """The live round of this commitment."""
    rounds: int = 0
    chain: tuple[Recipient, ...] = ()
    """Who is left of contact, sponsor and PMO lead, as far as the mode lets an escalation climb by itself."""
    kept: tuple[Recipient, ...] = ()
    """Who stands above in supportive mode: reached only when the lead asks for it."""
    roles: Mapping[str, Recipient] = field(default_factory=dict)
    """Whom a question reaches today as `requester`, `contact`, `sponsor`, `pmo`, `blocker`, or `behind`: the owner of
    the item that is waited for.  Delegates for absent."""
    keys: frozenset[str] = frozenset()
    """The keys of all lines there ever were about it."""
    shift: datetime | None = None
    """The next instant at which one of those who might be told goes away or comes back."""
    waiting: tuple[Item, ...] = ()
    """Open items that wait for this one."""
    past: Past = field(default_factory=Past)
    observed_until: datetime | None = None
    """Until when its project is only observed: what is owed until then is written down and not sent."""
    shadows: tuple[Escalation, ...] = ()
    """Rounds of a time when it was only observed, which is over."""
    blocker_open: bool = True
    """False when the item it waits for is finished."""
    heard: Heard | None = None
    upstream: Upstream | None = None
    readiness: Readiness = field(default_factory=Readiness)
    clashes: tuple[Clash, ...] = ()
    clock: Clock | None = None
    """Since when nobody has taken up an issue after go-live."""
    risk: Risk | None = None
    """How it was assessed, where it is a risk of which somebody said something."""

    @property
    def mode(self) -> Mode:
        """How the item's project is run; items without a project are supported only."""
        return self.project.mode if self.project else Mode.SUPPORTIVE

    @property
    def since(self) -> datetime:
        """From when on steps count: before it the promise did not exist, or the bot was not here."""
        made = self.item.committed_at or self.item.created_at
        return max(made, self.workspace.started_at)

    @property
    def clock_stopped(self) -> bool:
        """Whether the owner's clock stands still because somebody else is waited for."""
        return stands_still(self.item, self.mode, blocker_open=self.blocker_open)

    @property
    def waits_for_answer(self) -> bool:
        """Whether somebody was told, and the answer is theirs: meanwhile the owner hears no more of it."""
        live = self.escalation
        if live is None or live.answered_at is not None:
            return False
        return any(line.kind is LineKind.PACKET and line.escalation_id == live.id for line in self.lines)

    @property
    def urgent(self) -> bool:
        """Whether it is critical, and its policy lets that through at any hour."""
        live = self.escalation
        ladder = Ladder(live.policy, live.policy_version) if live is not None else self.ladder
        return self.item.priority is Priority.CRITICAL and ladder.lets_critical_through

    @property
    def lived_with_until(self) -> date | None:
        """The day on which it is looked at again, after somebody decided to live with it; until then all is quiet."""
        return self.escalation.review_on if self.escalation is not None else None

    @property
    def silent(self) -> bool:
        """Whether a pilot leaves it out, or its project has not begun."""
        return is_silent(self.workspace, self.project) or is_before(self.project, self.item)

    @property
    def held(self) -> int:
        """The owner's working days of this commitment that were spent waiting for somebody else."""
        return self.item.held_days


def stands_still(item: Item, mode: Mode, *, blocker_open: bool = True) -> bool:
    """Whether a named person, an open item or somebody's word is waited for.

    Free text alone does not stop the clock: the lead has to agree.
    """
    if handshake.waits_for_word(item, mode):
        return True
    if item.blocked_at is None:
        return False
    on_item = item.blocked_on_id is not None and blocker_open
    return item.blocked_by_id is not None or on_item or item.blocked_ok is True


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why something was sent, as it is stored and shown."""

    rule: str
    due: date | None
    effective_due: date | None
    zone: str
    calendar: str
    policy_version: int
    profile: str = ""
    """How often its reader wants to be reminded; empty for what does not depend on it."""

    def as_dict(self) -> dict[str, str | int | None]:
        """The form in which the outbox keeps it."""
        return ({"profile": self.profile} if self.profile else {}) | {
            "rule": self.rule,
            "due": self.due.isoformat() if self.due else None,
            "effective_due": self.effective_due.isoformat() if self.effective_due else None,
            "zone": self.zone,
            "calendar": self.calendar,
            "policy_version": self.policy_version,
        }


def receipt(facts: ItemFacts, rule: str) -> Receipt:
    """Why a line is owed: the dates, zone, calendar and policy version that make it so.

    An escalation climbs by the policy that its preview was made with, whatever became of the policy since.
    """
    due, owner, escalation = facts.item.due, facts.owner, facts.escalation
    in_flight = escalation is not None and not rule.startswith("nudge")
    return Receipt(
        rule=rule,
        due=due,
        effective_due=facts.calendar.on_or_after(due) if due else None,
        zone=owner.zone,
        calendar="-".join(part for part in (owner.country, owner.subdivision) if part) or "none",
        policy_version=escalation.policy_version if escalation and in_flight else facts.ladder.version,
        profile=owner.profile.value if rule == LineKind.NUDGE else "",
    )
