"""Lessons have tags, come to something, and are shown again where they may help."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from pmo_bot.model import Base, LessonUse
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import items, tape_playing, using_lessons
from pmo_bot.services.items import Capture
from pmo_bot.services.lessons import needs_nothing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, act
from tests.stories.test_lessons_asked import lessons, reached
from tests.world import World, world

ROOM = "/pmo lesson Book the room a month ahead because none was free #apollo"
LEARNED = "Apollo would do this differently: “Book the room a month ahead”"


def uses(w: World) -> list[LessonUse]:
    """What people said of lessons that were shown to them."""
    with w.bot.db.reading() as session:
        return list(session.exec(select(LessonUse)))


# --- tags -------------------------------------------------------------------------------


async def test_what_it_is_about_is_said_in_the_line_and_the_list_is_asked_for_it(w: World) -> None:
    kept = await w.hears(MARIA, f"{ROOM} #rooms #Acme")
    assert "from Apollo: “Book the room a month ahead”, because “none was free” · #rooms #acme" in kept
    await w.types(MARIA, "/pmo lesson Tell legal first #apollo #legal")
    about = await w.hears(JON, "/pmo lesson #acme")
    assert "*What projects learned about #acme*" in about
    assert "Book the room" in about
    assert "legal" not in about
    assert "Book the room" in await w.hears(JON, "/pmo lesson list #apollo #rooms #delivery")
    assert "Nothing is written down yet about #hypercare." in await w.hears(JON, "/pmo lesson #hypercare")


async def test_a_long_list_is_leafed_through(w: World) -> None:
    for number in range(10):
        await w.types(MARIA, f"/pmo lesson Lesson number {number} #apollo #rooms")
    first = await w.hears(JON, "/pmo lesson #rooms")
    assert "Lesson number 9" in first
    assert "Lesson number 1”" not in first
    await w.clicks(JON, "Next 2", w.last(JON))
    second = said(w.last(JON)["blocks"])
    assert "Lesson number 1”" in second
    assert "about #rooms" in second


async def test_one_can_be_written_down_from_the_list_for_any_project(w: World) -> None:
    await w.types(MARIA, "/pmo lesson", "C0GENERAL")
    await w.clicks(MARIA, "Write one down…", w.last(MARIA, "C0GENERAL"))
    assert list(await w.submits(MARIA, advice="Begin with legal")) == ["project"]
    await w.submits(MARIA, advice="Begin with legal", project="Apollo (APOLLO)", topics="legal")
    kept = said(w.last(MARIA, "C0GENERAL")["blocks"])
    assert "Kept for whoever comes next, from Apollo: “Begin with legal” · #legal" in kept


async def test_where_a_project_is_talked_of_the_window_begins_with_it(w: World) -> None:
    for list_of, place in (("", "C0APOLLO"), (" #apollo", "C0GENERAL")):
        await w.types(MARIA, f"/pmo lesson{list_of}", place)
        await w.clicks(MARIA, "Write one down…", w.last(MARIA, place))
        assert await w.submits(MARIA, advice=f"Begin with legal in {place}") == {}
        assert "from Apollo: “Begin with legal in" in said(w.last(MARIA, place)["blocks"])


# --- what comes of it -------------------------------------------------------------------


async def test_one_click_makes_an_item_with_an_owner_and_a_date_of_it(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(SAM, "/pmo lesson")
    listing = w.last(SAM)
    await w.clicks(SAM, "I take it on", listing)
    assert "A-1 · Book the room a month ahead" in said(w.last(SAM)["blocks"])
    item = w.item(1)
    assert (item.title, item.due.isoformat() if item.due else "") == ("Book the room a month ahead", "2026-12-14")
    assert "\n→ Book the room a month ahead (A-1)" in await w.hears(JON, "/pmo lesson")
    await w.clicks(SAM, "I take it on", listing)
    assert "Its next step is there already:" in said(w.last(SAM)["blocks"])
    await w.types(SAM, "/pmo drop A-1 because somebody else does")
    assert "→ no next step yet" in await w.hears(JON, "/pmo lesson open")


async def test_what_asks_for_nothing_can_become_an_item_as_well(w: World) -> None:
    await w.types(MARIA, "/pmo lesson")
    await w.clicks(MARIA, "Write one down…", w.last(MARIA))
    await w.submits(MARIA, well="A dry run the day before", project="Apollo (APOLLO)")
    await w.types(SAM, "/pmo lesson")
    assert "no next step" not in said(w.last(SAM)["blocks"])
    await w.clicks(SAM, "I take it on", w.last(SAM))
    assert "→ A dry run the day before (A-1)" in await w.hears(JON, "/pmo lesson")


async def test_where_a_project_asks_for_more_a_window_does(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode directive")
    await w.types(MARIA, ROOM)
    await w.clicks(MARIA, "I take it on", w.last(MARIA))
    await w.submits(MARIA, done_means="It is in the calendar")
    assert "(A-1)" in await w.hears(JON, "/pmo lesson")


async def test_a_lesson_that_nobody_acts_on_is_told_to_the_lead_alone(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(MARIA, "/pmo lesson Ask legal early #apollo")
    await w.until("2026-12-11", "16:00")
    assert "no next step" not in await w.hears(JON, "/pmo status APOLLO")
    await w.until("2026-12-15", "10:00")
    told = "2 lessons have no next step yet: `/pmo lesson open #apollo`"
    assert told in await w.hears(JON, "/pmo status APOLLO")
    assert "no next step" not in await w.hears(MARIA, "/pmo status APOLLO")
    await w.types(JON, "/pmo status APOLLO in channel")
    assert all("no next step" not in said(message["blocks"]) for message in w.messages("C0APOLLO"))
    await w.types(JON, "/pmo lesson open #apollo")
    await w.clicks(JON, "Nothing to do", w.last(JON), about="legal")
    assert "It stays: “Ask legal early”. Nothing is to be done about it." in said(w.last(JON)["blocks"])
    assert "One lesson has no next step yet" in await w.hears(JON, "/pmo status APOLLO")


# --- shown again ------------------------------------------------------------------------


async def test_it_is_shown_with_what_is_noted_in_a_window_and_on_its_card(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(JON, "/pmo milestone")
    await w.submits(JON, title="Book the training room", owner=SAM, due="2026-12-10", project="Apollo (APOLLO)")
    assert LEARNED in said(w.last(JON)["blocks"])
    assert LEARNED in await w.hears(SAM, "/pmo show M-1")
    await w.types(JON, "/pmo show M-1 in channel")
    assert "differently" not in said(w.messages("C0APOLLO")[-1]["blocks"])
    await w.types(SAM, "/pmo done M-1")
    assert "differently" not in await w.hears(SAM, "/pmo show M-1")
    assert "differently" not in await w.hears(SAM, "/pmo add Book the training room")


async def test_useful_counts_once_for_each_person_and_thing(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(JON, "/pmo risk Book the training room")
    shown = w.last(JON)
    for _ in range(3):
        await w.clicks(JON, "Useful", shown)
    assert "Noted: it helped. Thank you." in said(w.last(JON)["blocks"])
    assert "helped once" in await w.hears(MARIA, "/pmo lesson")
    assert "· you found it useful" in await w.hears(JON, "/pmo show R-1")
    await w.types(SAM, "/pmo show R-1")
    await w.clicks(SAM, "Useful", w.last(SAM))
    await w.types(JON, "/pmo risk Book the big room")
    await w.clicks(JON, "Useful", w.last(JON))
    assert "helped 3 times" in await w.hears(MARIA, "/pmo lesson")


async def test_not_this_time_is_for_this_thing_and_this_person(w: World) -> None:
    await w.types(MARIA, ROOM)
    await w.types(JON, "/pmo risk Book the training room")
    await w.clicks(JON, "Not this time", w.last(JON))
    assert "differently" not in await w.hears(JON, "/pmo show R-1")
    assert LEARNED in await w.hears(SAM, "/pmo show R-1")
    assert LEARNED in await w.hears(JON, "/pmo risk Book the big room")
    assert [one.useful for one in uses(w)] == [False]
    assert "helped" not in await w.hears(MARIA, "/pmo lesson")


async def test_a_project_that_begins_is_told_what_others_learned_about_the_same(w: World) -> None:
    await w.types(MARIA, "/pmo lesson Clean the archive before it moves #apollo #archive")
    await w.types(JON, "/pmo project new Archive move")
    await w.submits(JON, channel=None)
    shown = w.last(JON)
    assert "Apollo would do this differently: “Clean the archive before it moves”" in said(shown["blocks"])
    await w.clicks(JON, "Useful", shown)
    (use,) = uses(w)
    assert (use.item_id, use.project_id is not None) == (None, True)
    await w.types(JON, "/pmo project new Summer party")
    await w.submits(JON, channel=None)
    assert "differently" not in said(w.last(JON)["blocks"])


async def test_a_proposal_reads_it_when_it_begins(w: World) -> None:
    await w.types(MARIA, "/pmo lesson Clean the archive before it moves #apollo #archive")
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo propose Archive move")
    assert await w.submits(JON, goal="Nobody finds old contracts") == {}
    assert "differently" not in said(w.last(JON)["blocks"])
    await w.until("2026-11-30", "18:00")
    await w.clicks(PRIYA, "Go", w.asks(PRIYA)[-1])
    assert "“Clean the archive before it moves”" in await w.hears(JON, "/pmo project ARCHIVEMOV phase delivery")


async def test_what_a_private_project_learned_stays_there(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo lesson Book the room early SECRET #hush")
    assert "Secret would do this differently" in await w.hears(JON, "/pmo risk Book the training room")
    for typed in ("/pmo risk Book the training room", "/pmo lesson", "/pmo lesson #hush", "/pmo show R-1"):
        answer = await w.hears(PRIYA, typed)
        assert "Secret" not in answer
        assert "early" not in answer
    (hidden,), priya = lessons(w), act(w, PRIYA)
    for click in (
        lambda: using_lessons.say(w.bot.db, priya, hidden.id, useful=True, item_id=w.item(2).id),
        lambda: needs_nothing(w.bot.db, priya, hidden.id),
        lambda: items.capture(w.bot.db, priya, Capture("Theirs", lesson=hidden.id)),
    ):
        with pytest.raises(Refused, match="no_lesson"):
            click()


# --- back and on again, and on both databases -------------------------------------------

TABLES = ("lesson", "lesson_tag", "lesson_word", "lesson_use", "lesson_asked")


def rows(db: Database) -> dict[str, list[str]]:
    """All that is kept of lessons, and the items, without the numbers that the plan and the index give."""
    with db.reading() as session:
        found = {
            name: [
                {k: v for k, v in row.items() if (name, k) not in APART}
                for row in session.execute(select(Base.metadata.tables[name])).mappings()
            ]
            for name in (*TABLES, "item")
        }
    return {name: sorted(map(repr, kept)) for name, kept in found.items()}


APART = {("lesson_word", "id"), ("item", "wake_at")}


async def lived(w: World) -> None:
    """Milestones, the question, answers, a next step, use of one lesson, one that needs nothing, one asked in vain."""
    await reached(w, "Migration rehearsal")
    await w.until("2026-12-01", "10:00")
    await w.clicks(JON, "Write it down…", w.briefs(JON)[-1])
    await w.submits(JON, differently="Book the room a month ahead", advice="Begin with legal", topics="rooms, legal")
    await w.types(MARIA, "/pmo lesson Ask the vendor twice #apollo #acme")
    await w.clicks(MARIA, "Nothing to do", await listed(w), about="vendor")
    await w.clicks(MARIA, "I take it on", await listed(w), about="room")
    await w.types(SAM, "/pmo risk Book the training room")
    await w.clicks(SAM, "Not this time", w.last(SAM))
    await w.clicks(JON, "Useful", await shown(w, JON))
    await reached(w, "Data freeze")
    await w.types(MARIA, "/pmo milestone Go-live by 18 dec #apollo")
    await w.until("2026-12-09", "12:00")


async def shown(w: World, who: str) -> dict[str, object]:
    await w.types(who, "/pmo risk Book the big room")
    return w.last(who)


async def listed(w: World) -> dict[str, object]:
    await w.types(MARIA, "/pmo lesson")
    return w.last(MARIA)


async def test_all_of_it_is_taken_back_and_happens_again(database_url: str, tmp_path: Path) -> None:
    async with world(database_url) as w:
        await w.types(JON, "/pmo project new Apollo")
        await w.submits(JON, sponsor=INES, channel="C0APOLLO")
        await w.until("2026-11-30", "10:30")
        start = w.clock.now()
        await w.until("2026-11-30", "11:00")
        await lived(w)
        now = rows(w.bot.db)
        assert all(now[name] for name in TABLES)
        assert len(lessons(w)) == 3
        with temporary_copy(w.bot.db) as copy:
            tape = rewind(copy, start)
            assert all(rows(copy)[name] == [] for name in TABLES)
            while tape.groups:
                tape_playing.happen(copy, tape)
            assert rows(copy) == now
