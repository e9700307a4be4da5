"""What looks alike in two projects: shown to whom it concerns in their brief, answered once for all."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from pmo_bot.model import DecisionState, Link, Pair, PairAnswer
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.test_decisions import decision
from tests.stories.test_errors_rights import a_private_project
from tests.world import World

KENJI = "U0KENJI"


async def two_projects(w: World) -> None:
    """Sam leads a second project, Helpdesk, beside Jon's Apollo; Priya is a PMO lead."""
    await w.types(PRIYA, "/pmo")
    await w.types(SAM, "/pmo project new Helpdesk", "C0HELP")
    assert await w.submits(SAM, sponsor=INES, channel="C0HELP", lead=SAM) == {}


async def same_work(w: World) -> None:
    """Maria and Kenji have each been asked for the same, by people who do not know of each other."""
    await two_projects(w)
    await w.types(JON, "/pmo add Access list for the new tenant @Maria Ortega by 18 dec")
    await w.types(SAM, "/pmo add New tenant access list from legal @Kenji Mori by 16 dec", "C0HELP")


def pairs(w: World) -> list[Pair]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Pair)))


def alike(message: dict[str, Any]) -> str:
    """What a brief says of pairs."""
    return said(message["blocks"]).partition("Alike in two projects")[2]


async def told(w: World, who: str) -> dict[str, Any]:
    """The newest brief of somebody, which has the pair."""
    brief = w.briefs(who)[-1]
    assert "Is this the same work?" in alike(brief)
    return brief


async def test_owners_leads_and_pmo_lead_see_a_pair_in_wednesdays_brief(w: World) -> None:
    await same_work(w)
    await w.until("2026-12-01", "18:00")
    assert pairs(w) == []
    await w.until("2026-12-02", "18:00")
    for who in (MARIA, KENJI, JON, SAM, PRIYA):
        assert (
            "Is this the same work?\n"
            "• Access list for the new tenant (A-1) — Maria, due Fri 18 Dec · Apollo\n"
            "• New tenant access list from legal (A-2) — Kenji, due Wed 16 Dec · Helpdesk"
        ) in alike(await told(w, who))
    assert not any(alike(one) for one in w.briefs(INES)), "the sponsor is not concerned"
    await w.clicks(JON, "Why these?", w.briefs(JON)[-1])
    assert "What looks alike in two projects is shown once" in said(w.last(JON, w.dm(JON))["blocks"])


async def test_different_is_remembered_and_asked_of_nobody_again(w: World) -> None:
    await same_work(w)
    await w.until("2026-12-02", "12:00")
    await w.clicks(MARIA, "Different", await told(w, MARIA))
    await w.until("2026-12-02", "20:00")
    assert "Maria says that these are different. Nobody is asked again." in alike(w.briefs(JON)[-1])
    assert not any(alike(one) for one in w.briefs(SAM)), "it was answered before Sam's day began"
    await w.until("2026-12-17", "12:00")
    assert len([one for one in w.briefs(PRIYA) if alike(one)]) == 1
    assert [one.answer for one in pairs(w)] == [PairAnswer.DIFFERENT]


async def test_same_work_is_linked(w: World) -> None:
    await same_work(w)
    await w.until("2026-12-02", "12:00")
    await w.clicks(JON, "Same work: link", await told(w, JON))
    await w.until("2026-12-02", "12:01")
    assert "Jon says that this is the same work, so one waits for the other." in alike(w.briefs(MARIA)[-1])
    with w.bot.db.reading() as session:
        assert [(one.item_id, one.on_id) for one in session.exec(select(Link))] == [(w.item(2).id, w.item(1).id)]


async def test_talk_brings_the_two_owners_together_once(w: World) -> None:
    await same_work(w)
    await w.until("2026-12-02", "09:30")
    await w.clicks(JON, "Talk", await told(w, JON))
    await w.until("2026-12-03", "09:30")
    group = [m for c in w.playground.world.channels.values() for m in w.messages(c.id) if "together" in m["text"]]
    assert "<@U0MARIA>, <@U0KENJI>: *Jon has brought you together*" in said(group[-1]["blocks"])
    await w.clicks(PRIYA, "Talk", await told(w, PRIYA))
    assert "Somebody has brought people together over A-1 and A-2 already." in said(
        w.last(PRIYA, w.dm(PRIYA))["blocks"]
    )


async def test_of_two_decisions_the_newer_one_takes_the_place_of_the_older(w: World) -> None:
    await two_projects(w)
    await w.types(JON, "/pmo decide Keep the old tenant running until March because legal needs it")
    await w.types(SAM, "/pmo decide Switch off the old tenant in March because it costs too much", "C0HELP")
    await w.until("2026-12-02", "20:00")
    brief = w.briefs(JON)[-1]
    assert (
        "Do these two contradict each other?\n"
        "• Keep the old tenant running until March (D-1) — Jon, Mon 30 Nov · Apollo\n"
        "• Switch off the old tenant in March (D-2) — Sam, Mon 30 Nov · Helpdesk"
    ) in alike(brief)
    await w.clicks(SAM, "The newer counts", w.briefs(SAM)[-1])
    assert "D-1 is Jon's decision." in said(w.last(SAM, w.dm(SAM))["blocks"]), "Sam may not replace it"
    await w.clicks(JON, "The newer counts", brief)
    await w.until("2026-12-02", "20:01")
    assert "Jon says that the newer one counts: D-2 has taken the place of D-1." in alike(w.briefs(SAM)[-1])
    assert decision(w, 1).state is DecisionState.SUPERSEDED


async def test_who_may_not_see_both_is_not_told_by_name_nor_can_answer(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo add Draft the plan again @Inês Duarte by 18 dec", "C0BOARD")
    await w.until("2026-12-03", "20:00")
    assert [one.key for one in pairs(w)] == ["1-4"]
    assert "A-1" in alike(w.briefs(JON)[-1])
    for who in (MARIA, PRIYA, SAM):
        assert not any("A-4" in said(one["blocks"]) for one in w.inbox(who))
        assert "Nothing that concerns you" in await w.hears(who, "/pmo list alike")
    assert "A-4" in await w.hears(JON, "/pmo list alike", w.dm(JON))
    await w.types(JON, "/pmo list alike in channel")
    assert "Nothing that concerns you" in said(w.messages("C0APOLLO")[-1]["blocks"])


async def test_the_list_has_the_same_answers_and_they_can_be_taken_back(w: World) -> None:
    await same_work(w)
    await w.until("2026-12-02", "12:00")
    await w.types(MARIA, "/pmo list alike")
    await w.clicks(MARIA, "Different", w.last(MARIA))
    assert "Nothing that concerns you" in await w.hears(JON, "/pmo list alike")
    await w.clicks(MARIA, "Take it back", w.last(MARIA))
    assert "*1 pair looks alike in two projects*" in await w.hears(JON, "/pmo list alike")
    assert "Is this the same work?" in alike(w.briefs(JON)[-1])
    await w.types(MARIA, "/pmo done A-1")
    await w.clicks(JON, "Different", w.briefs(JON)[-1])
    assert "One of the two is over, so this was settled." in said(w.last(JON, w.dm(JON))["blocks"])
