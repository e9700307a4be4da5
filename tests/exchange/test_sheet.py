"""The items in a spreadsheet: what is changed there happens, in somebody's name and by the rules; nothing else does."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from pmo_bot.cli.main import main
from pmo_bot.exchange.sheet import write_items
from pmo_bot.exchange.sheet_file import read_lines
from pmo_bot.exchange.sheet_taking import take_lines
from pmo_bot.model import Event, Item, Kind, Mode, Person, Project, Role, State, Workspace
from pmo_bot.services import items
from pmo_bot.services.events import Act
from pmo_bot.store.database import Database
from tests.exchange.archives import migrated, rows
from tests.lengths import length, proof

TEAM = "T1"
DUE = date.today() + timedelta(days=40)  # noqa: DTZ011 - the command reads the real clock
LATER = DUE + timedelta(days=7)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
Rows = list[dict[str, str]]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Priya runs the PMO, Jon leads Apollo, Maria has a thing to do there and one that is done."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    with migrated(url) as made:
        fill(made)
        yield made


def fill(db: Database) -> None:
    with db.transaction() as session:
        session.add(Workspace(team_id=TEAM, started_at=LONG_AGO))
        session.flush()
        for number, name in enumerate(("Priya Nair", "Jon Lindqvist", "Maria Ortega"), start=1):
            session.add(Person(id=number, team_id=TEAM, slack_id=f"U{number}", name=name, zone="UTC"))
        session.flush()
        session.get_one(Person, 1).role = Role.PMO
        session.add(Project(id=1, team_id=TEAM, key="APOLLO", name="Apollo", lead_id=2, created_at=LONG_AGO))
    who = person(db, 2)
    for title in ("Draft the plan", "=Access list"):
        items.capture(db, Act(who, LONG_AGO), items.Capture(title, owner_id=3, project_id=1, due=DUE))
    items.finish(db, Act(person(db, 3), LONG_AGO), item(db, 2).id)


def person(db: Database, number: int) -> Person:
    with db.reading() as session:
        return session.get_one(Person, number)


def item(db: Database, number: int) -> Item:
    with db.reading() as session:
        return session.exec(select(Item).where(Item.number == number)).one()


def events(db: Database, number: int) -> list[tuple[str, str, int | None]]:
    with db.reading() as session:
        found = session.exec(select(Event).where(Event.item_id == item(db, number).id).order_by(col(Event.id)))
        return [(one.what, one.source, one.actor_id) for one in found]


def exported(db: Database, folder: Path) -> Path:
    path = folder / "items.csv"
    path.unlink(missing_ok=True)
    with path.open("x", encoding="utf-8", newline="") as file:
        write_items(db, file, TEAM)
    return path


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def saved(path: Path, table: Rows, *, separator: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(table)
    return path


def bring(path: Path, *options: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["import", "items", str(path), *options])
    return int(ended.value.code or 0)


def with_rows(db: Database, folder: Path, change: Callable[[Rows], object]) -> Path:
    table = read(exported(db, folder))
    change(table)
    return saved(folder / "changed.csv", table)


# --- out and in again: severity and requirements -------------------------------------------


def test_severity_and_requirements_go_along_and_come_back(db: Database, tmp_path: Path) -> None:
    jon = person(db, 2)
    noted = items.Capture("The search is slow", Kind.ISSUE, 3, 1, DUE, severity=3, requirements=("search", "shop"))
    items.capture(db, Act(jon, LONG_AGO), noted)

    def change(table: Rows) -> None:
        assert (table[2]["severity"], table[2]["requirements"]) == ("3", "search, shop")
        table[2] |= {"severity": "1", "requirements": "search"}
        table[0] |= {"requirements": "shop"}

    path = with_rows(db, tmp_path, change)
    assert bring(path, "--apply", "--as", "Priya Nair") == 0
    assert item(db, 3).severity == 1
    again = read(exported(db, tmp_path))
    assert [row["requirements"] for row in again] == ["shop", "", "search"]


# --- out ------------------------------------------------------------------------------


def test_a_row_says_what_people_know_of_an_item(db: Database, tmp_path: Path) -> None:
    first, second = read(exported(db, tmp_path))
    shown = {name: first[name] for name in ("key", "title", "owner", "due", "state", "project", "asked by", "kind")}
    assert shown == {
        "key": "A-1", "title": "Draft the plan", "owner": "Maria Ortega", "due": DUE.isoformat(), "state": "open",
        "project": "APOLLO", "asked by": "Jon Lindqvist", "kind": "action",
    }  # fmt: skip
    assert (second["title"], second["state"], second["closed"]) == ("'=Access list", "done", "2026-01-05")


def test_people_of_one_name_are_told_apart(db: Database, tmp_path: Path) -> None:
    with db.transaction() as session:
        session.add(Person(id=4, team_id=TEAM, slack_id="U4", name="Maria Ortega"))
    assert read(exported(db, tmp_path))[0]["owner"] == "Maria Ortega (U3)"
    path = with_rows(db, tmp_path, lambda table: table[0].update(owner="Maria Ortega (U4)"))
    assert bring(path, "--apply") == 0
    assert item(db, 1).owner_id == 4


def test_the_command_writes_it_and_tells_the_next_step(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "items", str(tmp_path / "out.csv")])
    assert ended.value.code == 0
    assert f"./run import items {tmp_path / 'out.csv'}" in capsys.readouterr().out
    assert (tmp_path / "out.csv").read_bytes() == exported(db, tmp_path).read_bytes()


# --- in again -------------------------------------------------------------------------


def test_what_nobody_changed_changes_nothing(db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(db)
    assert bring(exported(db, tmp_path), "--apply") == 0
    assert rows(db) == before
    assert "0 new, 0 changed, 2 as they were, 0 not understood" in capsys.readouterr().out


def changes(table: Rows) -> None:
    table[0] |= {"title": "Draft the cutover plan", "due": LATER.strftime("%d.%m.%Y"), "owner": "jon"}
    table.append(
        dict.fromkeys(table[0], "") | {"title": "Book the room", "owner": "@maria ortega", "project": "apollo"}
    )
    table.append(dict.fromkeys(table[0], "") | {"title": "Call the bank", "due": "31.2."})


def test_first_it_shows_what_would_change(db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(db)
    assert bring(with_rows(db, tmp_path, changes)) == 1
    said = capsys.readouterr()
    assert "1 new, 1 changed, 1 as they were, 1 not understood" in said.out
    assert "line 2: changed A-1, Draft the cutover plan: title, owner, due" in said.out
    assert "line 4: new A-3, Book the room" in said.out
    assert "With --apply it is done, in the name of Priya Nair." in said.out
    assert said.err == "  line 5: I could not read “31.2.” as a date. Write it as 2026-12-04.\n"
    assert rows(db) == before


def test_then_it_does_it_with_its_events(db: Database, tmp_path: Path) -> None:
    assert bring(with_rows(db, tmp_path, changes), "--apply") == 1
    changed, new = item(db, 1), item(db, 3)
    assert (changed.title, changed.due, changed.owner_id) == ("Draft the cutover plan", LATER, 2)
    assert events(db, 1)[-1] == ("item.edited", "sheet", 1)
    assert (new.title, new.owner_id, new.project_id, new.requester_id) == ("Book the room", 3, 1, 1)
    assert events(db, 3) == [("item.created", "sheet", 1)]


def test_doing_it_twice_does_it_once(db: Database, tmp_path: Path) -> None:
    path = with_rows(db, tmp_path, changes)
    bring(path, "--apply")
    before = rows(db)
    bring(path, "--apply")
    assert rows(db) == before


def test_what_a_spreadsheet_made_of_it_is_read_as_well(db: Database, tmp_path: Path) -> None:
    """With semicolons, fewer columns, other capitals, and empty rows at the end."""
    table: Rows = [{"Title": "Water the plants", "OWNER": "U3"}, {"Title": "", "OWNER": ""}]
    assert bring(saved(tmp_path / "mine.csv", table, separator=";"), "--apply") == 0
    assert (item(db, 3).title, item(db, 3).owner_id) == ("Water the plants", 3)


def test_an_empty_cell_leaves_things_as_they_are(db: Database, tmp_path: Path) -> None:
    path = with_rows(db, tmp_path, lambda table: table[0].update(due="", owner="", title="", priority="high"))
    assert bring(path, "--apply") == 0
    changed = item(db, 1)
    assert (changed.title, changed.due, changed.owner_id) == ("Draft the plan", DUE, 3)
    assert changed.priority == "high"


def test_what_happened_since_is_not_taken_back(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row has the old date because nobody touched it; where both changed the date, whoever was first counts."""
    path = with_rows(db, tmp_path, lambda table: table[0].update(title="Draft it"))
    clash = saved(tmp_path / "clash.csv", [read(path)[0] | {"due": (LATER + timedelta(days=7)).isoformat()}])
    items.move(db, Act(person(db, 3), datetime.now(UTC)), item(db, 1).id, LATER)
    assert bring(path, "--apply") == 0
    assert (item(db, 1).title, item(db, 1).due) == ("Draft it", LATER)
    assert bring(clash, "--apply") == 1
    assert item(db, 1).due == LATER
    assert "changed the same of A-1 since this table was written" in capsys.readouterr().err


