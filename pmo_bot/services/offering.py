"""Offer what one owes to a colleague: they are asked, and until their yes it stays where it is.

The offer is a check: the colleague's brief asks them, *Not me…* gives the word back to whoever offered.
"""

from datetime import datetime

from sqlmodel import Session, select

from pmo_bot.model import About, Event, Item, Person
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import checks
from pmo_bot.services.changing import Done, changing, check_owner, item_for_act
from pmo_bot.services.events import Act, fold, once_only, record, told
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries
from pmo_bot.store.database import Database

OFFERED = "item.offered"
ANSWER_WITHIN = 1
"""Working days of whoever is asked: in their next brief."""


def offer(db: Database, act: Act, item_id: int, person_id: int) -> Done:
    """Ask a colleague to take over what one owes.

    Refuses what somebody else owes, people who cannot own anything or may not know of its project, and oneself.  A
    later offer takes the place of the one before it.
    """
    with db.transaction() as session:
        once_only(session, act)
        item = item_for_act(session, act, item_id)
        if not item.is_open:
            raise Refused("is_closed", item=item)
        person = _colleague(session, act, item, person_id)
        checks.let_go(session, act, About.OFFER, item.id)
        calendar = calendar_of(session, person)
        day = calendar.plus(calendar.today(act.now), ANSWER_WITHIN)
        checks.plan(session, act, About.OFFER, item.id, title=item.title, owner_id=person.id, due=day,
                    project_id=item.project_id)  # fmt: skip
        event = record(session, act, OFFERED, item=item, person=person)
        return Done(item, event, person, queries.project(session, act.team, item.project_id))


def _colleague(session: Session, act: Act, item: Item, person_id: int) -> Person:
    person = queries.person(session, act.team, person_id)
    owner = queries.person(session, act.team, item.owner_id)
    if person is None:
        raise Refused("no_person")
    if act.person.id != item.owner_id:
        raise Refused("not_yours_to_offer", item=item, owner=owner)
    if person.id == item.owner_id:
        raise Refused("owns_already", item=item, owner=person)
    check_owner(person)
    sight = Sight(session, person)
    home = sight.project(item)
    if home is not None and not sight.sees_project(home):
        raise Refused("cannot_know", person=person)
    return person


def taken(session: Session, act: Act, item_id: int) -> None:
    """The colleague says yes: it is theirs from now on, by the same date, and the history keeps both names."""
    item = queries.item(session, act.team, item_id)
    takes = act.behalf or act.person
    if item is None or not item.is_open or item.owner_id == takes.id:
        return
    with changing(session, act.without_once, item, "item.assigned"):
        item.owner_id, item.snoozed_until = takes.id, None


def given_back(session: Session, act: Act, check: Item, at: datetime) -> None:
    """The yes was none: it is whose it was, as it was.  Refuses where it changed since, and to all but who said it."""
    item = queries.item(session, act.team, check.about_id)
    taken = (Event.team_id == act.team, Event.item_id == check.about_id, Event.what == "item.assigned")
    event = session.exec(select(Event).where(*taken, Event.recorded_at == at)).first()
    if item is None or event is None:
        return
    if event.actor_id != act.person.id:
        raise Refused("owns_already", item=item, owner=queries.person(session, act.team, item.owner_id))
    before = told(item)
    if any(before[name] != value for name, value in event.after.items()):
        raise Refused("changed_since", item=item)
    fold(item, event.before)
    session.add(item)
    session.flush()
    record(session, act.without_once, "item.undone", item=item, after=event.before,
           before={name: before[name] for name in event.before})  # fmt: skip
    item_changed(session, act, item)
