"""Dependencies between items."""

from sqlmodel import select

from pmo_bot.model import Item, Link
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, record
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def link_items(db: Database, act: Act, item_id: int, on_id: int) -> None:
    """One item waits for another.  Saying it twice changes nothing; nothing waits for itself."""
    with db.transaction() as session:
        queries.turn(session, act.team)
        item, on = queries.item(session, act.team, item_id), queries.item(session, act.team, on_id)
        if item is None or on is None:
            raise Refused("no_item", key="")
        if item.id == on.id:
            raise Refused("blocks_itself", item=item)
        known = select(Link).where(Link.team_id == act.team, Link.item_id == item_id, Link.on_id == on_id)
        if session.exec(known).first() is not None:
            return
        session.add(Link(team_id=act.team, item_id=item_id, on_id=on_id))
        session.flush()
        record(session, act, "item.linked", item=item, after={"on": on_id})
        for one in (item, on):
            _wake(one, act)
            session.add(one)


def _wake(item: Item, act: Act) -> None:
    item.wake_at = act.now if item.is_open else None  # its packet names what waits for it
