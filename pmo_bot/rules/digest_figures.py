"""The figures of a digest, and its colour."""

from itertools import chain

from pmo_bot.model import Health, Item, Project, State
from pmo_bot.rules.digest_facts import DigestFacts
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.modes import ANSWERED, WHOLE, completeness, parts_of

HEALTHS = dict(enumerate((Health.GREEN, Health.AMBER, Health.RED)))
"""As a snapshot numbers them."""


def health_of(facts: DigestFacts) -> Health:
    """The declared colour, else what the record says."""
    return colour(facts.project, facts.evidence)


def colour(project: Project, evidence: Evidence) -> Health:
    """The same for anything that knows the record."""
    return project.health if project.health is not None else evidence.colour


def figures_of(facts: DigestFacts) -> dict[str, int]:
    """The numbers a snapshot keeps."""
    finished, parts = finished_of(facts), [parts_of(item) for item in facts.open]
    return {
        "open": len(facts.open),
        "overdue": sum(1 for item in facts.open if item.due is not None and item.due < facts.day),
        "finished": len(finished),
        "kept": sum(1 for item in finished if item.slips == 0 and _in_time(facts, item)),
        "complete": completeness(parts),
        "whole": parts.count(WHOLE),
        **flow(facts),
        "health": list(Health).index(health_of(facts)),
        "evidence": list(Health).index(facts.evidence.colour),
        **facts.evidence.figures(),
    }


def finished_of(facts: DigestFacts) -> list[Item]:
    """What was done since last time; an answer or a look is no piece of work."""
    return [item for item in facts.closed if item.state is State.DONE and item.kind not in ANSWERED]


def flow(facts: DigestFacts) -> dict[str, int]:
    """What was asked for, accepted, done, confirmed and opened again since last time, each item once."""
    new = [item for item in chain(facts.open, facts.closed) if item.created_at > facts.since]
    return {
        "asked": sum(item.owner_id not in (None, item.requester_id) for item in new),
        "accepted": facts.happened.get("item.accepted", 0),
        "done": facts.happened.get("item.done", 0),
        "confirmed": facts.happened.get("item.confirmed", 0) + facts.happened.get("item.stood", 0),
        "reopened": facts.happened.get("item.reopened", 0),
    }


def _in_time(facts: DigestFacts, item: Item) -> bool:
    return item.due is None or item.closed_at is None or facts.calendar.today(item.closed_at) <= item.due
