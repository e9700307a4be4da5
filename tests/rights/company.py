"""A company with one of everything twice: in Plain, which everybody may see, and in Quartz, a private channel's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from pmo_bot.model import (
    Decision,
    Item,
    Person,
)
from pmo_bot.ports import SlackChannel, SlackProfile
from pmo_bot.services import absences
from pmo_bot.services.events import Act
from pmo_bot.store import queries
from tests.rights.office import Directory, Office, Shown
from tests.rights.payloads import ELSEWHERE, TEAM
from tests.shown import typed

MADRID = ZoneInfo("Europe/Madrid")
BEGINS = datetime(2026, 11, 30, 10, tzinfo=MADRID)
"""A Monday."""
NOW = datetime(2026, 12, 4, 9, 30, tzinfo=MADRID)
"""The Friday after: what was due on Tuesday was passed on to its contact."""

ROLES = {
    "owner": "U0OWNER", "stand-in": "U0STANDIN", "requester": "U0ASKER", "contact": "U0CONTACT",
    "waited for": "U0WAITED", "watcher": "U0WATCHER", "lead": "U0LEAD", "sponsor": "U0SPONSOR", "PMO lead": "U0PMO",
    "member": "U0MEMBER", "other member": "U0OTHER", "guest here": "U0ROOMIE", "guest": "U0GUEST",
    "outsider": "U0EXTERN", "left": "U0LEFT", "app": "U0ROBOT",
}  # fmt: skip
"""Everybody by what they are to whatever is asked about."""
OUTSIDE = ("stand-in", "watcher", "PMO lead", "other member", "guest", "outsider")
"""Who is in no channel of the private project, and is named in nothing of it."""
CLERK = {"clerk": "U0CLERK"}
"""Somebody whom all the others may name."""
STAFF = ("U0LEAD", "U0SPONSOR", "U0MEMBER", "U0ROOMIE", "U0CLERK")
NAMES = {who: f"{role.title().replace(' ', '')} Rosalind" for role, who in (ROLES | CLERK).items()}
BOT = "U0PMOBOT"
MARKS = {"open": "Plain", "private": "Quartz"}
ROOMS = {"open": "C0PLAIN", "private": "C0QUARTZ"}


def directory() -> Directory:
    """Everybody, and the channels."""
    people = {
        who: SlackProfile(
            who, NAMES[who], "Europe/Madrid", ELSEWHERE if role == "outsider" else TEAM, deleted=role == "left",
            is_bot=role == "app", is_guest=role.startswith("guest"),
        )
        for role, who in (ROLES | CLERK).items()
    }  # fmt: skip
    hidden = frozenset({*STAFF, BOT})
    return Directory(people, {
        "C0PLAIN": (SlackChannel("C0PLAIN", "plain", False, False, True), hidden | {"U0EXTERN"}),
        "C0QUARTZ": (SlackChannel("C0QUARTZ", "quartz-room", True, False, True), hidden),
        "C0GENERAL": (SlackChannel("C0GENERAL", "general", False, False, True), hidden | {"U0OTHER"}),
        "C0ANNEX": (SlackChannel("C0ANNEX", "annex", True, False, True), hidden),
        "C0BOARD": (SlackChannel("C0BOARD", "steering", False, False, True), hidden),
    })  # fmt: skip


@dataclass
class Company:
    """The office with all of it; `things` are the rows of each project by what they are for."""

    office: Office
    things: dict[str, dict[str, Any]] = field(default_factory=lambda: {"open": {}, "private": {}})
    ids: dict[str, int] = field(default_factory=dict)
    """Those of people, as `id_owner`."""


# --- saying things ------------------------------------------------------------------------


def says(office: Office, who: str, text: str, channel: str) -> Shown:
    """A command that has to work."""
    shown = office.command(who, text, channel)
    assert not shown.refused, (text, shown.refused, shown.replies)
    return shown


def sends(office: Office, who: str, view: Mapping[str, Any], **fields: Any) -> Shown:
    """A window that has to be taken."""
    shown = office.submit(who, view, typed(dict(view), {name: {name: value} for name, value in fields.items()}))
    assert not shown.refused, (view["callback_id"], shown.refused, shown.errors)
    assert not shown.errors, (view["callback_id"], shown.errors)
    return shown


def person_id(session: Session, who: str) -> int:
    """Somebody's row."""
    found = queries.person_by_slack(session, TEAM, who)
    assert found is not None
    return found.id


def act(office: Office, who: str) -> Act:
    """Somebody does something now."""
    with office.db.reading() as session:
        return Act(session.get_one(Person, person_id(session, who)), office.at.astimezone(UTC))


def stands_in(company: Company) -> None:
    """Whoever owns things is away until the Friday after, and one other member stands in."""
    office = company.office
    absences.add_absence(office.db, act(office, "U0OWNER"), date(2026, 12, 4), date(2026, 12, 11),
                         act(office, "U0STANDIN").person.id)  # fmt: skip


# --- what there is ------------------------------------------------------------------------


def pmo(company: Company) -> None:
    """What belongs to the workspace: goals and the mandate."""
    office = company.office
    for title in ("Fewer tools", "Faster answers"):
        window = says(office, "U0PMO", "goal new", "C0GENERAL").windows[0]
        sends(office, "U0PMO", window, title=title, owner="U0PMO", measure="Tools in use", target="5")


