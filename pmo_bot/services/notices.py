"""What a change sets in motion: the plan looks again, and messages that show the item are edited in place."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select, update
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import (
    Absence,
    Confirmation,
    Escalation,
    Item,
    Kind,
    Line,
    Link,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Saying,
    Sent,
)
from pmo_bot.rules.digest_lines import DECIDE_ID
from pmo_bot.services.events import Act
from pmo_bot.store import editions, links, queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

EDITED_FOR = timedelta(days=14)
HOME_KEPT_FRESH = timedelta(days=7)
BESIDE_OTHERS = (Kind.MILESTONE, Kind.DECISION)
"""What the owners of others on the same day are told of, and what reports ask for."""
STILL_OPEN = or_(col(Item.closed_at).is_(None), col(Item.confirmation) == Confirmation.AWAITED)
"""What somebody still has to do or to say something about."""


def item_changed(session: Session, act: Act, item: Item, *, former: int | None = None) -> None:
    """After any change of an item, which `former` owned before.  The caller has flushed it."""
    item.wake_at = act.now  # what is closed may still be owed a word: how it ended, whether it is confirmed
    session.add(item)
    wake_waiting(session, item, act.now)
    _edit_messages(session, item, act.now)
    if item.kind is Kind.DECISION:
        edit_reports(session, item, act.now)
    refresh_homes(session, act, former, *_concerned(session, item))


def item_begun(session: Session, act: Act, item: Item) -> None:
    """After an item was made: nothing waits for it and no message tells of it, unless it begins beside others."""
    if item.kind in BESIDE_OTHERS or item.blocked_on_id is not None or item.decision_number is not None:
        item_changed(session, act, item)
        return
    item.wake_at = act.now
    session.add(item)
    refresh_homes(session, act, *_concerned(session, item))


def time_changed(session: Session, item: Item, now: datetime) -> None:
    """After a change of an item that nobody made.  The caller has flushed it."""
    _edit_messages(session, item, now)
    for person in queries.people(session, item.team_id, _concerned(session, item)).values():
        refresh_home(session, person, now)


def _concerned(session: Session, item: Item) -> list[int | None]:
    """Everybody whose Home shows the item: owner, requester, who decides, who is waited for, who leads or watches."""
    project = queries.project(session, item.team_id, item.project_id)
    led = [project.lead_id, project.sponsor_id] if project is not None else []
    pmo = [person.id for person in queries.pmo_leads(session, item.team_id)]
    return [item.owner_id, item.requester_id, item.contact_id, item.blocked_by_id, *led, *pmo]


def wake_waiting(session: Session, item: Item, now: datetime) -> None:
    """Look again at the items that wait for this one, and at the one it is blocked on: a packet names both."""
    blocked = or_(col(Item.blocked_on_id) == item.id, col(Item.id) == item.blocked_on_id)
    linked = col(Item.id).in_(select(Link.item_id).where(Link.team_id == item.team_id, Link.on_id == item.id))
    session.exec(
        update(Item)
        .where(
            col(Item.team_id) == item.team_id,
            or_(blocked, linked, _milestones_behind(session, item), *_same_day(item)),
        )
        .where(col(Item.closed_at).is_(None))
        .values(wake_at=now)
    )


def _milestones_behind(session: Session, item: Item) -> ColumnElement[bool]:
    """Every milestone that needs an item, however far it is away: its owner is told what is open."""
    behind = links.reach(session, item.team_id, [item.id], "after") - {item.id}
    return (col(Item.kind) == Kind.MILESTONE) & col(Item.id).in_(behind)


def _same_day(item: Item) -> Iterator[ColumnElement[bool]]:
    """Other milestones on the day of one: somebody may be needed for both."""
    if item.kind is Kind.MILESTONE and item.due is not None:
        yield (col(Item.kind) == Kind.MILESTONE) & (col(Item.due) == item.due) & (col(Item.id) != item.id)


def wake_items_of(session: Session, person: Person, now: datetime) -> None:
    """After a change of somebody's zone, hours, absence or preferences: what they owe or may be told is derived anew.

    Whoever stands in for somebody may be told what they would be.
    """
    session.flush()
    standing_in = select(Absence.person_id).where(Absence.team_id == person.team_id, Absence.delegate_id == person.id)
    near = [person.id, *session.exec(standing_in)]
    session.exec(
        update(Item)
        .where(col(Item.team_id) == person.team_id, STILL_OPEN, or_(*_concerns(session, person, near)))
        .values(wake_at=now)
    )
    led = (col(Project.team_id) == person.team_id, col(Project.lead_id) == person.id)
    session.exec(update(Project).where(*led).values(wake_at=now))  # its digest leaves by the lead's week
    editions.wake(session, person.team_id, now)


def _concerns(session: Session, person: Person, near: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """What one of these people owes, asked for, leads, sponsors, is waited for, or may be told of as a PMO lead."""
    yield from (column.in_(near) for column in map(col, (Item.owner_id, Item.requester_id, Item.contact_id)))
    yield col(Item.blocked_by_id).in_(near)
    theirs = aliased(Item)
    owned = (col(theirs.team_id) == person.team_id, col(theirs.owner_id).in_(near), col(theirs.closed_at).is_(None))
    yield col(Item.blocked_on_id).in_(select(theirs.id).where(*owned))
    leads = or_(col(Project.lead_id).in_(near), col(Project.sponsor_id).in_(near))
    yield col(Item.project_id).in_(select(Project.id).where(Project.team_id == person.team_id, leads))
    if any(lead.id in near for lead in queries.pmo_leads(session, person.team_id)):
        climbing = (Escalation.team_id == person.team_id, col(Escalation.void_at).is_(None))
        yield col(Item.id).in_(select(Escalation.item_id).where(*climbing, col(Escalation.answered_at).is_(None)))


def wake_project(session: Session, project: Project, now: datetime) -> None:
    """After a change of a project's policy or people."""
    project.wake_at = now
    session.add(project)
    editions.wake(session, project.team_id, now)
    session.exec(
        update(Item)
        .where(col(Item.team_id) == project.team_id, col(Item.project_id) == project.id, STILL_OPEN)
        .values(wake_at=now)
    )


