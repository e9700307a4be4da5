"""What somebody was allowed when a window opened counts no more when it is sent in: it is asked where it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest

from pmo_bot.blocks.ids import Form
from pmo_bot.model import Standing
from pmo_bot.services import people
from pmo_bot.services.people import Profile
from tests.rights.company import ROLES, STAFF, Company
from tests.rights.office import Office
from tests.rights.payloads import TEAM
from tests.rights.plays import Facts, facts_of
from tests.rights.windows import FORMS

pytestmark = pytest.mark.xdist_group("rights")
Change = Callable[[Office, Facts], object]


def says(who: str, text: str) -> Change:
    """Somebody else is made what they were."""
    return lambda office, facts: office.command(who, facts.words(text), "C0GENERAL")


def becomes(who: str, standing: Standing) -> Change:
    """Slack says that they are something else now, and no PMO lead."""
    profile = Profile(who, "Somebody", "Europe/Madrid", standing)
    return lambda office, facts: people.know(office.db, TEAM, profile, office.at.astimezone(UTC), frozenset({"U0LEAD"}))


def leaves(who: str) -> Change:
    """They leave the private channel."""
    rest = frozenset(STAFF) - {who}
    return lambda office, facts: people.set_members(office.db, TEAM, "C0QUARTZ", rest, office.at.astimezone(UTC))


CASES: dict[str, tuple[Form, str, str, Change, str]] = {
    "owner": (Form.DONE, "open", "owner", says("U0LEAD", "assign {key_action} to <@U0CLERK>"), "not_yours"),
    "stand-in": (Form.DONE, "open", "stand-in", says("U0OWNER", "prefs back"), "not_yours"),
    "lead": (Form.CARE, "open", "lead", says("U0PMO", "project {key} lead <@U0CLERK>"), "not_lead"),
    "sponsor": (Form.NEW_DATE, "open", "sponsor", says("U0PMO", "project {key} sponsor <@U0CLERK>"), "not_yours"),
    "PMO lead": (Form.POLICY, "open", "PMO lead", becomes("U0PMO", Standing.MEMBER), "not_pmo"),
    "member of the channel": (Form.PROVIDE, "private", "member", leaves("U0MEMBER"), "no_project"),
    "lead in the channel": (Form.NEW_DATE, "private", "lead", leaves("U0LEAD"), "no_item"),
    "told of it": (
        Form.EXTEND,
        "private",
        "contact",
        says("U0LEAD", "assign {key_late} to <@U0CLERK>"),
        "answered_already",
    ),
    "active": (Form.DONE, "open", "owner", becomes("U0OWNER", Standing.DEACTIVATED), "not_a_member"),
    "of this workspace": (Form.PROJECT, "open", "member", becomes("U0MEMBER", Standing.EXTERNAL), "outsider_project"),
}


@pytest.mark.parametrize(("form", "side", "role", "change", "why"), CASES.values(), ids=CASES)
def test_a_role_that_is_taken_away_meanwhile_counts(
    company: Company, form: Form, side: str, role: str, change: Change, why: str
) -> None:
    office, facts = company.office, facts_of(company, side)
    with office.db.undone():
        assert not FORMS[form](office, ROLES[role], facts).refused, "they might have"
    with office.db.undone():
        change(office, facts)
        shown = FORMS[form](office, ROLES[role], facts)
    assert shown.refused
    assert not shown.changed
    assert shown.refused[0] == why
