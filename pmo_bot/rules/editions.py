"""Editions of a report: for whom each is, who may read it, what its readers were told before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from pmo_bot.model import Audience, Cadence, Edition, Goal, Health, Person, Project, Stakeholder, Standing
from pmo_bot.rules.digest_audience import for_audience
from pmo_bot.rules.digest_lines import Digest, DigestLine, Section
from pmo_bot.rules.health import BADNESS
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.value import Progress

LINES = 5
"""What a report over all projects says, altogether."""
VALUE_LINES, ASKED_LINES = 1, 2
"""Of these: about what projects are for, and what is asked of its readers."""
EDITION, READER = "edition", "reader"
"""Begin the keys of what goes to a further channel, and of what one person reads."""
NOBODY_READS = (Standing.BOT, Standing.DEACTIVATED)


# --- where it goes ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an edition goes: a channel, or one person as the people who care about a project are noted."""

    name: str
    """Begins the keys of its messages."""
    team_id: str
    audience: Audience
    cadence: Cadence
    began: datetime
    project_id: int | None = None
    """None: all projects."""
    channel: str = ""
    person_id: int | None = None
    by_id: int | None = None
    """Who had it sent."""

    def key(self, monday: date) -> str:
        """The slot of a week."""
        return f"{self.name}:{monday}"


def outlet_of(row: Edition | Stakeholder) -> Outlet:
    """Of a row that has one sent."""
    audience, cadence = Audience(row.audience), Cadence(row.cadence)
    if isinstance(row, Edition):
        return Outlet(f"{EDITION}:{row.id}", row.team_id, audience, cadence, row.created_at, row.project_id,
                      row.channel, by_id=row.by_id)  # fmt: skip
    began = row.direct_from
    if began is None:
        raise ValueError("they read it where the others do")
    return Outlet(f"{READER}:{row.id}", row.team_id, audience, cadence, began, row.project_id, person_id=row.person_id)


def row_of_key(key: str) -> tuple[str, int]:
    """Which row has the message of a key sent: the word that it begins with, and a number."""
    kind, number, *_ = key.split(":")
    return kind, int(number)


@dataclass(frozen=True, slots=True)
class Planned:
    """One way a report goes out, and when it does next."""

    outlet: Outlet
    project: Project | None
    at: datetime
    """In the zone of its own week."""
    person: Person | None = None
    row_id: int = 0
    """Of the edition; 0 for what a project's own channel and people who care read."""
    may_stop: bool = False
    left_out: tuple[Project, ...] = ()
    """Of a report over all: what those who set it up see and the channel may not."""


# --- who may read it --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in a channel, as far as is known, and in which rooms each of them is."""

    members: Collection[str]
    people: Mapping[str, Person]
    rooms: Mapping[str, Collection[str]]

    def strangers(self, project: Project) -> int:
        """How many here may not know of a project.  Where nobody is known to be, a private one is not to be told.

        Who was never met is taken to be a member of the workspace.
        """
        if project.private and not self.members:
            return 1
        return sum(not self._knows(one, project) for one in self.members)

    def _knows(self, slack_id: str, project: Project) -> bool:
        person, rooms = self.people.get(slack_id), self.rooms.get(slack_id, ())
        if person is None:
            return not project.private or project.channel in rooms
        return person.standing in NOBODY_READS or may_see(person, project, rooms)

    @property
    def person_ids(self) -> frozenset[int]:
        """Those of them who were met."""
        return frozenset(self.people[one].id for one in self.members if one in self.people)


# --- what it says -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What the readers of an edition were told of a project last time."""

    at: datetime
    figures: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    """By key of an item: the day that was named."""


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """One of the five: about a project as a whole, or what one of its lines says."""

    digest: Digest
    line: DigestLine | None = None


@dataclass(frozen=True, slots=True)
class EditionReport:
    """What one edition says: of one project, or of several."""

    outlet: Outlet
    key: str
    digests: tuple[Digest, ...]
    day: date
    week_of: date
    lines: tuple[PortfolioLine, ...] = ()
    goals: tuple[tuple[Goal, Progress], ...] = ()
    """Over several projects: what they serve, and how far that is."""

    @property
    def is_portfolio(self) -> bool:
        """Whether it is about all projects."""
        return self.outlet.project_id is None

    @property
    def more(self) -> int:
        """How many projects that are not well have no line of their own."""
        named = {one.digest.project.id for one in self.lines if one.line is None}
        return sum(is_told(one) and one.project.id not in named for one in self.digests)


def dressed(digest: Digest, outlet: Outlet, told: Told, readers: Collection[int], aim: str = "") -> Digest:
    """A project's report as the readers of an edition see it.

    A date they were told and that has changed is named whatever else is left out.  Buttons and mentions are for
    those of them who may use them: who is asked to decide.
    """
    fitting = replace(digest, sections=tuple(_for(section, readers) for section in digest.sections))
    return replace(for_audience(fitting, outlet.audience, told.dates.keys()), readers=frozenset(readers), aim=aim,
                   slot=outlet.name)  # fmt: skip


def _for(section: Section, readers: Collection[int]) -> Section:
    return replace(section, lines=tuple(_unpressed(line, readers) for line in section.lines))


def _unpressed(line: DigestLine, readers: Collection[int]) -> DigestLine:
    asked = line.person is not None and line.person.id in readers
    return line if asked or not line.options else replace(line, options=())


def is_told(digest: Digest) -> bool:
    """Whether a project has a line in a report over all: it is not green, or was another colour."""
    return digest.health is not Health.GREEN or digest.was not in (None, digest.health)


def portfolio_lines(digests: Sequence[Digest]) -> tuple[PortfolioLine, ...]:
    """At most five: what projects are for first, then what is asked, then the projects themselves, worst first."""
    value = [one for digest in digests for one in _of(digest, "value")][:VALUE_LINES]
    asked = sorted((one for digest in digests for one in _of(digest, "needs")), key=_waiting)[:ASKED_LINES]
    worst = sorted((one for one in digests if is_told(one)), key=_badness)
    return (*value, *asked, *(PortfolioLine(one) for one in worst))[:LINES]


def _of(digest: Digest, name: str) -> Iterator[PortfolioLine]:
    for section in digest.sections:
        if section.name == name:
            yield from (PortfolioLine(digest, line) for line in section.lines)


def _waiting(one: PortfolioLine) -> date:
    return one.line.then if one.line is not None and one.line.then is not None else date.max


def _badness(digest: Digest) -> tuple[int, int, str]:
    return -BADNESS[digest.health], digest.project.priority or LINES, digest.project.key


# --- what was said ----------------------------------------------------------------------


def said_of(report: EditionReport) -> dict[str, Any]:
    """What is kept of an edition that was sent: by project its figures and the days it named."""
    return {
        one.project.key: {"figures": dict(one.figures), "dates": dict(_dates(one))}
        for one in report.digests
    }  # fmt: skip


def _dates(digest: Digest) -> Iterator[tuple[str, str]]:
    lines = [line for section in digest.sections for line in section.lines]
    for line in (*lines, *([digest.next_line] if digest.next_line is not None else [])):
        if line.item is not None and line.item.due is not None:
            yield line.item.key, line.item.due.isoformat()


def told_of(said: Mapping[str, Any], project: Project, at: datetime) -> Told | None:
    """The same, read back; None where that project was not in it."""
    found = said.get(project.key)
    return Told(at, found.get("figures", {}), found.get("dates", {})) if found else None
