"""Everything of a workspace leaves and comes back as it was; what cannot come is refused, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer
from sqlmodel import select

from pmo_bot.exchange import references
from pmo_bot.exchange.archive import Unusable
from pmo_bot.model import Base, Event, Item, Person, Post, PostState, Workspace
from pmo_bot.services import people
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from tests.exchange.archives import (
    NOW,
    TEAM,
    as_csv,
    as_json,
    beside,
    empty,
    from_csv,
    from_json,
    migrated,
    rows,
    small,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A small workspace."""
    with empty(tmp_path) as made:
        small(made)
        yield made


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Database]:
    """Where it is to come."""
    with empty(tmp_path) as made:
        yield made


# --- what goes along ------------------------------------------------------------------


def test_every_table_goes_along_or_is_listed_with_the_reason() -> None:
    listed = {name: why for name, why in whole.LEFT_HERE.items() if "." not in name}
    going = {table.name for table in whole.tables()}
    assert going | set(listed) == set(Base.metadata.tables)
    assert going.isdisjoint(listed)
    assert all(len(why) > 20 for why in whole.LEFT_HERE.values())
    assert all(whole.TEAM in table.columns for table in whole.tables()), "whose rows are these?"


def test_every_column_goes_along_or_is_listed(db: Database) -> None:
    written = json.loads(as_json(db))["tables"]
    for table in whole.tables():
        here = {name.partition(".")[2] for name in whole.LEFT_HERE if name.startswith(f"{table.name}.")}
        assert here <= set(table.columns.keys())
        for row in written[table.name]:
            assert set(row) | here | {"team_id"} == set(table.columns.keys())


NO_IDS = {
    "artefact.position", "contingency.days", "contingency.plan", "contingency.position", "decision.choice",
    "decision.number", "decision_option.number", "decision_option.position", "decision_person.number",
    "escalation.commitment", "escalation.policy_version", "escalation.round", "goal.number", "item.commitment",
    "item.decision_number", "item.effort", "item.held_days", "item.number", "item.severity", "item.slips", "kpi.number",
    "kpi.review_day", "kpi.round", "line.commitment", "mandate.version", "outbox.attempts", "person.capacity",
    "policy.version", "project.actual", "project.asked_number", "project.effort", "project.fit", "project.forecast",
    "project.planned", "project.priority", "project.risk", "project.urgency", "project.worth", "pulse.round",
    "pair.high", "pair.low",
    "pulse.score", "risk.impact", "risk.plan", "risk.probability", "risk.residual_impact",
    "risk.residual_probability", "saying.number", "stakeholder.influence", "stakeholder.interest",
    "tagged.number", "template.version", "workspace.next_number",
}  # fmt: skip
"""Whole numbers that name no row."""


def test_of_every_whole_number_it_is_known_whether_it_names_a_row() -> None:
    columns = {
        f"{table.name}.{one.name}": one
        for table in whole.tables()
        for one in whole.columns(table)
        if isinstance(one.type, Integer) and one.name != "id"
    }
    unknown = {name for name, one in columns.items() if references.target(one) is None}
    assert unknown - NO_IDS == set(), "list it in references.COLUMNS if it names a row, else here"


# --- there and back -------------------------------------------------------------------


def test_json_comes_back_as_the_same_bytes(db: Database, database_url: str) -> None:
    text = as_json(db)
    with migrated(database_url) as target:
        assert not from_json(target, text).moved
        assert as_json(target) == text


def test_csv_comes_back_as_the_same_bytes(db: Database, database_url: str, tmp_path: Path) -> None:
    files = as_csv(db, tmp_path / "one")
    assert set(files) == {f"{name}.csv" for name in (*(table.name for table in whole.tables()), "export")}
    with migrated(database_url) as target:
        from_csv(target, tmp_path / "one")
        assert as_csv(target, tmp_path / "two") == files
        assert as_json(target) == as_json(db)


def test_both_databases_write_the_same(db: Database, postgres_url: str, tmp_path: Path) -> None:
    """From SQLite to PostgreSQL, and back again."""
    with migrated(postgres_url) as postgres, empty(tmp_path) as back:
        from_json(postgres, as_json(db))
        from_json(back, as_json(postgres))
        assert rows(back) == {
            name: [{**row, **of_here(name, row)} for row in found] for name, found in rows(db).items()
        }


