"""Plan editions: each channel and each reader in their own week, and no oftener than they want."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session, col

from pmo_bot.model import Edition, Post, PostKind, Stakeholder
from pmo_bot.rules import edition_slots
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.digest_slots import DigestSlot
from pmo_bot.rules.editions import Outlet, outlet_of
from pmo_bot.services import reading_editions
from pmo_bot.services.planning_digests import OWED_FOR
from pmo_bot.services.projects import project_calendar
from pmo_bot.store import editions as stored
from pmo_bot.store import queries
from pmo_bot.store.editions import Row
from pmo_bot.store.outbox import insert_once

A_DAY = timedelta(days=1)


def plan_editions(session: Session, table: type[Row], team: str, now: datetime, only: Collection[int] | None) -> int:
    """Make the editions of a workspace, or only some, that should have left by now; how many that made."""
    due = session.exec(stored.due(table, now).where(col(table.team_id) == team)).all()
    return sum(_plan(session, row, now) for row in due if only is None or row.id in only)


def _plan(session: Session, row: Edition | Stakeholder, now: datetime) -> int:
    if isinstance(row, Stakeholder) and row.direct_from is None:
        row.wake_at = None
        session.add(row)
        return 0
    place = outlet_of(row)
    calendar = reading_editions.calendar(session, place)
    began = calendar.today(place.began)
    slot = edition_slots.owed_edition(calendar, place.cadence, began, _since(session, place), now)
    row.wake_at = edition_slots.next_edition(calendar, place.cadence, began, now).at
    session.add(row)
    project = queries.project(session, place.team_id, place.project_id)
    if slot is None or _is_overtaken(session, place, slot):
        return 0
    if project is not None and not reading_editions.speaks(session, project, now):
        return 0
    return int(insert_once(session, _post(place, slot, calendar, now)))


def _since(session: Session, place: Outlet) -> datetime:
    """Nothing is made up for that was due before anybody wanted it, or while its project was only observed."""
    workspace = queries.workspace(session, place.team_id)
    project = queries.project(session, place.team_id, place.project_id)
    began = [place.began, *([workspace.started_at] if workspace is not None else [])]
    if project is not None and project.observe_until is not None:
        began.append(project_calendar(session, project).at(project.observe_until, MIDNIGHT))
    return max(began)


def _is_overtaken(session: Session, place: Outlet, slot: DigestSlot) -> bool:
    """Whether one of a later week was made already: a zone further west would owe the one before it."""
    near = slot.monday + OWED_FOR  # one that left while the clock was ahead silences no year
    later = stored.posts(session, place.team_id, place.name).where(col(Post.on_date).between(slot.monday + A_DAY, near))
    return session.exec(later.limit(1)).first() is not None


def _post(place: Outlet, slot: DigestSlot, calendar: Calendar, now: datetime) -> Post:
    return Post(
        team_id=place.team_id,
        key=place.key(slot.monday),
        kind=PostKind.EDITION,
        lane=f"person:{place.person_id}" if place.person_id is not None else f"channel:{place.channel}",
        person_id=place.person_id,
        project_id=place.project_id,
        on_date=slot.monday,
        not_before=now,
        created_at=now,
        why={"rule": "edition", "zone": calendar.zone.key, "week": slot.monday.isoformat(), "channel": place.channel,
             "audience": place.audience.value, "cadence": place.cadence.value},
    )  # fmt: skip