NOT_UNDERSTOOD: list[tuple[dict[str, str], str]] = [
    ({"owner": "Nobody"}, "I know nobody called “Nobody”"),
    ({"project": "MARS"}, "I know no project “MARS”"),
    ({"priority": "urgent"}, "“urgent” is no priority. Write one of low, normal, high, critical"),
    ({"key": "first"}, "“first” is no key"),
    ({"key": "A-99"}, "I have no such item as A-99"),
    ({"due": "soon"}, "I could not read “soon” as a date"),
    ({"due": "2020-01-01"}, "passed"),
    ({"state": "done"}, "A-1 is open, and the table says done. Say that in Slack"),
    ({"title": "x" * 501}, "That title has 501 characters"),
    ({"key": "", "title": ""}, "neither a key nor a title"),
    ({"key": ""}, "A-1 has this title already"),
]


@pytest.mark.parametrize(("cells", "sentence"), NOT_UNDERSTOOD, ids=[sentence for _, sentence in NOT_UNDERSTOOD])
def test_what_is_not_understood_is_left_with_its_line_and_why(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str], sentence: str
) -> None:
    before = rows(db)
    assert bring(with_rows(db, tmp_path, lambda table: table[0].update(cells)), "--apply") == 1
    said = capsys.readouterr().err
    assert said.startswith("  line 2: ")
    assert sentence in said
    assert rows(db) == before