def edit_escalations(session: Session, team: str, about: ColumnElement[bool], now: datetime) -> None:
    """After a change of who is asked next, or how: what is under way says so, to its owner and to whoever has it.

    `about` names the items.
    """
    live = (col(Escalation.void_at).is_(None), col(Escalation.answered_at).is_(None))
    here = (Line.team_id == team, about, col(Item.closed_at).is_(None))
    carriers = (
        select(Line.post_key)
        .join(Item, col(Item.id) == Line.item_id)
        .join(Escalation, col(Escalation.id) == Line.escalation_id)
        .where(*here, *live)
    )
    _edit(session, team, col(Sent.key).in_(carriers), now)


def _edit_messages(session: Session, item: Item, now: datetime) -> None:
    shows = or_(col(Sent.key).in_(_keys(Line, item)), col(Sent.key).in_(_keys(Saying, item)))
    if item.decision_number is not None:
        shows = or_(shows, col(Sent.key) == announcement_key(item.decision_number))
    _edit(session, item.team_id, shows, now)


def _edit(session: Session, team: str, which: ColumnElement[bool], now: datetime) -> None:
    shown = session.exec(
        select(Sent, Post)
        .join(Post, (col(Post.team_id) == Sent.team_id) & (col(Post.key) == Sent.key))
        .where(Sent.team_id == team, Sent.sent_at > now - EDITED_FOR, which)
    ).all()
    for sent, post in shown:
        request_edit(session, sent, post, now)


def edit_reports(session: Session, item: Item, now: datetime) -> None:
    """After something was decided: the reports that asked for it show what, where the buttons were."""
    reports = col(Post.kind).in_([PostKind.DIGEST, PostKind.EDITION])
    asked = (Post.team_id == item.team_id, reports, Post.project_id == item.project_id)
    _edit(session, item.team_id, col(Sent.key).in_(select(Post.key).where(*asked, col(Post.body).is_not(None))), now)
    _edit(session, item.team_id, col(Sent.key).in_(_over_all(session, item, now)), now)


