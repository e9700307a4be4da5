"""Checks: somebody looks at something again on a day.  Each is an item: reminded of and passed on like any other."""

from datetime import date, datetime

from sqlmodel import Session, select

from pmo_bot.model import TITLE_LENGTH, About, Item, Kind, State
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import changing
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
        number=changing.next_number(session, act.team),
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
    changing.begin(session, act.without_once, item)
    return item


def let_go(session: Session, act: Act, about: About, subject_id: int) -> None:
    """Nothing is left to look at: the checks that wait are closed."""
    changing.let_go(session, act, about, [subject_id])


def take_back_next(session: Session, act: Act, check: Item, at: datetime) -> None:
    """A check was not done after all: those that its *Done* planned at that instant are not asked.

    Refuses where one of them is over already: somebody has gone on from there.
    """
    alike = (Item.team_id == act.team, Item.about == check.about, Item.about_id == check.about_id)
    planned = session.exec(select(Item).where(*alike, Item.id != check.id, Item.created_at == at)).all()
    if not all(one.is_open for one in planned):
        raise Refused("changed_since", item=check)
    for one in planned:
        with changing.changing(session, act.without_once, one, "item.dropped"):
            close(one, State.DROPPED, act.when)
