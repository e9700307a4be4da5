"""The figures of a digest, and its colour."""

from pmo_bot.model import Health, Item, Project
from pmo_bot.rules.digest_facts import DigestFacts
from pmo_bot.rules.modes import WHOLE, completeness, lacked_by
from pmo_bot.rules.risks import is_bare

HEALTHS = dict(enumerate((Health.GREEN, Health.AMBER, Health.RED)))
"""As a snapshot numbers them."""


def health_of(facts: DigestFacts) -> Health:
    """The declared colour, else red for an answer that is waited for and a high risk without a response, amber when
    late."""
    late = any(item.due is not None and item.due < facts.day for item in facts.open)
    return colour(facts.project, waits=bool(facts.asked), late=late, bare=bare_of(facts) > 0)


def bare_of(facts: DigestFacts) -> int:
    """How many high risks have no response."""
    return sum(is_bare(item, facts.risks.get(item.id)) for item in facts.open)


def colour(project: Project, *, waits: bool, late: bool, bare: bool = False) -> Health:
    """The declared colour, else red when something waits for an answer or a high risk is `bare`, amber when late."""
    if project.health is not None:
        return project.health
    if waits or bare:
        return Health.RED
    return Health.AMBER if late else Health.GREEN


def figures_of(facts: DigestFacts) -> dict[str, int]:
    """The numbers a snapshot keeps."""
    finished = [item for item in facts.closed if item.state == "done"]
    return {
        "open": len(facts.open),
        "bare": bare_of(facts),
        "overdue": sum(1 for item in facts.open if item.due is not None and item.due < facts.day),
        "finished": len(finished),
        "kept": sum(1 for item in finished if item.slips == 0 and _in_time(facts, item)),
        "complete": completeness(lacked_by(item) for item in facts.open),
        "whole": sum(lacked_by(item).isdisjoint(WHOLE) for item in facts.open),
        **flow(facts),
        "health": list(Health).index(health_of(facts)),
    }


def flow(facts: DigestFacts) -> dict[str, int]:
    """What was asked for, accepted, done, confirmed and opened again since last time, each item once."""
    new = [i for i in (*facts.open, *facts.closed) if i.created_at > facts.since]
    return {
        "asked": sum(item.owner_id not in (None, item.requester_id) for item in new),
        "accepted": facts.happened.get("item.accepted", 0),
        "done": facts.happened.get("item.done", 0),
        "confirmed": facts.happened.get("item.confirmed", 0) + facts.happened.get("item.stood", 0),
        "reopened": facts.happened.get("item.reopened", 0),
    }


def _in_time(facts: DigestFacts, item: Item) -> bool:
    return item.due is None or item.closed_at is None or facts.calendar.today(item.closed_at) <= item.due