def project(company: Company, side: str) -> None:
    """The project of a side, with what hangs on it alone."""
    office, mark, room = company.office, MARKS[side], ROOMS[side]
    window = says(office, "U0LEAD", f"project new {mark}", room).windows[0]
    sends(office, "U0LEAD", window, name=f"{mark} project", key=mark.upper(), lead="U0LEAD", sponsor="U0SPONSOR",
          channel=room, mode="controlling")  # fmt: skip
    for text in (
        f"status {mark} amber because {mark} is open", f"budget {mark} planned 1000 actual 300 forecast 1200 EUR",
        f"freeze 20 dec to 3 jan because {mark} #{mark.lower()}", f"win {mark} report that everybody read",
        f"lesson {mark} room a month ahead because none was free #rooms", f"digest {mark} to <#C0BOARD|steering>",
    ):  # fmt: skip
        if not (side == "private" and text.startswith("digest")):
            says(office, "U0LEAD", text, room)
    for name, kind in (("figure", "figure"), ("benefit", "benefit"), ("adoption", "adoption"), ("views", "adoption")):
        window = says(office, "U0LEAD", f"kpi new #{mark.lower()}", room).windows[0]
        sends(office, "U0LEAD", window, title=f"{mark} {name}", source="Time sheet", owner="U0OWNER", kind=kind,
              project=_choice(window, mark.upper()))  # fmt: skip


def _choice(window: Mapping[str, Any], key: str) -> str:
    (field,) = [one["element"] for one in window["blocks"] if one["block_id"] == "project"]
    return next(str(one["value"]) for one in field["options"] if f"({key})" in one["text"]["text"])


ITEMS = ("action", "asked", "offered date", "blocked", "paused", "closed", "confirmable", "late", "later", "before",
         "moved", "shared", "questioned")  # fmt: skip
OWNER = "<@U0OWNER>"
DECIDED = {"open": "vendor stays because legal needs it", "private": "offices move because rents rose"}


def work(company: Company, side: str) -> None:
    """Items in every state that somebody can answer."""
    office, mark, room, things = company.office, MARKS[side], ROOMS[side], company.things[side]
    days = {"late": "1 dec", "later": "1 dec"}
    for name in ITEMS:
        says(office, "U0LEAD", f"add {mark} {name} {OWNER} by {days.get(name, '17 dec')} #{mark.lower()}", room)
    for text in (
        f"add {mark} unowned by 17 dec", f"add {mark} sibling <@U0CLERK> by 17 dec",
        f"risk {mark} vendor {OWNER} by 18 dec 5x5", f"issue {mark} tenant {OWNER} "
        "by 17 dec sev2", f"milestone {mark} rehearsal {OWNER} by 18 dec",
        f"ask {OWNER} {mark} supplier? Acme or Birch by 17 dec", f"decide {mark} {DECIDED[side]}",
    ):  # fmt: skip
        says(office, "U0LEAD", f"{text} #{mark.lower()}", room)
    with office.db.transaction() as session:
        _own(session, things, mark)
    _states(company, side)


def _own(session: Session, things: dict[str, Any], mark: str) -> None:
    """Who asked for what and who was named: people who are not in the channel."""
    asker, contact = person_id(session, "U0ASKER"), person_id(session, "U0CONTACT")
    for item in session.exec(select(Item).where(col(Item.title).startswith(mark))):
        item.requester_id, item.contact_id = asker, contact
        session.add(item)
        things[item.title.removeprefix(f"{mark} ").rstrip("?")] = item.id
    owner = person_id(session, "U0OWNER")
    for decision in session.exec(select(Decision).where(col(Decision.title).startswith(mark))):
        decision.decider_id = decision.logged_by_id = owner
        session.add(decision)
        things["decision"] = decision.id


def key(office: Office, item_id: int) -> str:
    """How an item is called."""
    with office.db.reading() as session:
        return session.get_one(Item, item_id).key


def _states(company: Company, side: str) -> None:
    """What its owner and others did with each."""
    office, room, things = company.office, ROOMS[side], company.things[side]
    for name in ITEMS:
        if name not in ("asked", "offered date", "questioned"):
            says(office, "U0OWNER", f"accept {key(office, things[name])}", room)
    for name, text in (("blocked", "block {} <@U0WAITED>"), ("paused", "block {} because of the licence"),
                       ("closed", "drop {} because the vendor does it")):  # fmt: skip
        says(office, "U0OWNER", text.format(key(office, things[name])), room)
    says(office, "U0LEAD", f"link {key(office, things['moved'])} after {key(office, things['before'])}", room)
    assert not office.click("U0OWNER", f"1:date:{things['action']}").refused
    counter = office.click("U0OWNER", f"1:counter:{things['offered date']}").windows[0]
    sends(office, "U0OWNER", counter, due="2026-12-22", reason="Legal is slow")
    question = office.click("U0OWNER", f"1:askback:{things['questioned']}").windows[0]
    sends(office, "U0OWNER", question, text="Which one?")
    plan = office.click("U0LEAD", f"1:planfor:{things['vendor']}").windows[0]
    sends(office, "U0LEAD", plan, what1=f"{MARKS[side]} call", who1="U0OWNER", days1="2")
