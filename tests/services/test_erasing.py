"""Somebody is erased: nothing is left of who they were and what they wrote, and the history is as whole as before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.engine import make_url
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import AutoString

from pmo_bot.exchange.of_person import everything
from pmo_bot.model import (
    ERASED,
    Absence,
    Account,
    Base,
    ChannelMember,
    Decision,
    Event,
    Feed,
    Installation,
    Item,
    Lesson,
    LessonWord,
    Note,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Saying,
    Sent,
    Stakeholder,
    Standing,
    UpdateNote,
    Win,
    Wording,
    Workspace,
)
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.erasing import Busy, erase
from pmo_bot.services.notices import edit_reports
from pmo_bot.store import personal
from pmo_bot.store.database import Database
from pmo_bot.store.rewriting import rewrite
from pmo_bot.store.verifying import verify
from tests.exchange.archives import TEAM, as_json

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ORG = "E1"
LATER = NOW + timedelta(days=1)
NAME, ACCOUNT, DIRECT, REF = "Kanária Vögelsang", "U0CANARY", "D0CANARY", "jira:kvogel"
RECORDS = {"event", "policy", "snapshot", "baseline"}
CANARIES = (NAME, "Kanária", "kanári", "KANÁRIA VÖGELSANG", ACCOUNT, DIRECT, "kvogel", "secretwords")
"""What may be found nowhere afterwards: names, accounts, and what they wrote."""
BY_OTHERS = f"Ask {NAME} or <@{ACCOUNT}|kanária> about kvogel"


def company(db: Database) -> None:
    """Somebody who is named wherever somebody can be named, and who wrote everything that can be written."""
    post = {"team_id": TEAM, "lane": "person:1", "person_id": 1, "not_before": NOW, "created_at": NOW}
    said = {"text": f"<@{ACCOUNT}> has said secretwords, says Kanária"}
    with db.transaction() as session:
        for row in (
            Workspace(team_id=TEAM, started_at=NOW, sponsor_id=1, enterprise_id=ORG),
            Person(id=1, team_id=TEAM, slack_id=ACCOUNT, name=NAME, ref=REF, dm_channel=DIRECT),
            Person(id=2, team_id=TEAM, slack_id="U2", name="Jon Lindqvist"),
            Account(id=1, team_id=TEAM, slack_id=ACCOUNT),
            Installation(team_id=TEAM, installed_by=ACCOUNT, installed_at=NOW, scopes="chat:write"),
            Installation(team_id=ORG, is_org_wide=True, installed_by=ACCOUNT, installed_at=NOW),
            ChannelMember(team_id=TEAM, channel="C1", slack_id=ACCOUNT),
            Project(id=1, team_id=TEAM, key="APOLLO", name="Apollo", goal=BY_OTHERS, lead_id=2, created_at=NOW),
            Item(id=1, team_id=TEAM, number=1, title=BY_OTHERS, owner_id=1, requester_id=2, project_id=1,
                 due=date(2026, 12, 4), created_at=NOW),
            Item(id=2, team_id=TEAM, number=2, title="KANÁRIA VÖGELSANG knows", owner_id=2, created_at=NOW,
                 permalink=f"https://a.slack.com/archives/{DIRECT}/p12"),
            Note(id=1, team_id=TEAM, item_id=1, author_id=1, text="secretwords", created_at=NOW),
            Note(id=2, team_id=TEAM, item_id=1, author_id=2, text=BY_OTHERS, created_at=NOW),
            Event(id=1, team_id=TEAM, what="item.created", actor_id=1, item_id=1, note_id=1, after={"owner_id": 1},
                  happened_at=NOW, recorded_at=NOW),
            Event(id=2, team_id=TEAM, what="item.edited", actor_id=2, item_id=1, happened_at=NOW, recorded_at=NOW),
            Wording(id=1, team_id=TEAM, event_id=2, item_id=1, name="title", was="secretwords"),
            Decision(id=1, team_id=TEAM, number=3, title="Keep it", rationale=BY_OTHERS, decider_id=1,
                     decided_on=date(2026, 11, 30), created_at=NOW),
            Saying(id=1, team_id=TEAM, post_key=f"said:{DIRECT}:1.2", number=0, person_id=1, text="secretwords",
                   reading={"note": "secretwords"}, created_at=NOW),
            Sent(id=1, team_id=TEAM, key="brief:1:2026-11-30", channel=DIRECT, ts="1.2", sent_at=NOW),
            Post(id=1, **post, key="brief:1:2026-11-30", kind=PostKind.BRIEF, state=PostState.SENT, body=said),
            Post(id=2, **post, key=f"said:{DIRECT}:1.2", kind=PostKind.REPLY, state=PostState.SENT,
                 why={"channel": DIRECT, "thread": ""}),
            Post(id=3, **post, key="edit:1:1", kind=PostKind.EDIT, state=PostState.SENT, sent_id=1),
            Post(id=4, **post, key="ask:1:1", kind=PostKind.ASK),
            Post(id=5, **{**post, "lane": "channel:C1", "person_id": None}, key="digest:1:2026-11-30",
                 kind=PostKind.DIGEST, state=PostState.SENT, body=said),
            Sent(id=2, team_id=TEAM, key="edition:1:2026-11-30", channel=DIRECT, ts="1.3", sent_at=NOW),
            Post(id=6, **post, key="edition:1:2026-11-30", kind=PostKind.EDITION, state=PostState.SENT, settled_at=NOW,
                 body={"blocks": [{"type": "section", "text": said}]}),
            Stakeholder(id=1, team_id=TEAM, project_id=1, person_id=1, cares="secretwords"),
            UpdateNote(id=1, team_id=TEAM, project_id=1, said="secretwords", by_id=1, created_at=NOW),
            Win(id=1, team_id=TEAM, win="secretwords", by_id=1, won_on=date(2026, 11, 1), created_at=NOW),
            Lesson(id=1, team_id=TEAM, project_id=1, learned="secretwords", because="secretwords", by_id=1,
                   learned_at=NOW),
            LessonWord(id=1, team_id=TEAM, lesson_id=1, begins="secretwo"),
            Lesson(id=2, team_id=TEAM, project_id=1, learned=f"Ask {NAME} early", by_id=2, learned_at=NOW),
            LessonWord(id=2, team_id=TEAM, lesson_id=2, begins="kanária"),
            Feed(id=1, team_id=TEAM, person_id=1, hash="ab" * 32, made_at=NOW),
            Absence(id=1, team_id=TEAM, person_id=1, first=date(2026, 12, 24), last=date(2026, 12, 31)),
            Absence(id=2, team_id=TEAM, person_id=2, first=date(2026, 12, 7), last=date(2026, 12, 8), delegate_id=1),
        ):  # fmt: skip
            session.add(row)
            session.flush()
        session.get_one(Post, 5).body = {"text": f"<@{ACCOUNT}> is late, Kanária says; {NAME} too"}


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Where they are kept."""
    with closing(Database(database_url)) as made:
        company(made)
        yield made


