"""When a milestone is done, and when a project ends, its lead is asked once what it taught."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from pmo_bot.model import About, Item, Lesson, LessonAsked, LessonKind
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA
from tests.world import World

ASKED = "What did Apollo teach?"


def lessons(w: World) -> list[Lesson]:
    """All that is written down."""
    with w.bot.db.reading() as session:
        return list(session.exec(select(Lesson).order_by(Lesson.id)))  # type: ignore[arg-type]


def checks(w: World, *, open_only: bool = True) -> list[Item]:
    """The checks that ask for lessons."""
    with w.bot.db.reading() as session:
        found = session.exec(select(Item).where(Item.about == About.LESSON).order_by(Item.id)).all()  # type: ignore[arg-type]
    return [one for one in found if one.is_open or not open_only]


async def reached(w: World, *titles: str) -> None:
    """Milestones that Maria notes and finishes."""
    for title in titles:
        await w.types(MARIA, f"/pmo milestone {title} by 18 dec #apollo")
        await w.types(MARIA, f"/pmo done {newest(w)}")


def newest(w: World) -> int:
    with w.bot.db.reading() as session:
        return max(one.number for one in session.exec(select(Item)) if one.about is None)


async def asked(w: World, day: str = "2026-12-01") -> dict[str, Any]:
    """Jon's brief of a day, with the question."""
    await w.until(day, "10:00")
    brief = w.briefs(JON)[-1]
    assert ASKED in said(brief["blocks"])
    return brief


async def test_a_milestone_is_done_and_three_answers_become_three_lessons(w: World) -> None:
    await reached(w, "Migration rehearsal", "Data freeze")
    assert len(checks(w)) == 1
    brief = await asked(w)
    assert len(w.asks(JON)) == 0, "it rides in the brief, and is no message of its own"
    await w.clicks(JON, "Write it down…", brief)
    assert "Done: Migration rehearsal (M-1), Data freeze (M-3)" in said(w.window(JON)["blocks"])
    assert await w.submits(JON) == {"well": "Write one sentence at one of the questions, or close the window and press "
                                            "Nothing to keep."}  # fmt: skip
    assert list(await w.submits(JON, well="A dry run", topics="?!")) == ["topics"]
    await w.submits(JON, well="A dry run the day before", differently="Tell the helpdesk a week ahead",
                    advice="Acme answers on the phone only", topics="Acme, Helpdesk")  # fmt: skip
    assert [(one.kind, one.learned, one.wants_action) for one in lessons(w)] == [
        (LessonKind.WELL, "A dry run the day before", False),
        (LessonKind.DIFFERENTLY, "Tell the helpdesk a week ahead", True),
        (LessonKind.ADVICE, "Acme answers on the phone only", False),
    ]
    assert checks(w) == []
    listed = await w.hears(MARIA, "/pmo lesson #acme")
    assert "“Acme answers on the phone only”\n_worth knowing_ · Apollo · in delivery · #acme #helpdesk · Jon" in listed
    await w.until("2026-12-02", "10:00")
    assert "Thank you." in said(w.briefs(JON)[-1]["blocks"])


async def test_nothing_to_keep_is_one_click_and_it_is_not_asked_again(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await reached(w, "Migration rehearsal")
    await w.clicks(JON, "Nothing to keep", await asked(w))
    assert not w.has_window(JON)
    assert checks(w) == []
    await w.types(MARIA, "/pmo reopen M-1 by 18 dec")
    await w.types(MARIA, "/pmo done M-1")
    assert checks(w) == []
    assert lessons(w) == []


async def test_forty_milestones_in_a_week_are_one_question_and_the_next_comes_a_week_later(w: World) -> None:
    await reached(w, *(f"Step {number}" for number in range(6)))
    brief = await asked(w)
    assert said(brief["blocks"]).count(ASKED) == 1
    await w.clicks(JON, "Nothing to keep", brief)
    await reached(w, "Step 7")
    assert [one.due.isoformat() for one in checks(w) if one.due] == ["2026-12-08"]


async def test_what_was_asked_and_not_answered_is_asked_with_the_next(w: World) -> None:
    await reached(w, "Migration rehearsal")
    await asked(w)
    await w.until("2026-12-14", "10:00")
    await reached(w, "Data freeze")
    (check,) = checks(w)
    assert check.due is not None
    await w.until(check.due.isoformat(), "10:00")
    await w.clicks(JON, "Write it down…", w.briefs(JON)[-1])
    assert "Done: Migration rehearsal (M-1), Data freeze" in said(w.window(JON)["blocks"])


async def test_silence_is_passed_on_to_nobody_and_colours_nothing(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await reached(w, "Migration rehearsal")
    await w.until("2026-12-21", "10:00")
    assert sum(ASKED in said(brief["blocks"]) for brief in w.briefs(JON)) == 2
    assert all("Apollo (C-" not in said(m["blocks"]) for m in (*w.inbox(INES), *w.inbox(PRIYA), *w.asks(JON)))
    assert all("(C-" not in said(message["blocks"]) for message in w.messages("C0APOLLO"))
    status = await w.hears(JON, "/pmo status APOLLO")
    assert "Green · controlling: nothing is late" in status
    assert "nothing open" in status


async def test_what_was_not_done_after_all_is_not_asked_about(w: World) -> None:
    await reached(w, "Migration rehearsal")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert checks(w) == []
    await w.types(MARIA, "/pmo done M-1")
    assert len(checks(w)) == 1


async def test_the_end_of_a_project_is_asked_once(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO phase closed")
    await w.clicks(JON, "Go on without…", w.last(JON))
    await w.submits(JON, reason="It is over")
    await w.clicks(JON, "Write it down…", await asked(w))
    assert "*Apollo* is over." in said(w.window(JON)["blocks"])
    await w.submits(JON, advice="Begin with the vendor")
    assert "_worth knowing_ · Apollo · closed · Jon" in await w.hears(JON, "/pmo lesson")
    with w.bot.db.reading() as session:
        assert len(session.exec(select(LessonAsked)).all()) == 1


async def test_while_a_project_is_only_observed_nobody_is_asked(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO observe")
    await reached(w, "Migration rehearsal")
    await w.until("2026-12-11", "17:00")
    assert w.briefs(JON) == []
    await w.types(JON, "/pmo project APOLLO begin")
    await asked(w, "2026-12-14")


async def test_nobody_else_can_answer_for_the_lead(w: World) -> None:
    await reached(w, "Migration rehearsal")
    brief = await asked(w)
    await w.types(INES, "/pmo")
    await w.types("U0SAM", f"/pmo show C-{checks(w)[0].number}")
    await w.clicks("U0SAM", "Nothing to keep", w.last("U0SAM"))
    assert len(checks(w)) == 1
    assert brief["channel"] == w.dm(JON)