def of_here(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """What an import makes anew: the plan looks at everything, and nobody holds a lease."""
    if table in ("item", "project", "edition", "stakeholder"):
        return {"wake_at": NOW}
    if row.get("state") is PostState.SENDING:
        return {"state": PostState.DUE, "lease_by": None, "lease_until": None}
    return {}


def test_new_rows_are_numbered_after_those_that_came(db: Database, database_url: str) -> None:
    with migrated(database_url) as target:
        from_json(target, as_json(db))
        with target.transaction() as session:
            new = Person(team_id=TEAM, name="New")
            session.add(new)
            session.flush()
            assert new.id > max(row["id"] for row in rows(db)["person"])


def test_a_file_that_another_program_laid_out_anew_is_read_too(db: Database, target: Database) -> None:
    told = json.loads(as_json(db))
    from_json(target, json.dumps(told, indent=3))
    assert as_json(target) == as_json(db)


def test_a_message_under_way_is_looked_up_before_it_is_sent_again(db: Database, target: Database) -> None:
    from_json(target, as_json(db))
    with target.reading() as session:
        post = session.exec(select(Post).where(Post.key == "edit:17:1")).one()
        assert (post.state, post.attempts, post.lease_by) == (PostState.DUE, 1, None)
        assert post.first_tried_at is not None


def test_a_workspace_of_which_only_the_name_is_known_is_as_good_as_none(db: Database, target: Database) -> None:
    people.ensure_workspace(target, TEAM, NOW, name="Just installed")
    assert not from_json(target, as_json(db)).moved
    assert as_json(target) == as_json(db)


# --- beside another workspace ---------------------------------------------------------


def test_beside_another_workspace_rows_get_new_numbers_and_still_name_each_other(
    db: Database, database_url: str
) -> None:
    with migrated(database_url) as target:
        beside(target)
        before = as_json(target, team="T2")
        assert from_json(target, as_json(db)).moved
        assert as_json(target, team="T2") == before
        found = json.loads(as_json(target, team=TEAM))["tables"]
    person = item = note = event = sent = saying = round_ = 70_000
    draft, access = found["item"]
    assert (draft["id"], draft["owner_id"], draft["project_id"]) == (item + 5, person + 2, 70_000 + 4)
    assert (draft["blocked_on_id"], draft["offer_note_id"], draft["evidence_id"]) == (access["id"], note + 9, note + 10)
    linked, assigned = found["event"]
    assert (linked["after"], linked["once"]) == ({"on": item + 6}, f"said:{saying + 19}")
    assert assigned["before"] == {"owner_id": person + 3, "held_days": 2}
    assert assigned["after"] == {"owner_id": person + 2, "offer_note_id": note + 9, "held_days": 5}
    assert found["escalation"][0]["facts"] == {
        "due": "2026-05-04", "owner": person + 2, "first": person + 3, "waiting": [item + 6],
    }  # fmt: skip
    assert found["escalation"][0]["policy"] == {"grace": 2}
    assert [post["key"] for post in found["outbox"]] == [
        f"brief:{person + 2}:2026-04-29", f"edit:{sent + 17}:1", f"edition:{found['edition'][0]['id']}:2026-04-27",
    ]  # fmt: skip
    assert {post["lane"] for post in found["outbox"]} == {f"person:{person + 2}", "channel:C9"}
    assert found["sent"][0]["key"] == found["line"][0]["post_key"] == f"brief:{person + 2}:2026-04-29"
    assert found["line"][0]["key"] == f"awaited:7:{round_ + 16}:{person + 3}"
    assert found["line"][0]["why"] == {"by": person + 2, "event": event + 14, "policy_version": 3}
    assert (found["saying"][0]["seen"], found["saying"][0]["among"]) == (event + 14, [item + 5, item + 6])
    assert found["saying"][0]["reading"] == {"deed": "move", "person": person + 3, "shift": 2}


def test_a_button_of_an_old_message_never_means_another_row(db: Database, target: Database) -> None:
    """The other workspace has few rows: the new numbers are beyond those that the rows had, too."""
    with target.transaction() as session:
        session.add(Workspace(team_id="T2", started_at=NOW))
        session.flush()
        session.add(Item(id=1, team_id="T2", number=1, title="Theirs", created_at=NOW))
    from_json(target, as_json(db))
    old = {row["id"] for row in rows(db)["item"]}
    new = {row["id"] for row in rows(target)["item"] if row["team_id"] == TEAM}
    assert old.isdisjoint(new)


# --- what is refused ------------------------------------------------------------------


def changed(change: Callable[[Any], object]) -> Callable[[str], str]:
    """A file in which somebody changed something, still a row a line."""

    def edit(text: str) -> str:
        told = json.loads(text)
        change(told)
        lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in told.items() if name != "tables"]
        tables = [
            f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row) for row in found) + "\n]"
            for name, found in told["tables"].items()
        ]
        return "{\n" + ",\n".join([*lines, '"tables": {\n' + ",\n".join(tables) + "\n}"]) + "\n}\n"

    return edit


