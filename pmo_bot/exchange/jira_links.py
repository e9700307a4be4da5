"""Which issue waits for which: the links of Jira that are dependencies, in their direction."""

from collections.abc import Iterable, Iterator, Mapping

from pmo_bot.exchange.jira_issue import Entry, Issue, Relation
from pmo_bot.services.imports import Wait

INWARD_WAITS = {"blocker": True, "blocks": True, "dependent": False, "dependency": False, "required": False}
"""By type: whether an issue waits for the one at its inward side ("is blocked by") or at its outward ("requires")."""


def is_dependency(relation: Relation) -> bool:
    """Whether a link says that one issue waits for the other."""
    return relation.type.lower() in INWARD_WAITS


def waits(issues: Mapping[str, Issue], source: str) -> Iterator[Wait]:
    """Every dependency once, however many of the two issues tell it."""
    told: dict[tuple[str, str], list[tuple[Issue, Relation]]] = {}
    for issue in issues.values():
        for relation in filter(is_dependency, issue.relations):
            here_waits = INWARD_WAITS[relation.type.lower()] is relation.inward
            pair = (issue.key, relation.other) if here_waits else (relation.other, issue.key)
            told.setdefault(pair, []).append((issue, relation))
    for (key, on), sides in told.items():
        entry = next(_entries(sides), None)
        mine = next(_entries(side for side in sides if side[0].key == key), None)
        known = [issues[one].created for one in (key, on) if one in issues]
        at = max([entry.at, *known]) if entry else max(known)
        # Said at the other issue, it is nothing that somebody did to this one.
        author = mine.author.name if mine and mine.author and mine.at == at else None
        yield Wait(f"{source}:{key}", f"{source}:{on}", at, author, f"{source}:{key}:waits:{on}")


def _entries(sides: Iterable[tuple[Issue, Relation]]) -> Iterator[Entry]:
    """The changes that made a link, the last first; there is none when it was made with the issue."""
    for issue, relation in sides:
        phrase = f"{relation.phrase} {relation.other}".lower()
        for entry in reversed(issue.entries):
            if any(one.field == "link" and phrase in (one.now_text or "").lower() for one in entry.changes):
                yield entry
