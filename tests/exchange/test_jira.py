"""What comes in from Jira, and that it comes in once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from pmo_bot.cli.main import main
from pmo_bot.exchange.jira import Report, Wishes, import_file
from pmo_bot.model import About, Contingency, Event, Item, Kind, Link, Mode, Person, Priority, Project, State, Workspace
from pmo_bot.services import checks
from pmo_bot.services.events import Act
from pmo_bot.services.imports import WhichWorkspace
from pmo_bot.store.database import Database
from tests.exchange.jira_data import BAKERY, change, empty, issue, lines, link

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = empty(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.close()


def bring(db: Database, folder: Path, *issues: Any, **wishes: Any) -> Report:
    return import_file(db, lines(folder, issues), Wishes(**wishes), NOW)


def item(db: Database, key: str) -> Item:
    with db.reading() as session:
        return session.exec(select(Item).where(Item.ref == f"jira:{key}")).one()


def name(session: Session, person_id: int | None) -> str | None:
    return session.get_one(Person, person_id).name if person_id else None


def history(db: Database, key: str) -> list[tuple[str, str | None, str]]:
    """What happened to an item: the word, who, and the day."""
    with db.reading() as session:
        found = session.exec(
            select(Event).join(Item, col(Item.id) == Event.item_id).where(Item.ref == f"jira:{key}")
            .order_by(col(Event.happened_at), col(Event.id))
        )  # fmt: skip
        return [(e.what, name(session, e.actor_id), e.happened_at.date().isoformat()) for e in found]


def test_an_item_is_what_its_issue_is_today(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, *BAKERY)
    oven = item(db, "OVEN-1")
    assert (oven.title, oven.due, oven.state, oven.priority) == (
        "Order the oven", date(2026, 3, 20), State.DONE, Priority.CRITICAL,
    )  # fmt: skip
    assert oven.closed_at == datetime(2026, 3, 26, 15, tzinfo=UTC)
    assert (oven.slips, oven.commitment, oven.committed_at) == (1, 2, datetime(2026, 3, 9, 10, tzinfo=UTC))
    with db.reading() as session:
        assert (name(session, oven.owner_id), name(session, oven.requester_id)) == ("ada", "rosa")
        assert session.get_one(Project, oven.project_id).key == "OVEN"
    flour = item(db, "OVEN-3")
    assert (flour.state, flour.commitment, flour.closed_at) == (State.OPEN, 1, None)


def test_its_history_happened_when_it_happened(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, *BAKERY)
    assert history(db, "OVEN-1") == [
        ("item.created", "rosa", "2026-03-02"),
        ("item.assigned", "rosa", "2026-03-03"),
        ("item.started", "ben", "2026-03-04"),
        ("item.linked", None, "2026-03-05"),  # said at the other issue: nobody did anything here
        ("item.moved", "rosa", "2026-03-09"),
        ("item.done", "ada", "2026-03-26"),
        ("item.changed", "rosa", "2026-03-30"),
    ]
    assert [what for what, _, _ in history(db, "OVEN-3")] == ["item.created", "item.done", "item.reopened"]
    with db.reading() as session:
        of_oven = select(Event).where(Event.item_id == item(db, "OVEN-1").id, Event.what == "item.moved")
        moved = session.exec(of_oven).one()
        assert (moved.before["due"], moved.after["due"], moved.recorded_at) == ("2026-03-13", "2026-03-20", NOW)


def test_a_version_gives_its_date_from_when_it_was_set(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, *BAKERY)
    permit = item(db, "OVEN-2")
    assert (permit.due, permit.committed_at) == (date(2026, 3, 18), datetime(2026, 3, 5, 11, tzinfo=UTC))
    with db.reading() as session:
        first = session.exec(select(Event).where(Event.item_id == permit.id, Event.what == "item.created")).one()
        assert first.after["due"] is None


def test_a_version_that_was_renamed_is_still_the_one_that_was_set(db: Database, tmp_path: Path) -> None:
    set_it = change("2026-03-05T11:00:00.000+0000", "ben", ("Fix Version", None, "spring"))
    bring(db, tmp_path, issue("OVEN-9", owner="ben", versions=[("opening", "2026-03-18")], history=[set_it]))
    assert item(db, "OVEN-9").committed_at == datetime(2026, 3, 5, 11, tzinfo=UTC)


def test_the_earliest_dated_version_counts_unless_there_is_a_due_date(db: Database, tmp_path: Path) -> None:
    versions = [("b", "2026-05-01"), ("a", "2026-04-01"), ("c", None)]
    bring(db, tmp_path, issue("OVEN-1", versions=versions), issue("OVEN-2", versions=versions, due="2026-06-01"))
    assert [item(db, key).due for key in ("OVEN-1", "OVEN-2")] == [date(2026, 4, 1), date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("kind", "inward_waits"), [("Blocker", False), ("Dependent", True), ("Required", True)]
)  # fmt: skip
@pytest.mark.parametrize("told_by", ["inward", "outward", "both"])
def test_links_point_from_what_waits(db: Database, tmp_path: Path, kind: str, inward_waits: bool, told_by: str) -> None:
    """The issue at the outward end ("A requires B", "A blocks B") is told with the link of A."""
    first = issue("OVEN-1", links=[link(kind, outward="OVEN-2")] if told_by != "inward" else [])
    second = issue("OVEN-2", links=[link(kind, inward="OVEN-1")] if told_by != "outward" else [])
    report = bring(db, tmp_path, first, second)
    waits, on = ("OVEN-1", "OVEN-2") if inward_waits else ("OVEN-2", "OVEN-1")
    with db.reading() as session:
        (found,) = session.exec(select(Link)).all()
    assert (found.item_id, found.on_id) == (item(db, waits).id, item(db, on).id)
    assert (report.found["dependencies"], history(db, waits)[-1][0]) == (1, "item.linked")


def test_who_leads_is_who_did_most_unless_named(db: Database, tmp_path: Path) -> None:
    report = bring(db, tmp_path, *BAKERY, leads={"SIGN": "dora"}, sponsors={"OVEN": "rosa"})
    assert report.leads == {"OVEN": "rosa"}
    with db.reading() as session:
        oven, sign = session.exec(select(Project).order_by(col(Project.key))).all()
        assert (name(session, oven.lead_id), name(session, oven.sponsor_id)) == ("rosa", "rosa")
        assert (name(session, sign.lead_id), sign.mode, sign.name) == ("dora", Mode.CONTROLLING, "The new bakery")


def test_people_live_where_the_options_say(db: Database, tmp_path: Path) -> None:
    bring(db, tmp_path, *BAKERY, zone="Europe/Madrid", country="ES")
    with db.reading() as session:
        people = session.exec(select(Person).order_by(col(Person.ref))).all()
    assert [person.ref for person in people] == ["jira:ada", "jira:ben", "jira:cem", "jira:rosa"]
    assert {(p.zone, p.country, p.slack_id, p.address == p.name) for p in people} == {
        ("Europe/Madrid", "ES", None, True)
    }


def test_a_renamed_login_is_the_same_person(db: Database, tmp_path: Path) -> None:
    renamed = issue("OVEN-1", history=[change("2026-03-03T09:00:00.000+0000", "rosa", ("assignee", "lin0", None))])
    renamed["fields"]["reporter"] = {"name": "linda", "key": "lin0", "displayName": "Linda"}
    bring(db, tmp_path, renamed)
    with db.reading() as session:
        first = session.exec(select(Event).where(Event.what == "item.created")).one()
        assert name(session, first.after["owner_id"]) == name(session, first.actor_id) == "Linda"


def test_taking_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    file, url = lines(tmp_path, BAKERY), f"sqlite:///{tmp_path / 'test.db'}"
    dumps = []
    for _ in range(2):
        database = empty(url)
        report = import_file(database, file, Wishes(), NOW)
        database.close()
        dumps.append("\n".join(sqlite3.connect(tmp_path / "test.db").iterdump()))
    assert dumps[0] == dumps[1]
    assert (report.new.total(), report.found["issues"]) == (0, 4)


def test_a_risk_that_a_newer_export_closes_asks_nobody_any_more_whether_they_are_ready(
    db: Database, tmp_path: Path
) -> None:
    bring(db, tmp_path, issue("OVEN-7", owner="ada"))
    risk = item(db, "OVEN-7")
    with db.reading() as session:
        ada = session.get_one(Person, risk.owner_id)
    ids = {}
    with db.transaction() as session:
        session.get_one(Item, risk.id).kind = Kind.RISK
        for name, state in (("waits", State.OPEN), ("answered", State.DONE)):
            line = Contingency(team_id=risk.team_id, risk_id=risk.id, plan=1, position=len(ids), title=name,
                               owner_id=ada.id, days=1)  # fmt: skip
            session.add(line)
            session.flush()
            check = checks.plan(session, Act(ada, NOW), About.READY, line.id, title=name, owner_id=ada.id,
                                due=date(2026, 4, 2), project_id=risk.project_id)  # fmt: skip
            check.state, check.closed_at = state, NOW if state is State.DONE else None
            ids[name] = check.id
    closed = change("2026-04-03T09:00:00.000+0000", "rosa", ("status", "Open", "Resolved"))
    for _ in range(2):
        bring(db, tmp_path, issue("OVEN-7", owner="ada", history=[closed], status="Resolved"))
    with db.reading() as session:
        states = {name: session.get_one(Item, one).state for name, one in ids.items()}
        let_go = session.exec(select(Event).where(Event.what == "item.dropped")).all()
    assert states == {"waits": State.DROPPED, "answered": State.DONE}
    assert [(one.item_id, one.source) for one in let_go] == [(ids["waits"], "import")]


def test_a_newer_export_adds_what_happened_since(db: Database, tmp_path: Path) -> None:
    oven = BAKERY[0]
    older = json.loads(json.dumps(oven))
    older["fields"]["status"]["name"] = "In Progress"
    older["changelog"]["histories"] = older["changelog"]["histories"][:3]
    bring(db, tmp_path, older)
    assert item(db, "OVEN-1").is_open
    report = bring(db, tmp_path, oven, BAKERY[1])
    assert (report.new["items"], item(db, "OVEN-1").state) == (1, State.DONE)
    assert [what for what, _, _ in history(db, "OVEN-1")].count("item.created") == 1


def test_what_is_broken_is_named_by_its_line_and_stops_nothing(db: Database, tmp_path: Path) -> None:
    nameless, undated = issue("OVEN-5"), issue("OVEN-6", created="soon")
    del nameless["key"]
    report = bring(db, tmp_path, BAKERY[0], '{"key": "OVEN-4", ', nameless, undated, "[1]", "[" * 100_000, BAKERY[1])
    assert [broken.where for broken in report.broken] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert report.broken[0].why.startswith("not JSON")
    assert report.broken[4].why == "not JSON (Nested too deep)"
    assert report.found["issues"] == 2


def test_a_search_result_is_understood_on_one_line_or_many(db: Database, tmp_path: Path) -> None:
    page = {"startAt": 0, "total": 4, "issues": [*BAKERY[:2], {"key": "OVEN-8"}]}
    (tmp_path / "pages.json").write_text(json.dumps(page, indent=2))
    report = import_file(db, tmp_path / "pages.json", Wishes(), NOW)
    assert (report.found["issues"], [broken.where for broken in report.broken]) == (2, ["issue 3"])
    (tmp_path / "pages.json").write_text(f"{json.dumps(page)}\n{json.dumps({'issues': list(BAKERY[2:])})}\n")
    assert import_file(db, tmp_path / "pages.json", Wishes(), NOW).found["issues"] == 4


def test_what_is_not_taken_is_counted_with_a_reason(db: Database, tmp_path: Path) -> None:
    lost = issue("OVEN-7", links=[link("Blocker", inward="BANK-1")], labels=["soon"])
    report = bring(db, tmp_path, *BAKERY, lost)
    assert report.skipped == [
        ("dependencies", 1, "the other issue is not in the file"),
        ("link types Reference", 1, "not dependencies"),
        ("fix versions without a date", 1, "they set no due date"),
        ("comments", 3, "what people wrote stays in Jira"),
        ("labels and components", 1, "items have no such fields"),
    ]


def test_the_only_workspace_is_used_and_two_are_refused(db: Database, tmp_path: Path) -> None:
    with db.transaction() as session:
        session.add(Workspace(team_id="T1", started_at=NOW))
    bring(db, tmp_path, *BAKERY)
    assert item(db, "OVEN-1").team_id == "T1"
    with db.transaction() as session:
        session.add(Workspace(team_id="T2", started_at=NOW))
    with pytest.raises(WhichWorkspace, match=r"T1, T2\. Name one: --workspace T1\."):
        bring(db, tmp_path, *BAKERY)
    import_file(db, lines(tmp_path, BAKERY), Wishes(), NOW, team="T2")
    with db.reading() as session:
        assert set(session.exec(select(Item.team_id).where(Item.ref == "jira:OVEN-1"))) == {"T1", "T2"}


# --- the command ----------------------------------------------------------------------


def test_the_command_ends_with_counts_and_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    file = lines(tmp_path, [*BAKERY, "{"])
    with pytest.raises(SystemExit) as ended:
        main(["import", "jira", str(file), "--lead", "SIGN=dora", "--sponsor", "oven=rosa"])
    printed = capsys.readouterr()
    assert ended.value.code == 0
    assert "     4 issues (4 new)" in printed.out
    assert "lead of OVEN: rosa, who did most there" in printed.out
    assert "link types Reference: not dependencies (1)" in printed.out
    assert printed.err == "  line 5: not JSON (Expecting property name enclosed in double quotes)\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--zone", "Mars/Olympus"], "there is no time zone Mars/Olympus"),
        (["--country", "XX"], "no holidays are known for XX"),
        (["--lead", "rosa"], "say it as PROJECT=PERSON"),
    ],
)
def test_options_that_make_no_sense_are_explained(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "jira", "x.jsonl", *arguments])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "jira", str(tmp_path / "none.jsonl")])
    assert ended.value.code == 2
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["", "[]", '{"issues": []}'])
def test_a_file_with_nothing_in_it_says_so_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    (tmp_path / "empty.jsonl").write_text(written)
    with pytest.raises(SystemExit) as ended:
        main(["import", "jira", str(tmp_path / "empty.jsonl")])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "empty.jsonl has no issue in it. See whether the search that wrote it found any.\n"
    )


def test_what_is_critical_beyond_the_quota_comes_in_as_high_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'over.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    file = lines(tmp_path, [issue(f"OVEN-{n}", priority="Critical") for n in range(1, 6)])
    for _ in range(2):  # the second time changes nothing
        with pytest.raises(SystemExit) as ended:
            main(["import", "jira", str(file)])
        assert ended.value.code == 0
    second = capsys.readouterr().out.split("new events", 1)[1]
    assert "left at high, because as much of their project is critical as may be: A-4 (OVEN-4), A-5 (OVEN-5)" in second
    assert "left at high" not in second.split("new events", 1)[1]
    db = Database(url)
    assert [item(db, f"OVEN-{n}").priority for n in (3, 4)] == [Priority.CRITICAL, Priority.HIGH]
    assert ("item.ranked", None, date.today().isoformat()) in history(db, "OVEN-5")  # noqa: DTZ011 - the real clock
    db.close()