def of(table: str, row: int, **values: Any) -> Callable[[str], str]:
    return changed(lambda told: told["tables"][table][row].update(values))


REFUSED: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text[: len(text) // 2], "this is no JSON, or the file was cut here"),
    (lambda text: text[:-3], "this is no JSON, or the file was cut here"),
    (lambda text: "", "this is no JSON"),
    (lambda text: "Dear all,\n" + text, "line 1: this is no JSON"),
    (lambda text: '{"a": 1}', "has no tables in it"),
    (lambda text: '{"a": 1, "tables": {}}', "is no export of PMO Bot"),
    (lambda text: text + "more", "this is no JSON"),
    (changed(lambda told: told.update(version=2)), "version 2, and this PMO Bot reads version 1"),
    (changed(lambda told: told.update(schema="0001")), "has schema 0001"),
    (changed(lambda told: told.update(workspace="")), "something of itself that I cannot read"),
    (changed(lambda told: told.pop("last")), "does not say its “last”"),
    (changed(lambda told: told["tables"].pop("link")), "The table “link” is missing"),
    (changed(lambda told: told["tables"].update(guesses=[])), "a table “guesses” that I do not know"),
    (changed(lambda told: told["tables"]["link"].pop()), "The table “link” has 0 rows, and 1 were exported"),
    (changed(lambda told: told["tables"]["item"][1].pop("title")), "(item): the column “title” is missing"),
    (of("item", 1, colour="red"), "(item): I do not know the column “colour”"),
    (of("item", 1, title=None), "(item), column title: it is empty"),
    (of("item", 1, title=7), "(item), column title: it is no text: “7”"),
    (of("item", 1, title="x" * 501), "column title: it is 501 characters long. Shorten it to 500"),
    (of("item", 1, title="\ud800"), "column title: it has half a character"),
    (of("item", 1, due="31.2."), "(item), column due: it is no date: “31.2.”. Write it as 2026-11-30"),
    (of("item", 1, due=5), "column due: it is no date"),
    (of("item", 1, due_time="25:00"), "column due_time: it is no time of day"),
    (of("item", 1, created_at="2026-04-30"), "column created_at: it has no time zone"),
    (of("item", 1, created_at="soon"), "column created_at: it is no moment: “soon”"),
    (of("item", 1, state="asleep"), "column state: it is “asleep”, and has to be one of open, started"),
    (of("item", 1, slips="2"), "column slips: it is no whole number"),
    (of("item", 1, slips=2**40), "column slips: it is larger than a database keeps"),
    (of("person", 1, brief_chosen="yes"), "column brief_chosen: it is “yes”, and has to be true or false"),
    (of("item", 1, owner_id=77), "column owner_id: it names person 77, and there is none"),
    (of("item", 1, blocked_on_id=77), "column blocked_on_id: it names item 77, and there is none"),
    (of("item", 1, id=5), "another row of item says the same"),
    (of("item", 1, number=7), "another row of item says the same where no two may (id, number, ref)"),
    (changed(lambda told: told["tables"].update(project=told["tables"].pop("project"))),
     "has to come after “project”"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_is_not_whole_is_refused_and_nothing_is_changed(
    db: Database, target: Database, edit: Callable[[str], str], sentence: str
) -> None:
    beside(target)
    before = rows(target)
    with pytest.raises(Unusable) as refused:
        from_json(target, edit(as_json(db)))
    assert sentence in str(refused.value)
    assert ". " in str(refused.value), "it says what to do"
    assert rows(target) == before


def test_it_says_in_which_line(db: Database, target: Database) -> None:
    text = of("item", 1, due="31.2.")(as_json(db))
    line = next(number for number, one in enumerate(text.splitlines(), start=1) if "31.2." in one)
    with pytest.raises(Unusable, match=rf"^all\.json, line {line} \(item\), column due: "):
        from_json(target, text)


def test_postgresql_refuses_the_same(db: Database, postgres_url: str) -> None:
    """Also what SQLite would keep."""
    with migrated(postgres_url) as target:
        for edit, sentence in (
            (of("item", 1, owner_id=77), "it names person 77, and there is none"),
            (of("item", 1, number=7), "another row of item says the same"),
            (of("item", 1, title="a\0b"), "column title: it has the character NUL, which PostgreSQL does not keep"),
        ):
            with pytest.raises(Unusable) as refused:
                from_json(target, edit(as_json(db)))
            assert sentence in str(refused.value)
        assert not any(rows(target).values())


def test_a_workspace_that_has_rows_already_is_left_alone(db: Database, target: Database) -> None:
    from_json(target, as_json(db))
    before = rows(target)
    with pytest.raises(Unusable, match=r"T1 has rows here already .* DATABASE_URL"):
        from_json(target, as_json(db))
    assert rows(target) == before


def cut(file: str, keep: int) -> Callable[[Path], None]:
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes()[:keep])  # type: ignore[return-value]


def put(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / file).read_bytes().decode()
        assert old in text
        (folder / file).write_bytes(text.replace(old, new, 1).encode())

    return change


BROKEN_CSV: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: (folder / "item.csv").unlink(), "There is no csv/item.csv"),
    (lambda folder: (folder / "export.csv").unlink(), "There is no csv/export.csv"),
    (lambda folder: (folder / "guesses.csv").touch(), "a table “guesses” that I do not know"),
    (lambda folder: (folder / "item.csv").write_bytes(b""), "csv/item.csv is empty"),
    (cut("note.csv", -3), "csv/note.csv ends in the middle of a line: it was cut"),
    (put("note.csv", 'and more"', "and more"), "csv/note.csv, line 2: this is no CSV, or the file was cut here"),
    (put("person.csv", ",U3,", ",U3\r\n"), "csv/person.csv, line 3: it has 2 cells and not 24"),
    (lambda folder: (folder / "person.csv").write_bytes(b"id\xff\r\n"), "csv/person.csv is not UTF-8"),
    (put("item.csv", "2026-05-04", "31.2."), "csv/item.csv, line 2, column due: it is no date: “31.2.”"),
    (put("item.csv", ",due,", ",when,"), "csv/item.csv, line 2: the column “due” is missing"),
    (put("event.csv", '""on"":6', '""on"":'), "csv/event.csv, line 2, column after: this is no JSON"),
    (put("link.csv", "6", "66"), "column on_id: it names item 66, and there is none"),
    (put("export.csv", "version,1", "version,one"), "csv/export.csv was changed"),
    (put("export.csv", '""item"":2', '""item"":3'), "The table “item” has 2 rows, and 3 were exported"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "sentence"), BROKEN_CSV, ids=[sentence for _, sentence in BROKEN_CSV])
