"""What happens by itself in a company: new items, absences, moves to other zones, leavers, new leads and rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from sqlmodel import col, select

from pmo_bot.model import Item, Kind, Link, Mode, Person, Phase, Priority, Project, Standing
from pmo_bot.model import Profile as Reminders
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import absences, blocking, editing, items, learning, people, policies, projects
from pmo_bot.services.editing import Edit
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.links import link_items
from pmo_bot.services.people import Preferences, Profile
from pmo_bot.services.projects import ProjectChange
from tests.simulation.company import PLACES
from tests.simulation.desk import Desk
from tests.simulation.founding import TEAM
from tests.simulation.messenger import PostOffice

OPEN = col(Item.closed_at).is_(None)
AFTER_GO_LIVE = col(Project.phase) == Phase.HYPERCARE
Happening = Callable[[Desk, PostOffice], None]


def _some(desk: Desk, *where: object) -> tuple[Item, str] | None:
    """An item, and somebody who has to do with it."""
    item = desk.some_item(*where)
    if item is None:
        return None
    home = desk.home(item)
    near = [desk.slack_id(one) for one in (item.owner_id, item.requester_id, home.lead_id if home else None)]
    there = [name for name in near if name is not None]
    return (item, desk.rng.choice(there)) if there else None


# --- items ------------------------------------------------------------------------------


def capture(desk: Desk, office: PostOffice) -> None:
    """Somebody asks for something, or notes it for themselves."""
    rng, who = desk.rng, desk.someone()
    owner = who if rng.random() < 0.25 else desk.someone()
    inside = rng.random() < 0.75
    project = desk.one(select(Project.id).where(Project.key == rng.choice(desk.projects))) if inside else None
    wanted = Capture(
        title="Something that somebody wants",
        kind=rng.choice([kind for kind in Kind if kind is not Kind.CHECK]),  # nobody captures a check
        owner_id=desk.staff[owner] if rng.random() < 0.93 else None,
        project_id=project,
        due=desk.now().date() + timedelta(days=rng.choice((0, 1, 2, 3, 5, 8, 13, 21))) if rng.random() < 0.95 else None,
        priority=rng.choice(list(Priority)),
        contact_id=desk.staff[desk.someone()] if rng.random() < 0.1 else None,
    )
    if desk.do(who, "capture", items.capture, wanted) is None:  # the window asks for what is missing
        later = desk.now().date() + timedelta(days=5)
        filled = replace(wanted, owner_id=desk.staff[owner], due=wanted.due or later, done_means="It is in the folder")
        desk.do(who, "capture", items.capture, filled)


def incident(desk: Desk, office: PostOffice) -> None:
    """Something has gone wrong after go-live, and is rated; perhaps nobody is named to sort it out."""
    rng, who = desk.rng, desk.someone()
    live = [home for home in desk.projects if desk.one(select(Project).where(Project.key == home, AFTER_GO_LIVE))]
    if not live:
        capture(desk, office)
        return
    project = desk.one(select(Project.id).where(Project.key == rng.choice(live)))
    owner = desk.staff[desk.someone()] if rng.random() < 0.6 else None
    due = desk.now().date() + timedelta(days=rng.choice((1, 2, 5))) if rng.random() < 0.8 else None
    wanted = Capture("Something stands still", Kind.ISSUE, owner, project, due, severity=rng.randint(1, 4))
    desk.do(who, "capture", items.capture, wanted)


def reopen(desk: Desk, office: PostOffice) -> None:
    found = _some(desk, col(Item.closed_at).is_not(None))
    later = desk.now().date() + timedelta(days=desk.rng.randint(1, 9))
    if found is not None:
        desk.do(found[1], "reopen", items.reopen, found[0].id, "it is not", due=desk.rng.choice((None, later)))


def unblock(desk: Desk, office: PostOffice) -> None:
    found = _some(desk, OPEN, col(Item.blocked_at).is_not(None))
    if found is not None:
        desk.do(found[1], "unblock", blocking.unblock, found[0].id)


def assign(desk: Desk, office: PostOffice) -> None:
    found = _some(desk, OPEN)
    if found is not None:
        desk.do(found[1], "assign", items.assign, found[0].id, desk.staff[desk.someone()])


def move(desk: Desk, office: PostOffice) -> None:
    found = _some(desk, OPEN)
    later = desk.now().date() + timedelta(days=desk.rng.randint(0, 9))
    if found is not None:
        desk.do(found[1], "move", items.move, found[0].id, later, "it takes longer")


def edit(desk: Desk, office: PostOffice) -> None:
    found = _some(desk, OPEN)
    if found is None:
        return
    item, who = found
    due = item.due + timedelta(days=desk.rng.randint(-2, 5)) if item.due else None
    priority = desk.rng.choice(list(Priority))
    wanted = Edit("Something else", item.kind, item.owner_id, item.project_id, due, priority, item.done_means,
                  "it takes longer")  # fmt: skip
    desk.do(who, "edit", editing.edit, item.id, wanted)


def link(desk: Desk, office: PostOffice) -> None:
    found, on = _some(desk, OPEN), desk.some_item(OPEN)
    if found is None or on is None or found[0].id == on.id:
        return
    if desk.one(select(Link.id).where(Link.item_id == found[0].id, Link.on_id == on.id)) is not None:
        return  # said before: nothing happens
    if desk.do(found[1], "link", link_items, found[0].id, on.id) is None:
        return  # it would go round, or is nobody's of theirs
    desk.teller.item(on.id, "linked", "", desk.now())


# --- people -----------------------------------------------------------------------------


def absence(desk: Desk, office: PostOffice) -> None:
    rng, who = desk.rng, desk.someone()
    first = desk.now().date() + timedelta(days=rng.choice((0, 1, 4, 10)))
    last = first + timedelta(days=rng.choice((0, 1, 4, 11)))
    delegate = desk.staff[desk.someone(who)] if rng.random() < 0.6 else None
    desk.do(who, "absence", absences.add_absence, first, last, delegate)
    desk.teller.person(desk.staff[who], desk.now())


def preferences(desk: Desk, office: PostOffice) -> None:
    rng, who = desk.rng, desk.someone()
    today = desk.now().date()
    wanted = rng.choice((
        Preferences(brief_at=time(rng.randint(8, 16), rng.choice((0, 15, 30)))),
        Preferences(profile=rng.choice(list(Reminders))),
        Preferences(opens=time(rng.randint(8, 10)), closes=time(rng.randint(15, 18))),
        Preferences(brief_chosen=False),
        Preferences(workdays=rng.choice(("12345", "1234", "71234", "2345"))),
        Preferences(paused_until=today + timedelta(days=rng.randint(1, 9))),
        Preferences(resume=True),
        Preferences(country=rng.choice(("ES", "IN", "US"))),
    ))  # fmt: skip
    desk.do(who, "preferences", people.set_preferences, wanted)
    desk.teller.person(desk.staff[who], desk.now())


def back(desk: Desk, office: PostOffice) -> None:
    """Somebody comes back early, or does not go."""
    who = desk.someone()
    desk.do(who, "back", absences.end_absence)
    desk.teller.person(desk.staff[who], desk.now())


def learn(desk: Desk, office: PostOffice) -> None:
    """The bot finds out when people answer."""
    learning.learn(desk.db, desk.now())
    for who in desk.staff:
        desk.teller.person_if_changed(desk.staff[who], desk.now())


def travel(desk: Desk, office: PostOffice) -> None:
    """Slack says that somebody is in another zone."""
    who = desk.someone()
    _know(desk, who, zone=desk.rng.choice(PLACES).zone)


def leave(desk: Desk, office: PostOffice) -> None:
    """Somebody leaves; now and then the bot hears of it from Slack's refusal only."""
    who = desk.someone()
    desk.left.add(who)
    if desk.rng.random() < 0.4:
        office.gone.add(who)
        desk.teller.person(desk.staff[who], desk.now(), standing="deactivated", unknown=True)
        return
    _know(desk, who, standing=Standing.DEACTIVATED)


