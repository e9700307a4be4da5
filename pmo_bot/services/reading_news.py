"""Read what a brief tells without asking for anything."""

from collections.abc import Sequence

from sqlmodel import Session

from pmo_bot.model import Event, Item, Line, LineKind, Person
from pmo_bot.rules.brief import Told
from pmo_bot.services.events import note_text
from pmo_bot.services.looking import seen_among
from pmo_bot.store import queries

NEWS_LINES = (LineKind.SLIPPED,)


def told(session: Session, reader: Person, lines: Sequence[Line], items: dict[int, Item]) -> list[Told]:
    """The news among some lines, with what happened and why, as far as the items exist for the reader by now."""
    seen = {one.id for one in seen_among(session, reader, items.values())}
    news = [line for line in lines if line.kind in NEWS_LINES and line.item_id in seen]
    found = [_told(session, line, items[line.item_id]) for line in news]
    return [one for one in found if one is not None]


def _told(session: Session, line: Line, item: Item) -> Told | None:
    event = session.get(Event, line.why.get("event") or 0)
    if event is None or event.team_id != line.team_id:
        return None
    by = queries.person(session, line.team_id, event.actor_id)
    project = queries.project(session, line.team_id, item.project_id)
    return Told(line, item, event, by, project, note_text(session, line.team_id, event.note_id))
