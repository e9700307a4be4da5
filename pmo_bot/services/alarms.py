"""What the auditor found is kept as one alarm for each cause, and told to the PMO leads at most once a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import OF_PROCESS, Alarm, Cause, Person, Post, PostKind, PostState, Punctuality, Sent, Watch
from pmo_bot.rules.alarms import AlarmNote, SelfMeasured
from pmo_bot.rules.calendar import MIDNIGHT, monday_of
from pmo_bot.rules.gate import never_reached
from pmo_bot.services.notices import refresh_home, request_edit
from pmo_bot.services.people import calendar_of
from pmo_bot.store import installations, outbox, queries, whole
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

EDITED_FOR = timedelta(days=2)
SILENT = timedelta(minutes=5)
"""A process that has not said so long what is wrong with it has ended: what was wrong with it is over."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is wrong since this look, and what no longer is."""

    began: tuple[Cause, ...]
    ended: tuple[Cause, ...]
    clean: bool
    """Nothing is wrong, with other processes neither."""


def teams(db: Database) -> list[str]:
    """The workspaces that are looked at."""
    with db.reading() as session:
        gone = installations.gone(session)
        return [team for team in whole.teams(session) if team not in gone]


def keep(db: Database, team: str, wrong: Mapping[Cause, int], now: datetime, worker: str = "") -> Change:
    """Write down what is wrong now.  Several processes may say the same; it is one alarm all the same.

    What is wrong with a process is an alarm of that process, and ends when it says so itself, or nothing any more.
    """
    with db.transaction() as session:
        queries.turn(session, team)
        real = outbox.shared_clock(session)
        there = {(one.cause, one.worker): one for one in session.exec(_open(team))}
        found = {(cause, worker if cause in OF_PROCESS else ""): count for cause, count in wrong.items()}
        for key, count in found.items():
            alarm = there.get(key) or Alarm(team_id=team, cause=key[0], worker=key[1], count=count, since=now)
            alarm.count, alarm.seen_at = count, real
            session.add(alarm)
        over = [one for key, one in there.items() if key not in found and _may_end(one, worker, real)]
        for one in over:
            one.cleared_at = now
            session.add(one)
        began = tuple(cause for cause, whose in found if (cause, whose) not in there)
        ended = tuple(one.cause for one in over)
        clean = not found and len(over) == len(there)
        _note_look(session, team, now, clean=clean)
        session.flush()
        if began or ended:
            _tell(session, team, now, anew=bool(began))
        return Change(began, ended, clean)


def _may_end(alarm: Alarm, worker: str, real: datetime) -> bool:
    """Whether a worker that does not find it can say that it is over."""
    if alarm.cause not in OF_PROCESS or alarm.worker == worker:
        return True
    return alarm.seen_at is None or alarm.seen_at < real - SILENT


def _open(team: str) -> SelectOfScalar[Alarm]:
    return select(Alarm).where(Alarm.team_id == team, col(Alarm.cleared_at).is_(None)).order_by(col(Alarm.id))


def _note_look(session: Session, team: str, now: datetime, *, clean: bool) -> None:
    watch = session.get(Watch, team)
    if watch is None:
        monday = datetime.combine(monday_of(now.date()), MIDNIGHT, now.tzinfo)
        watch = Watch(team_id=team, looked_at=now, counted_until=monday)
    watch.looked_at = now
    if clean:
        watch.clean_at = now
    session.add(watch)


# --- who is told ------------------------------------------------------------------------


def _tell(session: Session, team: str, now: datetime, *, anew: bool) -> None:
    """A message where there was none today; those that are there say how it is now."""
    leads = [lead for lead in queries.pmo_leads(session, team) if not never_reached(lead)]
    for lead in leads:
        if anew:
            write(session, lead, now)
        refresh_home(session, lead, now)
    shown = session.exec(
        select(Sent, Post)
        .join(Post, (col(Post.team_id) == Sent.team_id) & (col(Post.key) == Sent.key))
        .where(Sent.team_id == team, Sent.sent_at > now - EDITED_FOR, Post.kind == PostKind.ALARM)
    ).all()
    for sent, post in shown:
        request_edit(session, sent, post, now)


def write(session: Session, lead: Person, now: datetime) -> None:
    """A message to a PMO lead that says what is wrong, unless they had one today."""
    calendar = calendar_of(session, lead)
    day = calendar.today(now)
    mine = (Post.team_id == lead.team_id, Post.person_id == lead.id, Post.kind == PostKind.ALARM, Post.on_date == day)
    states = session.exec(select(Post.state).where(*mine)).all()
    if any(state is not PostState.DROPPED for state in states):
        return
    post = Post(
        team_id=lead.team_id,
        key=f"alarm:{lead.id}:{day}:{len(states) + 1}",
        kind=PostKind.ALARM,
        lane=f"person:{lead.id}",
        person_id=lead.id,
        on_date=day,
        not_before=calendar.next_open(now),
        created_at=now,
        why={"rule": "alarm", "zone": lead.zone},
    )
    insert_once(session, post)


def read(session: Session, post: Post, now: datetime) -> AlarmNote | None:
    """What is wrong now, for one PMO lead; None for somebody who is none any more."""
    reader = queries.person(session, post.team_id, post.person_id)
    if reader is None or reader.id not in {lead.id for lead in queries.pmo_leads(session, post.team_id)}:
        return None
    alarms = session.exec(_open(post.team_id)).all()
    return AlarmNote(reader, calendar_of(session, reader).today(now), tuple(alarms), post.key)


def self_measured(session: Session, team: str) -> SelfMeasured | None:
    """How the bot keeps its own times; None before anybody has looked."""
    watch = session.get(Watch, team)
    if watch is None:
        return None
    newest = select(Punctuality).where(Punctuality.team_id == team).order_by(col(Punctuality.week).desc()).limit(1)
    return SelfMeasured(session.exec(newest).first(), len(session.exec(_open(team)).all()), watch.clean_at)


def of_all(db: Database) -> list[tuple[SelfMeasured, dict[Cause, int]]]:
    """The same of each workspace that has the bot, with what is wrong, for whoever watches the processes."""
    with db.reading() as session:
        found, gone = [], installations.gone(session)
        for watch in session.exec(select(Watch).where(col(Watch.team_id).not_in(gone)).order_by(col(Watch.team_id))):
            measured = self_measured(session, watch.team_id)
            if measured is not None:
                found.append((measured, _counted(session.exec(_open(watch.team_id)))))
        return found


def _counted(alarms: Iterable[Alarm]) -> dict[Cause, int]:
    found: dict[Cause, int] = {}
    for one in alarms:
        found[one.cause] = found.get(one.cause, 0) + one.count
    return found
