"""Reads that more than one use case needs.  Every one of them is told the workspace."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import (
    About,
    Absence,
    ChannelMember,
    Event,
    Item,
    Line,
    Link,
    Person,
    Policy,
    Post,
    Project,
    Risk,
    Role,
    Saying,
    Sent,
    Workspace,
)
from pmo_bot.store import chain
from pmo_bot.store.prepared import prepared


def workspace(session: Session, team: str) -> Workspace | None:
    """The workspace with this Slack team id."""
    return session.get(Workspace, team)


def turn(session: Session, team: str) -> Workspace:
    """Wait for this workspace's turn, and keep it until the transaction ends.

    Whoever changes items, people or messages takes it first: so they never wait for each other in a circle, no wake-up
    is overwritten, and what is checked still holds when it is written.  On SQLite there is one writer anyway.
    """
    known: Workspace | None = session.info.get(f"turn of {team}")
    if known is not None and chain.is_turn_of(session, team):  # nobody else can have changed it since it was read
        return known
    found = _locked(session, team).one()
    chain.has_turn(session, team)
    session.info[f"turn of {team}"] = found
    return found


@prepared
def _locked(team: str) -> SelectOfScalar[Workspace]:
    # `FOR NO KEY UPDATE`: other rows may go on referring to the workspace meanwhile.
    one = select(Workspace).where(Workspace.team_id == team).with_for_update(key_share=True)
    return one.execution_options(populate_existing=True)


# --- people -----------------------------------------------------------------------


def person(session: Session, team: str, person_id: int | None) -> Person | None:
    """One person of this workspace."""
    found = session.get(Person, person_id) if person_id is not None else None
    return found if found is not None and found.team_id == team else None


def person_by_slack(session: Session, team: str, slack_id: str) -> Person | None:
    """The person with this Slack id."""
    return _by_slack(session, team, slack_id).first()


@prepared
def _by_slack(team: str, slack_id: str) -> SelectOfScalar[Person]:
    return select(Person).where(Person.team_id == team, Person.slack_id == slack_id)


def people(session: Session, team: str, ids: Iterable[int | None]) -> dict[int, Person]:
    """People of this workspace by id."""
    wanted = {i for i in ids if i is not None}
    return {person.id: person for person in _people(session, team, wanted)} if wanted else {}


@prepared
def _people(team: str, ids: Collection[int]) -> SelectOfScalar[Person]:
    return select(Person).where(Person.team_id == team, col(Person.id).in_(ids))


def pmo_leads(session: Session, team: str) -> Sequence[Person]:
    """Whom an escalation reaches last, in order of id."""
    return _pmo_leads(session, team).all()


@prepared
def _pmo_leads(team: str) -> SelectOfScalar[Person]:
    return select(Person).where(Person.team_id == team, Person.role == Role.PMO).order_by(col(Person.id))


def leads_of(session: Session, person: Person) -> Sequence[Person]:
    """Who leads the projects in which somebody owes something."""
    owed = (Item.team_id == person.team_id, Item.owner_id == person.id, col(Item.closed_at).is_(None))
    led = select(Project.lead_id).join(Item, col(Item.project_id) == Project.id).where(*owed)
    return session.exec(select(Person).where(Person.team_id == person.team_id, col(Person.id).in_(led))).all()


def absences(session: Session, team: str, ids: Collection[int]) -> dict[int, list[Absence]]:
    """Absences by person."""
    found: dict[int, list[Absence]] = {}
    if ids:
        for absence in _absences(session, team, ids):
            found.setdefault(absence.person_id, []).append(absence)
    return found


@prepared
def _absences(team: str, ids: Collection[int]) -> SelectOfScalar[Absence]:
    return select(Absence).where(Absence.team_id == team, col(Absence.person_id).in_(ids))


def private_rooms(session: Session, team: str, slack_id: str | None) -> frozenset[str]:
    """The channels somebody is known to be in: all private ones, and those of projects."""
    return frozenset(_rooms(session, team, slack_id)) if slack_id is not None else frozenset()


@prepared
def _rooms(team: str, slack_id: str) -> SelectOfScalar[str]:
    return select(ChannelMember.channel).where(ChannelMember.team_id == team, ChannelMember.slack_id == slack_id)


def members(session: Session, team: str, channels: Collection[str]) -> dict[str, frozenset[str]]:
    """By Slack id: those of these channels that somebody is known to be in."""
    found: dict[str, frozenset[str]] = {}
    if channels:
        for row in _members(session, team, channels):
            found[row.slack_id] = found.get(row.slack_id, frozenset()) | {row.channel}
    return found


@prepared
def _members(team: str, channels: Collection[str]) -> SelectOfScalar[ChannelMember]:
    return select(ChannelMember).where(ChannelMember.team_id == team, col(ChannelMember.channel).in_(channels))


# --- projects ---------------------------------------------------------------------


def project(session: Session, team: str, project_id: int | None) -> Project | None:
    """One project of this workspace."""
    found = session.get(Project, project_id) if project_id is not None else None
    return found if found is not None and found.team_id == team else None


def project_by_key(session: Session, team: str, key: str) -> Project | None:
    """The project with this key, however it was typed."""
    return session.exec(select(Project).where(Project.team_id == team, Project.key == key.upper())).first()


def project_by_channel(session: Session, team: str, channel: str) -> Project | None:
    """The project that talks in a channel."""
    return _talking_in(session, team, channel).first()


@prepared
def _talking_in(team: str, channel: str) -> SelectOfScalar[Project]:
    return select(Project).where(Project.team_id == team, Project.channel == channel).order_by(col(Project.id))


def projects(session: Session, team: str) -> Sequence[Project]:
    """All projects of a workspace, by key."""
    return _projects(session, team).all()


@prepared
def _projects(team: str) -> SelectOfScalar[Project]:
    return select(Project).where(Project.team_id == team).order_by(col(Project.key))


MANY_KEYS = 500


def projects_named(session: Session, team: str, keys: Collection[str]) -> Sequence[Project]:
    """Those projects of a workspace that have one of these keys, and perhaps others."""
    if len(keys) > MANY_KEYS:  # no statement takes any number of them
        return projects(session, team)
    return _projects_named(session, team, keys).all() if keys else ()


@prepared
def _projects_named(team: str, keys: Collection[str]) -> SelectOfScalar[Project]:
    return select(Project).where(Project.team_id == team, col(Project.key).in_(keys)).order_by(col(Project.key))


def projects_by_id(session: Session, team: str, ids: Iterable[int | None]) -> dict[int, Project]:
    """Projects of this workspace by id."""
    wanted = {one for one in ids if one is not None}
    return {one.id: one for one in _projects_by_id(session, team, wanted)} if wanted else {}


@prepared
def _projects_by_id(team: str, ids: Collection[int]) -> SelectOfScalar[Project]:
    return select(Project).where(Project.team_id == team, col(Project.id).in_(ids))


def policies(session: Session, team: str) -> Sequence[Policy]:
    """All policy versions of a workspace, newest first."""
    return _policies(session, team).all()


@prepared
def _policies(team: str) -> SelectOfScalar[Policy]:
    return select(Policy).where(Policy.team_id == team).order_by(col(Policy.version).desc())


# --- items ------------------------------------------------------------------------


def item(session: Session, team: str, item_id: int | None) -> Item | None:
    """One item of this workspace."""
    found = session.get(Item, item_id) if item_id is not None else None
    return found if found is not None and found.team_id == team else None


def item_by_number(session: Session, team: str, number: int) -> Item | None:
    """The item with this number: the letter of a key may have changed."""
    return _numbered(session, team, number).first()


@prepared
def _numbered(team: str, number: int) -> SelectOfScalar[Item]:
    return select(Item).where(Item.team_id == team, Item.number == number)


def items(session: Session, team: str, ids: Iterable[int | None]) -> dict[int, Item]:
    """Items of this workspace by id."""
    wanted = {i for i in ids if i is not None}
    return {item.id: item for item in _items(session, team, wanted)} if wanted else {}


@prepared
def _items(team: str, ids: Collection[int]) -> SelectOfScalar[Item]:
    return select(Item).where(Item.team_id == team, col(Item.id).in_(ids))


def open_items_of(session: Session, team: str, owner_id: int) -> Sequence[Item]:
    """What somebody owes."""
    return _owed_by(session, team, owner_id).all()


@prepared
def _owed_by(team: str, owner_id: int) -> SelectOfScalar[Item]:
    return select(Item).where(Item.team_id == team, Item.owner_id == owner_id, col(Item.closed_at).is_(None))


def open_items_asked(session: Session, team: str, requester_id: int) -> Sequence[Item]:
    """What somebody asked of others."""
    return session.exec(
        select(Item).where(
            Item.team_id == team,
            Item.requester_id == requester_id,
            col(Item.closed_at).is_(None),
            or_(col(Item.owner_id).is_(None), col(Item.owner_id) != requester_id),
        )
    ).all()


WORK = col(Item.about).is_distinct_from(About.LESSON)
"""What reports count of a project: not that its lead is asked what it taught."""


def open_items_in(session: Session, team: str, project_id: int) -> Sequence[Item]:
    """What is open in a project."""
    return session.exec(
        select(Item).where(Item.team_id == team, Item.project_id == project_id, col(Item.closed_at).is_(None), WORK)
    ).all()


def risks(session: Session, team: str, ids: Collection[int]) -> dict[int, Risk]:
    """By item: how those of them that are risks were assessed."""
    return {risk.item_id: risk for risk in _risks(session, team, ids)} if ids else {}


@prepared
def _risks(team: str, ids: Collection[int]) -> SelectOfScalar[Risk]:
    return select(Risk).where(Risk.team_id == team, col(Risk.item_id).in_(ids))


def blocked_on(session: Session, team: str, item_id: int) -> Sequence[Item]:
    """What is open and waits for an item."""
    return session.exec(
        select(Item).where(Item.team_id == team, Item.blocked_on_id == item_id, col(Item.closed_at).is_(None))
    ).all()


def lines_of(session: Session, team: str, post_key: str) -> Sequence[Line]:
    """What a message carries, in the order it was planned."""
    return _lines(session, team, post_key).all()


@prepared
def _lines(team: str, post_key: str) -> SelectOfScalar[Line]:
    return select(Line).where(Line.team_id == team, Line.post_key == post_key).order_by(col(Line.id))


def sayings_of(session: Session, team: str, post_key: str) -> Sequence[Saying]:
    """What a message says back, clause by clause."""
    rows = select(Saying).where(Saying.team_id == team, Saying.post_key == post_key)
    return session.exec(rows.order_by(col(Saying.number))).all()


def applied_by(session: Session, saying: Saying) -> Event | None:
    """The change that somebody's words led to."""
    once = f"said:{saying.id}"
    return session.exec(select(Event).where(Event.team_id == saying.team_id, Event.once == once)).first()


