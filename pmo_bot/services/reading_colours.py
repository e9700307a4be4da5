"""Read who said which colour a project has, and why it stays although the record says otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Project
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.services.events import notes
from pmo_bot.store import queries

KEPT_FOR = timedelta(days=8)
"""From the Friday before one report to the Monday of the next but one it would be stale."""
CHANGED, KEPT = "project.changed", "project.colour_kept"


def declared(session: Session, projects: Iterable[Project]) -> dict[int, Declared]:
    """By project: who said its colour last, and why; for those of which somebody has said one."""
    said = [project for project in projects if project.health is not None]
    # A colour said again with another reason changes nothing but the reason.
    told = (one for one in _events(session, said, Event.what == CHANGED, order=(Event.happened_at, Event.id))
            if "health" in one.after or one.note_id is not None)  # fmt: skip
    nobody = {project.id: Declared(None) for project in said}
    return nobody | _declared(session, _first(told))


def kept(session: Session, projects: Iterable[Project], now: datetime) -> dict[int, Declared]:
    """By project: who said lately why its colour stays, and why; for none of which another was said since."""
    said = [project for project in projects if project.health is not None]
    lately = (col(Event.what).in_((KEPT, CHANGED)), Event.happened_at > now - KEPT_FOR)
    told = (one for one in _events(session, said, *lately, order=(Event.id,))
            if one.what == KEPT or "health" in one.after)  # fmt: skip
    return _declared(session, {one: event for one, event in _first(told).items() if event.what == KEPT})


def _events(session: Session, projects: Sequence[Project], *where: Any, order: Iterable[Any]) -> Iterator[Event]:
    """What happened to some projects, the newest first."""
    if projects:
        here = (Event.team_id == projects[0].team_id, col(Event.project_id).in_([project.id for project in projects]))
        newest = (col(column).desc() for column in order)
        yield from session.exec(select(Event).where(*here, *where).order_by(*newest))


def _first(events: Iterable[Event]) -> dict[int, Event]:
    found: dict[int, Event] = {}
    for event in events:
        found.setdefault(event.project_id or 0, event)
    return found


def _declared(session: Session, events: dict[int, Event]) -> dict[int, Declared]:
    if not events:
        return {}
    team = next(iter(events.values())).team_id
    people = queries.people(session, team, [event.actor_id for event in events.values()])
    words = notes(session, team, [event.note_id for event in events.values()])
    return {
        one: Declared(people.get(event.actor_id or 0), words.get(event.note_id or 0, ""))
        for one, event in events.items()
    }
