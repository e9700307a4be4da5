"""Guests and people of other organisations: written to like everybody, shown what is theirs, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from pmo_bot.jobs.refresh import Refresh
from pmo_bot.model import Event, Project
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import decisions, items, projects
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.projects import NewProject
from pmo_bot.store import queries
from tests.shown import said
from tests.stories.test_preferences import person
from tests.world import TEAM, World

JON, SAM, INES, PRIYA, GUEST, EXTERN = "U0JON", "U0SAM", "U0INES", "U0PRIYA", "U0GUEST", "U0EXTERN"


def project(w: World, key: str) -> Project | None:
    with w.bot.db.reading() as session:
        return queries.project_by_key(session, TEAM, key)


async def looks_again(w: World) -> None:
    """The bot asks Slack about people and channels."""
    await Refresh(w.bot.db, w.clock.now, w.bot.desk.meet, w.bot.desk.room).run()


# --- guests ---------------------------------------------------------------------------


async def test_a_guest_gets_the_brief_and_answers_it(w: World) -> None:
    await w.types(JON, "/pmo add Translate the pages @Alex Reyes by friday")
    await w.until("2026-11-30", "10:10")
    await w.clicks(GUEST, "Accept", w.inbox(GUEST)[-1])
    await w.until("2026-12-04", "09:00")
    assert "Translate the pages" in w.briefs(GUEST)[-1]["text"]
    await w.clicks(GUEST, "Done", w.briefs(GUEST)[-1])
    assert not w.item(1).is_open


async def test_a_guest_sees_the_projects_of_their_channels_and_what_is_theirs(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan by friday #apollo")
    await w.types(JON, "/pmo add Translate the pages @Alex Reyes by friday #apollo")
    await w.types(JON, "/pmo project new Help")
    assert await w.submits(JON, channel="C0HELP") == {}
    await w.types(JON, "/pmo add Answer the phone by friday #help")
    everything = await w.hears(GUEST, "/pmo list all", "C0HELP")
    assert "Answer the phone" in everything
    assert "Translate the pages" in everything, "it is theirs, whatever project it belongs to"
    assert "Draft the plan" not in everything
    projects = await w.hears(GUEST, "/pmo project", "C0HELP")
    assert "Help" in projects
    assert "Apollo" not in projects
    assert (await w.hears(GUEST, "/pmo show A-1", "C0HELP")).startswith("I have no such item")


async def test_a_guest_who_comes_into_a_channel_sees_its_project(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan by friday #apollo")
    assert (await w.hears(GUEST, "/pmo list all", "C0HELP")).startswith("Nothing is open.")
    await w.playground.act(PRIYA, "join", user=GUEST, channel="C0APOLLO")
    await w.settled()
    assert "Draft the plan" in await w.hears(GUEST, "/pmo list all", "C0HELP")


# --- people of other organisations ------------------------------------------------------


async def test_somebody_of_another_organisation_is_asked_and_answers(w: World) -> None:
    await w.types(JON, "/pmo add Send the contract @Rosa Kahn by friday")
    await w.until("2026-11-30", "10:10")
    assert "*Jon asks you for:* Send the contract" in said(w.inbox(EXTERN)[-1]["blocks"])
    await w.clicks(EXTERN, "Accept", w.inbox(EXTERN)[-1])
    await w.until("2026-12-04", "09:00")
    await w.clicks(EXTERN, "Done", w.briefs(EXTERN)[-1])
    assert not w.item(1).is_open


async def test_they_see_what_is_theirs_and_of_a_project_only_what_they_lead_or_sponsor(w: World) -> None:
    """Slack gives them no commands and no Home: they click in a shared channel, where others see more."""
    await w.types(JON, "/pmo add Draft the plan by friday #apollo")
    await w.types(JON, "/pmo add Send the contract @Rosa Kahn by friday")
    await w.types(JON, "/pmo list apollo in channel")
    public = w.messages("C0APOLLO")[-1]
    await w.clicks(EXTERN, "Show it", public, "A-2")
    assert "Send the contract" in said(w.last(EXTERN)["blocks"])
    await w.clicks(EXTERN, "Show it", public, "A-1")
    assert said(w.last(EXTERN)["blocks"]).startswith("I have no such item for you.")
    await w.types(JON, "/pmo project APOLLO sponsor @Rosa Kahn")
    await w.clicks(EXTERN, "Show it", public, "A-1")
    assert "Draft the plan" in said(w.last(EXTERN)["blocks"])


async def test_outside_of_what_they_lead_or_sponsor_they_add_nothing(w: World) -> None:
    await w.types(JON, "/pmo add Send the contract @Rosa Kahn by friday")
    apollo, act = project(w, "APOLLO"), Act(person(w, EXTERN), w.clock.now())
    assert apollo is not None
    for project_id, why in ((None, "outsider_adds"), (apollo.id, "no_project")):
        with pytest.raises(Refused, match=why):
            items.capture(w.bot.db, act, Capture("Look around", project_id=project_id))
        with pytest.raises(Refused, match=why):
            decisions.log(w.bot.db, act, NewDecision("We look around", project_id=project_id))
    with pytest.raises(Refused, match="outsider_project"):
        projects.create(w.bot.db, act, NewProject("Takeover"))
    await w.types(JON, "/pmo project APOLLO sponsor @Rosa Kahn")
    made = items.capture(w.bot.db, act, Capture("Check the budget", project_id=apollo.id))
    assert made.item.project_id == apollo.id


# --- what is hidden stays unknown -------------------------------------------------------


async def hidden(w: World) -> None:
    """Board lives in a private channel of Jon and Inês."""
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board")
    assert await w.submits(JON, sponsor=INES, channel="C0BOARD", lead=JON) == {}


async def test_the_key_of_a_hidden_project_is_not_found_out_by_trying_it(w: World) -> None:
    await hidden(w)
    await w.types(SAM, "/pmo project new Board", "C0GENERAL")
    assert await w.submits(SAM, key="BOARD") == {}
    assert "*Board* (BOARD2) begins" in said(w.last(SAM, "C0GENERAL")["blocks"])
    await w.types(JON, "/pmo project new Board", "C0HELP")
    assert await w.submits(JON, key="BOARD") == {"key": "The key BOARD is taken. Choose another one."}


async def test_a_channel_that_is_made_private_hides_its_project(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday #apollo")
    w.playground.world.channels["C0APOLLO"].is_private = True
    w.playground.world.channels["C0APOLLO"].members.remove(SAM)
    assert "Draft the plan" in await w.hears(SAM, "/pmo list apollo", "C0GENERAL")
    await looks_again(w)
    assert (await w.hears(SAM, "/pmo list apollo", "C0GENERAL")).startswith("I have no project APOLLO for you.")
    assert "Draft the plan" in await w.hears(JON, "/pmo list apollo", "C0GENERAL")
    assert changes(w) == [{"private": True}]
    await looks_again(w)
    assert len(changes(w)) == 1


async def test_a_channel_that_is_made_public_again_hides_its_project_still(w: World) -> None:
    """What was written while it was private was written for a few; its lead decides."""
    await hidden(w)
    w.playground.world.channels["C0BOARD"].is_private = False
    await looks_again(w)
    found = project(w, "BOARD")
    assert found is not None
    assert found.private


def changes(w: World) -> list[dict[str, Any]]:
    with w.bot.db.reading() as session:
        rows = session.exec(select(Event).where(Event.what == "project.changed", Event.source == "slack"))
        return [row.after for row in rows]


# --- who leads ----------------------------------------------------------------------------


async def test_who_could_change_nothing_is_not_made_lead(w: World) -> None:
    answer = await w.hears(JON, "/pmo project APOLLO lead @Alex Reyes")
    assert answer.startswith("Alex cannot lead a project: that takes a member of this workspace. Name a member")
    await w.types(JON, "/pmo project new Help")
    assert list(await w.submits(JON, channel="C0HELP", lead=EXTERN)) == ["lead"]
    assert list(await w.submits(JON, channel="C0HELP", lead=GUEST)) == ["lead"]
    assert await w.submits(JON, channel="C0HELP", lead=JON, sponsor=GUEST) == {}
    await w.types(GUEST, "/pmo project new Own", "C0HELP")
    assert list(await w.submits(GUEST, channel="C0GENERAL")) == ["lead"]
    apollo = project(w, "APOLLO")
    assert apollo is not None
    assert apollo.lead_id == person(w, JON).id