def _know(desk: Desk, who: str, zone: str | None = None, standing: Standing | None = None) -> None:
    with desk.db.reading() as session:
        row = session.get_one(Person, desk.staff[who])
        leads = frozenset({who}) if row.role == "pmo" else frozenset({"nobody"})
        profile = Profile(who, row.name, zone or row.zone, standing or row.standing)
    people.know(desk.db, TEAM, profile, desk.now(), leads)
    desk.teller.person(desk.staff[who], desk.now())


# --- projects ---------------------------------------------------------------------------


def project(desk: Desk, office: PostOffice) -> None:
    """Another lead, sponsor or mode."""
    rng = desk.rng
    row = desk.one(select(Project).where(Project.key == rng.choice(desk.projects)))
    lead = desk.slack_id(row.lead_id) if row is not None else None
    if lead is None:
        return
    somebody = desk.staff[desk.someone(lead)]
    wanted = rng.choice((ProjectChange(sponsor_id=somebody), ProjectChange(lead_id=somebody),
                         ProjectChange(mode=rng.choice(list(Mode)))))  # fmt: skip
    desk.do(lead, "project", projects.change, row.key, wanted)
    desk.teller.project(row.id, desk.now())


POLICIES = (
    {**DEFAULT, "grace": 1},
    {**DEFAULT, "nudges": [{"at": 0}, {"at": 2}, {"every": 4, "max": 3}]},
    {**DEFAULT, "escalate": [{"at": 0, "do": "preview"}, {"at": 1, "to": "contact"}, {"at": 2, "to": "sponsor"}]},
    {**DEFAULT, "escalate": [{"at": 2, "do": "preview"}, {"at": 3, "to": "sponsor"}, {"at": 6, "to": "pmo"}]},
)


def policy(desk: Desk, office: PostOffice) -> None:
    """A project gets rules of its own."""
    set_policy(desk, desk.rng.choice(desk.projects), desk.rng.choice(POLICIES))


def set_policy(desk: Desk, key: str, body: Mapping[str, Any]) -> None:
    """A project goes by these rules from now on."""
    row = desk.one(select(Project).where(Project.key == key))
    if row is None:
        return
    with desk.db.transaction() as session:
        lead = session.get_one(Person, row.lead_id)
        policies.put_in_force(session, Act(lead, desk.now()), session.get_one(Project, row.id), body)
    desk.teller.log.write(desk.now(), "policy", project=row.key, body=body)


HAPPENINGS: dict[Happening, float] = {
    back: 0.02, learn: 0.01,
    reopen: 0.05, unblock: 0.12, assign: 0.05, move: 0.08, edit: 0.05, link: 0.05, absence: 0.03, preferences: 0.05,
    travel: 0.01, leave: 0.004, project: 0.008, policy: 0.004,
}  # fmt: skip
"""How often each happens, per person and day."""
