"""S8: whoever is of another workspace reads and changes nothing here, whatever numbers they guess."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from pmo_bot.model.base import Base
from pmo_bot.services import people
from tests.databases import made
from tests.lengths import WHOLE, length, proof
from tests.rights.besides import founded
from tests.rights.company import Company
from tests.rights.payloads import ELSEWHERE, TEAM
from tests.rights.plays import Facts, facts_of
from tests.rights.test_rights import ROWS
from tests.torture.report import row

SEED = 8
MANY = length(120, 10_000)
GUESSED = 80
"""Higher than any row's number."""
OURS = re.compile("Plain|Quartz|PLAIN|QUARTZ|Rosalind project")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One of everything here; another workspace with people and nothing else."""
    there = founded(made(f"sqlite:///{tmp_path_factory.mktemp('others') / 'company.db'}"))
    people.ensure_workspace(there.office.db, ELSEWHERE, there.office.at)
    yield there
    there.office.close()


@proof
def test_random_numbers_of_another_workspace_show_and_change_nothing(company: Company) -> None:
    dice, before, told = random.Random(SEED), fingerprint(company), []  # noqa: S311 - the same throws each time
    known = facts_of(company, "private").known
    for _ in range(MANY):
        way, who = dice.choice(ROWS), dice.choice(["U0PMO", "U0MEMBER", "U0GUEST", "U0OWNER"])
        facts = guessed(known, dice)
        with company.office.db.undone():
            shown = way.play.does(company.office, who, facts, ELSEWHERE)
            found = OURS.findall(shown.words)
            told += [(way.name, who, found)] if found or fingerprint(company) != before else []
    assert told == []
    if WHOLE:
        row("S8", target="0 reads, 0 writes", measured=f"{MANY:,} random numbers: 0 reads, 0 writes", seed=SEED)


def guessed(known: dict[str, Any] | Any, dice: random.Random) -> Facts:
    """Every number any number, every key any key."""
    facts = dict(known)
    for name, value in known.items():
        if name.startswith("key_"):
            facts[name] = f"{value[0]}-{dice.randint(1, GUESSED)}"
        elif isinstance(value, int):
            facts[name] = dice.randint(1, GUESSED)
    return Facts(facts | {"mark": "Nought", "key": "NOUGHT", "tag": "nought", "channel": "C0NOWHERE"})


def fingerprint(company: Company) -> str:
    """All that is here, in a few letters."""
    digest, driver = hashlib.sha256(), company.office.db.connection.connection.driver_connection
    assert driver is not None
    for wanted in EVERYTHING:
        digest.update(repr(driver.execute(wanted, (TEAM,)).fetchall()).encode())
    return digest.hexdigest()


EVERYTHING = [
    f'SELECT * FROM "{table.name}" WHERE team_id = ? ORDER BY rowid'  # noqa: S608
    for table in Base.metadata.sorted_tables
    if "team_id" in table.columns
]
