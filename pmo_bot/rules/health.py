"""How a project is doing, by what is on record: each sign has points, and the points make the colour.

The signs are those by which projects are seen to slip before anybody says so: what is late, milestones that move,
answers that nobody gives, reminders without an answer, risks nobody looks at, promises nobody made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_bot.model import Health, Priority

LATE: Mapping[Priority, int] = {Priority.LOW: 1, Priority.NORMAL: 1, Priority.HIGH: 3, Priority.CRITICAL: 6}
"""Points of one item that is late."""
AMBER_FROM, RED_FROM = 1, 6
ROOM = 10
"""A large project has more room: one more point before it is red for each so many open items."""


class Sign(StrEnum):
    """What speaks against a project."""

    ANSWERS = "answers"
    """Somebody was asked on an earlier day what happens next with something late, and has not answered."""
    MILESTONES = "milestones"
    """Milestones that are late."""
    LATE = "late"
    MOVED = "moved"
    """Milestones that moved to a later day in the last seven days."""
    DECISIONS = "decisions"
    """Decisions whose day has passed."""
    SILENT = "silent"
    """Late, and two reminders since brought no answer."""
    BARE = "bare"
    """High risks about which nobody has said what is done."""
    RISKS = "risks"
    """High risks that nobody has looked at in time."""
    STALLED = "stalled"
    """Something is open, and for ten working days nothing at all has happened."""
    UNACCEPTED = "unaccepted"
    """Asked for a working day ago or longer, and no yes yet."""


POINTS: Mapping[Sign, int] = {
    Sign.ANSWERS: 6,
    Sign.MILESTONES: 6,
    Sign.DECISIONS: 2,
    Sign.MOVED: 2,
    Sign.SILENT: 1,
    Sign.BARE: 6,
    Sign.RISKS: 2,
    Sign.STALLED: 2,
}
"""Points of each of them; what is late counts by its weight, and three promises that nobody made count one."""
UNACCEPTED_TOGETHER = 3
STALLED_AFTER = 10
"""Working days without anything, after which a project has stalled."""
RED_AT_ONCE = (Sign.ANSWERS, Sign.MILESTONES, Sign.BARE)
"""One of these is enough, however large a project is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is on record about a project, in numbers."""

    open: int = 0
    late: Mapping[Priority, int] = field(default_factory=dict)
    """How many are late, by weight; milestones count by themselves."""
    counts: Mapping[Sign, int] = field(default_factory=dict)

    def of(self, sign: Sign) -> int:
        """How many there are of a sign."""
        return sum(self.late.values()) if sign is Sign.LATE else self.counts.get(sign, 0)

    def points(self, sign: Sign) -> int:
        """What they weigh together."""
        if sign is Sign.LATE:
            return sum(LATE[priority] * number for priority, number in self.late.items())
        if sign is Sign.UNACCEPTED:
            return self.of(sign) // UNACCEPTED_TOGETHER
        return POINTS[sign] * self.of(sign)

    @property
    def colour(self) -> Health:
        """Green while nothing speaks against it; red from six points on, later in a large project."""
        total = sum(self.points(sign) for sign in (Sign.LATE, *self.counts))
        if any(self.of(sign) for sign in RED_AT_ONCE) or total >= RED_FROM + self.open // ROOM:
            return Health.RED
        return Health.AMBER if total >= AMBER_FROM else Health.GREEN

    @property
    def reasons(self) -> tuple[tuple[Sign, int], ...]:
        """The signs that weigh something, the heaviest first, with how many there are."""
        heavy = sorted((sign for sign in Sign if self.points(sign)), key=lambda sign: -self.points(sign))
        return tuple((sign, self.of(sign)) for sign in heavy)

    def figures(self) -> dict[str, int]:
        """As a snapshot keeps them."""
        return {f"sign_{sign}": self.of(sign) for sign in Sign}


BADNESS: Mapping[Health, int] = {Health.GREEN: 0, Health.AMBER: 1, Health.RED: 2}


def is_greener(declared: Health | None, evidence: Evidence) -> bool:
    """Whether somebody says that a project does better than what is on record."""
    return declared is not None and BADNESS[declared] < BADNESS[evidence.colour]
