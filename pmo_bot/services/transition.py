"""After go-live: what operations take over, each thing with their own yes."""

from typing import Any

from sqlmodel import Session

from pmo_bot.model import Acceptance, Item, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import begin, check_owner, check_title, next_number
from pmo_bot.services.events import Act, record
from pmo_bot.services.people import calendar_of
from pmo_bot.store import lifecycle, queries


def hand_over(session: Session, act: Act, project: Project) -> tuple[Item, ...]:
    """The project's checklist becomes items of whoever runs it from now on; they are asked for a yes to each.

    A second go-live adds nothing: what was handed over is handed over.
    """
    if not project.checklist or lifecycle.transition(session, act.team, project.id):
        return ()
    ops = queries.person(session, act.team, project.ops_id)
    if ops is None:
        raise Refused("which_ops", project=project, field="ops")
    check_owner(ops)
    calendar = calendar_of(session, ops)
    return tuple(_put(session, act, project, ops.id, calendar, one) for one in project.checklist)


def _put(session: Session, act: Act, project: Project, ops_id: int, calendar: Calendar, entry: dict[str, Any]) -> Item:
    item = Item(
        team_id=act.team,
        number=next_number(session, act.team),
        title=check_title(str(entry["title"])),
        done_means=str(entry.get("means", "")),
        project_id=project.id,
        owner_id=ops_id,
        requester_id=project.lead_id or act.person.id,
        due=calendar.plus(calendar.today(act.now), int(entry.get("after", 5))),
        transition=True,
        created_at=act.now,
        wake_at=act.now,
    )
    begin(session, act.without_once, item)
    return item


def noted(session: Session, act: Act, item: Item) -> None:
    """The hand-over is accepted as soon as the last of it is: an event of the project says so."""
    project = queries.project(session, act.team, item.project_id)
    if not item.transition or project is None:
        return
    session.add(item)
    session.flush()
    everything = lifecycle.transition(session, act.team, project.id)
    if everything and all(one.acceptance is Acceptance.ACCEPTED for one in everything):
        record(session, act.without_once, "project.handover", project=project, after={"item": item.id})
