"""Read what an item waits for and what waits for it, for one reader."""

from sqlmodel import Session

from pmo_bot.model import Item, Person, State
from pmo_bot.rules.links import Around, by_date
from pmo_bot.services.sight import Sight
from pmo_bot.store import links, queries


def around(session: Session, reader: Person, item: Item, here: str | None = None) -> Around:
    """Both directions, what is open first; what was let go is no longer needed by anything.

    `here` is the channel where everybody will read it.
    """
    team = reader.team_id
    before = {on for _, on in links.edges(session, team, [item.id])}
    after = {one for one, _ in links.edges_to(session, team, [item.id])}
    known, sight = queries.items(session, team, before | after), Sight(session, reader, here)
    needs = sorted((known[one] for one in before if known[one].state is not State.DROPPED), key=by_date)
    waiting = sorted((known[one] for one in after if known[one].is_open), key=by_date)
    seen, told = sight.of(needs), sight.of(waiting)
    return Around(
        needs=seen,
        hidden_needs=len(needs) - len(seen),
        waiting=told,
        hidden_waiting=len(waiting) - len(told),
        owners=queries.people(session, team, [one.owner_id for one in (*seen, *told)]),
    )
