"""Checks: somebody looks at something again on a day.  Each is an item: reminded of and passed on like any other."""

from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import TITLE_LENGTH, About, Item, Kind, State
from pmo_bot.services.changing import begin, changing, next_number
from pmo_bot.services.commitment import close
from pmo_bot.services.events import Act


def plan(
    session: Session, act: Act, about: About, subject_id: int, *, title: str, owner_id: int | None, due: date,
    project_id: int | None, requester_id: int | None = None,
) -> Item:  # fmt: skip
    """Somebody is to look at something on a day; `title` is what they look at.

    Who acts asks for it, unless it is somebody else who wants it.
    """
    item = Item(
        team_id=act.team,
        number=next_number(session, act.team),
        kind=Kind.CHECK,
        title=title[:TITLE_LENGTH],
        project_id=project_id,
        owner_id=owner_id,
        requester_id=requester_id or act.person.id,
        due=due,
        about=about,
        about_id=subject_id,
        created_at=act.now,
        wake_at=act.now,
    )
    begin(session, act.without_once, item)
    return item


def let_go(session: Session, act: Act, about: About, subject_id: int) -> None:
    """Nothing is left to look at: the checks that wait are closed."""
    waiting = select(Item).where(
        Item.team_id == act.team, Item.about == about, Item.about_id == subject_id, col(Item.closed_at).is_(None)
    )
    for item in session.exec(waiting).all():
        with changing(session, act.without_once, item, "item.dropped"):
            close(item, State.DROPPED, act.when)
