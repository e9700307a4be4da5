"""Whoever was told something is told what became of it: how it ended, the new date, a note.  Once, in the brief."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Line, LineKind
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, SAM, late, lead_is_asked, newest, packets, sponsor_is_asked
from tests.world import World


def told(w: World, who: str, words: str) -> int:
    """How many messages of somebody say this."""
    return sum(words in said(message["blocks"]) for message in w.inbox(who))


async def answered_by_the_sponsor(w: World) -> None:
    """Monday afternoon: Jon said nothing, and Inês gives a new date."""
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:20")
    await w.clicks(INES, "Another date…", packets(w, INES)[-1])
    assert await w.submits(INES, due="2026-12-18", reason="The rehearsal moves too") == {}


SETTLED = "Inês decided on a new date, Fri 18 Dec. “The rehearsal moves too”"


async def test_all_who_were_told_hear_how_it_ended_and_by_whom(w: World) -> None:
    await answered_by_the_sponsor(w)
    await w.until("2026-12-08", "18:00")
    for who in (JON, MARIA, SAM):  # who was asked before, the owner, whoever asked for it
        assert SETTLED in newest(w, who), who
        assert "For your information" in newest(w, who)


async def test_who_decided_is_not_told_what_they_decided(w: World) -> None:
    await answered_by_the_sponsor(w)
    await w.until("2026-12-10", "18:00")
    assert not told(w, INES, "For your information")


async def test_it_is_told_once(w: World) -> None:
    await answered_by_the_sponsor(w)
    await w.until("2026-12-16", "18:00")
    for who in (JON, MARIA, SAM):
        assert told(w, who, SETTLED) == 1, who


async def test_an_owner_who_finishes_it_ends_it_for_everybody(w: World) -> None:
    await lead_is_asked(w)
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-04", "18:00")
    assert "Maria finished it. Nothing is asked of you any more." in newest(w, JON)
    assert not told(w, MARIA, "finished it")
    assert "Access list" in newest(w, SAM)


async def test_what_is_let_go_and_opened_again_is_called_that(w: World) -> None:
    await lead_is_asked(w)
    await w.types(SAM, "/pmo drop A-1 because the vendor does it")
    await w.types(SAM, "/pmo reopen A-1")
    await w.until("2026-12-04", "18:00")
    assert "Sam let it go, and it was opened again: Maria has it, due Tue 1 Dec." in newest(w, JON)
    assert "No answer needed any more: it was opened again, due Tue 1 Dec." in said(packets(w, JON)[-1]["blocks"])
    assert not any("new date Tue 1 Dec" in said(brief["blocks"]) for brief in w.briefs(MARIA))


async def test_whoever_asked_reads_the_date_that_had_passed_also_after_it_moved(w: World) -> None:
    await lead_is_asked(w)
    await w.until("2026-12-03", "16:00")
    await w.clicks(JON, "New date Thu 10 Dec", packets(w, JON)[-1])
    assert "its date was Tue 1 Dec. Jon was asked what happens next." in newest(w, SAM)


async def test_who_acknowledged_it_is_told_how_it_ended(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Acknowledge", packets(w, JON)[-1])
    await w.types(MARIA, "/pmo move A-1 18 dec because the rehearsal moves")
    await w.until("2026-12-04", "18:00")
    assert "Maria settled it: Maria has it, due Fri 18 Dec." in newest(w, JON)
    assert not told(w, MARIA, "settled it")


async def test_a_brief_with_nothing_but_news_says_that_nothing_waits(w: World) -> None:
    await lead_is_asked(w)
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-04", "18:00")
    assert "*Good morning, Jon.* Nothing waits for you." in newest(w, JON)
    assert w.inbox(JON)[-1]["text"].startswith("Good morning, Jon. For your information:")


async def test_what_nobody_was_told_of_is_settled_in_silence(w: World) -> None:
    await late(w)
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-04", "18:00")
    assert not told(w, JON, "For your information")


# --- a promised date that changes -----------------------------------------------------


async def test_whoever_was_told_a_date_is_told_the_new_one(w: World) -> None:
    await w.types(SAM, "/pmo add Access list @Maria Ortega by 9 dec")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(MARIA, "/pmo move A-1 to 16 dec because legal needs longer")
    await w.until("2026-12-01", "18:00")
    assert "the date is now Wed 16 Dec instead of Wed 9 Dec, says Maria. “legal needs longer”" in newest(w, SAM)
    await w.until("2026-12-04", "18:00")
    assert told(w, SAM, "the date is now") == 1
    assert not told(w, MARIA, "the date is now"), "who moved it knows"


async def test_an_owner_whose_date_somebody_else_moved_is_told(w: World) -> None:
    await w.types(SAM, "/pmo add Access list @Maria Ortega by 9 dec")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(JON, "/pmo move A-1 to 16 dec because the vendor asked")
    await w.until("2026-12-01", "18:00")
    for who in (MARIA, SAM):
        assert "the date is now Wed 16 Dec instead of Wed 9 Dec, says Jon." in newest(w, who)


async def test_a_date_that_moved_and_moved_back_is_no_news(w: World) -> None:
    await w.types(SAM, "/pmo add Access list @Maria Ortega by 9 dec")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(MARIA, "/pmo move A-1 to 16 dec")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    await w.until("2026-12-04", "18:00")
    assert not told(w, SAM, "the date is now")


async def test_a_move_that_was_taken_back_moves_nobody_and_counts_for_nothing(w: World) -> None:
    await w.types(JON, "/pmo add Access list @Maria Ortega by 2 dec")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(JON, "/pmo add Call the vendor @Sam Okafor by 9 dec")
    await w.types(SAM, "/pmo accept A-2")
    await w.types(JON, "/pmo link A-2 after A-1")
    await w.types(MARIA, "/pmo move A-1 to 4 dec because legal needs longer")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    await w.until("2026-12-04", "18:00")
    assert not told(w, SAM, "moved Access list")
    said_of_it = " ".join(said(one["blocks"]) for who in (MARIA, JON) for one in w.inbox(who))
    assert "Access list" in said_of_it
    assert "moved once" not in said_of_it


async def test_a_list_is_kept_of_who_was_told_what(w: World) -> None:
    await answered_by_the_sponsor(w)
    await w.until("2026-12-08", "18:00")
    with w.bot.db.reading() as session:
        lines = session.exec(select(Line).where(Line.kind == LineKind.SETTLED)).all()
    assert len(lines) == len({line.person_id for line in lines}) == 3
    assert "to Jon: how it ended — arrived" in await w.hears(JON, "/pmo why A-1")


# --- a note, and being late -----------------------------------------------------------


async def test_a_sponsors_note_reaches_the_owner_in_the_next_brief(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-07", "15:20")
    await w.clicks(INES, "Write a note…", packets(w, INES)[-1])
    await w.submits(INES, text="I called Legal; they answer on Friday.")
    await w.until("2026-12-08", "09:00")
    assert "Inês left a note. “I called Legal; they answer on Friday.”" in newest(w, MARIA)
    assert "“I called Legal; they answer on Friday.”" in await w.hears(MARIA, "/pmo show A-1")


async def test_whoever_asked_for_it_is_told_once_that_it_is_late(w: World) -> None:
    await sponsor_is_asked(w)
    await w.until("2026-12-16", "18:00")
    assert told(w, SAM, "you asked Maria for it, and its date was Tue 1 Dec. Jon was asked what happens next.") == 1
