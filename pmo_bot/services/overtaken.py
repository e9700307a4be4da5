"""A report that waited until the next one is due is not sent beside it: the next one tells all of it."""

from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Post, Project
from pmo_bot.rules.digest_slots import newest_slot
from pmo_bot.rules.edition_slots import newest_edition
from pmo_bot.rules.editions import Outlet
from pmo_bot.services import reading_editions
from pmo_bot.services.projects import project_calendar


def digest(session: Session, post: Post, project: Project, now: datetime) -> bool:
    """Whether the digest of a later week should be out by now."""
    slot = newest_slot(project_calendar(session, project), now)
    return post.on_date is not None and slot.monday > post.on_date


def edition(session: Session, post: Post, place: Outlet, now: datetime) -> bool:
    """The same for an edition, which may come less often."""
    slot = newest_edition(reading_editions.calendar(session, place), place.cadence, now)
    return post.on_date is not None and slot is not None and slot.monday > post.on_date