def post(session: Session, team: str, key: str) -> Post | None:
    """The message that fills a slot."""
    return session.exec(select(Post).where(Post.team_id == team, Post.key == key)).first()


def sent(session: Session, team: str, key: str) -> Sent | None:
    """Where the message of a slot is."""
    return session.exec(select(Sent).where(Sent.team_id == team, Sent.key == key)).first()


def waiting_for(session: Session, team: str, ids: Collection[int]) -> dict[int, list[Item]]:
    """By item: the open items that wait for it, because they build on it or because it holds them up."""
    if not ids:
        return {}
    linked, held_up = _linked_to(session, team, ids), _blocked_on(session, team, ids)
    pairs = {(on_id, item.id): item for on_id, item in linked}
    pairs |= {(item.blocked_on_id or 0, item.id): item for item in held_up}
    found: dict[int, list[Item]] = {}
    for (on_id, _), waiting in sorted(pairs.items(), key=lambda pair: pair[1].number):
        found.setdefault(on_id, []).append(waiting)
    return found


@prepared
def _linked_to(team: str, ids: Collection[int]) -> Select[int, Item]:
    here = (Link.team_id == team, col(Link.on_id).in_(ids), col(Item.closed_at).is_(None))
    return select(Link.on_id, Item).join(Item, col(Item.id) == Link.item_id).where(*here)


@prepared
def _blocked_on(team: str, ids: Collection[int]) -> SelectOfScalar[Item]:
    return select(Item).where(Item.team_id == team, col(Item.blocked_on_id).in_(ids), col(Item.closed_at).is_(None))


# --- history --------------------------------------------------------------------------


def events_of(session: Session, team: str, item_id: int) -> Sequence[Event]:
    """The history of an item, oldest first."""
    return _events(session, team, item_id).all()


@prepared
def _events(team: str, item_id: int) -> SelectOfScalar[Event]:
    mine = (Event.team_id == team, Event.item_id == item_id)
    return select(Event).where(*mine).order_by(col(Event.happened_at), col(Event.id))
