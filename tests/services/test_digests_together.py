"""Reports that are due together are read together: with as many queries as one, and each says what it says alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.cli.data import prepare
from pmo_bot.model import (
    Absence,
    Acceptance,
    Decision,
    DecisionOption,
    DecisionPerson,
    Escalation,
    Event,
    Freeze,
    Goal,
    Health,
    Item,
    Kind,
    Kpi,
    KpiKind,
    Line,
    LineKind,
    Link,
    Measurement,
    Mode,
    Note,
    Part,
    Person,
    Phase,
    Post,
    PostKind,
    PostState,
    Project,
    Risk,
    Snapshot,
    Standing,
    State,
    Tag,
    TagKind,
    Workspace,
)
from pmo_bot.rules.digest import SECTIONS
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import planning
from pmo_bot.services.reading_digests import digest, digests
from pmo_bot.services.reading_projects import outlooks
from pmo_bot.store.database import Database

TEAM = "T1"
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
MONDAY = NOW.date()
FEW, MANY = 3, 12
MARIA, JON, INES, PAUL = 1, 2, 3, 4


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    prepare(database_url)
    made = Database(database_url)
    yield made
    made.close()


def company(db: Database, projects: int) -> None:
    """People, and so many projects of which every section of a report has something to say."""
    with db.transaction() as session:
        session.add(Workspace(team_id=TEAM, started_at=ago(90), next_number=10_000))
        session.flush()
        zones = {MARIA: "Europe/Madrid", JON: "UTC", INES: "America/New_York", PAUL: "Asia/Tokyo"}
        for one, zone in zones.items():
            left = {"standing": Standing.DEACTIVATED, "left_at": ago(9)} if one == PAUL else {}
            session.add(Person(id=one, team_id=TEAM, slack_id=f"U{one}", name=f"Person {one}", zone=zone, **left))
        session.flush()
        session.add(Goal(id=1, team_id=TEAM, number=1, title="Fewer outages", owner_id=JON, created_at=ago(90)))
        session.add(Tag(id=1, team_id=TEAM, kind=TagKind.SKILL, name="sap"))
        session.add(Absence(team_id=TEAM, person_id=MARIA, first=MONDAY + timedelta(2), last=MONDAY + timedelta(4)))
        session.add(Note(id=1, team_id=TEAM, text="one input is open", created_at=ago(3)))
        session.flush()
        for n in range(1, projects + 1):
            _project(session, n)


def _project(session: Session, n: int) -> None:
    lead = MARIA if n % 2 else JON
    session.add(
        Project(id=n, team_id=TEAM, key=f"P{n}", name=f"Project {n}", lead_id=lead, sponsor_id=INES, channel=f"C{n}",
                private=n % 3 == 0, mode=Mode.CONTROLLING, health=Health.GREEN, planned=100, forecast=150,
                currency="EUR", created_at=ago(60), wake_at=NOW)
    )  # fmt: skip
    session.flush()
    for week in range(1, 4):
        day = MONDAY - timedelta(weeks=week)
        session.add(Snapshot(team_id=TEAM, project_id=n, on_date=day, taken_at=ago(7 * week - n / 100),
                             body={"kept": 1, "finished": 2, "health": week % 3}))  # fmt: skip
    _items(session, n)
    _decisions(session, n)
    session.add(
        Freeze(team_id=TEAM, project_id=n, first=MONDAY + timedelta(14), last=MONDAY + timedelta(16), by_id=lead)
    )
    kpi = Kpi(team_id=TEAM, number=n, kind=KpiKind.ADOPTION, project_id=n, name="Use", source="survey", owner_id=lead,
              created_at=ago(60))  # fmt: skip
    session.add(kpi)
    session.flush()
    for month, value in enumerate((9, 7, 5)):
        session.add(
            Measurement(team_id=TEAM, kpi_id=kpi.id, on_date=date(2026, 9 + month, 1), value=value, created_at=NOW)
        )
    _happened(session, n, "project.changed", after={"health": "green"}, note_id=1, actor_id=lead)
    _happened(session, n, "project.colour_kept", after={"kept": "green"}, note_id=1, actor_id=lead)
    _happened(session, n, "project.phase", before={"phase": Phase.APPROVED})
    _happened(session, n, "project.budgeted", note_id=1, actor_id=lead)


def _happened(session: Session, project_id: int, what: str, **more: Any) -> None:
    given: dict[str, Any] = {"happened_at": ago(2), "recorded_at": ago(2), **more}
    session.add(Event(team_id=TEAM, what=what, project_id=project_id, source="test", **given))


def _items(session: Session, n: int) -> None:
    base = 100 * n
    known = {
        "late": {"due": MONDAY - timedelta(4)},
        "escalated": {"due": MONDAY - timedelta(6)},
        "soon": {"due": MONDAY + timedelta(3)},
        "gate": {"due": MONDAY + timedelta(8), "kind": Kind.MILESTONE},
        "after the gate": {"due": MONDAY + timedelta(10)},
        "frozen": {"due": MONDAY + timedelta(15)},
        "nobody's": {"owner_id": None, "due": MONDAY + timedelta(30), "skills": [1], "turn_at": ago(20)},
        "some day": {"due": None},
        "asked": {"acceptance": Acceptance.REQUESTED, "turn_at": ago(5)},
        "countered": {"acceptance": Acceptance.COUNTERED, "turn_at": ago(3), "offer_due": MONDAY + timedelta(50)},
        "whose owner left": {"owner_id": PAUL},
        "risk": {"kind": Kind.RISK},
        "question": {"kind": Kind.DECISION, "acceptance": Acceptance.REQUESTED, "turn_at": ago(2)},
        "done": {"state": State.DONE, "closed_at": ago(1)},
        "to confirm": {"state": State.DONE, "closed_at": ago(1), "confirmation": "awaited"},
    }
    ids = {title: base + place for place, title in enumerate(known)}
    for title, more in known.items():
        given: dict[str, Any] = {"owner_id": MARIA if n % 2 else JON, "due": MONDAY + timedelta(40), **more}
        session.add(Item(id=ids[title], number=ids[title], team_id=TEAM, title=f"{title} {n}", project_id=n,
                         requester_id=INES, created_at=ago(40), committed_at=ago(40), **given))  # fmt: skip
    session.flush()
    session.add(Link(team_id=TEAM, item_id=ids["gate"], on_id=ids["after the gate"]))
    session.add(Risk(item_id=ids["risk"], team_id=TEAM, probability=4, impact=4, reviewed_on=MONDAY - timedelta(60)))
    session.add(DecisionOption(team_id=TEAM, number=ids["question"], position=1, text="Acme"))
    _happened(
        session, n, "item.moved", item_id=ids["frozen"], before={"due": "2026-12-01"}, after={"due": "2026-12-15"}
    )
    _happened(session, n, "item.accepted", item_id=ids["soon"])
    _happened(session, n, "item.objected", item_id=ids["gate"], actor_id=JON, after={"on": ids["after the gate"]})
    _escalated(session, ids["escalated"])


def _escalated(session: Session, item_id: int) -> None:
    row = Escalation(team_id=TEAM, item_id=item_id, commitment=0, round=1, facts={}, policy=dict(DEFAULT),
                     previewed_at=ago(4), created_at=ago(5))  # fmt: skip
    session.add(row)
    session.flush()
    key = f"packet:{item_id}"
    session.add(Post(team_id=TEAM, key=key, kind=PostKind.ASK, state=PostState.SENT, lane="x", person_id=INES,
                     not_before=ago(3), settled_at=ago(3), created_at=ago(3)))  # fmt: skip
    session.add(Line(team_id=TEAM, key=key, kind=LineKind.PACKET, post_key=key, item_id=item_id, person_id=INES,
                     commitment=0, step="sponsor", step_on=MONDAY, escalation_id=row.id,
                     created_at=ago(3)))  # fmt: skip


def _decisions(session: Session, n: int) -> None:
    for number, days in ((5000 + n, 1), (6000 + n, 8)):
        session.add(Decision(team_id=TEAM, number=number, title=f"Decision {number}", project_id=n, choice=1,
                             decider_id=INES, decided_on=MONDAY - timedelta(days), created_at=ago(days)))  # fmt: skip
        session.add(DecisionOption(team_id=TEAM, number=number, position=1, text="Acme"))
        session.add(DecisionPerson(team_id=TEAM, number=number, person_id=JON, part=Part.INFORMED, seen_at=NOW))


# --- the promises ---------------------------------------------------------------------


@contextmanager
def asked(db: Database) -> Iterator[list[str]]:
    """Every query that is sent."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def every(session: Session, most: int = MANY) -> list[Project]:
    return list(session.exec(select(Project).order_by(col(Project.id)).limit(most)))


