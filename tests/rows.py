"""Rows for tests of rules and blocks: everybody works Monday to Friday, 09:00 to 17:00, in Madrid.

Each builder takes what the test is about and fills in the rest.  Nothing here touches a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm.attributes import manager_of_class
from sqlmodel import SQLModel

from pmo_bot.model import (
    Decision,
    DecisionOption,
    Escalation,
    Event,
    Goal,
    Item,
    Kpi,
    Lesson,
    Likeness,
    Line,
    LineKind,
    Mode,
    Pair,
    Person,
    Project,
    State,
    Workspace,
)
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pairs import PairSeen, Side
from pmo_bot.rules.policy import DEFAULT, Ladder

TEAM = "T1"
MADRID = "Europe/Madrid"
MONDAY = date(2026, 11, 30)
"""An ordinary Monday: no holiday and no clock change near it."""
LONG_AGO = datetime(2026, 9, 1, 8, tzinfo=UTC)

Row = TypeVar("Row", bound=SQLModel)
_ids = count(1000)


def _row(kind: type[Row], given: Mapping[str, Any]) -> Row:
    """As `kind(**given)`, which takes a hundred times as long: a million texts stand in rows."""
    values, made_anew = _blank(kind)
    assert given.keys() <= kind.model_fields.keys(), given.keys() - kind.model_fields.keys()
    row: Row = manager_of_class(kind).new_instance()  # type: ignore[no-untyped-call]
    row.__dict__.update(values, **{name: make() for name, make in made_anew.items() if name not in given})
    row.__dict__.update(given)
    return row


@cache
def _blank(kind: type[SQLModel]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """What a row has that nobody gave it, and what is made for each of them."""
    made = {name: field.default_factory for name, field in kind.model_fields.items() if field.default_factory}
    values = {k: v for k, v in kind().__dict__.items() if k in kind.model_fields and k not in made}
    return values, made  # type: ignore[return-value]


def day(n: int) -> date:
    """The n-th working day after an ordinary Monday; negative before it."""
    return CALENDAR.plus(MONDAY, n)


def at(when: date, clock: str = "09:00", zone: str = MADRID) -> datetime:
    """An instant by its wall clock."""
    return datetime.combine(when, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


def calendar(zone: str = MADRID, *away: tuple[date, date], **more: Any) -> Calendar:
    """Somebody's working time."""
    return Calendar(ZoneInfo(zone), away=away, **more)


CALENDAR = calendar()


def person(name: str = "Maria Ortega", **more: Any) -> Person:
    """A member of the workspace, in Madrid."""
    number = more.pop("id", None) or next(_ids)
    return _row(Person, {"id": number, "team_id": TEAM, "slack_id": f"U{number}", "name": name, "zone": MADRID, **more})


MARIA, JON, INES, PRIYA, SAM = (
    person(name, id=number)
    for number, name in enumerate(("Maria Ortega", "Jon Lindqvist", "Inês Duarte", "Priya Nair", "Sam Okafor"), 1)
)
"""The owner, the project's lead, its sponsor, a PMO lead, and whoever asked."""


def item(title: str = "Draft the cutover plan", **more: Any) -> Item:
    """An action of Maria's, asked for by Sam long ago, due on an ordinary Monday."""
    number = more.pop("id", None) or next(_ids)
    given = {
        "id": number, "number": number, "team_id": TEAM, "title": title, "owner_id": MARIA.id, "requester_id": SAM.id,
        "due": MONDAY, "created_at": LONG_AGO, "committed_at": LONG_AGO,
    }  # fmt: skip
    state = State(more.pop("state", State.OPEN))  # a row from the database has the enum
    return _row(Item, {**given, **more, "state": state})


def done(title: str = "Draft the cutover plan", on: date = MONDAY, **more: Any) -> Item:
    """The same, finished on a day."""
    return item(title, **{"state": "done", "closed_at": at(on, "12:00"), **more})


def project(**more: Any) -> Project:
    """Apollo: led by Jon, sponsored by Inês, controlling."""
    given = {
        "id": 1, "team_id": TEAM, "key": "APOLLO", "name": "Apollo", "lead_id": JON.id, "sponsor_id": INES.id,
        "channel": "C1", "mode": Mode.CONTROLLING, "created_at": LONG_AGO,
    }  # fmt: skip
    return _row(Project, {**given, **more})


def goal(**more: Any) -> Goal:
    """A goal of Inês's."""
    given = {"id": 1, "number": 1, "team_id": TEAM, "title": "Half the hours", "owner_id": INES.id}
    return _row(Goal, {**given, "created_at": LONG_AGO, **more})


def kpi(**more: Any) -> Kpi:
    """A figure of Sam's, from a known place."""
    given = {"id": 1, "number": 1, "team_id": TEAM, "name": "Hours", "source": "The time sheet", "owner_id": SAM.id}
    return _row(Kpi, {**given, "created_at": LONG_AGO, **more})


