"""Ripple: what a new date touches is shown before it moves, and told once to whoever owns what waits."""

from __future__ import annotations

from datetime import date, time

from sqlmodel import select

from pmo_bot.model import Note
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA = "U0MARIA", "U0JON", "U0PRIYA"


async def building_on_each_other(w: World) -> None:
    """Maria's access list is due on Thursday, the brief of Wednesday says so; Jon's rehearsal waits for it."""
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
    await w.types(JON, "/pmo block M-2 by A-1")
    await w.until("2026-12-02", "09:00")


def message(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


async def test_what_no_longer_fits_is_shown_before_the_date_moves(w: World) -> None:
    await building_on_each_other(w)
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-10", reason="Legal needs the week")
    assert w.item(1).due == date(2026, 12, 3), "nothing has moved yet"
    asked = said(w.window(MARIA)["blocks"])
    assert "*Access list (A-1) on Thu 10 Dec* means that these no longer fit:" in asked
    assert "• milestone Rehearsal (M-2), due Tue 8 Dec (2 working days too early)" in asked
    await w.submits(MARIA)
    assert w.item(1).due == date(2026, 12, 10)
    assert "Legal needs the week" in await w.hears(MARIA, "/pmo show A-1")


async def test_a_date_that_touches_nothing_moves_at_once(w: World) -> None:
    await building_on_each_other(w)
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-07")
    assert w.item(1).due == date(2026, 12, 7)
    assert not w.has_window(MARIA)


async def test_a_command_shows_it_as_well_and_keeps_the_reason_and_the_time(w: World) -> None:
    await building_on_each_other(w)
    await w.types(MARIA, "/pmo move A-1 10 dec 15:00 because Legal needs the week")
    assert w.item(1).due == date(2026, 12, 3), "nothing has moved yet"
    assert "means that these no longer fit:" in said(w.window(MARIA)["blocks"])
    await w.submits(MARIA)
    assert (w.item(1).due, w.item(1).due_time) == (date(2026, 12, 10), time(15, 0))
    assert "Legal needs the week" in await w.hears(MARIA, "/pmo show A-1")


async def test_a_long_reason_in_other_letters_is_kept_too(w: World) -> None:
    await building_on_each_other(w)
    reason = "Юристам нужна ещё одна неделя. " * 16
    await w.types(MARIA, "/pmo move A-1")
    await w.submits(MARIA, due="2026-12-10", reason=reason)
    assert await w.submits(MARIA) == {}
    assert w.item(1).due == date(2026, 12, 10)
    assert reason.strip() in kept_words(w)
    await w.types(MARIA, f"/pmo move A-1 11 dec because {'Legal needs it. ' * 300}")
    assert await w.submits(MARIA) == {}
    assert w.item(1).due == date(2026, 12, 11), "of a reason that is too long for a window what fits is kept"
    assert any(one.startswith("Legal needs it.") and len(one) > 2000 for one in kept_words(w))


def kept_words(w: World) -> list[str]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Note.text)))


async def test_whoever_owns_what_waits_is_told_once_and_answers(w: World) -> None:
    await building_on_each_other(w)
    before = len(w.inbox(JON))
    await w.types(MARIA, "/pmo move A-1 10 dec")
    await w.submits(MARIA)
    await w.until("2026-12-02", "10:00")
    assert len(w.inbox(JON)) == before + 1
    assert "*Maria moved Access list (A-1) to Thu 10 Dec* (it was Thu 3 Dec)." in message(w, JON)
    assert "Your Rehearsal (M-2), due *Tue 8 Dec*, waits for it: your date may have to move too." in message(w, JON)
    await w.clicks(JON, "New date…", w.inbox(JON)[-1])
    await w.submits(JON, due="2026-12-14")
    assert "noted: due *Mon 14 Dec*." in message(w, JON)


async def test_a_move_that_still_fits_says_so_and_is_not_reminded_of(w: World) -> None:
    await building_on_each_other(w)
    before = len(w.inbox(JON))
    await w.types(MARIA, "/pmo move A-1 4 dec")
    await w.until("2026-12-02", "10:00")
    assert "waits for it and still fits." in message(w, JON)
    await w.until("2026-12-04", "08:59")
    assert len(w.inbox(JON)) == before + 1


async def test_ok_leaves_the_own_date_as_it_is(w: World) -> None:
    await building_on_each_other(w)
    await w.types(MARIA, "/pmo move A-1 10 dec")
    await w.submits(MARIA)
    await w.until("2026-12-02", "10:00")
    await w.clicks(JON, "OK", w.inbox(JON)[-1])
    assert w.item(2).due == date(2026, 12, 8)
    assert "noted: due *Tue 8 Dec*." in message(w, JON)
    await w.until("2026-12-07", "18:00")
    assert "moved Access list" not in message(w, JON)


async def test_what_the_mover_cannot_see_is_counted_and_not_named(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo milestone Takeover by 8 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo block M-2 by A-1", channel="C0BOARD")
    await w.until("2026-12-02", "09:00")
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-10")
    asked = said(w.window(MARIA)["blocks"])
    assert "… and one thing in projects that you cannot see." in asked
    assert "Takeover" not in asked
