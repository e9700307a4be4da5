"""Read what changed for a requirement, as far as the reader may know of what carries it."""

from sqlmodel import Session

from pmo_bot.model import Decision, Event, Item, Person, Project, Tag, TagKind
from pmo_bot.rules.pages import page
from pmo_bot.rules.permission import may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.requirements import ChangeLog, Told, is_told
from pmo_bot.rules.tags import tag_name
from pmo_bot.services.events import notes
from pmo_bot.services.looking import seen_among
from pmo_bot.services.reading_decisions import seen_decision
from pmo_bot.store import queries, requirements, tags
from pmo_bot.store.database import Database

SHOWN = 15
"""Changes on one page."""


def requirement_called(db: Database, reader: Person, said: str, here: str | None = None) -> Tag:
    """The requirement of this name; one that nothing visible carries and none at all sound the same."""
    name = tag_name(said)
    with db.reading() as session:
        found = tags.tag(session, reader.team_id, TagKind.REQUIREMENT, name) if name else None
        if found is None or not any(_visible(session, reader, found, here)):
            raise Refused("no_requirement", name=said)
        return found


def carried(db: Database, about: Item | Decision) -> list[str]:
    """What an item or a decision that the reader may know of is for, by name."""
    with db.reading() as session:
        return [one.name for one in requirements.of_number(session, about.team_id, about.number)]


def change_log(
    db: Database, reader: Person, tag: Tag, *, project: Project | None = None, start: int | None = None,
    here: str | None = None,
) -> ChangeLog:  # fmt: skip
    """Every change of date, state, owner and decision, oldest first; the newest page where no `start` is named."""
    with db.reading() as session:
        told = _told(session, reader, tag, project, here)
        last = max(0, (len(told) - 1) // SHOWN * SHOWN)
        changes = page(told, SHOWN, last if start is None else start)
        events = [one.event for one in changes.shown]
        ids = [i for one in events for i in (one.actor_id, one.behalf_id, one.after.get("owner_id"))]
        people = queries.people(session, reader.team_id, ids)
        written = notes(session, reader.team_id, (one.note_id for one in events))
        return ChangeLog(tag, reader, changes, project, people, written)


def _told(session: Session, reader: Person, tag: Tag, project: Project | None, here: str | None) -> list[Told]:
    items, decisions = _visible(session, reader, tag, here)
    if project is not None:
        items = [one for one in items if one.project_id == project.id]
        decisions = [one for one in decisions if one.project_id == project.id]
    by_item, by_decision = {one.id: one for one in items}, {one.id: one for one in decisions}

    def about(event: Event) -> Item | Decision:
        return by_item[event.item_id] if event.item_id in by_item else by_decision[event.decision_id or 0]

    events = requirements.history(session, reader.team_id, by_item.keys(), by_decision.keys())
    return [Told(event, about(event)) for event in events if is_told(event)]


def _visible(session: Session, reader: Person, tag: Tag, here: str | None) -> tuple[list[Item], list[Decision]]:
    items, decisions = requirements.carriers(session, reader.team_id, tag.id)
    known = [one for one in decisions if seen_decision(session, reader, one) is not None]
    told = [one for one in known if may_tell(queries.project(session, reader.team_id, one.project_id), here)]
    return list(seen_among(session, reader, items, here)), told
