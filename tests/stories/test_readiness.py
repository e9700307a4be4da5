"""Ten working days before a milestone its owner is told what is open; two leads hear of one day with two milestones."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Line, LineKind
from pmo_bot.rules.readiness import Readiness
from pmo_bot.services.reading_readiness import readiness
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def goal(w: World) -> None:
    """Jon's go-live on Fri 18 Dec needs a plan of Maria's, and that a list; ten working days before is Fri 4 Dec."""
    await w.types(JON, "/pmo milestone Go-live by 18 dec")
    await w.types(MARIA, "/pmo add Cutover plan by 16 dec")
    await w.types(MARIA, "/pmo add Access list by 15 dec")
    await w.types(JON, "/pmo link M-1 after A-2")
    await w.types(MARIA, "/pmo link A-2 after A-3")


def told(w: World, who: str, words: str) -> list[str]:
    """The messages of somebody that say something."""
    return [text for one in w.inbox(who) if words in (text := said(one["blocks"]))]


async def test_the_owner_is_told_ten_working_days_before_and_once_for_each_date(w: World) -> None:
    await goal(w)
    await w.until("2026-12-03", "18:00")
    assert told(w, JON, "Go-live (M-1)") == []
    await w.until("2026-12-04", "09:00")
    (brief,) = told(w, JON, "Go-live (M-1)")
    assert "Go-live (M-1): in ten working days, Fri 18 Dec: 2 of 2 things it needs are open." in brief
    await w.until("2026-12-10", "18:00")
    assert len(told(w, JON, "things it needs are open")) == 1
    await w.types(JON, "/pmo move M-1 to 8 jan")
    await w.until("2026-12-28", "18:00")
    assert len(told(w, JON, "things it needs are open")) == 2


async def test_see_lists_exactly_what_is_open_however_far_back(w: World) -> None:
    await goal(w)
    await w.types(MARIA, "/pmo add Done long ago by 3 dec")
    await w.types(MARIA, "/pmo link A-3 after A-4")
    await w.types(MARIA, "/pmo done A-4")
    await w.until("2026-12-04", "09:00")
    await w.clicks(JON, "See", w.briefs(JON)[-1])
    listed = said(w.messages(w.dm(JON))[-1]["blocks"]) + said(w.private(JON, w.dm(JON))[-1]["blocks"])
    assert "2 of 3 things it needs are open" in listed
    assert "• Access list (A-3) — Maria, due Tue 15 Dec\n• Cutover plan (A-2) — Maria, due Wed 16 Dec" in listed
    assert "Done long ago" not in listed


async def test_when_everything_is_there_nothing_is_said(w: World) -> None:
    await goal(w)
    await w.types(MARIA, "/pmo done A-2")
    await w.types(MARIA, "/pmo done A-3")
    await w.until("2026-12-08", "18:00")
    assert told(w, JON, "it needs") == []
    await w.types(MARIA, "/pmo reopen A-3")
    await w.until("2026-12-09", "09:00")
    assert "Go-live (M-1): in seven working days, Fri 18 Dec: 1 of 2 things it needs is open." in told(w, JON, "M-1")[0]


async def test_it_stands_in_the_digest_as_well(w: World) -> None:
    await goal(w)
    heading = "*Milestones ahead, and what they still need*"
    assert heading not in await w.hears(SAM, "/pmo digest #apollo")
    await w.until("2026-12-04", "10:00")
    digest = await w.hears(SAM, "/pmo digest #apollo")
    assert f"{heading}\n• Go-live (M-1) — Jon, Fri 18 Dec: 2 of 2 things it needs are open" in digest


async def test_what_is_hidden_is_counted_and_not_named(w: World) -> None:
    await goal(w)
    board = w.playground.world.channels["C0BOARD"]
    board.members.append("U0BOT")
    await w.types(INES, "/pmo", channel="C0APOLLO")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo add Takeover by 14 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo link M-1 after A-4", channel="C0BOARD")
    await w.types(JON, "/pmo assign M-1 @Priya Nair")
    await w.until("2026-12-04", "10:00")
    brief = w.briefs(PRIYA)[-1]
    assert "Go-live (M-1): in ten working days, Fri 18 Dec: 3 of 3 things it needs are open." in said(brief["blocks"])
    await w.clicks(PRIYA, "See", brief)
    listed = said(w.private(PRIYA, w.dm(PRIYA))[-1]["blocks"])
    assert "• something in another project" in listed
    assert "Takeover" not in listed
    assert "A-4" not in listed


async def test_what_was_let_go_is_needed_no_longer(w: World) -> None:
    await goal(w)
    await w.types(MARIA, "/pmo drop A-3")
    with w.bot.db.reading() as session:
        found = readiness(session, TEAM, [w.item(1)])[w.item(1).id]
    assert (found.total, [one.key for one in found.open]) == (1, ["A-2"])
    assert Readiness().open_count == 0


# --- one person, two milestones, one day ----------------------------------------------------


async def two_projects(w: World, channel: str = "C0HELP") -> None:
    """Sam is needed for Jon's rehearsal in Apollo and for Priya's move-in on the same day."""
    if channel == "C0BOARD":
        board = w.playground.world.channels["C0BOARD"]
        board.members += [one for one in ("U0BOT", PRIYA) if one not in board.members]
    await w.types(PRIYA, "/pmo project new Office")
    await w.submits(PRIYA, channel=channel)
    await w.types(JON, "/pmo milestone Rehearsal by 10 dec @Sam Okafor #apollo")
    await w.types(PRIYA, "/pmo milestone Move-in by 10 dec @Sam Okafor", channel=channel)


async def test_both_leads_are_told_once_that_somebody_is_needed_twice_on_one_day(w: World) -> None:
    await two_projects(w)
    await w.until("2026-12-03", "18:00")
    (to_jon,) = told(w, JON, "is needed on")
    assert "Rehearsal (M-1): Sam is needed on Thu 10 Dec for this and for Move-in (M-2)." in to_jon
    (to_priya,) = told(w, PRIYA, "is needed on")
    assert "Move-in (M-2): Sam is needed on Thu 10 Dec for this and for Rehearsal (M-1)." in to_priya
    with w.bot.db.reading() as session:
        lines = session.exec(select(Line).where(Line.kind == LineKind.CLASH)).all()
    assert len(lines) == 2


async def test_a_milestone_that_moves_onto_the_day_of_another_is_noticed(w: World) -> None:
    await two_projects(w)
    await w.types(PRIYA, "/pmo move M-2 to 11 dec", channel="C0HELP")
    await w.until("2026-12-01", "18:00")
    assert told(w, JON, "is needed on") == []
    await w.types(PRIYA, "/pmo move M-2 to 10 dec", channel="C0HELP")
    await w.until("2026-12-02", "18:00")
    assert len(told(w, JON, "is needed on")) == 1


async def test_a_lead_does_not_read_the_name_of_what_they_may_not_see(w: World) -> None:
    board = w.playground.world.channels["C0BOARD"]
    board.members = [one for one in board.members if one != JON]
    await two_projects(w, "C0BOARD")
    await w.until("2026-12-01", "18:00")
    (to_jon,) = told(w, JON, "is needed on")
    assert "Sam is needed on Thu 10 Dec for this and for something in another project." in to_jon
    assert "Move-in" not in to_jon
    assert "M-2" not in to_jon


async def test_whoever_leads_both_is_told_once(w: World) -> None:
    await two_projects(w)
    await w.types(PRIYA, "/pmo project OFFICE lead @Jon Lindqvist", channel="C0HELP")
    await w.until("2026-12-03", "18:00")
    assert len(told(w, JON, "is needed on")) == 1
