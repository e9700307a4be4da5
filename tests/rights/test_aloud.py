"""What is answered where everybody reads along: nothing of it is private elsewhere, whoever asks and sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest

from pmo_bot.model import Decision, DecisionState
from pmo_bot.services import people
from tests.rights.company import MARKS, STAFF, Company
from tests.rights.office import Office
from tests.rights.payloads import TEAM
from tests.rights.plays import facts_of
from tests.rights.test_canary import LOOKS

pytestmark = pytest.mark.xdist_group("rights")
WORD = MARKS["private"]
HALL = "C0GENERAL"
"""A channel of no project."""
TELLING = ("digest preview", "digest portfolio to <#C0GENERAL|general>", "about report", "win", "project", "list all")
"""What its members read of it when they ask for themselves."""


@pytest.fixture(scope="module", autouse=True)
def _busy(company: Company) -> Iterator[None]:
    """A PMO lead is in the private channel too, and there is something of its project in everything."""
    facts, office = facts_of(company, "private"), company.office
    with office.db.undone():
        members(office, *STAFF, "U0PMO")
        for text in ("project {key} goal G2", "tag {key_action} login", "move {key_shared} to 2 jan because so"):
            office.command("U0LEAD", facts.words(text), "C0QUARTZ")
        office.command("U0PMO", "about start <@U0SPONSOR>", HALL)
        office.command("U0LEAD", facts.words(f"win The {WORD} hall is rented for a year #{{tag}}"), "C0QUARTZ")
        yield


def members(office: Office, *who: str) -> None:
    """These are in the private channel."""
    people.set_members(office.db, TEAM, "C0QUARTZ", frozenset(who), office.at.astimezone(UTC))


def alone(office: Office, who: str, text: str) -> str:
    """What somebody is told."""
    with office.db.undone():
        return office.command(who, text, HALL).words


def aloud(office: Office, who: str, text: str) -> str:
    """What everybody in the channel is told."""
    with office.db.undone():
        return str(office.command(who, f"{text} in channel", HALL).public)


@pytest.mark.parametrize("who", ["U0PMO", "U0LEAD"])
def test_what_its_members_ask_for_aloud_names_nothing_of_it(company: Company, who: str) -> None:
    asked = dict.fromkeys((*TELLING, *(look for look in LOOKS if look)))
    told = {text: aloud(company.office, who, text) for text in asked}
    assert {text: said for text, said in told.items() if WORD in said or WORD.upper() in said} == {}


def test_and_for_themselves_they_read_it(company: Company) -> None:
    """Else the others would not be kept from anything."""
    assert [text for text in TELLING if WORD not in alone(company.office, "U0PMO", text)] == []


def test_a_search_aloud_names_no_private_decision_that_took_the_place_of_another(company: Company) -> None:
    office = company.office
    with office.db.undone():
        with office.db.transaction() as session:
            old = session.get_one(Decision, company.things["open"]["decision"])
            new = session.get_one(Decision, company.things["private"]["decision"])
            old.state, old.superseded_by_id, key = DecisionState.SUPERSEDED, new.id, new.key
        assert f"replaced by {key}" in alone(office, "U0LEAD", "log vendor")
        said = aloud(office, "U0LEAD", "log vendor")
    assert "replaced" in said
    assert key not in said


def test_figures_aloud_are_those_that_somebody_outside_of_it_reads(company: Company) -> None:
    office = company.office
    for text in ("policy review", "freeze 1 jan to 3 jan everything"):
        inside, said = alone(office, "U0PMO", text), aloud(office, "U0PMO", text)
        with office.db.undone():
            members(office, *STAFF)
            assert said == aloud(office, "U0PMO", text), text
            assert inside != alone(office, "U0PMO", text), "there is something that outsiders do not read"
