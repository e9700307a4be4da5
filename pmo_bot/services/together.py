"""Bring people together: one conversation with what it is about and the question, kept on the item it is about."""

from collections.abc import Sequence

from sqlmodel import Session

from pmo_bot.model import Event, Item, Note, Person, Post, PostKind
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.together import Together, begins_at, reachable
from pmo_bot.services.events import Act, note_text, record, write_note
from pmo_bot.services.looking import seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.outbox import insert_once

QUESTION_MOST = 500


def bring_together(
    session: Session,
    act: Act,
    item: Item,
    people: Sequence[Person],
    question: str,
    *,
    slot: str = "",
    about: Item | None = None,
    note: Note | None = None,
) -> Event:
    """Open a conversation of these people and whoever acts about an item; the event that says so.

    Call it inside the transaction of what it belongs to.  `slot` names what it is opened for: once each.  It leaves
    when all of them work.  `about` is another item whose date is objected to, `note` what has been written about that
    already.  Refuses when nobody else can be reached, and a second one for the same slot.
    """
    there = reachable([act.person, *people])
    if len(there) < 2:
        raise Refused("nobody_to_bring", item=item)
    asked = note or write_note(session, act, question[:QUESTION_MOST], item)
    ids = [person.id for person in there]
    event = record(
        session, act, "item.together", item=item, after={"people": ids}, note=asked if note is None else None
    )
    post = Post(
        team_id=act.team,
        key=f"group:{slot or event.id}",
        kind=PostKind.GROUP,
        lane=f"group:{item.id}",
        project_id=item.project_id,
        on_date=calendar_of(session, act.person).today(act.now),
        not_before=begins_at([calendar_of(session, person) for person in there], act.now),
        created_at=act.now,
        why={"rule": "group", "people": ids, "item": item.id, "by": act.person.id, "note": asked.id if asked else None}
        | ({"on": about.id} if about is not None else {}),
    )
    if not insert_once(session, post):
        raise Refused("together_already", item=item)
    if about is None:
        _keep_on_other(session, act, item, ids)
    return event


def _keep_on_other(session: Session, act: Act, item: Item, ids: list[int]) -> None:
    """What it waits for has its owner in the conversation: its history says so too."""
    on = seen_or_none(session, act.person, queries.item(session, act.team, item.blocked_on_id))
    if on is not None:
        record(session, act.without_once, "item.together", item=on, after={"people": ids, "about": item.id})


def read(session: Session, post: Post) -> Together | None:
    """What a conversation says; None when nobody or nothing is left of it."""
    team, why = post.team_id, post.why
    known = queries.people(session, team, [*why["people"], why["by"]])
    item = queries.item(session, team, why["item"])
    there = reachable([known[one] for one in why["people"] if one in known])
    by = known.get(why["by"])
    if item is None or by is None or len(there) < 2:
        return None
    blocker = queries.person(session, team, item.blocked_by_id)
    moved = queries.item(session, team, why.get("on"))
    return Together(
        item=item,
        people=there,
        by=by,
        question=note_text(session, team, why.get("note")),
        project=queries.project(session, team, item.project_id),
        owner=queries.person(session, team, item.owner_id),
        waits_for=blocker.label if blocker is not None else item.blocked_by_text,
        apart=queries.person(session, team, post.person_id),
        moved=moved,
        hidden=frozenset(one.id for one in (item, moved) if one is not None and not _all_see(session, there, one)),
    )


def _all_see(session: Session, people: Sequence[Person], item: Item) -> bool:
    return all(seen_or_none(session, person, item) is not None for person in people)


def arrived(session: Session, post: Post, place: str, act: Act) -> None:
    """The conversation exists: the histories of the items it is about lead to it."""
    item = queries.item(session, post.team_id, post.why["item"])
    on = queries.item(session, post.team_id, post.why.get("on") or item.blocked_on_id) if item is not None else None
    for one in (item, on):
        if one is not None:
            record(session, Act(act.person, act.now, place), "item.conversation", item=one)
