"""What is learned: kept in one line, found again by whoever may see its project."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Event, Lesson, Win
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA = "U0MARIA", "U0JON", "U0PRIYA"
ROOM = "/pmo lesson Book the room a month ahead because none was free #apollo"


async def test_a_lesson_is_kept_in_one_line_and_found_again(w: World) -> None:
    assert "Nothing is written down yet." in await w.hears(MARIA, "/pmo lesson")
    kept = await w.hears(MARIA, ROOM)
    assert "from Apollo: “Book the room a month ahead”, because “none was free”" in kept
    listed = await w.hears(JON, "/pmo lessons")
    assert "“Book the room a month ahead”, because “none was free”" in listed
    assert "_do differently_ · Apollo · in delivery · Maria, Mon 30 Nov\n→ no next step yet" in listed


async def test_what_nobody_can_see_is_no_lesson_and_no_win(w: World) -> None:
    for nothing in ("\u200b\u200b", "\u2060", "\ufeff"):
        assert "Kept" not in await w.hears(MARIA, f"/pmo lesson {nothing} #apollo")
        assert "In the log" not in await w.hears(JON, f"/pmo win {nothing} #apollo")
    with w.bot.db.reading() as session:
        assert session.exec(select(Lesson)).all() == session.exec(select(Win)).all() == []


async def test_what_is_too_long_is_refused_with_the_limit_and_not_cut(w: World) -> None:
    much = "Book the room " * 40
    assert "That has 559 characters; 500 is the most. Write it in fewer words" in await w.hears(
        MARIA, f"/pmo lesson {much} #apollo"
    )
    late = await w.hears(MARIA, f"/pmo lesson Book the room because {much} #apollo")
    assert "That has 559 characters" in late
    won = await w.hears(JON, f"/pmo win {much} #apollo")
    assert "That has 559 characters; 500 is the most. Write it in fewer words" in won
    with w.bot.db.reading() as session:
        assert session.exec(select(Lesson)).all() == session.exec(select(Win)).all() == []


async def test_said_twice_it_is_there_once_and_no_event_has_its_words(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(MARIA, ROOM)
    with w.bot.db.reading() as session:
        assert len(session.exec(select(Lesson)).all()) == 1
        told = session.exec(select(Event).where(Event.what == "lesson.learned")).one()
    assert set(told.after) == {"lesson", "by_id", "learned_at", "tags"}


def lessons_in(db: Database) -> list[dict[str, object]]:
    with db.reading() as session:
        return [one.model_dump() for one in session.exec(select(Lesson))]


async def test_it_can_be_taken_back_and_happens_again_with_its_words(w: World) -> None:
    await w.until("2026-11-30", "11:00")
    start = w.clock.now()
    await w.until("2026-11-30", "11:30")
    await w.types(MARIA, ROOM)
    now = lessons_in(w.bot.db)
    assert len(now) == 1
    with temporary_copy(w.bot.db) as copy:
        tape = rewind(copy, start)
        assert lessons_in(copy) == []
        while tape.groups:
            tape_playing.happen(copy, tape)
        assert lessons_in(copy) == now


async def test_a_lesson_of_a_private_project_is_nobody_elses(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo lesson Tell legal first SECRET")
    assert "Tell legal first" in await w.hears(JON, "/pmo lesson")
    answer = await w.hears(PRIYA, "/pmo lesson")
    assert "Tell legal first" not in answer
    assert "Secret" not in answer


async def test_whoever_notes_something_alike_reads_it_and_nobody_else(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(MARIA, "/pmo lesson Tell legal first #apollo")
    learned = "Apollo would do this differently: “Book the room a month ahead”, because “none was free”"
    near = await w.hears(JON, "/pmo milestone Book the training room by 10 dec")
    assert learned in near
    assert "legal" not in near
    assert "differently" not in await w.hears(JON, "/pmo risk The vendor may deliver late")
    await w.types(JON, "/pmo risk Book the training room in channel")
    for_all = said(w.messages("C0APOLLO")[-1]["blocks"])
    assert "R-3 · Book the training room" in for_all
    assert "differently" not in for_all


async def test_what_a_private_project_learned_is_shown_to_its_members_only(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo lesson Book the room a month ahead SECRET")
    assert "Secret would do this differently" in await w.hears(JON, "/pmo risk Book the training room")
    assert "differently" not in await w.hears(PRIYA, "/pmo risk Book the training room")
