"""A project that is only observed: owners hear nothing, the lead sees what would be sent, and it ends by itself."""

from __future__ import annotations

import pytest_asyncio
from sqlmodel import col, select

from pmo_bot.model import Escalation, Post, PostState
from pmo_bot.services import people
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON, INES, PRIYA = "U0MARIA", "U0JON", "U0INES", "U0PRIYA"
WELCOME = "Jon named you sponsor of Apollo. Here is what I do for you there."
BANNER = "Only observed until Mon 14 Dec: owners hear nothing, Jon sees what would be sent."


@pytest_asyncio.fixture
async def o(w: World) -> World:
    """On Monday 30 November Apollo is observed for two weeks; Maria owes something by Wednesday, and says nothing."""
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo project APOLLO observe")
    await w.types(JON, "/pmo add Draft the cutover plan @Maria Ortega by 2 dec")
    return w


def posts(w: World, state: PostState) -> list[str]:
    with w.bot.db.reading() as session:
        found = session.exec(select(Post).where(Post.state == state).order_by(col(Post.id)))
        return [post.key for post in found if post.kind not in ("edit", "home")]


def number_of(w: World, who: str) -> int:
    found = people.find(w.bot.db, TEAM, who)
    assert found is not None
    return found.id


def text(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


async def test_it_is_offered_when_a_project_begins_and_off_by_default(w: World) -> None:
    await w.types(JON, "/pmo project new Zeus")
    assert await w.submits(JON, channel=None) == {}
    assert "Only observed" not in said(w.last(JON)["blocks"])
    await w.types(JON, "/pmo project new Hera")
    assert await w.submits(JON, channel=None, begin="observe") == {}
    assert BANNER in said(w.last(JON)["blocks"])


async def test_owners_and_sponsors_hear_nothing_and_no_digest_comes(o: World) -> None:
    await o.until("2026-12-11", "18:00")
    assert (o.inbox(MARIA), o.messages("C0APOLLO")) == ([], [])
    assert [message["text"] for message in o.inbox(INES)] == [WELCOME], "what a sponsor is told once, and no more"
    assert [key for key in posts(o, PostState.SENT) if not key.startswith(("report:", "welcome:"))] == []


async def test_what_would_have_been_sent_is_written_down(o: World) -> None:
    await o.until("2026-12-11", "18:00")
    would = posts(o, PostState.OBSERVED)
    assert would[0].startswith("observed:ask:"), "the request"
    assert sum(key.startswith(f"observed:brief:{number_of(o, MARIA)}:") for key in would) == 3
    assert sum(key.startswith("observed:ask:") for key in would) >= 3, "the request, the lead, the sponsor"


async def test_the_lead_reads_on_monday_what_it_would_have_been(o: World) -> None:
    await o.until("2026-12-07", "09:01")
    report = text(o, JON)
    assert "*Apollo* is only observed until Mon 14 Dec: nobody but you hears of it." in report
    assert "Since Mon 30 Nov 2 people would have read" in report
    assert "reminder on the day to Maria" in report
    assert len(o.inbox(JON)) == 1


async def test_the_banner_is_wherever_the_project_is_shown(o: World) -> None:
    assert BANNER in await o.hears(JON, "/pmo status APOLLO")
    assert BANNER in await o.hears(JON, "/pmo project")
    assert BANNER in await o.hears(JON, "/pmo project APOLLO mode directive")
    assert BANNER in await o.opens_home(JON)
    assert "Only observed until Mon 14 Dec" in await o.hears(JON, "/pmo digest APOLLO")


async def test_the_lead_can_look_at_any_time(o: World) -> None:
    await o.until("2026-12-03", "12:00")
    await o.hears(JON, "/pmo status APOLLO")
    await o.clicks(JON, "See what would be sent", o.last(JON))
    assert "a request to Maria about Draft the cutover plan (A-1)" in said(o.last(JON)["blocks"])
    await o.hears(MARIA, "/pmo status APOLLO")
    await o.clicks(MARIA, "See what would be sent", o.last(MARIA))
    assert "Only Jon or a PMO lead can change Apollo." in said(o.last(MARIA)["blocks"])


async def test_nothing_shows_as_told_that_was_not(o: World) -> None:
    await o.until("2026-12-11", "18:00")
    assert "waits for a decision" not in await o.hears(JON, "/pmo status APOLLO")
    assert "Draft the cutover plan" not in await o.opens_home(INES)
    assert "not sent, because the project is only observed" in await o.hears(JON, "/pmo why A-1")


async def test_it_ends_by_its_date_and_begins_from_the_start(o: World) -> None:
    """The request is asked, the owner is reminded once, sees the note again, and only then the lead hears."""
    await o.until("2026-12-14", "09:10")
    assert "is no longer only observed: from now on owners are reminded and asked." in text(o, JON)
    brief = text(o, MARIA)
    assert "Draft the cutover plan" in brief
    assert "reads this" in brief
    assert not any("observed" in key for key in posts(o, PostState.SENT))
    with o.bot.db.reading() as session:
        rounds = session.exec(select(Escalation).order_by(col(Escalation.id))).all()
    assert [(bool(one.facts.get("observed")), one.void_at is not None) for one in rounds] == [
        (True, True),
        (False, False),
    ]
    await o.until("2026-12-15", "12:00")
    assert "Draft the cutover plan" in text(o, JON)
    assert "Only observed" not in await o.hears(JON, "/pmo status APOLLO")


async def test_start_now_ends_it_with_a_click_of_the_lead(o: World) -> None:
    await o.until("2026-12-07", "09:01")
    await o.clicks(JON, "Start now", o.inbox(JON)[-1])
    assert "Kept: *Apollo*" in said(o.last(JON, o.dm(JON))["blocks"])
    await o.until("2026-12-07", "09:10")
    assert "Draft the cutover plan" in text(o, MARIA)
    await o.until("2026-12-14", "09:10")
    assert o.messages("C0APOLLO") != [], "and the digest comes"


async def test_other_projects_are_heard_as_ever(o: World) -> None:
    await o.types(JON, "/pmo add Book the room @Maria Ortega by 4 dec", "C0GENERAL")
    await o.until("2026-11-30", "10:10")
    assert "Book the room" in text(o, MARIA)
    assert "Draft the cutover plan" not in text(o, MARIA)
