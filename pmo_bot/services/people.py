"""What the bot knows of people: who they are to Slack, when they work, what they prefer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, or_, select

from pmo_bot.model import Absence, Account, ChannelMember, Item, Person, Role, Standing, Workspace
from pmo_bot.model import Profile as ReminderProfile
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.load import MOST_CAPACITY
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import BY_SLACK, Act, difference, observe, once_only, record, record_by_itself, told
from pmo_bot.services.notices import edit_escalations, refresh_home, refresh_homes, wake_items_of
from pmo_bot.store import installations, queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says about somebody."""

    slack_id: str
    name: str
    zone: str
    standing: Standing = Standing.MEMBER
    is_admin: bool = False


def calendar_for(person: Person, absences: list[Absence] | None = None) -> Calendar:
    """Somebody's working time.  A zone nobody knows counts as UTC."""
    return Calendar(
        zone=zone_of(person.zone),
        workdays=frozenset(int(day) for day in person.workdays if day.isdigit()),
        opens=person.opens,
        closes=person.closes,
        country=person.country,
        subdivision=person.subdivision,
        away=tuple((a.first, a.last) for a in absences or ()),
    )


def calendar_of(session: Session, person: Person) -> Calendar:
    """Somebody's working time with their absences."""
    return calendar_for(person, queries.absences(session, person.team_id, [person.id]).get(person.id))


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone, or UTC for a name the machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


# --- who there is -------------------------------------------------------------------


def ensure_workspace(db: Database, team: str, now: datetime, *, name: str = "") -> None:
    """The workspace exists from now on; what Slack says of it is kept up to date."""
    try:
        _ensure(db, team, now, name)
    except IntegrityError:  # another process that starts was faster: now it is there
        _ensure(db, team, now, name)


def _ensure(db: Database, team: str, now: datetime, name: str) -> None:
    with db.transaction() as session:
        found = session.get(Workspace, team) or Workspace(team_id=team, started_at=now)
        found.name = name or found.name
        session.add(found)


def find(db: Database, team: str, slack_id: str) -> Person | None:
    """The person with this Slack id, if the bot has met them."""
    with db.reading() as session:
        return queries.person_by_slack(session, team, slack_id)


def not_heard_of(db: Database, since: datetime) -> list[tuple[str, str]]:
    """Team and Slack id of people who owe something and whom Slack was not asked about since, the longest first."""
    with db.reading() as session:
        owners = select(Item.owner_id).where(col(Item.closed_at).is_(None)).distinct()
        rows = session.exec(
            select(Person.team_id, Person.slack_id)
            .where(col(Person.id).in_(owners), col(Person.slack_id).is_not(None))
            .where(or_(col(Person.checked_at).is_(None), col(Person.checked_at) < since))
            .where(col(Person.team_id).not_in(installations.gone(session)))
            .order_by(col(Person.checked_at))
        )
        return [(team, slack_id) for team, slack_id in rows if slack_id is not None]


def know(db: Database, team: str, profile: Profile, now: datetime, pmo_leads: frozenset[str] = frozenset()) -> Person:
    """Keep what Slack says about somebody.  A changed zone or standing makes the plan look again.

    Refuses a workspace that the bot was never set up in.
    """
    with db.transaction() as session:
        if session.get(Workspace, team) is None:
            raise Refused("no_workspace")
        queries.turn(session, team)
        known = queries.person_by_slack(session, team, profile.slack_id)
        person = known or Person(team_id=team, slack_id=profile.slack_id)
        before = _as_slack_says(person)
        if profile.zone and profile.standing is not Standing.DEACTIVATED:
            # Of whoever has left Slack tells none: their projects keep the one that is known.
            person.zone = profile.zone
        if profile.standing is not Standing.DEACTIVATED or not person.name:
            person.name = profile.name  # whoever has left keeps the name that the history knows
        _take_standing(person, profile.standing, now)
        leads = profile.slack_id in pmo_leads or (not pmo_leads and profile.is_admin)
        person.role = Role.PMO if leads else Role.MEMBER
        person.checked_at = now
        session.add(person)
        session.flush()
        if known is not None:
            _keep_change(session, person, before, now)
        else:
            record_by_itself(session, person, "person.met", now, {}, _as_slack_says(person), source=BY_SLACK)
        return person


def set_standing(session: Session, person: Person, standing: Standing, now: datetime) -> None:
    """Slack says how somebody belongs to the workspace; what they owe, and who leads it, is looked at again."""
    before = _as_slack_says(person)
    _take_standing(person, standing, now)
    session.add(person)
    session.flush()
    _keep_change(session, person, before, now)


def _take_standing(person: Person, standing: Standing, now: datetime) -> None:
    if standing is not Standing.DEACTIVATED:
        person.left_at = None
    elif person.standing is not Standing.DEACTIVATED or person.left_at is None:
        person.left_at = now
    person.standing = standing


def _as_slack_says(person: Person) -> dict[str, object]:
    columns = told(person)
    return {name: columns[name] for name in ("zone", "standing", "role", "left_at")}


def _keep_change(session: Session, person: Person, before: dict[str, object], now: datetime) -> None:
    was, is_now = difference(before, _as_slack_says(person))
    if not is_now:
        return
    record_by_itself(session, person, "person.changed", now, was, is_now, source="slack")
    wake_items_of(session, person, now)
    if "standing" in is_now:
        edit_escalations(session, person.team_id, col(Item.owner_id) == person.id, now)
        for lead in queries.leads_of(session, person):
            refresh_home(session, lead, now)


