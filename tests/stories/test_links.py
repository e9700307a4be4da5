"""What waits for what, said by people: across projects, never in a circle, and taken back like everything else."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from pmo_bot.model import Event, Link
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from tests.shown import said
from tests.unprotected import unprotect
from tests.world import World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


def links(w: World) -> set[tuple[str, str]]:
    """What waits for what, by key."""
    with w.bot.db.reading() as session:
        rows = session.exec(select(Link)).all()
        return {(_key(w, row.item_id), _key(w, row.on_id)) for row in rows}


def _key(w: World, item_id: int) -> str:
    return next(w.item(n).key for n in range(1, 10) if w.item(n).id == item_id)


async def plans(w: World) -> None:
    """Maria owes the access list and the plan, Jon the rehearsal that needs both."""
    await w.types(JON, "/pmo add Access list @Maria Ortega by 3 dec")
    await w.types(JON, "/pmo add Cutover plan @Maria Ortega by 4 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 10 dec")


async def hidden(w: World) -> None:
    """A project that exists for the members of a private channel only; Priya is not among them."""
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD")


async def test_what_waits_for_several_at_once_is_answered_for_each(w: World) -> None:
    await plans(w)
    answer = await w.hears(JON, "/pmo link M-3 after A-1 A-2")
    assert "Rehearsal (M-3) — needs Access list (A-1)." in answer
    assert "Rehearsal (M-3) — needs Cutover plan (A-2)." in answer
    assert links(w) == {("M-3", "A-1"), ("M-3", "A-2")}
    await w.clicks(JON, "Undo", w.last(JON), "A-2")
    assert links(w) == {("M-3", "A-1")}


async def test_one_item_waits_for_another_and_both_cards_say_so(w: World) -> None:
    await plans(w)
    assert "Access list (A-1) — waits for Cutover plan (A-2)." in await w.hears(JON, "/pmo link A-1 after A-2")
    assert links(w) == {("A-1", "A-2")}
    waits, first = await w.hears(MARIA, "/pmo show A-1"), await w.hears(MARIA, "/pmo show A-2")
    assert "*Waits for*\n• Cutover plan (A-2) — Maria, due Fri 4 Dec" in waits
    assert "Jon said what it waits for" in waits
    assert "*Waits for this*\n• Access list (A-1) — Maria, due Thu 3 Dec" in first


async def test_it_can_be_said_in_either_direction_and_in_other_words(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo A-2 waits for A-1")
    await w.types(JON, "/pmo A-1 before M-3")
    await w.types(JON, "/pmo link M-3 after A-2")
    assert links(w) == {("A-2", "A-1"), ("M-3", "A-1"), ("M-3", "A-2")}


async def test_a_milestone_lists_what_it_needs_with_state_and_date(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link M-3 after A-1 and A-2")
    await w.types(MARIA, "/pmo done A-1")
    card = await w.hears(JON, "/pmo show M-3")
    assert "*Needs first*\n• Cutover plan (A-2) — Maria, due Fri 4 Dec\n• ~Access list (A-1)~ — done" in card


async def test_the_card_has_a_window_with_what_may_be_chosen(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1 after A-2")
    await w.types(JON, "/pmo show A-2")
    await w.clicks(JON, "Waits for…", w.last(JON))
    menu = next(b for b in w.window(JON)["blocks"] if b["block_id"] == "on")["element"]["options"]
    assert [one["text"]["text"] for one in menu] == ["M-3 · Rehearsal, Thu 10 Dec"], "what waits for it is left out"
    await w.submits(JON, on=menu[0]["value"])
    assert ("A-2", "M-3") in links(w)
    assert "Cutover plan (A-2) — waits for Rehearsal (M-3)." in said(w.last(JON)["blocks"])


async def test_a_key_can_be_typed_into_the_window_and_an_unknown_one_is_asked_for_again(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1")
    assert await w.submits(JON, item="A-77") == {"item": "I do not know this item. Use a key such as A-12."}
    await w.submits(JON, item="m3")
    assert links(w) == {("A-1", "M-3")}


async def test_the_first_item_of_all_can_wait_for_one_that_is_typed(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(MARIA, "/pmo link A-1")
    assert "on" not in {block["block_id"] for block in w.window(MARIA)["blocks"]}  # there is nothing to choose yet
    assert "item" in await w.submits(MARIA, item="")
    await w.types(JON, "/pmo add Cutover plan by 4 dec")
    assert await w.submits(MARIA, item="A-2") == {}
    assert links(w) == {("A-1", "A-2")}


async def test_a_circle_is_refused_with_the_way_round(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1 after M-3")
    await w.types(JON, "/pmo link M-3 after A-2")
    answer = await w.hears(JON, "/pmo link A-2 after A-1")
    assert "A-2 cannot wait for A-1: that would go round, A-2 → A-1 → M-3 → A-2." in answer
    await w.types(JON, "/pmo link A-1")
    assert "A-1 cannot wait for itself" in (await w.submits(JON, item="A-1"))["item"]
    assert links(w) == {("A-1", "M-3"), ("M-3", "A-2")}


async def test_what_is_hidden_in_a_circle_is_not_named(w: World) -> None:
    await plans(w)
    await hidden(w)
    await w.types(JON, "/pmo milestone Takeover by 8 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo link A-1 after M-4", channel="C0BOARD")
    await w.types(JON, "/pmo link M-4 after A-2", channel="C0BOARD")
    answer = await w.hears(PRIYA, "/pmo link A-2 after A-1")
    assert "A-2 → A-1 → something in another project → A-2" in answer
    assert "M-4" not in answer
    assert "Takeover" not in answer
    card = await w.hears(PRIYA, "/pmo show A-1")
    assert "*Waits for*\n• something in another project" in card
    assert "Takeover" not in card


async def test_where_everybody_reads_it_nothing_hidden_is_named(w: World) -> None:
    await plans(w)
    await hidden(w)
    await w.types(JON, "/pmo milestone Takeover by 2 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo link A-1 after M-4", channel="C0BOARD")
    assert "Takeover" in await w.hears(JON, "/pmo show A-1")
    for asked in ("/pmo show A-1 in channel", "/pmo move A-1 1 dec in channel"):
        before = len(w.messages("C0APOLLO"))
        assert await w.types(JON, asked) == ""
        told = said([block for message in w.messages("C0APOLLO")[before:] for block in message["blocks"]])
        assert "Access list (A-1)" in told
        assert "something in another project" in told
        assert "Takeover" not in told
        assert "M-4" not in told


async def test_whoever_may_change_one_end_may_say_it_and_nobody_else(w: World) -> None:
    await plans(w)
    await w.types(SAM, "/pmo add Book the rooms by 9 dec", channel="C0HELP")
    assert "waits for" in await w.hears(SAM, "/pmo link A-4 after A-1", channel="C0HELP")
    refused = await w.hears(SAM, "/pmo link A-2 after A-1", channel="C0HELP")
    assert "Neither A-2 nor A-1 is yours to change. Ask Maria" in refused


async def test_what_somebody_cannot_see_cannot_be_linked(w: World) -> None:
    await plans(w)
    await hidden(w)
    await w.types(JON, "/pmo milestone Takeover by 8 dec #apollo-board", channel="C0BOARD")
    assert "I have no such item as M-4 for you." in await w.hears(PRIYA, "/pmo link A-1 after M-4")


async def test_undo_takes_a_link_back_and_brings_one_back(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1 after A-2")
    await w.clicks(JON, "Undo", w.last(JON))
    assert links(w) == set()
    assert "no longer waits for Cutover plan (A-2)." in said(w.last(JON)["blocks"])
    await w.clicks(JON, "Undo", w.last(JON))
    assert links(w) == {("A-1", "A-2")}


async def test_unlink_says_so_and_refuses_what_is_not_there(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1 after A-2")
    assert "no longer waits for" in await w.hears(JON, "/pmo unlink A-1 from A-2")
    assert "does not wait for" in await w.hears(JON, "/pmo unlink A-1 from A-2")
    assert "Which two? Try `/pmo unlink A-12 from M-3`" in await w.hears(JON, "/pmo unlink A-1")


async def test_said_twice_it_happens_once(w: World) -> None:
    await plans(w)
    await w.types(JON, "/pmo link A-1 after A-2")
    assert "done already" in await w.hears(JON, "/pmo link A-1 after A-2")
    with w.bot.db.reading() as session:
        assert len(session.exec(select(Event).where(Event.what == "item.linked")).all()) == 1


async def test_history_can_be_taken_back_and_happen_again(w: World) -> None:
    await plans(w)
    start = w.clock.now() + timedelta(hours=1)
    await w.until("2026-11-30", "12:00")
    await w.types(JON, "/pmo link A-1 after A-2")
    await w.types(JON, "/pmo link M-3 after A-1")
    await w.types(JON, "/pmo unlink A-1 from A-2")
    now = links(w)
    with w.bot.db.transaction() as session:
        unprotect(session.connection())  # else history is only taken back in a copy
    tape = rewind(w.bot.db, start)
    assert links(w) == set()
    while tape.groups:
        tape_playing.happen(w.bot.db, tape)
    assert links(w) == now == {("M-3", "A-1")}
    with w.bot.db.reading() as session:
        events = session.exec(select(Event).where(col(Event.what).in_(["item.linked", "item.unlinked"]))).all()
    assert [event.what for event in events] == ["item.linked", "item.linked", "item.unlinked"]
