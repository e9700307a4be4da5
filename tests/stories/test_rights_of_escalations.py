"""Who hears of an escalation and who may answer it: rule 9 holds for windows, packets and undo as well."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_bot.model import Escalation, Person, Standing
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import deciding, escalations, people, undoing
from pmo_bot.services.events import Act
from pmo_bot.services.links import link_items
from pmo_bot.services.people import Profile
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World


async def escalated(w: World, project: str, channel: str, owner: str = "Maria Ortega") -> None:
    """An item of a controlling project is due tomorrow: the preview comes on Wednesday, the packet on Thursday."""
    if project == "Apollo":
        await w.types("U0JON", "/pmo project APOLLO mode controlling")
    else:
        await w.playground.act("U0JON", "join", user="U0BOT", channel=channel)
        await w.types("U0JON", f"/pmo project new {project}")
        assert await w.submits("U0JON", sponsor="U0INES", lead="U0JON", channel=channel, mode="controlling") == {}
    await w.types("U0JON", f"/pmo add Access list @{owner} by tomorrow", channel)


def act(w: World, slack_id: str) -> Act:
    """Somebody is about to click."""
    with w.bot.db.reading() as session:
        person = queries.person_by_slack(session, TEAM, slack_id)
    assert isinstance(person, Person)
    return Act(person, w.clock.now(), "button")


async def test_a_pmo_lead_hears_of_a_private_project_only_as_a_member_of_its_channel(w: World) -> None:
    await escalated(w, "Board", "C0BOARD", "Inês Duarte")
    await w.until("2026-12-31", "17:00")
    assert "Access list" in said(w.inbox("U0JON")[-1]["blocks"])
    assert not w.inbox("U0PRIYA")


async def test_a_packet_names_what_waits_only_as_far_as_its_reader_may_know(w: World) -> None:
    await escalated(w, "Board", "C0BOARD")
    await w.types("U0INES", "/pmo risk Sell the company @Inês Duarte by 18 dec", "C0BOARD")
    await escalated(w, "Apollo", "C0APOLLO")
    with w.bot.db.reading() as session:
        ids = [found.id for n in (2, 3) if (found := queries.item_by_number(session, TEAM, n)) is not None]
    link_items(w.bot.db, act(w, "U0INES"), *ids)
    await w.until("2026-12-03", "12:00")
    preview, packet = (said(w.inbox(who)[-1]["blocks"]) for who in ("U0MARIA", "U0JON"))
    assert "Access list" in preview
    assert "Sell" not in preview  # Maria is not in the channel of the Board
    assert "Sell the company (R-2" in packet


async def test_only_who_was_asked_may_open_the_windows_of_an_answer(w: World) -> None:
    await escalated(w, "Apollo", "C0APOLLO")
    await w.types("U0SAM", "/pmo")
    await w.until("2026-12-03", "12:00")
    with w.bot.db.reading() as session:
        row = session.get_one(Escalation, 1)
    assert escalations.asked_about(w.bot.db, act(w, "U0JON"), row.id).number == 1
    assert escalations.sentence_so_far(w.bot.db, act(w, "U0MARIA"), row.id)[1] == ""
    for who in ("U0SAM", "U0MARIA"):
        with pytest.raises(Refused, match="not_asked"):
            escalations.asked_about(w.bot.db, act(w, who), row.id)
    with pytest.raises(Refused, match="not_owner"):
        escalations.sentence_so_far(w.bot.db, act(w, "U0JON"), row.id)
    robot = people.know(w.bot.db, TEAM, Profile("U0ROBOT", "Robot", "UTC", Standing.BOT), w.clock.now())
    with pytest.raises(Refused, match="owner_is_bot"):
        deciding.reassign(w.bot.db, act(w, "U0JON"), row.id, robot.id)


async def test_an_acknowledgement_clicked_twice_pauses_once(w: World) -> None:
    await escalated(w, "Apollo", "C0APOLLO")
    await w.until("2026-12-03", "12:00")
    escalations.acknowledge(w.bot.db, act(w, "U0JON"), 1)
    with w.bot.db.reading() as session:
        until = session.get_one(Escalation, 1).paused_until
    await w.until("2026-12-04", "12:00")
    escalations.acknowledge(w.bot.db, act(w, "U0JON"), 1)
    with w.bot.db.reading() as session:
        assert session.get_one(Escalation, 1).paused_until == until


async def test_who_gave_an_item_away_can_take_it_back_and_who_lost_the_project_cannot(w: World) -> None:
    await escalated(w, "Board", "C0BOARD", "Inês Duarte")
    await w.types("U0INES", "/pmo assign A-1 @Jon Lindqvist")
    with w.bot.db.reading() as session:
        handed_over = queries.events_of(session, TEAM, w.item(1).id)[-1]
    undoing.undo(w.bot.db, act(w, "U0INES"), handed_over.id)
    assert w.item(1).owner_id == act(w, "U0INES").person.id
    assert w.item(1).due == date(2026, 12, 1)