def test_a_folder_that_is_not_whole_is_refused_too(
    db: Database, target: Database, tmp_path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    as_csv(db, tmp_path / "csv")
    spoil(tmp_path / "csv")
    before = rows(target)
    with pytest.raises(Unusable) as refused:
        from_csv(target, tmp_path / "csv")
    assert sentence in str(refused.value)
    assert rows(target) == before


# --- without words --------------------------------------------------------------------


WORDS = ("Löwe", "Maria", "Jon", "Draft", "Access", "quoted", "Keep it", "by friday", "Apollo")


def test_without_texts_nobody_reads_what_people_wrote(db: Database, target: Database, tmp_path: Path) -> None:
    text = as_json(db, texts=False)
    assert [word for word in WORDS if word not in as_json(db)] == []
    assert [word for word in WORDS if word in text] == []
    files = as_csv(db, tmp_path / "csv", texts=False)
    assert [word for word in WORDS if word in b"".join(files.values()).decode()] == []
    assert json.loads(text)["texts"] is False


def test_what_is_left_shows_how_things_went(db: Database, target: Database) -> None:
    from_json(target, as_json(db, texts=False))
    with target.reading() as session:
        item = session.get_one(Item, 5)
        assert (item.key, item.title, str(item.due)) == ("A-7", "", "2026-05-04")
        assert session.get_one(Event, 14).after == {"owner_id": 2, "offer_note_id": 9, "held_days": 5}
    with closing(target):
        assert as_json(target, texts=False) == as_json(db, texts=False)
