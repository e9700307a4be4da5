"""Whose a thing is, when it is asked for from outside: goals and guests, another's channel, another's workspace."""

from __future__ import annotations

import pytest

from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Form, Verb
from pmo_bot.model import Kpi
from tests.rights.company import ROLES, Company
from tests.rights.payloads import ELSEWHERE, TEAM
from tests.rights.plays import VIEWS, facts_of
from tests.rights.test_canary import LOOKS
from tests.shown import typed

pytestmark = pytest.mark.xdist_group("rights")
GOALS = ("Fewer tools", "Faster answers")
ABOUT_PLAIN = (
    "project {key} goal",
    "show {key_action}",
    "digest {key} for sponsors",
    "kpi new",
    "kpi new #{tag}",
    "win",
)


def test_goals_are_named_to_no_guest_and_nobody_of_another_organisation(company: Company) -> None:
    facts, office, told = facts_of(company, "open"), company.office, {}
    with office.db.undone():
        office.command("U0LEAD", facts.words("project {key} goal G2"), "C0PLAIN")
        office.command("U0LEAD", facts.words("assign {key_action} to <@U0EXTERN>"), "C0PLAIN")
        card = office.command("U0MEMBER", facts.words("show {key_action}"), "C0PLAIN")
        assert GOALS[1] in card.words, "a member reads it"
        for role in ("guest here", "guest", "outsider"):
            for text in (*ABOUT_PLAIN, *LOOKS):
                with office.db.undone():
                    told[role, text] = office.command(ROLES[role], facts.words(text), "C0PLAIN").words
            told[role, "a button"] = office.click(ROLES[role], f"1:{Verb.KPI_NEW}:0").words
    assert [one for one, said in told.items() if any(goal in said for goal in GOALS)] == []


def test_a_guest_who_changes_a_figure_leaves_the_goal_that_it_serves(company: Company) -> None:
    facts, office = facts_of(company, "open"), company.office
    with office.db.undone():
        office.command("U0LEAD", facts.words("project {key} sponsor <@U0ROOMIE>"), "C0PLAIN")
        kept = office.click("U0LEAD", facts.words("1:kpichange:{figure}")).windows[0]
        served = typed(kept, {"goal": {"goal": str(facts.known["goal"])}})
        assert not office.submit("U0LEAD", kept, served).refused
        window = office.click("U0ROOMIE", facts.words("1:kpichange:{figure}")).windows[0]
        assert not office.submit("U0ROOMIE", window, typed(window, {"source": {"source": "The tool"}})).refused
        with office.db.reading() as session:
            found = session.get_one(Kpi, facts.known["figure"])
    assert (found.source, found.goal_id) == ("The tool", facts.known["goal"])


def test_a_channel_of_a_hidden_project_and_one_of_none_sound_the_same(company: Company) -> None:
    office = company.office
    with office.db.undone():
        hidden = office.command("U0PMO", "policy pilot <#C0PLAIN|plain> <#C0QUARTZ|there>", "C0GENERAL")
        nothing = office.command("U0PMO", "policy pilot <#C0PLAIN|plain> <#C0ANNEX|there>", "C0GENERAL")
    assert hidden.refused == nothing.refused == ["no_channel_project"]
    assert hidden.words.replace("C0QUARTZ", "…") == nothing.words.replace("C0ANNEX", "…")


def test_a_window_belongs_to_the_workspace_whose_bot_showed_it(company: Company) -> None:
    """In a channel that two organisations share Slack names the one of whoever sends a window in, and whose it is."""
    office = company.office
    view = {**VIEWS[Form.PROJECT], "private_metadata": Origin(0, "C0PLAIN").pack(), "app_installed_team_id": TEAM}
    state = typed(view, {"name": {"name": "Zephyr"}, "key": {"key": "ZEPHYR"}, "lead": {"lead": ROLES["outsider"]}})
    with office.db.undone():
        shown = office.submit(ROLES["outsider"], view, state, team=ELSEWHERE)
    assert shown.refused == ["outsider_project"]
    assert not shown.changed