def found(db: Database, said: str) -> list[str]:
    """The canaries in a text, in whatever letters, also as JSON writes them."""
    return [one for one in CANARIES if one.casefold() in said.casefold() or json.dumps(one)[1:-1] in said]


def kept(db: Database) -> str:
    """Everything that is kept, as bytes: the file and what is beside it, or all rows as PostgreSQL writes them out."""
    if db.is_sqlite:
        file = Path(str(make_url(db.url).database))
        return "".join(one.read_bytes().decode("utf-8", "replace") for one in file.parent.glob(f"{file.name}*"))
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        dump = b""
        for table in Base.metadata.tables:
            with driver.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:
                dump += b"".join(map(bytes, rows))
    return dump.decode()


def test_every_column_is_personal_about_a_person_prose_or_neither() -> None:
    for table in Base.metadata.sorted_tables:
        place = personal.TABLES[table.name]
        nobodys = set(place.prose.split()) - set(place.personal.split())
        told = [*place.personal.split(), *place.about.split(), *place.neither.split(), *nobodys]
        assert sorted(told) == sorted(table.columns.keys()), f"{table.name}: its place is in store/personal.py"


def test_prose_is_text_and_no_part_of_what_names_a_row_or_of_a_record() -> None:
    for table, name in personal.texts():
        keys = {one.name for key in table.constraints if isinstance(key, UniqueConstraint) for one in key.columns}
        column = table.columns[name]
        assert isinstance(column.type, AutoString | JSON)
        assert table.name not in RECORDS
        assert [one for one in (column.primary_key, column.foreign_keys, name in keys) if one] == []


