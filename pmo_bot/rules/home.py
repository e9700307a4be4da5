"""App Home: what one person sees of the promises that concern them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pmo_bot.model import Absence, Item, Person, Tag
from pmo_bot.rules.alarms import SelfMeasured
from pmo_bot.rules.bottlenecks import Bottleneck
from pmo_bot.rules.brief import rank
from pmo_bot.rules.letters import Letters
from pmo_bot.rules.load import Week
from pmo_bot.rules.outlook import UNACCEPTED, Outlook, worst_first
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import Page, page
from pmo_bot.rules.question import Question
from pmo_bot.rules.today import next_due

SIZES: Mapping[str, int] = {"portfolio": 5, "due": 10, "waiting": 5, "asked": 10, "projects": 5}
"""How many lines a page of each section has: all of them together stay below Slack's hundred blocks."""
TEAM = "team"
"""What stands for the team whose part of the portfolio is shown, among the places where a Home is leafed to."""
DONE_SHOWN = 5
PROMISED_SHOWN = 5
BOTTLENECKS_SHOWN = 3
ABSENCES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """How many messages somebody got lately, and to how many they answered: their own figures, told to them alone."""

    sent: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Promised:
    """What somebody else owes the reader before they can begin."""

    item: Item
    """The reader's own, which waits."""
    on: Item | None
    """None where the reader may not know of it."""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that a Home is made from: every item that concerns its reader."""

    owed: Sequence[Item] = ()
    asked: Sequence[Item] = ()
    waiting: Page[Question | Packet] = field(default_factory=Page)
    portfolio: Sequence[Outlook] | None = None
    """For sponsors and PMO leads."""
    teams: Sequence[Tag] = ()
    """Whose people owe something in it."""
    unit: Tag | None = None
    """The team of which alone it tells."""
    projects: Sequence[Outlook] = ()
    done: Sequence[Item] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    first_visit: bool = False
    absences: Sequence[Absence] = ()
    """Those of the reader that are not over."""
    covered: Sequence[Absence] = ()
    """Those of others in which the reader stands in."""
    answered: Answered = Answered()
    promised: Sequence[Promised] = ()
    bottleneck: Bottleneck | None = None
    """The reader's own, told to them alone."""
    bottlenecks: Sequence[Bottleneck] = ()
    """In what the reader leads."""
    too_full: Week | None = None
    """The first of the reader's weeks in which more is due than fits: told to them alone."""
    measured: SelfMeasured | None = None
    """How punctual the bot itself is, for PMO leads."""
    letters: Sequence[Letters] = ()
    """What did not arrive, for PMO leads."""


@dataclass(frozen=True, slots=True)
class Home:
    """Sections in the order they are shown, each a page of a list that is sorted worst first."""

    person: Person
    today: date
    as_of: datetime
    owed: Page[Item]
    waiting: Page[Question | Packet]
    asked: Page[Item]
    portfolio: Page[Outlook] | None
    projects: Page[Outlook]
    done: tuple[Item, ...]
    done_total: int
    people: Mapping[int, Person]
    late: int
    due_today: int
    unanswered: int
    """Of what was asked for: how much nobody has picked up."""
    next_due: date | None
    """The next date of what the reader owes."""
    next_watched: date | None
    """The next date of what they asked for, lead or sponsor."""
    first_visit: bool
    absences: tuple[Absence, ...] = ()
    covered: tuple[Absence, ...] = ()
    answered: Answered = Answered()
    promised: tuple[Promised, ...] = ()
    promised_total: int = 0
    bottleneck: Bottleneck | None = None
    bottlenecks: tuple[Bottleneck, ...] = ()
    too_full: Week | None = None
    measured: SelfMeasured | None = None
    letters: tuple[Letters, ...] = ()
    teams: tuple[Tag, ...] = ()
    unit: Tag | None = None

    @property
    def starts(self) -> dict[str, int]:
        """Where each section is leafed to."""
        found = {"due": self.owed.start, "waiting": self.waiting.start, "asked": self.asked.start}
        found |= {"projects": self.projects.start}
        found |= {TEAM: self.unit.id} if self.unit is not None else {}
        return found | ({"portfolio": self.portfolio.start} if self.portfolio is not None else {})


def build(person: Person, today: date, as_of: datetime, known: Known, starts: Mapping[str, int] | None = None) -> Home:
    """The Home of one person; `starts` says where they have leafed to."""
    at = starts or {}
    dates = [item.due for item in known.owed if item.due is not None]
    ahead = [item.due for item in known.asked if item.due is not None]
    ahead += [one.counts.next_due for one in (*(known.portfolio or ()), *known.projects) if one.counts.next_due]
    return Home(
        person=person,
        today=today,
        as_of=as_of,
        owed=page(sorted(known.owed, key=rank), SIZES["due"], at.get("due", 0)),
        waiting=known.waiting,
        asked=page(sorted(known.asked, key=_picked_up_last), SIZES["asked"], at.get("asked", 0)),
        portfolio=_portfolio(known, at),
        projects=page(worst_first(known.projects), SIZES["projects"], at.get("projects", 0)),
        done=tuple(known.done[:DONE_SHOWN]),
        done_total=len(known.done),
        people=known.people,
        late=sum(due < today for due in dates),
        due_today=sum(due == today for due in dates),
        unanswered=sum(not is_picked_up(item) for item in known.asked),
        next_due=next_due(known.owed, today),
        next_watched=min((due for due in ahead if due > today), default=None),
        first_visit=known.first_visit,
        absences=tuple(known.absences[:ABSENCES_SHOWN]),
        covered=tuple(known.covered[:ABSENCES_SHOWN]),
        answered=known.answered,
        promised=tuple(sorted(known.promised, key=lambda one: (one.due or date.max, one.item.number))[:PROMISED_SHOWN]),
        promised_total=len(known.promised),
        bottleneck=known.bottleneck,
        bottlenecks=tuple(known.bottlenecks[:BOTTLENECKS_SHOWN]),
        too_full=known.too_full,
        measured=known.measured,
        letters=tuple(known.letters),
        teams=tuple(known.teams),
        unit=known.unit,
    )


def is_picked_up(item: Item) -> bool:
    """Whether somebody has said yes to it, or it is older than the asking."""
    return item.owner_id is not None and item.acceptance not in UNACCEPTED


def _picked_up_last(item: Item) -> tuple[bool, tuple[bool, int, int, int]]:
    return is_picked_up(item), rank(item)


def _portfolio(known: Known, at: Mapping[str, int]) -> Page[Outlook] | None:
    if known.portfolio is None:
        return None
    shown = [one for one in known.portfolio if known.unit is None or one.counts.open or one.counts.awaited]
    return page(worst_first(shown), SIZES["portfolio"], at.get("portfolio", 0))
