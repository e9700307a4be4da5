"""How a project's mode is enforced: what is refused, with whose choice it is and what helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Kind, Mode, Person, Project
from pmo_bot.rules import modes
from pmo_bot.rules.left_out import REASON
from pmo_bot.rules.modes import Need
from pmo_bot.rules.permission import may_decide
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import left_out
from pmo_bot.services.absences import for_one_of
from pmo_bot.services.before_risk import check_before_risks
from pmo_bot.services.events import Act
from pmo_bot.services.looking import seen_or_none
from pmo_bot.store import links, queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """How a project is run, who chose that, and who leads it."""

    project: Project | None = None
    by: Person | None = None
    lead: Person | None = None
    without: frozenset[str] = frozenset()
    """The fields that its policy leaves out."""

    def asks_reason(self, was: date | None) -> bool:
        """Whether a date moves only with its reason."""
        return modes.asks_reason(self.mode, was) and REASON not in self.without

    @property
    def mode(self) -> Mode:
        """The mode; supportive where there is no project."""
        return modes.mode_of(self.project)


def house_of(session: Session, project: Project | None) -> House:
    """How a project is run."""
    if project is None:
        return House()
    changes = select(Event).where(
        Event.team_id == project.team_id,
        Event.project_id == project.id,
        col(Event.what).in_(("project.created", "project.changed")),
    )
    chosen = next((e for e in session.exec(changes.order_by(col(Event.id).desc())) if "mode" in e.after), None)
    by = queries.person(session, project.team_id, chosen.actor_id) if chosen is not None else None
    return House(project, by, queries.person(session, project.team_id, project.lead_id),
                 left_out.of_project(session, project.team_id, project))  # fmt: skip


def house_for(db: Database, item: Item | None = None, project: Project | None = None) -> House:
    """The same for a window, of an item's project or of one that was named."""
    with db.reading() as session:
        return house_of(session, queries.project(session, item.team_id, item.project_id) if item else project)


# --- what is noted ----------------------------------------------------------------------


def check_complete(session: Session, project: Project | None, lacked: frozenset[Need]) -> None:
    """Refuses what its project needs to know and does not."""
    needs = modes.missing(modes.mode_of(project), lacked)
    if needs and project is not None:
        needs = modes.missing(project.mode, needs, left_out.of_project(session, project.team_id, project))
    if needs:
        house = house_of(session, project)
        raise Refused("incomplete", project=project, by=house.by, needs=needs, fields=tuple(map(str, needs)))


def check_still_complete(session: Session, was: Project | None, before: frozenset[Need], item: Item) -> None:
    """Refuses an edit that takes away what its project needs; what was missing before may stay missing."""
    now = queries.project(session, item.team_id, item.project_id)
    after = modes.lacked_by(item)
    if now is None and was is not None:  # out of a directive project into none
        now, after = was, after & {Need.PROJECT}
    same = was is not None and now is not None and was.id == now.id
    check_complete(session, now, after - before if same else after)


# --- moving a date ----------------------------------------------------------------------


def check_new_date(session: Session, act: Act, item: Item, due: date | None, reason: str) -> None:
    """Refuses another date without its reason, one that is the lead's to set, and a measure's that is too late."""
    if due == item.due:
        return
    check_before_risks(session, item, due, queries.person(session, act.team, item.owner_id) or act.person)
    project = queries.project(session, act.team, item.project_id)
    if asks_lead(session, act, item, project):
        house = house_of(session, project)
        raise Refused("lead_decides", item=item, project=project, lead=house.lead, by=house.by, field="due")
    check_reason(session, item, project, reason)
    if due is not None:
        check_milestones(session, act, item, due, reason)


def check_before_moving(db: Database, act: Act, item_id: int, due: date, reason: str) -> None:
    """The same as `check_milestones`, before a window asks once more: there is no field for a reason in that."""
    with db.reading() as session:
        item = seen_or_none(session, act.person, queries.item(session, act.team, item_id))
        if item is not None:
            check_milestones(session, act, item, due, reason)


def check_milestones(session: Session, act: Act, item: Item, due: date, reason: str, more: Sequence[Item] = ()) -> None:
    """Refuses a date after a milestone that needs the item without its reason, where the project's mode asks for it.

    `more` are milestones that are about to need it.
    """
    project = queries.project(session, act.team, item.project_id)
    if reason.strip() or not modes.asks_reason_after_milestone(modes.mode_of(project)):
        return
    near = queries.items(session, act.team, [one for one, _ in links.edges_to(session, act.team, [item.id])])
    needs = [one for one in (*more, *near.values()) if one.kind is Kind.MILESTONE and one.is_open]
    late = next((one for one in needs if one.due is not None and one.due < due), None)
    if late is not None:
        shown = seen_or_none(session, act.person, late)
        raise Refused("after_milestone", item=item, milestone=shown, day=due, project=project,
                      by=house_of(session, project).by, field="reason")  # fmt: skip


def asks_lead(session: Session, act: Act, item: Item, project: Project | None) -> bool:
    """Whether another date is to be asked for: whoever stands in for the lead sets dates too."""
    if not modes.asks_lead(act.person, item, project):
        return False
    return for_one_of(session, act, [project.lead_id if project else None]) is None


def check_reason(session: Session, item: Item, project: Project | None, reason: str) -> None:
    """Refuses to move a date without its reason where the project asks for it."""
    if reason.strip() or not modes.asks_reason(modes.mode_of(project), item.due):
        return
    if REASON not in left_out.of_project(session, item.team_id, project):
        by = house_of(session, project).by
        raise Refused("needs_reason", item=item, project=project, by=by, field="reason")


def check_may_ask(item: Item, person: Person, house: House) -> None:
    """Refuses to open a window for a date to somebody who can neither set nor offer one."""
    decides = may_decide(person, item, house.project, house.mode)
    if house.mode is Mode.DIRECTIVE and not decides and person.id != item.owner_id:
        raise Refused("not_yours_to_decide", item=item, lead=house.lead)


# --- projects ---------------------------------------------------------------------------


def check_sponsor(mode: Mode, sponsor_id: int | None, name: str, key: str) -> None:
    """Refuses to run a project strictly before somebody stands behind it."""
    if modes.needs_sponsor(mode) and sponsor_id is None:
        raise Refused("needs_sponsor", mode=mode, name=name, key=key, field="sponsor")
