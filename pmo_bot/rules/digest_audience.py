"""The same report for other readers: a sponsor sees what only they can settle, an executive five lines.

The team's is the whole of it.  Nothing is said to one audience that another is told differently: lines are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from pmo_bot.model import Audience, Kind, Priority
from pmo_bot.rules.digest import Digest, DigestLine, Section

Keep = Callable[[DigestLine, Digest], bool]
EXECUTIVE_LINES = 5
WEIGHTY = (Priority.HIGH, Priority.CRITICAL)


def for_audience(digest: Digest, audience: Audience) -> Digest:
    """A report as one audience reads it."""
    if audience is Audience.TEAM:
        return digest
    sections = tuple(_sections(digest, SHOWN[audience]))
    if audience is Audience.EXECUTIVE:
        sections = tuple(_first(sections, EXECUTIVE_LINES))
    return replace(digest, sections=sections, audience=audience, quiet=digest.quiet or not (sections or digest.note))


def _sections(digest: Digest, shown: Mapping[str, Keep]) -> Iterator[Section]:
    for section in digest.sections:
        keep = shown.get(section.name)
        lines = tuple(line for line in section.lines if keep is not None and keep(line, digest))
        if lines:
            yield Section(section.name, lines)


def _first(sections: tuple[Section, ...], room: int) -> Iterator[Section]:
    """As many lines as there is room for, over all sections."""
    for section in sections:
        lines = tuple(islice(section.lines, room))
        room -= len(lines)
        if lines:
            yield Section(section.name, lines)


def _every(line: DigestLine, digest: Digest) -> bool:
    return True


def _milestone(line: DigestLine, digest: Digest) -> bool:
    """Decisions and milestones: what a project is steered by."""
    return line.item is None or line.item.kind is Kind.MILESTONE


def _heavy(line: DigestLine, digest: Digest) -> bool:
    """Milestones, and what weighs as much."""
    return _milestone(line, digest) or (line.item is not None and line.item.priority in WEIGHTY)


def _above(line: DigestLine, digest: Digest) -> bool:
    """What a decision is asked about, what waits for the sponsor, and what weighs."""
    theirs = line.person is not None and line.person.id == digest.project.sponsor_id
    return line.word == "decide" or theirs or _heavy(line, digest)


SHOWN: Mapping[Audience, Mapping[str, Keep]] = {
    Audience.SPONSOR: {
        "needs": _above,
        "changed": _milestone,
        "overdue": _heavy,
        "unplanned": _every,
        "ahead": _every,
        "value": _every,
        "done": _milestone,
    },
    Audience.EXECUTIVE: {"needs": _above, "changed": _milestone, "overdue": _milestone, "value": _every},
}
"""By audience and section, which lines are read.  A section that is not named is left out."""
