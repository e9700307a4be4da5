"""Which lessons belong to what somebody is about to do."""

from collections.abc import Sequence

from pmo_bot.model import Kind, Lesson
from pmo_bot.rules.similar import likeness

CLOSE = 0.4
"""Lower than for titles: a lesson is a sentence, of which a title has a few words."""
MOST = 2
HELPED = frozenset({Kind.RISK, Kind.MILESTONE})
"""What is noted with others' experience in sight."""


def matching(title: str, lessons: Sequence[Lesson]) -> list[Lesson]:
    """At most two that are about the same, the closest first; none rather than one that is not."""
    near = [(max(likeness(title, one.differently), likeness(title, one.hard)), one) for one in lessons]
    close = sorted((pair for pair in near if pair[0] >= CLOSE), key=lambda pair: -pair[0])
    return [one for _, one in close[:MOST]]
