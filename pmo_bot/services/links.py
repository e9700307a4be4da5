"""Dependencies between items: said by people, taken back by them, and never in a circle."""

from sqlmodel import Session

from pmo_bot.model import Event, Item, Link, Person
from pmo_bot.rules.links import Waits
from pmo_bot.rules.permission import may_act
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services.absences import as_said
from pmo_bot.services.changing import Done, done_with
from pmo_bot.services.events import Act, once_only, record, write_note
from pmo_bot.services.looking import visible_item
from pmo_bot.services.modes import check_milestones
from pmo_bot.services.notices import item_changed
from pmo_bot.services.sight import Sight
from pmo_bot.store import links, queries
from pmo_bot.store.database import Database

LINKED, UNLINKED = "item.linked", "item.unlinked"


def link_items(db: Database, act: Act, item_id: int, on_id: int, reason: str = "") -> Done:
    """One item waits for another, in whatever project that is.

    Whoever may change either of them may say so, if both exist for them.  Saying it twice changes nothing.  Refuses
    what would wait for itself, by however many steps: the refusal has the way round; and where the mode asks for it,
    without a reason what is due after the milestone that is to need it.
    """
    with db.transaction() as session:
        once_only(session, act)
        return join(session, act, item_id, on_id, reason)


def join(session: Session, act: Act, item_id: int, on_id: int, reason: str = "") -> Done:
    """The same, in a transaction that is under way."""
    item, on = _both(session, act, item_id, on_id)
    for one in (item, on):
        if not one.is_open:
            raise Refused("is_closed", item=one)
    if links.link(session, act.team, item.id, on.id) is not None:
        raise AlreadyDone(LINKED)
    check_circle(session, act, item, on)
    if on.due is not None:
        check_milestones(session, act, on, on.due, reason, [item])
    return _link(session, as_said(session, act, item), item, on, reason)


def unlink_items(db: Database, act: Act, item_id: int, on_id: int) -> Done:
    """It no longer waits for the other.  Whoever may change either may say so; refuses where it does not wait."""
    with db.transaction() as session:
        once_only(session, act)
        item, on = _both(session, act, item_id, on_id)
        return _unlink(session, as_said(session, act, item), item, on)


def _both(session: Session, act: Act, item_id: int, on_id: int) -> tuple[Item, Item]:
    """Both ends, if they exist for this person and they may change one of them."""
    item = visible_item(session, act.person, queries.item(session, act.team, item_id), "")
    on = visible_item(session, act.person, queries.item(session, act.team, on_id), "")
    if item.id == on.id:
        raise Refused("blocks_itself", item=item)
    if not any(_may_change(session, act, one) for one in (item, on)):
        owner = queries.person(session, act.team, item.owner_id)
        raise Refused("not_yours_to_link", item=item, other=on, owner=owner)
    return item, on


def _may_change(session: Session, act: Act, item: Item) -> bool:
    project = queries.project(session, act.team, item.project_id)
    return may_act(act.person, item, project) or as_said(session, act, item).behalf is not None


def check_circle(session: Session, act: Act, item: Item, on: Item) -> None:
    """Refuses what closes a circle, with the way round as far as this person may know of it."""
    before = links.reach(session, act.team, [on.id], "before")
    if item.id not in before:
        return
    back = Waits.of(links.edges(session, act.team, before)).chain(on.id, item.id)
    known, sight = queries.items(session, act.team, back), Sight(session, act.person)
    chain = [known[one] if sight.sees(known[one]) else None for one in back]
    raise Refused("goes_round", item=item, on=on, chain=[item, *chain])


def _link(session: Session, act: Act, item: Item, on: Item, reason: str = "") -> Done:
    session.add(Link(team_id=act.team, item_id=item.id, on_id=on.id))
    session.flush()
    note = write_note(session, act, reason, item)
    return _kept(session, act, item, on, record(session, act, LINKED, item=item, after={"on": on.id}, note=note))


def _unlink(session: Session, act: Act, item: Item, on: Item) -> Done:
    found = links.link(session, act.team, item.id, on.id)
    if found is None:
        raise Refused("not_linked", item=item, other=on)
    session.delete(found)
    session.flush()
    return _kept(session, act, item, on, record(session, act, UNLINKED, item=item, before={"on": on.id}))


def _kept(session: Session, act: Act, item: Item, on: Item, event: Event) -> Done:
    """Both are looked at again: packets and cards of either name the other."""
    for one in (item, on):
        item_changed(session, act, one)
    return done_with(session, item, event)


def take_back(session: Session, act: Act, event: Event) -> Done:
    """Undo a link that was said or taken away, unless that was done since."""
    on_id = event.after.get("on") or event.before.get("on")
    item, on = _both(session, act, event.item_id or 0, on_id or 0)
    there = links.link(session, act.team, item.id, on.id) is not None
    if there != (event.what == LINKED):
        raise Refused("nothing_to_undo")
    if there:
        return _unlink(session, act, item, on)
    check_circle(session, act, item, on)
    return _link(session, act, item, on)


LOOKED_AT = 400
"""As many open items are looked at to fill a window's menu: Slack shows a hundred, and some are hidden."""


def offered(db: Database, reader: Person, item_id: int, most: int) -> tuple[Item, list[Item]]:
    """An item, and what it may be made to wait for: open, visible, nearest first; nothing that would go round."""
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        left_out = links.reach(session, reader.team_id, [item.id], "after")
        left_out |= {on for _, on in links.edges(session, reader.team_id, [item.id])}
        near = links.open_near(session, reader.team_id, item.project_id, LOOKED_AT)
        return item, [one for one in Sight(session, reader).of(near) if one.id not in left_out][:most]
