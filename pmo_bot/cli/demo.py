"""A small company with a project under way: something to look at in the first minute."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pmo_bot.model import Kind, Mode, Person, Priority, Response, Workspace
from pmo_bot.rules.calendar import Calendar, monday_of
from pmo_bot.services import asking, decisions, handshake, items, people, projects, risks
from pmo_bot.services.asking import NewQuestion
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.links import link_items
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject, ProjectChange
from pmo_bot.services.risks import Assessment
from pmo_bot.store import queries
from pmo_bot.store.database import Database

TEAM = "T0ALDER"
HOME = ZoneInfo("Europe/Madrid")
FRIDAY = 4
STAFF = (
    ("U0MARIA", "Maria Ortega", "Europe/Madrid"),
    ("U0JON", "Jon Lindqvist", "Europe/Madrid"),
    ("U0PRIYA", "Priya Nair", "Europe/Madrid"),
    ("U0INES", "Inês Duarte", "America/New_York"),
    ("U0SAM", "Sam Okafor", "America/New_York"),
    ("U0KENJI", "Kenji Mori", "Asia/Tokyo"),
)


def start_of_play(real: datetime) -> datetime:
    """The Friday of this week, half past eight in Madrid: the first brief is half an hour away."""
    today = real.astimezone(HOME).date()
    friday = today + timedelta(days=FRIDAY - today.weekday())
    return datetime.combine(friday, time(8, 30), HOME)


@dataclass(frozen=True, slots=True)
class Promise:
    """An item of the demo; `due` counts working days from today."""

    title: str
    owner: str | None
    asked: str
    due: int | None
    kind: Kind = Kind.ACTION
    project: str = "APOLLO"
    priority: Priority = Priority.NORMAL
    done: int | None = None
    """Finished so many working days from today; negative is in the past."""
    moved: int | None = None
    """The day it moved to, two days ago."""
    asked_at: tuple[int, time] | None = None
    """Asked later than everything else, so many working days from today, and nobody has answered yet."""
    offered: int | None = None
    """The day its owner offers instead, a moment after they were asked."""


PROMISES = (
    Promise("Access list for the new tenant", "U0MARIA", "U0JON", -1),
    Promise("Draft the cutover plan", "U0MARIA", "U0JON", 1),
    Promise("Migration rehearsal", "U0JON", "U0INES", 3, Kind.MILESTONE, moved=5),
    Promise("Translate the help pages", "U0KENJI", "U0JON", 3, asked_at=(-1, time(9, 30)), offered=5),
    Promise("Write the rollback note", "U0MARIA", "U0JON", 3, asked_at=(-1, time(16, 45))),
    Promise("Confirm the training rooms", "U0SAM", "U0MARIA", 4),
    Promise("Helpdesk script for the first week", None, "U0SAM", 6),
    Promise("The vendor may deliver the connector late", "U0JON", "U0PRIYA", 6, Kind.RISK, priority=Priority.HIGH),
    Promise("Data freeze", "U0KENJI", "U0JON", 6, Kind.MILESTONE),
    Promise("Go-live", "U0JON", "U0INES", 15, Kind.MILESTONE),
    Promise("Invite the pilot users", "U0MARIA", "U0JON", -1, done=-2),
    Promise("Sort out the firewall rule", "U0SAM", "U0JON", 0, Kind.ISSUE, done=-1),
    Promise("Order the badge readers", "U0SAM", "U0PRIYA", -2, project="MOVE", done=-2),
    Promise("Floor plan for the new office", "U0SAM", "U0PRIYA", 4, project="MOVE"),
    Promise("Sign the cleaning contract", "U0PRIYA", "U0INES", 6, project="MOVE"),
    Promise("The licence may end before the archive is moved", "U0JON", "U0PRIYA", 14, Kind.RISK),
    Promise("Too few people may test in the pilot", "U0MARIA", "U0JON", 12, Kind.RISK),
)
WAITS = (("Migration rehearsal", "Access list for the new tenant"), ("Go-live", "Migration rehearsal"))
"""What waits for what."""
RISKS = (
    ("The vendor may deliver the connector late", 4, 4, Response.REDUCE, "Connect GmbH"),
    ("The licence may end before the archive is moved", 2, 5, Response.TRANSFER, "Connect GmbH"),
    ("Too few people may test in the pilot", 3, 2, Response.ACCEPT, "holidays"),
)
"""How likely, how bad, what is done about it, and what it comes from."""
ASKED = NewQuestion("Which rooms do we train in?", None, ("The old hall", "Two rooms on the ground floor"), 2,
                    context="The hall is free from the 11th on, the rooms are free now.")  # fmt: skip
MONDAY_MORNING, AFTER_THE_DIGEST = time(9), time(10)
ANSWERED_AFTER = timedelta(minutes=20)


def seed(db: Database, now: datetime) -> None:
    """Two projects in their first week, told by the same services that people use."""
    calendar = Calendar(HOME)
    today = calendar.today(now)
    monday = monday_of(today)
    begin, captured = calendar.at(monday, MONDAY_MORNING), calendar.at(monday, AFTER_THE_DIGEST)
    _people(db, begin - timedelta(days=7))
    staff = _staff(db)
    _projects(db, staff, begin)
    keys = {promise.title: _promise(db, staff, promise, calendar, today, captured) for promise in PROMISES}
    for title, on in WAITS:
        link_items(db, Act(staff["U0JON"], captured, "demo"), keys[title], keys[on])
    # It was begun lightly; since everything has an owner and a date, it is run more strictly.
    projects.change(db, Act(staff["U0JON"], now - timedelta(days=1), "demo"), "APOLLO", ProjectChange(Mode.CONTROLLING))
    for title, likely, bad, response, cause in RISKS:
        assessed = Assessment(likely, bad, response=response, cause=cause)
        risks.assess(db, Act(staff["U0JON"], captured + ANSWERED_AFTER, "demo"), keys[title], assessed)
    log = NewDecision("Keep the old tenant running until March", "Legal needs the archive.", _project(db, "APOLLO"),
                      informed=(staff["U0MARIA"].id, staff["U0JON"].id))  # fmt: skip
    decisions.log(db, Act(staff["U0INES"], now - timedelta(days=2), "demo"), log)
    asking.ask(db, Act(staff["U0JON"], now - timedelta(minutes=30), "demo"),
               replace(ASKED, project_id=_project(db, "APOLLO"), due=calendar.plus(today, 3)))  # fmt: skip


def _people(db: Database, begin: datetime) -> None:
    people.ensure_workspace(db, TEAM, begin, name="Alder & Finch")
    with db.transaction() as session:
        workspace = session.get_one(Workspace, TEAM)
        workspace.started_at = begin  # the bot came before what it is shown to have seen
        session.add(workspace)
    for slack_id, name, zone in STAFF:
        people.know(db, TEAM, Profile(slack_id, name, zone), begin, frozenset({"U0PRIYA"}))


def _staff(db: Database) -> dict[str, Person]:
    found = {slack_id: people.find(db, TEAM, slack_id) for slack_id, _, _ in STAFF}
    return {slack_id: person for slack_id, person in found.items() if person is not None}


def _projects(db: Database, staff: dict[str, Person], begin: datetime) -> None:
    jon, ines, priya = staff["U0JON"], staff["U0INES"], staff["U0PRIYA"]
    apollo = NewProject(
        "Apollo", "APOLLO", jon.id, ines.id, "C0APOLLO", goal="Everybody works in the new tenant by spring"
    )
    move = NewProject("Office move", "MOVE", priya.id, ines.id, "C0HELP")
    # Created right after this week's digests: the first ones come next Monday.
    after = begin + timedelta(minutes=1)
    projects.create(db, Act(jon, after, "demo"), apollo)
    projects.create(db, Act(priya, after, "demo"), move)


def _project(db: Database, key: str) -> int:

    with db.reading() as session:
        found = queries.project_by_key(session, TEAM, key)
        return found.id if found is not None else 0


def _promise(
    db: Database, staff: dict[str, Person], promise: Promise, calendar: Calendar, today: date, begin: datetime
) -> int:
    owner = staff.get(promise.owner or "")
    wanted = Capture(
        promise.title,
        promise.kind,
        owner.id if owner else None,
        _project(db, promise.project),
        calendar.plus(today, promise.due) if promise.due is not None else None,
        priority=promise.priority,
    )
    asked = _asked_at(promise, calendar, today) or begin
    item = items.capture(db, Act(staff[promise.asked], asked, "demo"), wanted).item
    if owner is not None:
        _answer(db, Act(owner, asked + ANSWERED_AFTER, "demo"), promise, item.id, calendar, today)
    if promise.done is not None and owner is not None:
        at = calendar.at(calendar.plus(today, promise.done), time(16))
        items.finish(db, Act(owner, at, "demo"), item.id)
    if promise.moved is not None and owner is not None:
        at = calendar.at(calendar.plus(today, -2), time(11))
        items.move(db, Act(owner, at, "demo"), item.id, calendar.plus(today, promise.moved), "The room was taken")
    return item.id


def _asked_at(promise: Promise, calendar: Calendar, today: date) -> datetime | None:
    if promise.asked_at is None:
        return None
    days, clock = promise.asked_at
    return calendar.at(calendar.plus(today, days), clock)


def _answer(db: Database, act: Act, promise: Promise, item_id: int, calendar: Calendar, today: date) -> None:
    """What was asked on Monday has its yes; of what was asked since, one date is countered, one request waits."""
    if promise.offered is not None:
        handshake.counter(db, act, item_id, calendar.plus(today, promise.offered), "The glossary comes on Wednesday.")
    elif promise.asked_at is None:
        handshake.accept(db, act, item_id)
