"""A pilot: the bot speaks up by itself in one or two projects, and elsewhere answers who asks."""

from __future__ import annotations

import pytest_asyncio
from sqlmodel import select

from pmo_bot.model import Event
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA = "U0MARIA", "U0JON", "U0PRIYA"


@pytest_asyncio.fixture
async def p(w: World) -> World:
    """Apollo is in the pilot, Zeus is not; Maria is asked for something in each."""
    await w.types(JON, "/pmo project new Zeus")
    await w.submits(JON, channel=None)
    await w.types(PRIYA, "/pmo policy pilot APOLLO")
    await w.types(JON, "/pmo add Draft the cutover plan @Maria Ortega by 2 dec apollo")
    await w.types(JON, "/pmo add Order the crane @Maria Ortega by 2 dec ZEUS")
    await w.types(JON, "/pmo add Tidy the wiki @Maria Ortega by 2 dec", "C0GENERAL")
    return w


def all_texts(w: World, who: str) -> str:
    return "\n".join(said(message["blocks"]) for message in w.inbox(who))


async def test_only_the_listed_projects_are_heard_of(p: World) -> None:
    await p.until("2026-12-09", "12:00")
    heard = all_texts(p, MARIA) + all_texts(p, JON)
    assert "Draft the cutover plan" in heard
    assert "Order the crane" not in heard
    assert "Tidy the wiki" not in heard


async def test_elsewhere_the_bot_answers_who_asks(p: World) -> None:
    shown = await p.hears(MARIA, "/pmo list mine")
    assert "Order the crane" in shown
    assert "Zeus" in await p.hears(JON, "/pmo status ZEUS")


async def test_a_pilot_says_where_it_is_and_ends_with_a_word(p: World) -> None:
    assert "I speak up in Apollo (APOLLO) only." in await p.hears(MARIA, "/pmo policy pilot")
    assert "I speak up in Apollo (APOLLO), Zeus (ZEUS) only." in await p.hears(PRIYA, "/pmo policy pilot APOLLO ZEUS")
    assert "There is no pilot: I speak up in every project." in await p.hears(PRIYA, "/pmo policy pilot off")
    await p.until("2026-12-01", "09:10")
    heard = all_texts(p, MARIA)
    assert "Order the crane" in heard
    assert "Tidy the wiki" in heard


async def test_a_project_may_be_named_by_its_channel(w: World) -> None:
    assert "I speak up in Apollo (APOLLO) only." in await w.hears(PRIYA, "/pmo policy pilot #apollo")


async def test_only_a_pmo_lead_sets_it_and_each_change_is_kept(p: World) -> None:
    assert "Only a PMO lead sets when people are reminded" in await p.hears(JON, "/pmo policy pilot ZEUS")
    assert "I have no project HERA for you." in await p.hears(PRIYA, "/pmo policy pilot HERA")
    with p.bot.db.reading() as session:
        (event,) = session.exec(select(Event).where(Event.what == "workspace.changed"))
    assert (event.before, event.after) == ({"pilot": ""}, {"pilot": "APOLLO"})
