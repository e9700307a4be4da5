"""Every cell of the table of rights, played through the dispatcher: done, refused, or not known at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handlers import rights
from handlers.clicks import CLICKS
from handlers.commands import COMMANDS
from handlers.forms import FORMS
from handlers.rights import MAY, MAY_NOT, NOBODY, ROLES, UNKNOWN, Right
from pmo_bot.blocks.ids import Shortcut
from tests.lengths import WHOLE, proof
from tests.rights import plays, windows
from tests.rights.company import MARKS, OUTSIDE, Company
from tests.rights.company import ROLES as PEOPLE
from tests.rights.office import Shown
from tests.rights.plays import Facts, Play, facts_of, nowhere

pytestmark = pytest.mark.xdist_group("rights")
SIDES = ("open", "private")
TABLES: Mapping[str, tuple[Mapping[Any, Right], Mapping[Any, Play]]] = {
    "/pmo": (rights.COMMANDS, plays.COMMANDS), "button": (rights.CLICKS, plays.CLICKS),
    "window": (rights.FORMS, windows.FORMS), "shortcut": (rights.SHORTCUTS, plays.SHORTCUTS),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A way in, what it asks for, and how it is played."""

    name: str
    right: Right
    play: Play


ROWS = [
    Row(f"{kind} {name}", right, played[name])
    for kind, (table, played) in TABLES.items()
    for name, right in table.items()
]


# --- the table is whole -------------------------------------------------------------------


def test_every_way_in_has_a_row_and_is_played() -> None:
    assert {name.split()[0] for name in rights.COMMANDS} == set(COMMANDS)
    assert set(rights.CLICKS) == set(CLICKS)
    assert set(rights.FORMS) == set(FORMS)
    assert set(rights.SHORTCUTS) == set(Shortcut)
    assert all(set(table) == set(played) for table, played in TABLES.values())


def test_every_event_that_is_listened_to_has_a_row() -> None:
    listened = re.findall(r'^ +"(\w+)": \w+,$', Path("handlers/events.py").read_text(), re.MULTILINE)
    assert set(listened) == set(rights.EVENTS)


def test_every_row_says_what_everybody_gets() -> None:
    for right in rights.RIGHTS:
        for answers in (right.open, right.private):
            assert len(answers) == len(ROLES), right.what
            assert set(answers) <= {MAY, MAY_NOT, UNKNOWN}, right.what
    assert list(PEOPLE) == [*ROLES, *NOBODY]


# --- the company --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known(company: Company) -> dict[str, Facts]:
    """What is there, by side."""
    return {side: facts_of(company, side) for side in SIDES}


# --- each cell ----------------------------------------------------------------------------


def cells(row: Row, side: str, number: int) -> Iterator[tuple[str, str]]:
    """Who plays a row, and what they are to get: everybody when it is played whole, else one for each answer.

    Those who get the same take turns from row to row, so that each role is played with each right.
    """
    answers: dict[str, list[str]] = {}
    for role in ROLES:
        answers.setdefault(row.right.answer(role, private=side == "private"), []).append(role)
    if WHOLE or (side == "open" and number % 3 == 0):
        yield from ((role, MAY_NOT) for role in NOBODY[: None if WHOLE else 1])
    if not WHOLE and side == "open" and number % 4:
        answers.pop(UNKNOWN, None)  # guests and outsiders: they take turns too
    for answer, roles in answers.items():
        yield from ((role, answer) for role in (roles if WHOLE else [roles[number % len(roles)]]))


@proof
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)), ids=[row.name for row in ROWS])
def test_whoever_may_is_served_and_whoever_may_not_is_told_no_more_than_that(
    company: Company, known: dict[str, Facts], number: int, row: Row, side: str
) -> None:
    wrong = []
    for role, wanted in cells(row, side, number):
        shown = played(company, row, PEOPLE[role], known[side])
        if role in OUTSIDE and MARKS["private"] in shown.words:
            wrong.append(f"{role} reads what is private: {shown.words}")
        if wanted == MAY and (shown.refused or shown.errors):
            wrong.append(f"{role} may, and is refused: {shown.refused} {shown.errors}")
        elif wanted != MAY and not (shown.refused or shown.errors):
            wrong.append(f"{role} may not, and is served")
        elif wanted != MAY and shown.changed:
            wrong.append(f"{role} may not, and something changed")
        elif wanted == UNKNOWN:
            nothing = played(company, row, PEOPLE[role], none := nowhere(known[side]))
            if told(shown, known[side], none) != told(nothing, known[side], none):
                wrong.append(f"{role} hears {shown.refused}, and of what does not exist {nothing.refused}")
    assert not wrong, "; ".join(wrong)


def played(company: Company, row: Row, who: str, facts: Facts) -> Shown:
    """What somebody is shown; nothing of it has happened afterwards."""
    with company.office.db.undone():
        return row.play(company.office, who, facts)


def told(shown: Shown, *typed: Facts) -> tuple[list[str], str]:
    """The refusal, and its words without what whoever acts typed themselves."""
    known = {str(value) for facts in typed for name, value in facts.known.items() if name.startswith(("key", "tag"))}
    longest_first = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return shown.refused, re.sub(longest_first, "…", shown.words)
