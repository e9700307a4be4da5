"""What the database says when it refuses something: where, never what people wrote."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from traceback import format_exception

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pmo_bot.store.database import Database

WORDS = "I may have to leave"


def test_a_refusal_of_the_database_does_not_repeat_what_was_written(database_url: str) -> None:
    with closing(Database(database_url)) as db:
        with db.transaction() as session:
            session.execute(text("CREATE TABLE kept (words TEXT CHECK (words = 'nothing'))"))
        with pytest.raises(SQLAlchemyError) as refused, db.transaction() as session:
            session.execute(text("INSERT INTO kept (words) VALUES (:words)"), {"words": WORDS})
    assert WORDS not in "".join(format_exception(refused.value))


def test_a_trigger_that_aborts_does_not_either(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'test.db'}")) as db:
        with db.transaction() as session:
            session.execute(text("CREATE TABLE kept (words TEXT)"))
            session.execute(text("CREATE TRIGGER no BEFORE INSERT ON kept BEGIN SELECT RAISE(ABORT, 'not now'); END"))
        with pytest.raises(SQLAlchemyError) as refused, db.transaction() as session:
            session.execute(text("INSERT INTO kept (words) VALUES (:words)"), {"words": WORDS})
    said = "".join(format_exception(refused.value))
    assert "not now" in said
    assert WORDS not in said