def test_an_export_has_every_personal_column(db: Database) -> None:
    with db.reading() as session:
        tables = everything(db, session.get_one(Person, 1), NOW)["tables"]
    filled = {f"{table}.{name}" for table, rows in tables.items() for row in rows for name in row if row[name]}
    assert set(personal.personal()) - filled == set()
    assert {row["id"] for row in tables["item"]} == {1}, "what names nobody but others is not about them"
    assert {row["id"] for row in tables["lesson"]} == {1}
    assert {row["team_id"] for row in tables["installation"]} == {TEAM, ORG}
    assert not any("token" in name or name == "key_id" for row in tables["installation"] for name in row)


def test_nothing_is_left_of_whoever_is_erased_and_the_chain_is_whole(db: Database) -> None:
    assert set(found(db, kept(db))) == set(CANARIES), "else there would be nothing to lose"
    erase(db, 1, LATER)
    assert rewrite(db)
    assert found(db, kept(db)) == []
    assert found(db, as_json(db)) == []
    assert verify(db).broken == []


def test_what_others_need_stays(db: Database) -> None:
    erase(db, 1, LATER)
    with db.reading() as session:
        item, decision, person = session.get_one(Item, 1), session.get_one(Decision, 1), session.get_one(Person, 1)
        assert item.title == decision.rationale == f"Ask {ERASED} or {ERASED} about {ERASED}"
        assert session.get_one(Item, 2).title == f"{ERASED} knows"
        assert (person.label, person.standing) == (ERASED, Standing.DEACTIVATED)
        events = session.exec(select(Event).order_by(Event.id)).all()  # type: ignore[arg-type]
        assert [(one.what, one.actor_id) for one in events][:2] == [("item.created", 1), ("item.edited", 2)]
        assert {one.what: one.person_id for one in events}["person.erased"] == 1
        assert session.exec(select(Feed)).all() == [], "nothing answers at the address of their calendar"


@pytest.mark.parametrize("name", ["Sofia", "text", "EUR", "Jon Lindqvist"])
def test_what_is_called_like_them_and_is_no_text_stays_as_it_is(sqlite_url: str, name: str) -> None:
    with closing(Database(sqlite_url)) as db:
        company(db)
        with db.transaction() as session:
            session.get_one(Person, 1).name = name
            session.get_one(Person, 2).zone = "Europe/Sofia"
            project = session.get_one(Project, 1)
            project.zone, project.currency, project.goal = "Europe/Sofia", "EUR", f"As {name} said"
        erase(db, 1, LATER)
        with db.reading() as session:
            jon, project = session.get_one(Person, 2), session.get_one(Project, 1)
            assert (jon.name, jon.zone) == ("Jon Lindqvist", "Europe/Sofia")
            assert (project.zone, project.currency, project.goal) == ("Europe/Sofia", "EUR", f"As {ERASED} said")
            assert list(session.get_one(Post, 5).body or {}) == ["text"]
            assert session.get_one(Installation, TEAM).scopes == "chat:write"


def test_a_report_to_them_has_no_words_any_more_and_what_it_asked_is_decided_as_ever(db: Database) -> None:
    erase(db, 1, LATER)
    with db.transaction() as session:
        words = col(Post.body).is_not(None)
        assert session.exec(select(Post.id).where(Post.kind == PostKind.EDITION, words)).all() == []
        edit_reports(session, session.get_one(Item, 1), LATER)


def test_what_they_owed_waits_for_whoever_leads_and_is_theirs_who_takes_it_over(db: Database) -> None:
    with db.reading() as session:
        jon = session.get_one(Person, 2)
    told = erase(db, 1, LATER, heir=jon, by=jon)
    assert [item.key for item in told.items] == ["A-1"]
    with db.reading() as session:
        item = session.get_one(Item, 1)
        assert (item.owner_id, item.acceptance) == (2, "accepted")
        assert session.exec(select(Post.state).where(Post.key == "ask:1:1")).one() is PostState.DROPPED


def test_nobody_takes_over_from_themselves_and_nobody_is_erased_twice(db: Database) -> None:
    with db.reading() as session:
        them = session.get_one(Person, 1)
    with pytest.raises(Refused):
        erase(db, 1, LATER, heir=them)
    erase(db, 1, LATER)
    with pytest.raises(Refused):
        erase(db, 1, LATER)
    assert verify(db).broken == []


def test_while_a_message_is_on_its_way_nobody_is_erased(db: Database) -> None:
    real = datetime.now(UTC)
    with db.transaction() as session:
        post = session.get_one(Post, 4)
        post.state, post.lease_until = PostState.SENDING, real + timedelta(minutes=1)
    with pytest.raises(Busy):
        erase(db, 1, LATER)
    assert set(found(db, kept(db))) == set(CANARIES)
