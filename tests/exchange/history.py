"""A real history: where the file is, a database with it, and where its people live."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from pmo_bot.exchange.jira import Wishes, import_file
from pmo_bot.model import Person
from pmo_bot.store.database import Database
from tests.exchange.jira_data import empty
from tests.exchange.oracle import Place

APACHE = Path(os.environ.get("JIRA_HISTORY") or Path(__file__).parents[3] / "shared" / "data" / "jira-apache.jsonl")
NO_APACHE = f"there is no {APACHE.name} beside the repository; JIRA_HISTORY names another place"
PLACES: tuple[Place, ...] = (
    ("Europe/Madrid", "ES"), ("America/New_York", "US"), ("Asia/Tokyo", "JP"), ("Asia/Kolkata", "IN"),
    ("Australia/Sydney", "AU"), ("America/Sao_Paulo", "BR"), ("Pacific/Auckland", "NZ"), ("Europe/Berlin", "DE"),
    ("UTC", None),
)  # fmt: skip


def imported(file: Path, folder: Path) -> Database:
    """The file in a database of its own."""
    db = empty(f"sqlite:///{folder / 'history.db'}")
    import_file(db, file, Wishes(), datetime(2026, 11, 30, 9, tzinfo=UTC))
    return db


def seeded(db: Database, places: tuple[Place, ...]) -> dict[str, Place]:
    """Give people zones and countries, one after the other; who lives where."""
    where: dict[str, Place] = {}
    with db.transaction() as session:
        for number, person in enumerate(session.exec(select(Person).order_by(col(Person.ref)))):
            where[person.name] = person.zone, person.country = places[number % len(places)]
            session.add(person)
    return where
