"""A sponsor is welcomed when they are named: what they get, how often, how to answer; no packet comes first."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Event
from pmo_bot.services.welcoming import SAID_YES
from tests.shown import said
from tests.stories.packets import INES, JON, PRIYA, SAM, sponsor_is_asked
from tests.stories.test_editions import joins
from tests.world import World


def welcomes(w: World, who: str) -> list[str]:
    """What somebody was told about sponsoring."""
    return [said(m["blocks"]) for m in w.inbox(who) if "sponsor of" in said(m["blocks"])]


async def test_a_new_sponsor_reads_what_they_get_and_how_to_answer(w: World) -> None:
    await w.until("2026-11-30", "18:00")
    (welcome,) = welcomes(w, INES)
    assert "*Jon named you sponsor of Apollo.* Here is what I do for you there." in welcome
    assert "Every Monday one report in <#C0APOLLO>" in welcome
    assert "A question only when a date has passed and neither the owner nor Jon could settle it" in welcome
    assert "A question gives you two working days." in welcome
    assert "All of it in your working hours, New York time." in welcome


async def test_who_was_welcomed_to_one_project_reads_little_for_the_next(w: World) -> None:
    await w.types(JON, "/pmo project new Birch", w.dm(JON))
    assert await w.submits(JON, sponsor=INES) == {}
    await w.until("2026-11-30", "18:00")
    first, second = welcomes(w, INES)
    assert "*What you get*" in first
    assert second.splitlines()[0] == (
        "*Jon named you sponsor of Birch, too.* It goes as in your other project: one report every Monday, and a "
        "question only when neither the owner nor Jon could settle a date. You have two working days to answer."
    )
    assert "Yes, I sponsor it" in second
    assert "*What you get*" not in second
    await w.clicks(INES, "Yes, I sponsor it", w.inbox(INES)[0])
    assert "*What you get*" in said(w.inbox(INES)[0]["blocks"]), "the first one stays as it is"


async def test_it_waits_for_their_working_hours(w: World) -> None:
    await w.until("2026-11-30", "14:59")
    assert not welcomes(w, INES)
    await w.until("2026-11-30", "15:01")  # nine in New York
    assert len(welcomes(w, INES)) == 1


async def test_once_for_each_project_and_person(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO sponsor @Sam Okafor")
    await w.types(JON, "/pmo project APOLLO sponsor @Inês Duarte")
    await w.types(JON, "/pmo project APOLLO sponsor @Sam Okafor")
    await w.until("2026-12-02", "18:00")
    assert len(welcomes(w, SAM)) == 1
    assert len(welcomes(w, INES)) <= 1


async def test_the_first_message_is_no_packet(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "18:00")
    first, *more = (said(m["blocks"]) for m in w.inbox(INES))
    assert "named you sponsor of Apollo" in first
    assert any("needs a decision from you" in message for message in more)


async def test_who_is_named_while_an_escalation_climbs_is_welcomed_before_it_reaches_them(w: World) -> None:
    await sponsor_is_asked(w)
    await w.types(JON, "/pmo project APOLLO sponsor @Sam Okafor")
    await w.until("2026-12-09", "18:00")
    assert "named you sponsor of Apollo" in said(w.inbox(SAM)[-1]["blocks"]) or welcomes(w, SAM)


async def test_a_yes_is_kept_and_shown_where_it_was_asked(w: World) -> None:
    await w.until("2026-11-30", "18:00")
    await w.clicks(INES, "Yes, I sponsor it", w.inbox(INES)[0])
    assert "You said on Mon 30 Nov that you sponsor it. Thank you." in said(w.inbox(INES)[0]["blocks"])
    with w.bot.db.reading() as session:
        (kept,) = session.exec(select(Event).where(Event.what == SAID_YES)).all()
    assert kept.person_id == kept.actor_id


async def test_who_sponsors_no_more_is_told_so_when_they_say_yes(w: World) -> None:
    await w.until("2026-11-30", "18:00")
    await w.types(JON, "/pmo project APOLLO sponsor @Priya Nair")
    await w.clicks(INES, "Yes, I sponsor it", w.inbox(INES)[0])
    assert "Somebody else sponsors that project now." in said(w.last(INES, w.dm(INES))["blocks"])
    assert not welcomes(w, PRIYA)


# --- what could not be said yet ---------------------------------------------------------


async def test_whoever_cannot_be_reached_is_welcomed_when_they_can(w: World) -> None:
    w.playground.faults.error("conversations.open", "messages_tab_disabled", times=1)
    await w.until("2026-11-30", "18:00")
    assert welcomes(w, INES) == [], "Slack takes no direct messages"
    await w.playground.act(PRIYA, "profile", user=INES, deleted=True)
    await w.until("2026-12-02", "18:00")
    assert welcomes(w, INES) == [], "and then she is gone"
    await w.playground.act(PRIYA, "profile", user=INES, deleted=False)
    await w.until("2026-12-03", "14:59")
    assert welcomes(w, INES) == []
    await w.until("2026-12-03", "15:01")  # nine in New York
    assert len(welcomes(w, INES)) == 1
    await w.until("2026-12-08", "18:00")
    assert len(welcomes(w, INES)) == 1


async def test_whoever_may_not_see_the_project_is_welcomed_once_they_are_let_in(w: World) -> None:
    await joins(w, "U0BOT", "C0BOARD")
    await w.types(JON, "/pmo project new Board")
    assert await w.submits(JON, channel="C0BOARD", sponsor=SAM) == {}
    await w.until("2026-12-01", "18:00")
    assert welcomes(w, SAM) == []
    await joins(w, SAM, "C0BOARD")
    await w.until("2026-12-02", "18:00")
    (welcome,) = welcomes(w, SAM)
    assert "*Jon named you sponsor of Board.*" in welcome


async def test_whoever_is_named_again_before_they_were_welcomed_is(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO sponsor @Sam Okafor")
    await w.until("2026-11-30", "18:00")
    assert welcomes(w, INES) == [], "Sam is it now"
    await w.types(JON, "/pmo project APOLLO sponsor @Inês Duarte")
    await w.until("2026-12-01", "18:00")
    assert len(welcomes(w, INES)) == 1


async def test_the_sponsor_of_a_proposal_is_welcomed_when_it_begins(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo propose Move the archive")
    assert await w.submits(JON, goal="Nobody finds old contracts", sponsor=SAM) == {}
    await w.until("2026-11-30", "19:00")
    assert welcomes(w, SAM) == []
    await w.clicks(PRIYA, "Go", w.inbox(PRIYA)[-1])
    await w.until("2026-12-02", "18:00")
    assert "*Jon named you sponsor of Move the archive.*" in welcomes(w, SAM)[0]