def test_every_section_has_something_to_say(db: Database) -> None:
    """Else what follows would say little."""
    company(db, 1)
    with db.reading() as session:
        made = digest(session, every(session)[0], NOW)
    assert {name for name, _ in SECTIONS} - {section.name for section in made.sections} == set()
    assert made.weeks
    assert made.kept_because is not None


def test_twelve_digests_take_as_many_queries_as_three(db: Database) -> None:
    company(db, MANY)
    counts = []
    for number in (FEW, MANY):
        with db.reading() as session:
            projects = every(session, number)
            with asked(db) as sent:
                assert len(digests(session, projects, NOW)) == number
        counts.append(len(sent))
    assert counts[1] <= counts[0] < 80


def test_a_digest_says_alone_what_it_says_among_others(db: Database) -> None:
    company(db, MANY)
    last_week = {n: MONDAY - timedelta(7) for n in range(1, MANY + 1, 2)}
    for days in ({}, last_week):
        with db.reading() as session:
            together = digests(session, every(session), NOW, days)
        with db.reading() as session:
            alone = {one.id: digest(session, one, NOW, days.get(one.id)) for one in every(session)}
        assert texts(together) == texts(alone)


def texts(made: Mapping[int, Digest]) -> dict[int, list[dict[str, Any]]]:
    return {one: [m.payload() for m in (digest_message(found), *thread_messages(found))] for one, found in made.items()}


