"""The same report for other readers: a sponsor sees what only they can settle, an executive five lines.

The team's is the whole of it.  Nothing is said to one audience that another is told differently: lines are left out.
An executive's begins with what the project is for; what does not fit into five lines is kept for the thread.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from pmo_bot.model import Audience, Kind, Priority
from pmo_bot.rules.digest_lines import Digest, DigestLine, Section

Keep = Callable[[DigestLine, Digest], bool]
EXECUTIVE_LINES, VALUE_LINES = 5, 2
"""Lines in all, and how many of them are about what the project is for."""
WEIGHTY = (Priority.HIGH, Priority.CRITICAL)


def for_audience(digest: Digest, audience: Audience, told: Collection[str] = ()) -> Digest:
    """A report as one audience reads it; what happened to an item whose date they were `told` is never left out."""
    if audience is Audience.TEAM:
        return digest
    sections = tuple(_sections(digest, SHOWN[audience], told))
    if audience is Audience.EXECUTIVE:
        sections = tuple(_roomed(sorted(sections, key=lambda one: one.name != "value"), EXECUTIVE_LINES))
    quiet = digest.quiet or (_is_quiet(sections) and not digest.note)
    return replace(digest, sections=sections, audience=audience, quiet=quiet)


def _is_quiet(sections: Collection[Section]) -> bool:
    """What is only coming up is told in the one line, too."""
    return all(section.name == "soon" for section in sections)


def for_team(digest: Digest, unit: str, people: Collection[int]) -> Digest:
    """Only what concerns what the people of a team owe; its figures are of the whole project and are left out."""
    sections = []
    for section in digest.sections:
        lines = tuple(one for one in section.lines if one.item is not None and one.item.owner_id in people)
        sections += [Section(section.name, lines)] if lines else []
    return replace(digest, sections=tuple(sections), unit=unit, quiet=not sections, figures={}, finished=0, weeks=(),
                   next_line=None)  # fmt: skip


def _sections(digest: Digest, shown: Mapping[str, Keep], told: Collection[str]) -> Iterator[Section]:
    for section in digest.sections:
        keep = shown.get(section.name)
        lines = [line for line in section.lines if _was_told(line, section, told) or (keep and keep(line, digest))]
        lines.sort(key=lambda line: not _was_told(line, section, told))
        if lines:
            yield Section(section.name, tuple(lines))


def _was_told(line: DigestLine, section: Section, told: Collection[str]) -> bool:
    return section.name == "changed" and line.item is not None and line.item.key in told


def _roomed(sections: Collection[Section], room: int) -> Iterator[Section]:
    """As many lines shown as there is room for, over all sections; the others are for the thread."""
    for section in sections:
        most = min(room, VALUE_LINES) if section.name == "value" else room
        yield replace(section, room=most)
        room -= min(most, len(section.lines))


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
    return line.word in ("decide", "decide_anew") or theirs or _heavy(line, digest)


SHOWN: Mapping[Audience, Mapping[str, Keep]] = {
    Audience.SPONSOR: {
        "needs": _above,
        "changed": _milestone,
        "overdue": _heavy,
        "unplanned": _every,
        "ahead": _every,
        "value": _every,
        "soon": _milestone,
        "done": _milestone,
    },
    Audience.EXECUTIVE: {"needs": _above, "changed": _milestone, "overdue": _milestone, "value": _every},
}
"""By audience and section, which lines are read.  A section that is not named is left out."""
