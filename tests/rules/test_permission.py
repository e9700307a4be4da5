"""Who may see and who may act: every standing, every role in an item."""

import pytest

from pmo_bot.model import Role, Standing
from pmo_bot.rules.permission import may_act, may_add, may_lead, may_see, may_see_item, may_tell
from tests.rows import INES, JON, MARIA, SAM, item, person, project

ROOMS = frozenset({"C1"})
NOWHERE: frozenset[str] = frozenset()
ANYBODY = person("Nobody in particular")
PMO = person("Priya Nair", role=Role.PMO)


@pytest.mark.parametrize(
    ("which", "without_project", "public", "private"),
    [
        (Standing.MEMBER, True, True, False),
        (Standing.GUEST, False, False, False),
        (Standing.BOT, True, True, False),
        (Standing.EXTERNAL, False, False, False),
        (Standing.DEACTIVATED, False, False, False),
    ],
)
def test_what_exists_for_somebody(which: Standing, without_project: bool, public: bool, private: bool) -> None:
    somebody = person(standing=which)
    assert may_see(somebody, None, NOWHERE) is without_project
    assert may_see(somebody, project(), NOWHERE) is public
    assert may_see(somebody, project(private=True), NOWHERE) is private


def test_a_private_project_exists_for_its_channels_members_only() -> None:
    hidden = project(private=True)
    assert may_see(ANYBODY, hidden, ROOMS)
    assert not may_see(ANYBODY, hidden, frozenset({"C2"}))
    assert not may_see(JON, hidden, NOWHERE)


def test_people_of_other_organisations_see_what_they_lead_or_sponsor() -> None:
    guest = person(standing=Standing.EXTERNAL)
    assert may_see(guest, project(lead_id=guest.id), NOWHERE)
    assert may_see(guest, project(sponsor_id=guest.id), NOWHERE)
    assert not may_see(guest, project(), NOWHERE)


def test_guests_see_the_projects_of_their_channels() -> None:
    guest = person(standing=Standing.GUEST)
    assert may_see(guest, project(), ROOMS)
    assert may_see(guest, project(private=True), ROOMS)
    assert may_see(guest, project(lead_id=guest.id), NOWHERE)
    assert not may_see(guest, project(channel=None), NOWHERE)


@pytest.mark.parametrize("which", Standing)
def test_outsiders_add_to_projects_only(which: Standing) -> None:
    assert may_add(person(standing=which), project())
    assert may_add(person(standing=which), None) is (which is not Standing.EXTERNAL)


def test_whoever_left_sees_nothing() -> None:
    gone = person(standing=Standing.DEACTIVATED)
    assert not may_see(gone, project(private=True), ROOMS)
    assert not may_see_item(gone, item(owner_id=gone.id), None, NOWHERE)


@pytest.mark.parametrize("role", ["owner_id", "requester_id", "contact_id"])
def test_whoever_is_involved_knows_of_an_item_even_of_a_hidden_project(role: str) -> None:
    assert may_see_item(ANYBODY, item(**{role: ANYBODY.id}), project(private=True), NOWHERE)


def test_all_others_see_an_item_where_they_see_its_project() -> None:
    assert may_see_item(ANYBODY, item(), project(), NOWHERE)
    assert not may_see_item(ANYBODY, item(), project(private=True), NOWHERE)


@pytest.mark.parametrize("role", ["owner_id", "requester_id", "contact_id"])
def test_whoever_is_involved_may_act(role: str) -> None:
    assert may_act(ANYBODY, item(**{role: ANYBODY.id}), None)


def test_lead_sponsor_and_pmo_leads_may_act() -> None:
    assert may_act(JON, item(), project())
    assert may_act(INES, item(), project())
    assert may_act(PMO, item(), project())
    assert not may_act(JON, item(), None)
    assert not may_act(ANYBODY, item(), project())


@pytest.mark.parametrize(
    ("which", "may"),
    [
        (Standing.MEMBER, True),
        (Standing.GUEST, True),
        (Standing.EXTERNAL, False),
        (Standing.BOT, False),
        (Standing.DEACTIVATED, False),
    ],
)
def test_what_nobody_owns_colleagues_may_take(which: Standing, may: bool) -> None:
    assert may_act(person(standing=which), item(owner_id=None), None) is may


@pytest.mark.parametrize("which", [Standing.BOT, Standing.DEACTIVATED])
def test_bots_and_people_who_left_do_nothing_even_where_they_are_named(which: Standing) -> None:
    somebody = person(standing=which, role=Role.PMO)
    assert not may_act(somebody, item(owner_id=somebody.id), project(lead_id=somebody.id))


def test_the_lead_and_pmo_leads_change_the_project_itself() -> None:
    assert may_lead(JON, project())
    assert may_lead(PMO, project())
    assert not may_lead(MARIA, project())
    assert not may_lead(SAM, project(lead_id=None))
    outsider = person(standing=Standing.EXTERNAL, role=Role.PMO)
    assert not may_lead(outsider, project(lead_id=outsider.id))


def test_a_private_project_is_named_in_no_other_room() -> None:
    hidden = project(private=True)
    assert may_tell(hidden, None)
    assert may_tell(hidden, "C1")
    assert not may_tell(hidden, "C2")
    assert may_tell(project(), "C2")
    assert may_tell(None, "C2")
