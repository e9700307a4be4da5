"""Lessons shown beside what somebody begins, among thousands, against the bare index query."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, text

from pmo_bot.model import Lesson, LessonKind, LessonWord, Person
from pmo_bot.rules.lessons import Thing
from pmo_bot.rules.similar import beginnings
from pmo_bot.services import reading_lessons
from pmo_bot.store.database import Database
from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.seeding import NOW, PEOPLE, PROJECTS, TEAM, company

WORDS = 2000
TITLE = "The vendor may deliver the training room late"


def lessons(url: str, where: str, count: int, times: int) -> Iterator[Figure]:
    """What a risk costs more because others' lessons are looked for."""
    with company(url, 200) as db:
        _seed(db, count)
        begin = ", ".join(f"'{one}'" for one in sorted(beginnings(TITLE)))
        bare = f"SELECT count(*) FROM lesson_word WHERE team_id = '{TEAM}' AND begins IN ({begin})"  # noqa: S608
        floor = timed(lambda: _bare(db, bare), times)
        with db.reading() as session:
            reader = session.get_one(Person, 1)
        assert reading_lessons.helping(db, reader, Thing((TITLE,), item_id=1)).told
        full = timed(lambda: reading_lessons.helping(db, reader, Thing((TITLE,), item_id=1)), times)
    yield Figure(f"lessons for a risk among {count:,}", where, full, floor, "the index query", aim=25)


def _bare(db: Database, query: str) -> None:
    with db.reading() as session:
        session.connection().execute(text(query)).all()


def _seed(db: Database, count: int) -> None:
    rng = random.Random(7)  # noqa: S311 - a seed, no secret
    known = ["vendor", "deliver", "training", "room", "late", *(_word(rng) for _ in range(WORDS))]
    often = [1 / (at + 20) for at in range(len(known))]
    told = [" ".join(rng.choices(known, often, k=12)) for _ in range(count)]
    told[count // 2] = "Order the training room and ask the vendor"
    with db.transaction() as session:
        session.execute(insert(Lesson), [_row(n, words) for n, words in enumerate(told, 1)])
        rows = [
            {"team_id": TEAM, "lesson_id": n, "begins": one}
            for n, words in enumerate(told, 1)
            for one in beginnings(words)
        ]
        session.execute(insert(LessonWord), rows)
    if not db.is_sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bcdfghklmnprstv") + rng.choice("aeiou") for _ in range(4))


def _row(n: int, learned: str) -> dict[str, Any]:
    return {
        "id": n, "team_id": TEAM, "project_id": n % PROJECTS + 1, "kind": LessonKind.DIFFERENTLY, "learned": learned,
        "because": "", "by_id": n % PEOPLE + 1, "learned_at": NOW, "wants_action": True,
    }  # fmt: skip