def lesson(learned: str = "Book the room a month ahead", **more: Any) -> Lesson:
    """What Apollo would do differently, written down by Maria."""
    number = more.pop("id", None) or next(_ids)
    given = {"id": number, "team_id": TEAM, "project_id": 1, "learned": learned, "by_id": MARIA.id}
    return _row(Lesson, {**given, "learned_at": at(MONDAY), **more})


def line(kind: LineKind = LineKind.NUDGE, step: str = "0", on: date = MONDAY, **more: Any) -> Line:
    """A line that was carried: to its owner, or to whom its step reaches."""
    number = next(_ids)
    reader = {"contact": JON, "sponsor": INES, "pmo": PRIYA}.get(step, MARIA) if kind is LineKind.PACKET else MARIA
    given = {
        "id": number, "team_id": TEAM, "key": f"line:{number}", "kind": kind, "post_key": f"post:{number}",
        "item_id": 0, "person_id": reader.id, "commitment": 0, "step": step, "step_on": on, "created_at": at(on),
    }  # fmt: skip
    return _row(Line, {**given, **more})


def escalation(previewed: datetime | None = None, **more: Any) -> Escalation:
    """A round; its preview reached the owner at `previewed`, if given."""
    given = {
        "id": 1, "team_id": TEAM, "item_id": 0, "commitment": 0, "round": 1, "facts": {}, "policy": DEFAULT,
        "policy_version": 0, "previewed_at": previewed, "created_at": previewed or LONG_AGO,
    }  # fmt: skip
    return _row(Escalation, {**given, **more})


def recipient(step: str, who: Person, calendar: Calendar = CALENDAR, instead_of: Person | None = None) -> Recipient:
    """Whom a step reaches."""
    return Recipient(step, who, calendar, instead_of)


def packet(**more: Any) -> Packet:
    """What Inês is asked about Maria's item, which was due three working days ago."""
    given = {
        "reader": INES, "line": line(LineKind.PACKET, "sponsor"), "escalation": escalation(at(day(-2)), id=5),
        "item": item("Access list", id=3, due=day(-3)), "owner": MARIA, "project": None, "moved_from": (),
        "reminders": 0, "waiting": (), "sentence": "", "blocker": "",
        "suggestion": Suggestion("extend", "nothing_waits"), "extend_to": day(4), "answer_by": day(2),
    }  # fmt: skip
    return Packet(**{**given, **more})


CHAIN = (recipient("contact", JON), recipient("sponsor", INES), recipient("pmo", PRIYA))


def facts(what: Item | None = None, **more: Any) -> ItemFacts:
    """What is known of one item of Apollo; nothing was carried for it and nobody acted."""
    given = ItemFacts(
        item=what or item(),
        owner=MARIA,
        calendar=CALENDAR,
        ladder=Ladder(DEFAULT),
        workspace=Workspace(team_id=TEAM, started_at=LONG_AGO),
        project=project(),
        chain=CHAIN,
    )
    return replace(given, **more)


def event(what: str, about: Item | None = None, **more: Any) -> Event:
    """Something that happened to an item."""
    number = next(_ids)
    moment = more.pop("happened_at", at(MONDAY))
    given = {
        "id": number, "team_id": TEAM, "what": what, "actor_id": MARIA.id, "item_id": about.id if about else None,
        "happened_at": moment, "recorded_at": moment,
    }  # fmt: skip
    return _row(Event, {**given, **more})


def decision(title: str = "Keep the old tenant until March", **more: Any) -> Decision:
    """A decision of Inês's."""
    number = next(_ids)
    given = {
        "id": number, "number": number, "team_id": TEAM, "title": title, "decider_id": INES.id,
        "decided_on": MONDAY, "created_at": at(MONDAY),
    }  # fmt: skip
    return _row(Decision, {**given, **more})


def option(text: str = "Acme", position: int = 1, **more: Any) -> DecisionOption:
    """Something that can be chosen."""
    number = next(_ids)
    return _row(
        DecisionOption, {"id": number, "team_id": TEAM, "number": 1, "position": position, "text": text, **more}
    )


def pair(kind: Likeness = Likeness.WORK, **more: Any) -> PairSeen:
    """Two things of two projects that look alike."""
    kept = Pair(id=1, team_id=TEAM, key="12-14", kind=kind, low=12, high=14, week=MONDAY, created_at=at(MONDAY), **more)
    low = Side(12, 12, "A-12", "Draft the cutover plan", True, project(), person("Maria Ortega"), MONDAY)
    high = Side(14, 14, "A-14", "Cutover plan draft", True, project(name="Boreas"), person("Sam Okafor", id=5), None)
    return PairSeen(kept, low, high, JON if kept.answer is not None else None)


def days(first: date, last: date) -> list[date]:
    """Every date from first to last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