def _over_all(session: Session, item: Item, now: datetime) -> list[str]:
    """The reports over all projects that asked for it, by key: their rows name no project."""
    lately = (Post.team_id == item.team_id, Post.kind == PostKind.EDITION, col(Post.settled_at) >= now - EDITED_FOR)
    found = session.exec(select(Post).where(*lately, col(Post.project_id).is_(None), col(Post.body).is_not(None)))
    name = f"{DECIDE_ID}{item.id}"
    return [one.key for one in found if name in {block.get("block_id") for block in (one.body or {}).get("blocks", ())}]


def announcement_key(number: int) -> str:
    """The slot in which a decision is announced, by its number."""
    return f"decision:{number}"


def _keys(carrier: type[Line] | type[Saying], item: Item) -> SelectOfScalar[str]:
    """The messages that carry something about an item, or answer somebody's words about it."""
    return select(carrier.post_key).where(carrier.team_id == item.team_id, carrier.item_id == item.id).distinct()


def request_edit(session: Session, sent: Sent, post: Post, now: datetime) -> None:
    """Have a message rendered anew, unless that is due already: it shows the state at the time of sending."""
    hanging = session.exec(hanging_on(sent.id)).all()
    if (PostKind.EDIT, PostState.DUE) in hanging:
        return
    insert_once(
        session,
        Post(
            team_id=post.team_id,
            key=f"edit:{sent.id}:{len(hanging) + 1}",
            kind=PostKind.EDIT,
            lane=post.lane,
            person_id=post.person_id,
            project_id=post.project_id,
            sent_id=sent.id,
            not_before=now,
            created_at=now,
        ),
    )


def hanging_on(sent_id: int) -> Select[str, str]:
    """The edits of a message and the replies below it, and how far each is."""
    return select(Post.kind, Post.state).where(Post.sent_id == sent_id)


def refresh_homes(session: Session, act: Act, *people: int | None) -> None:
    """Publish the Home of these people again, and of whoever acts."""
    for person in queries.people(session, act.team, [*people, act.person.id]).values():
        refresh_home(session, person, act.now, pages=act.pages if person.id == act.person.id else "")


def open_home(db: Database, person: Person, now: datetime, pages: str = "") -> None:
    """Somebody looks at their Home, or leafs through it: publish it, and keep it fresh for a week."""
    with db.transaction() as session:
        queries.turn(session, person.team_id)
        row = session.get_one(Person, person.id)
        first = row.home_seen_at is None
        row.home_seen_at = now
        session.add(row)
        session.flush()
        refresh_home(session, row, now, first=first, pages=pages)


def refresh_home(session: Session, person: Person, now: datetime, *, first: bool = False, pages: str = "") -> None:
    """Publish somebody's Home again if they looked at it in the last seven days.

    `pages` says where its sections are leafed to; a change that others made shows the first pages again.
    """
    if person.home_seen_at is None or person.home_seen_at < now - HOME_KEPT_FRESH:
        return
    mine = (Post.team_id == person.team_id, Post.person_id == person.id, Post.kind == PostKind.HOME)
    due = session.exec(select(Post).where(*mine, Post.state == PostState.DUE)).first()
    if due is not None:
        if pages:
            due.why = {**due.why, "pages": pages}
            session.add(due)
        return
    newest = session.exec(select(Post.key).where(*mine).order_by(col(Post.id).desc()).limit(1)).first()
    number = int(newest.rpartition(":")[2]) + 1 if newest is not None else 1  # older ones may be gone
    insert_once(
        session,
        Post(
            team_id=person.team_id,
            key=f"home:{person.id}:{number}",
            kind=PostKind.HOME,
            lane=f"home:{person.id}",
            person_id=person.id,
            not_before=now,
            created_at=now,
            why={"first": first, "pages": pages},
        ),
    )
