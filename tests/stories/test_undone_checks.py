"""What a *Done* did beside closing a question is taken back with it: nobody is asked twice, nothing is said to hold."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from pmo_bot.model import About, Item
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.world import World


def asked(w: World, about: About) -> list[tuple[str, bool]]:
    """The checks of one kind, in order: when each is due, and whether it waits."""
    with w.bot.db.reading() as session:
        rows = session.exec(select(Item).where(Item.about == about).order_by(col(Item.number))).all()
    return [(str(one.due), one.is_open) for one in rows]


async def shows(w: World, who: str, key: str) -> dict[str, Any]:
    """Somebody looks something up; the message."""
    await w.types(who, f"/pmo show {key}")
    return w.last(who)


async def first_for_a_quarter(w: World) -> None:
    """Apollo comes first, the quarter is over, and Inês says that it goes on."""
    await w.types(JON, "/pmo project APOLLO priority 1")
    await w.until("2027-01-04", "21:00")
    await w.types(INES, "/pmo done C-1")
    assert asked(w, About.FIRST) == [("2027-01-01", False), ("2027-04-01", True)]


async def test_who_takes_back_that_it_still_comes_first_is_asked_once_the_next_quarter(w: World) -> None:
    await first_for_a_quarter(w)
    await w.clicks(INES, "Undo", w.last(INES))
    assert asked(w, About.FIRST) == [("2027-01-01", True), ("2027-04-01", False)]
    await w.types(INES, "/pmo done C-1")
    assert [waits for _, waits in asked(w, About.FIRST)] == [False, False, True]


async def test_opened_again_it_is_asked_once_too(w: World) -> None:
    await first_for_a_quarter(w)
    await w.types(INES, "/pmo reopen C-1")
    assert [waits for _, waits in asked(w, About.FIRST)] == [True, False]


async def test_what_does_not_come_first_any_more_is_not_asked_about_by_an_undo(w: World) -> None:
    await first_for_a_quarter(w)
    done = w.last(INES)
    await w.types(JON, "/pmo project APOLLO priority 2")
    await w.clicks(INES, "Undo", done)
    assert "changed since, so I left it as it is." in said(w.last(INES)["blocks"])
    assert [waits for _, waits in asked(w, About.FIRST)] == [False, False]


async def test_a_decision_is_not_said_to_be_true_by_a_click_that_was_taken_back(w: World) -> None:
    await w.types(INES, "/pmo decide Keep the old tenant running until March because legal needs the archive")
    await w.clicks(INES, "Look again on…", await shows(w, INES, "D-1"))
    await w.submits(INES, review_on="2026-12-09")
    await w.until("2026-12-09", "16:00")
    await w.types(INES, "/pmo done C-2")
    done = w.last(INES)
    assert "Still true on Wed 9 Dec" in said((await shows(w, INES, "D-1"))["blocks"])
    await w.clicks(INES, "Undo", done)
    assert "Still true" not in said((await shows(w, INES, "D-1"))["blocks"])
    assert w.item(2).is_open
    await w.types(INES, "/pmo done C-2")
    done = w.last(INES)
    await w.clicks(INES, "Replace it…", await shows(w, INES, "D-1"))
    await w.submits(INES, title="The old tenant ends in January")
    await w.clicks(INES, "Undo", done)
    assert not w.item(2).is_open, "what was replaced is not looked at again"


async def test_neither_is_the_mandate(w: World) -> None:
    await w.types(PRIYA, "/pmo about")
    await w.clicks(PRIYA, "Write it down…", w.last(PRIYA))
    await w.submits(PRIYA, mandate="Projects finish what they promise.", review_on="2026-12-09")
    await w.until("2026-12-09", "16:00")
    await w.types(PRIYA, "/pmo done C-1")
    done = w.last(PRIYA)
    assert "Said to hold on Wed 9 Dec" in await w.hears(SAM, "/pmo about")
    await w.clicks(PRIYA, "Undo", done)
    assert "Said to hold" not in await w.hears(SAM, "/pmo about")
    assert w.item(1).is_open


async def test_a_yes_to_an_offer_that_is_taken_back_gives_it_back(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 11 dec #apollo")
    maria = w.item(1).owner_id
    await w.clicks(MARIA, "Offer it to…", await shows(w, MARIA, "A-1"))
    assert await w.submits(MARIA, person=SAM) == {}
    await w.types(SAM, "/pmo done C-2")
    assert w.item(1).owner_id != maria
    await w.clicks(SAM, "Undo", w.last(SAM))
    assert w.item(1).owner_id == maria, "until their yes it stays whose it was"
    assert w.item(2).is_open
    assert w.item(1).acceptance == "accepted"


async def test_a_report_that_was_not_read_after_all_is_not_passed_on(w: World) -> None:
    await w.types(PRIYA, "/pmo about start @Inês Duarte")
    await w.until("2026-12-30", "17:30")
    with w.bot.db.reading() as session:
        rows = session.exec(select(Item).where(Item.about == About.FIRST_DAYS).order_by(col(Item.due))).all()
    await w.types(PRIYA, f"/pmo done {rows[0].key}")
    assert [waits for _, waits in asked(w, About.FIRST_DAYS)] == [False, True, True, True]
    await w.clicks(PRIYA, "Undo", w.last(PRIYA))
    assert [waits for _, waits in asked(w, About.FIRST_DAYS)] == [True, True, True, False]


async def test_whoever_offered_does_not_take_it_back_by_opening_the_question_again(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by 11 dec #apollo")
    await w.clicks(MARIA, "Offer it to…", await shows(w, MARIA, "A-1"))
    await w.submits(MARIA, person=SAM)
    await w.types(SAM, "/pmo done C-2")
    sams = w.item(1).owner_id
    assert "Sam owns" in await w.hears(MARIA, "/pmo reopen C-2")
    assert (w.item(1).owner_id, w.item(2).is_open) == (sams, False)