def test_a_portfolio_of_twelve_takes_as_many_queries_as_one_of_three(db: Database) -> None:
    company(db, MANY)
    counts = []
    for number in (FEW, MANY):
        with db.reading() as session:
            reader, projects = session.get_one(Person, JON), every(session, number)
            with asked(db) as sent:
                assert len(outlooks(session, reader, projects, NOW, {})) == number
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("hour", ["report", "eve"])
def test_twelve_that_are_due_are_planned_with_as_many_queries_as_three(db: Database, hour: str) -> None:
    """On the Monday of a report, and on a Friday on which leads are asked about their colours."""
    now = NOW if hour == "report" else NOW + timedelta(days=11)
    kind = PostKind.DIGEST if hour == "report" else PostKind.COLOUR
    company(db, MANY)
    counts = []
    for number in (FEW, MANY):
        _only_due(db, number, now)
        with asked(db) as sent:
            planning.plan(db, now)
        counts.append(len(sent))
        with db.reading() as session:
            assert len(session.exec(select(Post).where(Post.kind == kind)).all()) == number
    assert counts[0] == counts[1]


def _only_due(db: Database, projects: int, now: datetime) -> None:
    """So many woke and have no message yet; no item did."""
    with db.transaction() as session:
        for item in session.exec(select(Item)):
            item.wake_at = None
        for post in session.exec(select(Post).where(col(Post.kind).in_((PostKind.DIGEST, PostKind.COLOUR)))):
            session.delete(post)
        for project in session.exec(select(Project)):
            project.wake_at = now if project.id <= projects else None
