"""An objection to a date that moved: it stays, the two owners are brought together, and the digest names it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from pmo_bot.model import Line, LineKind
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.objecting import object_to
from tests.shown import said
from tests.stories.packets import act
from tests.world import World

MARIA, JON, INES, PRIYA, SAM = "U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM"


async def moved(w: World) -> None:
    """Maria's access list moves behind Jon's rehearsal, and Jon is told."""
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
    await w.types(JON, "/pmo link M-2 after A-1")
    await w.types(MARIA, "/pmo move A-1 10 dec")
    await w.submits(MARIA)
    await w.until("2026-11-30", "11:00")


async def objects(w: World) -> None:
    """Jon objects, and says why."""
    await w.clicks(JON, "Object…", w.inbox(JON)[-1])
    await w.submits(JON, reason="The auditors come on the 9th")
    await w.until("2026-11-30", "11:30")


def group(w: World) -> str:
    """The channel of the conversation that was opened."""
    found = [one for one in w.playground.world.channels.values() if one.is_mpim]
    assert len(found) == 1, "one conversation, no more"
    return found[0].id


async def test_an_objection_needs_a_reason_and_leaves_the_date_as_it_is(w: World) -> None:
    await moved(w)
    await w.clicks(JON, "Object…", w.inbox(JON)[-1])
    refused = await w.submits(JON, reason="  ")
    assert "Why does the new date not work for M-2?" in refused["reason"]
    await w.submits(JON, reason="The auditors come on the 9th")
    assert w.item(1).due == date(2026, 12, 10)
    assert w.item(2).due == date(2026, 12, 8)
    assert "you objected: a conversation with Maria opens." in said(w.inbox(JON)[-1]["blocks"])


async def test_it_opens_one_conversation_between_the_two_owners(w: World) -> None:
    await moved(w)
    await objects(w)
    room = group(w)
    assert {MARIA, JON} <= set(w.playground.world.channels[room].members)
    (message,) = w.messages(room)
    text = said(message["blocks"])
    assert "*Jon objects to the new date of Access list (A-1)*." in text
    assert "Rehearsal (M-2), due Tue 8 Dec, waits for Access list (A-1), due Thu 10 Dec." in text
    assert "Jon asks: “The auditors come on the 9th”" in text
    await w.clicks(MARIA, "New date for A-1…", message)
    await w.submits(MARIA, due="2026-12-07")
    assert w.item(1).due == date(2026, 12, 7)
    assert "Mon 7 Dec" in said(w.last(MARIA, room)["blocks"]), "the conversation itself stays as it was"


async def test_both_items_carry_the_reason(w: World) -> None:
    await moved(w)
    await objects(w)
    waits, first = await w.hears(JON, "/pmo show M-2"), await w.hears(MARIA, "/pmo show A-1")
    assert "Jon objected to the new date of what it waits for — “The auditors come on the 9th”" in waits
    assert "Jon objected to its new date — “The auditors come on the 9th”" in first


async def test_the_digest_names_it_until_it_is_settled(w: World) -> None:
    await moved(w)
    await objects(w)
    for number in (1, 2):
        await w.types(MARIA if number == 1 else JON, f"/pmo show {number}")
    open_ = "Rehearsal (M-2) and Access list (A-1): Jon objects to the new date, since Mon 30 Nov; not settled yet"
    assert f"*Needs an answer*\n• {open_}" in await w.hears(SAM, "/pmo digest #apollo")
    await w.types(JON, "/pmo move M-2 14 dec")
    assert open_ not in await w.hears(SAM, "/pmo digest #apollo")


async def test_a_move_that_is_taken_back_settles_it_and_one_that_is_only_tried_does_not(w: World) -> None:
    await moved(w)
    answer = w.last(MARIA)
    await objects(w)
    await w.types(JON, "/pmo move M-2 14 dec")
    assert "not settled yet" not in await w.hears(SAM, "/pmo digest #apollo")
    await w.clicks(JON, "Undo", w.last(JON))
    assert w.item(2).due == date(2026, 12, 8)
    assert "not settled yet" in await w.hears(SAM, "/pmo digest #apollo"), "both dates are those that did not fit"
    await w.clicks(MARIA, "Undo", answer)
    assert w.item(1).due == date(2026, 12, 3)
    assert "not settled yet" not in await w.hears(SAM, "/pmo digest #apollo")


async def test_a_second_objection_to_the_same_move_is_refused(w: World) -> None:
    await moved(w)
    await objects(w)
    with pytest.raises(Refused) as refused:
        object_to(w.bot.db, act(w, JON), w.item(2).id, "Once more")
    assert refused.value.why == "nothing_moved"


async def test_two_items_of_one_owner_are_told_in_one_message_one_line_each(w: World) -> None:
    await w.types(MARIA, "/pmo add Access list by 3 dec")
    await w.types(JON, "/pmo milestone Rehearsal by 8 dec")
    await w.types(JON, "/pmo add Invite the guests by 7 dec")
    await w.types(JON, "/pmo link M-2 after A-1")
    await w.types(JON, "/pmo link A-3 after A-1")
    await w.until("2026-11-30", "10:30")
    before = len(w.inbox(JON))
    await w.types(MARIA, "/pmo move A-1 10 dec")
    await w.submits(MARIA)
    await w.until("2026-11-30", "12:00")
    assert len(w.inbox(JON)) == before + 1
    text = said(w.inbox(JON)[-1]["blocks"])
    assert "Rehearsal (M-2), due *Tue 8 Dec*, waits for it" in text
    assert "Invite the guests (A-3), due *Mon 7 Dec*, waits for it" in text
    with w.bot.db.reading() as session:
        lines = session.exec(select(Line).where(Line.kind == LineKind.RIPPLE)).all()
    assert len(lines) == len({line.item_id for line in lines}) == 2


async def secret(w: World) -> None:
    """Inês moves the takeover, which Maria may not know of, behind what Maria owes."""
    board = w.playground.world.channels["C0BOARD"]
    board.members += [one for one in ("U0BOT", INES) if one not in board.members]
    await w.types(JON, "/pmo project new Secret")
    await w.submits(JON, channel="C0BOARD", lead=INES)
    await w.types(INES, "/pmo add Takeover by 3 dec #apollo-board", channel="C0BOARD")
    await w.types(JON, "/pmo add Access list @Maria Ortega by 8 dec #apollo")
    await w.types(MARIA, "/pmo accept A-2")
    await w.types(JON, "/pmo link A-2 after A-1", channel="C0BOARD")
    await w.types(INES, "/pmo move A-1 10 dec", channel="C0BOARD")
    await w.submits(INES)
    await w.until("2026-11-30", "12:00")


async def test_whoever_may_not_see_what_moved_reads_no_name_and_may_object(w: World) -> None:
    await secret(w)
    asked = said(w.inbox(MARIA)[-1]["blocks"])
    assert "*The date of something in another project moved.* Your Access list (A-2), due *Tue 8 Dec*" in asked
    assert "waits for it: your date may have to move too." in asked
    await w.clicks(MARIA, "Object…", w.inbox(MARIA)[-1])
    await w.submits(MARIA, reason="Legal waits for the list")
    await w.until("2026-11-30", "18:00")
    (message,) = w.messages(group(w))
    text = said(message["blocks"])
    assert "*Maria objects to the new date of something in another project*." in text
    assert "Access list (A-2), due Tue 8 Dec, waits for something in another project, due Thu 10 Dec." in text
    everything = asked + text + await w.hears(MARIA, "/pmo show A-2") + await w.hears(SAM, "/pmo digest #apollo")
    assert "Takeover" not in everything
    assert "A-1" not in everything
    assert "Access list (A-2) and something in another project: Maria objects" in everything