def set_members(db: Database, team: str, channel: str, slack_ids: frozenset[str], now: datetime | None = None) -> None:
    """Who is in a channel that decides who may know of something, as Slack says."""
    with db.transaction() as session:
        queries.turn(session, team)
        _keep_members(session, team, channel, _members(session, team, channel), slack_ids, now)


def came_or_left(db: Database, team: str, channel: str, slack_id: str, now: datetime, *, came: bool) -> None:
    """Slack tells of one of them: that counts at once, whether or not it says who else is there."""
    with db.reading() as session:
        if not _members(session, team, channel):
            return  # nobody has asked who is in it: it decides about nothing
    with db.transaction() as session:
        queries.turn(session, team)
        known = _members(session, team, channel)
        there = known | {slack_id} if came else known - {slack_id}
        _keep_members(session, team, channel, known, there, now)


def _members(session: Session, team: str, channel: str) -> frozenset[str]:
    return frozenset(queries.members(session, team, [channel]))


def _keep_members(
    session: Session, team: str, channel: str, before: frozenset[str], there: frozenset[str], now: datetime | None
) -> None:
    if before == there:
        return
    if now is not None:
        was = {"channel": channel, "members": accounts(session, team, before)}
        is_now = {"channel": channel, "members": accounts(session, team, there)}
        observe(session, team, "channel.members", now, was, is_now, source=BY_SLACK)
    here = (col(ChannelMember.team_id) == team, col(ChannelMember.channel) == channel)
    session.exec(delete(ChannelMember).where(*here))
    session.add_all(ChannelMember(team_id=team, channel=channel, slack_id=one) for one in sorted(there))


def accounts(session: Session, team: str, slack_ids: Collection[str]) -> list[int]:
    """The numbers that events hold instead of Slack's ids."""
    query = select(Account).where(Account.team_id == team, col(Account.slack_id).in_(slack_ids))
    known = {row.slack_id: row.id for row in session.exec(query)}
    new = [Account(team_id=team, slack_id=one) for one in sorted(set(slack_ids) - known.keys())]
    session.add_all(new)
    session.flush()
    return sorted([*known.values(), *(row.id for row in new)])


# --- what they prefer ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preferences:
    """What somebody may set about themselves; None leaves a thing as it is."""

    brief_at: time | None = None
    brief_chosen: bool | None = None
    """False: the time is learned from when they answer.  Who names a time has chosen it."""
    workdays: str | None = None
    opens: time | None = None
    closes: time | None = None
    country: str | None = None
    """Empty: no public holidays."""
    subdivision: str | None = None
    profile: ReminderProfile | None = None
    paused_until: date | None = None
    resume: bool = False
    capacity: int | None = None
    """Points of effort that fit into a week."""
    thanks: bool | None = None
    """Whether a report may thank them by name."""


def set_preferences(db: Database, act: Act, wanted: Preferences) -> Person:
    """Keep somebody's own wishes.

    Refuses a week without working days, hours that end before they begin, a brief outside them, and a pause that is
    over.
    """
    with db.transaction() as session:
        once_only(session, act)
        person = session.get_one(Person, act.person.id)
        before = told(person)
        _apply(person, wanted, calendar_of(session, person).today(act.now))
        session.add(person)
        session.flush()
        was, is_now = difference(before, told(person))
        if is_now:
            record(session, act, "person.changed", person=person, before=was, after=is_now)
            wake_items_of(session, person, act.now)
            refresh_homes(session, act)
        return person


def _apply(person: Person, wanted: Preferences, today: date) -> None:
    _set_hours(person, wanted)
    if wanted.thanks is not None:
        person.thanks = wanted.thanks
    if wanted.brief_at is not None or wanted.brief_chosen is not None:
        person.brief_chosen = wanted.brief_chosen is not False
    if wanted.brief_at is not None and person.brief_chosen:
        person.brief_at = wanted.brief_at
    if not person.opens <= person.brief_at < person.closes:
        if person.brief_chosen:
            raise Refused("brief_outside", opens=person.opens, closes=person.closes)
        person.brief_at = person.opens
    if wanted.country is not None:
        person.country, person.subdivision = wanted.country or None, wanted.subdivision or None
    person.profile = wanted.profile or person.profile
    if wanted.capacity is not None and not 1 <= wanted.capacity <= MOST_CAPACITY:
        raise Refused("which_capacity", most=MOST_CAPACITY)
    person.capacity = wanted.capacity if wanted.capacity is not None else person.capacity
    if wanted.paused_until not in (None, person.paused_until) and wanted.paused_until <= today:
        raise Refused("pause_past", day=wanted.paused_until)
    person.paused_until = None if wanted.resume else wanted.paused_until or person.paused_until


def _set_hours(person: Person, wanted: Preferences) -> None:
    opens, closes = wanted.opens or person.opens, wanted.closes or person.closes
    if opens >= closes:
        raise Refused("hours_reversed", opens=opens, closes=closes)
    if wanted.workdays is not None and not wanted.workdays:
        raise Refused("no_workdays")
    person.opens, person.closes = opens, closes
    person.workdays = wanted.workdays or person.workdays
