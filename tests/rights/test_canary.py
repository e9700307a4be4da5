"""What is private has one word in all its titles; nobody else ever reads it, whatever they look at or are sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.lengths import length, proof
from tests.rights.company import MARKS, OUTSIDE, ROLES, Company
from tests.rights.plays import facts_of
from tests.rights.test_rights import ROWS

pytestmark = pytest.mark.xdist_group("rights")
WORD = MARKS["private"]
LOOKS = (
    "", "list all", "list overdue", "list risks", "list issues", "list load", "list projects", "list conflicts",
    "list orphans", "list proposals", "list alike", "list <@U0OWNER>", "list team finance", "list tag login", "log",
    "log vendor", "digest", "digest preview", "digest portfolio", "lesson", "lesson #rooms", "win", "kpi", "goal",
    "goal G1", "goal G2", "project", "status", "freeze", "policy", "policy review", "about", "about statement",
    "handover <@U0OWNER>", "handover <@U0LEAD>", "propose", "risk vendor may fail by 18 dec", "help", "prefs",
    "add Something new by 17 dec", "why A-999", "show D-999", "kpi K999", "budget", "today", "shwo A-1",
)  # fmt: skip
"""Whatever can be looked at without naming anything of it."""


@pytest.fixture(scope="module", autouse=True)
def _busy(company: Company) -> Iterator[None]:
    """The private project serves a goal, comes first, and has a requirement, a skill, a team and a conflict."""
    facts, office = facts_of(company, "private"), company.office
    with office.db.undone():
        for text in ("project {key} goal G2", "project {key} priority 1", "tag {key_action} login",
                     "skill {key_action} sap", "move {key_shared} to 2 jan because so"):  # fmt: skip
            office.command("U0LEAD", facts.words(text), "C0QUARTZ")
        office.command("U0OWNER", "prefs team finance", "C0GENERAL")
        yield


@pytest.mark.parametrize("role", OUTSIDE)
def test_nothing_that_can_be_looked_at_names_it(company: Company, role: str) -> None:
    told, number = [], OUTSIDE.index(role)
    for look in LOOKS if role == "PMO lead" else LOOKS[number :: length(3, 1)]:
        with company.office.db.undone():
            shown = company.office.command(ROLES[role], look, "C0PLAIN" if number % 2 else "C0GENERAL")
        told += [(look, shown.words)] if WORD in shown.words or WORD.upper() in shown.words else []
    assert told == []


def test_its_members_read_it_there(company: Company) -> None:
    """Else the others would not be kept from anything."""
    looks = ("list all", "list risks", "list issues", "log", "lesson", "win", "kpi", "goal G2", "project", "status",
             "freeze", "handover <@U0OWNER>", "list conflicts")  # fmt: skip
    silent = [one for one in looks if WORD not in company.office.command("U0LEAD", one, "C0GENERAL").words]
    assert silent == []


@proof
@pytest.mark.parametrize("role", OUTSIDE)
def test_no_way_in_names_it_when_something_public_is_meant(company: Company, role: str) -> None:
    """Windows offer no project, item, goal or person's work of it either."""
    facts, told = facts_of(company, "open"), []
    for row in ROWS[OUTSIDE.index(role) :: length(4 * len(OUTSIDE), 1)]:
        with company.office.db.undone():
            shown = row.play(company.office, ROLES[role], facts)
        told += [(row.name, shown.words)] if WORD in shown.words or WORD.upper() in shown.words else []
    assert told == []


@proof
@pytest.mark.parametrize("role", OUTSIDE)
def test_no_way_in_names_it_when_its_ids_are_guessed(company: Company, role: str) -> None:
    """Keys and ids are typed, words are not: whatever has the word comes from the bot."""
    facts, told = facts_of(company, "private"), []
    for row in ROWS[OUTSIDE.index(role) :: length(4 * len(OUTSIDE), 1)]:
        with company.office.db.undone():
            shown = row.play(company.office, ROLES[role], facts)
        told += [(row.name, shown.words)] if WORD in shown.words else []
    assert told == []


def test_no_home_no_brief_and_no_report_names_it(company: Company) -> None:
    office = company.office
    with office.db.undone():
        for role in OUTSIDE:
            office.event(type="app_home_opened", user=ROLES[role], tab="home")
        office.until(office.at + timedelta(days=length(4, 30)))
        sent = {place: json.dumps(messages, ensure_ascii=False) for place, messages in office.messenger.sent.items()}
    places = {f"{kind}{ROLES[role][1:]}" for role in OUTSIDE for kind in "DH"} | {"C0PLAIN", "C0GENERAL", "C0BOARD"}
    assert {place for place in places if f"H{ROLES['PMO lead'][1:]}" == place} <= sent.keys(), "a Home was shown"
    assert [place for place in places if WORD in sent.get(place, "") or WORD.upper() in sent.get(place, "")] == []
    assert WORD in sent["C0QUARTZ"], "its own report has it"


def test_whatever_somebody_is_asked_for_at_once_is_one_message(company: Company) -> None:
    office, hall = company.office, "D0CLERK"
    with office.db.undone():
        before = len(office.messenger.sent.get(hall, ()))
        for number in range(40):
            office.command("U0OTHER", f"add Small thing {number} <@U0CLERK> by 17 dec", "C0GENERAL")
        at = office.at
        office.until(at + timedelta(minutes=20))
        asked = office.messenger.sent[hall][before:]
        office.at = at
    assert len(asked) == 1
    assert "Small thing 0" in json.dumps(asked)
