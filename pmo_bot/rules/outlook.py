"""How a project stands, for somebody who leads, sponsors or watches it: colour, gaps, what is waited for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmo_bot.model import Acceptance, Health, Item, Mode, Person, Project
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.load import Load
from pmo_bot.rules.modes import Need
from pmo_bot.rules.severity import Aged
from pmo_bot.rules.value import VARIANCE_TOLD

UNACCEPTED = frozenset({Acceptance.REQUESTED, Acceptance.COUNTERED, Acceptance.DECLINED, Acceptance.QUESTIONED})
"""The owner was asked, and the two have not agreed yet.  What is older than the handshake has no such word."""
BADNESS = {Health.RED: 0, Health.AMBER: 1, Health.GREEN: 2}


@dataclass(frozen=True, slots=True)
class Brick:
    """What counts of one open item."""

    owner_id: int | None
    acceptance: Acceptance | None
    due: date | None
    has_done_means: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """A project's open items in numbers."""

    open: int = 0
    late: int = 0
    unaccepted: int = 0
    unowned: int = 0
    undated: int = 0
    next_due: date | None = None
    awaited: int = 0
    """Done, and not confirmed yet."""
    whole: int = 0
    """Open items that have owner, date and “done means”."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An escalation that waits for somebody's answer."""

    item: Item
    person: Person
    since: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """One project for one reader."""

    project: Project
    health: Health
    counts: Counts
    declared: Declared | None = None
    """Who said the colour, and why; None where the dates say it."""
    evidence: Evidence = field(default_factory=Evidence)
    """What is on record."""
    kept: Declared | None = None
    """Why the colour stays although the record says otherwise."""
    yours: int = 0
    """What waits for the reader's own answer."""
    refusal: str = ""
    """What Slack said to its newest report, where that did not reach the channel."""
    week: date | None = None
    """Which report that was."""
    lead: Person | None = None
    sponsor: Person | None = None
    waits_on: tuple[tuple[Person, int], ...] = ()
    """Whose answers it waits for, most first."""
    decisions: tuple[Decision, ...] = ()
    next_item: Item | None = None
    issues: tuple[Aged, ...] = ()
    """How many issues are open since go-live, by severity."""
    budget_told_from: int = VARIANCE_TOLD
    """From how many per cent on its budget counts as off."""
    too_full: tuple[Load, ...] = ()
    """Who has a week in which more is due than fits: for the lead alone."""
    idle_lessons: int = 0
    """Lessons that nobody acts on, ten working days after they were kept: for the lead alone."""
    may_draft: bool = False
    """Whether its reader leads it, and may speak for it."""
    quiet_since: date | None = None
    """Since when its lead has said nothing, where that is long: for whoever watches it, never for the lead."""


def count(bricks: Iterable[Brick], mode: Mode, today: date, awaited: int = 0) -> Counts:
    """The numbers.  Where assigned is committed, only an objection is a gap."""
    rows = list(bricks)
    gaps = UNACCEPTED - {Acceptance.REQUESTED} if mode is Mode.DIRECTIVE else UNACCEPTED
    dated = [row.due for row in rows if row.due is not None]
    return Counts(
        open=len(rows),
        late=sum(due < today for due in dated),
        unaccepted=sum(row.owner_id is not None and row.acceptance in gaps for row in rows),
        unowned=sum(row.owner_id is None for row in rows),
        undated=len(rows) - len(dated),
        next_due=min((due for due in dated if due >= today), default=None),
        awaited=awaited,
        whole=sum(not _lacked(row) for row in rows),
    )


def _lacked(brick: Brick) -> frozenset[Need]:
    has = {Need.OWNER: brick.owner_id is not None, Need.DUE: brick.due is not None,
           Need.DONE_MEANS: brick.has_done_means}  # fmt: skip
    return frozenset(need for need, there in has.items() if not there)


def is_unaccepted(item: Item, mode: Mode) -> bool:
    """Whether an item's owner has been asked and the two have not agreed."""
    return count([Brick(item.owner_id, item.acceptance, item.due)], mode, date.min).unaccepted == 1


def worst_first(outlooks: Sequence[Outlook]) -> list[Outlook]:
    """What needs the reader, then red before amber before green, then by what is late, then by name."""
    return sorted(outlooks, key=lambda o: (BADNESS[o.health], -o.yours, -o.counts.late, o.project.key))


def is_observed(project: Project, today: date) -> bool:
    """Whether owners of this project hear nothing yet."""
    return project.observe_until is not None and today < project.observe_until