def test_what_is_closed_stays_closed(db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(with_rows(db, tmp_path, lambda table: table[1].update(title="Other")), "--apply") == 1
    assert "line 3: " in capsys.readouterr().err
    assert (item(db, 2).title, item(db, 2).state) == ("=Access list", State.DONE)


def test_the_rules_of_a_project_count_too(db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a date moves with its reason only, the reason is a column."""
    with db.transaction() as session:
        session.get_one(Project, 1).mode = Mode.CONTROLLING
    later = {"due": LATER.isoformat()}
    assert bring(with_rows(db, tmp_path, lambda table: table[0].update(later)), "--apply") == 1
    assert "line 2: " in capsys.readouterr().err
    later |= {"reason": "legal answers on Monday"}
    assert bring(with_rows(db, tmp_path, lambda table: table[0].update(later)), "--apply") == 0
    assert item(db, 1).due == LATER


def test_what_is_critical_beyond_the_quota_is_high_and_named(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def more(table: Rows) -> None:
        names = ["Two", "Three", "Four"]
        table.extend({"title": one, "project": "APOLLO", "priority": "critical"} for one in names)
        table[0].update(priority="critical")

    path = with_rows(db, tmp_path, more)
    assert bring(path, "--apply") == 0
    assert "left at high, because as much of their project is critical as may be: A-5" in capsys.readouterr().out
    assert [item(db, number).priority for number in (1, 3, 4, 5)] == ["critical", "critical", "critical", "high"]
    path = with_rows(db, tmp_path, lambda table: table[-1].update(priority="critical"))
    assert bring(path, "--apply") == 0
    assert "0 changed" in (said := capsys.readouterr().out)
    assert "left at high" in said


def test_somebody_takes_it_in_by_their_own_rights(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with db.transaction() as session:
        session.add(Person(id=5, team_id=TEAM, slack_id="U5", name="Sam Okafor"))
    path = with_rows(db, tmp_path, lambda table: table[0].update(title="Mine"))
    assert bring(path, "--apply", "--as", "sam") == 1
    assert "can change A-1" in capsys.readouterr().err
    assert bring(path, "--apply", "--as", "U3") == 0
    assert events(db, 1)[-1] == ("item.edited", "sheet", 3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "has no heading that I know"),
        (b"a,b\r\n1,2\r\n", "has no heading that I know"),
        (b"key,title,Title\r\n", "has two columns “title”"),
        (b"key,title\r\nA-1,caf\xe9\r\n", "is not UTF-8. Save it as “CSV UTF-8”"),
        (b'key,title\r\nA-1,"caf', "line 2: this is no CSV"),
    ],
)
def test_what_is_no_table_is_refused(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, sentence: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(text)
    assert bring(tmp_path / "bad.csv", "--apply") == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Nothing was changed." in said


def test_in_whose_name_has_to_be_clear(db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(db, tmp_path)
    assert bring(path, "--as", "nobody") == 2
    with db.transaction() as session:
        session.get_one(Person, 1).role = Role.MEMBER
    assert bring(path) == 2
    assert "--as NAME" in capsys.readouterr().err


@proof
@settings(max_examples=length(8, 200))
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), max_size=4, unique=True)
)
def test_whatever_a_title_is_the_table_is_read_as_it_was_written(titles: list[str]) -> None:
    with TemporaryDirectory() as name, closing(Database(f"sqlite:///{name}/test.db")) as db:
        with migrated(f"sqlite:///{name}/test.db"):
            fill(db)
        with db.transaction() as session:
            session.add_all(
                Item(team_id=TEAM, number=number, title=title, created_at=LONG_AGO)
                for number, title in enumerate(titles, start=10)
            )
        taken = take_lines(db, person(db, 1), read_lines(exported(db, Path(name))), LONG_AGO)
        assert (taken.same, taken.new, taken.changed, taken.problems) == (2 + len(titles), [], [], [])


# --- what nobody plans with, and nothing at all ---------------------------------------------


def test_a_day_that_slack_refuses_is_refused_in_a_table_too(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(table: Rows) -> None:
        table[0] |= {"due": "9999-12-31"}
        table.append({"title": "Far away", "due": "9999-12-31"})
        table.append({"title": "Long gone", "due": "1901-01-01"})

    before = rows(db)
    assert bring(with_rows(db, tmp_path, change), "--apply") == 1
    assert rows(db) == before
    told = capsys.readouterr().err
    for line, day in ((2, "Fri 31 Dec 9999"), (4, "Fri 31 Dec 9999"), (5, "Tue 1 Jan 1901")):
        assert f"line {line}: {day} is more than ten years away. Choose a day that is nearer." in told


def test_what_is_so_far_already_does_not_hold_up_the_rest_of_its_row(db: Database, tmp_path: Path) -> None:
    with db.transaction() as session:
        session.get_one(Item, 1).due = date.max
    assert bring(with_rows(db, tmp_path, lambda table: table[0].update(title="The plan")), "--apply") == 0
    assert (item(db, 1).title, item(db, 1).due) == ("The plan", date.max)


@pytest.mark.parametrize("below", ["", "\n\n", ",,\n,,\n"])
def test_a_table_with_nothing_below_its_heading_says_so(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    (tmp_path / "empty.csv").write_text(f"key,title,due\n{below}")
    assert bring(tmp_path / "empty.csv", "--apply") == 2
    assert capsys.readouterr().err == (
        "empty.csv has a heading and no row below it. Write one for each thing, or see whether it was cut.\n"
        "Nothing was changed.\n"
    )
