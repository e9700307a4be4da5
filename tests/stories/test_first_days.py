"""A PMO's own first ninety days: a plan, a log of what was reached, and a report on three days."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Event, Win
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, INES, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0INES", "U0SAM"


async def test_the_plan_begins_with_one_line_and_only_once(w: World) -> None:
    assert "PMO leads say" in await w.hears(JON, "/pmo about start")
    assert "`/pmo about start` does." in await w.hears(PRIYA, "/pmo about report")
    begun = await w.hears(PRIYA, "/pmo about start @Inês Duarte")
    assert "*The PMO's first ninety days* begin today: 10 steps with their days" in begun
    assert "Inês reads it after you." in begun
    steps = await w.hears(PRIYA, "/pmo list FIRST90")
    assert "Listen to five project leads (M-1) — Priya, due Mon 7 Dec" in steps  # after five working days
    assert "began as The PMO's first ninety days (FIRST90)" in await w.hears(PRIYA, "/pmo about start")
    assert "That report is for PMO leads and their sponsor." in await w.hears(SAM, "/pmo about report")


async def test_whom_the_pmo_answers_to_is_its_sponsor_where_nobody_is_named(w: World) -> None:
    await w.types(PRIYA, "/pmo about sponsor @Inês Duarte")
    assert "Inês reads it after you." in await w.hears(PRIYA, "/pmo about start")


async def test_what_is_reached_is_in_the_log_by_itself_or_in_a_leads_words(w: World) -> None:
    assert "Nothing is in the log of wins yet." in await w.hears(SAM, "/pmo wins")
    await w.types(JON, "/pmo milestone Rehearsal 10 dec #apollo")
    await w.types(JON, "/pmo milestone Training 3 dec #apollo")
    await w.types(JON, "/pmo decide Keep the old tenant because legal needs it #apollo")
    await w.clicks(JON, "What follows…", w.last(JON))
    await w.submits(JON, title="Tell the vendor", due="2026-12-09")
    await w.until("2026-12-07", "10:00")
    await w.types(JON, "/pmo done M-1")
    await w.types(JON, "/pmo done M-2")
    assert "carried out" not in await w.hears(SAM, "/pmo wins")
    await w.types(JON, "/pmo done A-4")
    assert "Only Jon or a PMO lead can change Apollo." in await w.hears(SAM, "/pmo win We met #apollo")
    kept = await w.hears(JON, "/pmo win Legal answered within a day #apollo")
    assert "In the log of wins, for Apollo: Legal answered within a day" in kept
    log = await w.hears(SAM, "/pmo wins")
    assert "Mon 7 Dec — Rehearsal (M-1) was there 3 days early · Apollo" in log
    assert "Mon 7 Dec — Legal answered within a day (Jon) · Apollo" in log
    assert "Mon 7 Dec — “Keep the old tenant” (D-3) is carried out · Apollo" in log
    assert "Training" not in log  # its date had passed

    assert "Who reads “x” later cannot tell what was reached. Write it as a sentence" in (
        await w.hears(JON, "/pmo win x #apollo")
    )
    await w.types(JON, "/pmo win The wrong line #apollo")
    await w.clicks(JON, "Take it out again", w.last(JON))
    assert "The wrong line" not in await w.hears(SAM, "/pmo wins")


async def test_a_line_that_two_write_down_at_once_is_there_once(w: World) -> None:
    await w.types(JON, "/pmo win Legal answered within a day #apollo")
    await w.types(PRIYA, "/pmo win Legal answered within a day #apollo")
    await w.types(PRIYA, "/pmo win Legal answered within a day", "C0GENERAL")
    assert len(wins_in(w.bot.db)) == 2, "the other one is the PMO's own"


def wins_in(db: Database) -> list[dict[str, object]]:
    with db.reading() as session:
        return [one.model_dump() for one in session.exec(select(Win))]


async def test_a_line_can_be_taken_back_and_happens_again_and_no_event_has_its_words(w: World) -> None:
    start = w.clock.now()
    await w.until("2026-11-30", "11:00")
    await w.types(JON, "/pmo win Legal answered within a day #apollo")
    now = wins_in(w.bot.db)
    with w.bot.db.reading() as session:
        told = session.exec(select(Event).where(Event.what == "win.written")).one()
    assert "win" not in told.after
    with temporary_copy(w.bot.db) as copy:
        tape = rewind(copy, start)
        assert wins_in(copy) == []
        while tape.groups:
            tape_playing.happen(copy, tape)
        assert wins_in(copy) == now != []


async def test_what_a_private_project_reached_is_its_members_only(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo win The board agreed SECRET")
    assert "The board agreed" in await w.hears(JON, "/pmo wins")
    for hidden in (await w.hears(PRIYA, "/pmo wins"), await w.hears(MARIA, "/pmo wins")):
        assert "board agreed" not in hidden
        assert "Secret" not in hidden


async def test_after_thirty_days_the_report_is_read_and_goes_on_to_the_sponsor(w: World) -> None:
    await w.types(PRIYA, "/pmo about start @Inês Duarte")
    await w.types(MARIA, "/pmo add Draft the plan by 3 dec")
    await w.until("2026-12-02", "10:00")
    await w.types(MARIA, "/pmo done A-14")
    await w.types(JON, "/pmo win Legal answered within a day #apollo")
    await w.until("2026-12-30", "17:30")
    brief = w.briefs(PRIYA)[-1]
    assert "The PMO's first ninety days: day 30" in said(brief["blocks"])
    await w.clicks(PRIYA, "Read the report", brief, "day 30")
    shown = w.private(PRIYA, w.dm(PRIYA))[-1]
    text = said(shown["blocks"])
    assert "day 30, since Mon 30 Nov" in text
    assert "*Reached so far*\n• Wed 2 Dec — Legal answered within a day (Jon) · Apollo" in text
    assert "Done by its first date: " in text
    assert "Inês is shown the same in their next brief." in text
    assert not any("day 30" in said(one["blocks"]) for one in w.briefs(INES))
    await w.clicks(PRIYA, "I have read it", shown)

    await w.until("2027-01-05", "18:00")
    mine = next(one for one in w.briefs(INES) if "first ninety days: day 30" in said(one["blocks"]))
    await w.clicks(INES, "Read the report", mine, "day 30")
    report = w.private(INES, w.dm(INES))[-1]
    assert "Legal answered within a day" in said(report["blocks"])
    await w.clicks(INES, "I have read it", report)
    assert [one for one in w.inbox(PRIYA) if "day 30" in said(one["blocks"])] != []
