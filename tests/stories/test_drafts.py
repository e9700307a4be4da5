"""A lead's own words: drafted from the record in at most 120 words, sent by nobody but the lead."""

from __future__ import annotations

import re
from typing import Any

from sqlmodel import select

from pmo_bot.model import Event, UpdateNote
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, INES, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0INES", "U0SAM"
KEPT = "We are on our way; legal answered."


def drafted(w: World) -> str:
    """What the window begins with."""
    (block,) = [one for one in w.window(JON)["blocks"] if one["block_id"] == "said"]
    return str(block["element"]["initial_value"])


async def week(w: World) -> None:
    """A week in which something was done, moved, decided and left."""
    await w.types(MARIA, "/pmo add Draft the plan by 2 dec")
    await w.types(MARIA, "/pmo add Access list for the new tenant by 2 dec")
    await w.types(MARIA, "/pmo milestone Rehearsal 16 dec")
    await w.types(MARIA, "/pmo add Training by 9 dec")
    await w.types(JON, "/pmo decide Keep the old tenant because legal needs it")
    await w.until("2026-12-01", "10:00")
    await w.types(MARIA, "/pmo done A-1")
    await w.types(MARIA, "/pmo move A-4 to 18 dec because the room is taken")
    await w.until("2026-12-03", "11:00")


def channel(w: World) -> list[dict[str, Any]]:
    return w.messages("C0APOLLO")


async def test_a_draft_names_what_it_says_and_the_next_report_carries_what_the_lead_made_of_it(w: World) -> None:
    await week(w)
    assert "Draft my status…" not in said([*(await shown(w, MARIA))["blocks"]])
    before = len(channel(w))
    await w.clicks(JON, "Draft my status…", await shown(w, JON))
    text = drafted(w)
    assert text == (
        "Apollo (APOLLO) is amber: 1 item is late. Done: Draft the plan (A-1). Decided: Keep the old tenant (D-5). "
        "Moved: Training (A-4) from Wed 9 Dec to Fri 18 Dec. Late: Access list for the new tenant (A-2), due "
        "Wed 2 Dec. Next: Rehearsal (M-3), due Wed 16 Dec."
    )
    assert len(text.split()) <= 120
    assert all(re.search(r"\((?:[A-Z]-\d+|APOLLO)\)", one) for one in re.split(r"\. (?=[A-Z])", text))
    assert (await w.submits(JON, said="  "))["said"].startswith("Write how it stands")
    await w.submits(JON, said=KEPT)
    assert "The next report of *Apollo* carries your words." in said(w.last(JON)["blocks"])
    assert len(channel(w)) == before
    await w.types(JON, "/pmo status APOLLO green because legal answered")
    await w.clicks(JON, "Draft my status…", await shown(w, JON))
    assert drafted(w) == KEPT, "what was saved is there, and no other draft"
    assert "Jon saved this for the next report" in str(w.window(JON)["blocks"])
    beside = "*Apollo* is 🟡 *amber* today by the record: 1 item is late."
    assert f"{beside} Its lead says green." in said(w.window(JON)["blocks"])

    await w.until("2026-12-07", "09:30")
    report = said(channel(w)[-1]["blocks"])
    assert f"*Jon says:* {KEPT}" in report
    await w.until("2026-12-14", "09:30")
    assert "Jon says" not in said(channel(w)[-1]["blocks"])
    with w.bot.db.reading() as session:
        told = session.exec(select(Event).where(Event.what == "update.written")).one()
        assert session.exec(select(UpdateNote.said)).one() == KEPT
    assert "said" not in told.after


async def shown(w: World, who: str) -> dict[str, Any]:
    await w.types(who, "/pmo status APOLLO")
    return w.last(who)


async def test_it_goes_to_the_channel_when_the_lead_says_so_once(w: World) -> None:
    await week(w)
    await w.opens_home(JON)
    await w.clicks_home(JON, "Draft my status…")
    await w.submits(JON, said=f"{KEPT} <!channel>", where="post")
    await w.again()
    await w.until("2026-12-03", "11:05")
    said_there = [said(one["blocks"]) for one in channel(w) if "says Jon" in said(one["blocks"])]
    assert said_there == [f"*Apollo, says Jon*\n{KEPT} &lt;!channel&gt;"]
    await w.clicks(JON, "Draft my status…", await shown(w, JON))
    assert drafted(w).startswith("Apollo (APOLLO) is amber"), "what was read is no draft any more"


async def test_the_window_takes_as_much_as_is_shown_and_no_more(w: World) -> None:
    await week(w)
    for where, end in (("post", "The last words."), ("keep", "The very last words.")):
        await w.clicks(JON, "Draft my status…", await shown(w, JON))
        words = f"{'So it goes. ' * 200}"[: 1200 - len(end)] + end
        assert list(await w.submits(JON, said=words + "!", where=where)) == ["said"]
        assert await w.submits(JON, said=words, where=where) == {}
    await w.until("2026-12-07", "09:30")
    read = "".join(said(one["blocks"]) for one in channel(w))
    assert "The last words." in read
    assert "The very last words." in read


async def test_nobody_else_speaks_for_a_project(w: World) -> None:
    await week(w)
    message = await shown(w, JON)
    await w.clicks(JON, "Draft my status…", message)
    await w.types(PRIYA, "/pmo project APOLLO lead @Priya Nair")
    await w.submits(JON, said=KEPT)
    with w.bot.db.reading() as session:
        assert session.exec(select(UpdateNote)).all() == []


async def test_a_lead_who_says_nothing_is_not_reminded_and_the_portfolio_says_so(w: World) -> None:
    await w.types(MARIA, "/pmo add Some thing by 8 jan")
    assert "No word from its lead" not in await w.opens_home(PRIYA)
    await w.until("2026-12-15", "12:00")
    assert "_No word from its lead since Mon 30 Nov_" in await w.opens_home(PRIYA)
    assert "No word" not in await w.opens_home(JON)
    assert w.inbox(JON) == []
    await w.clicks(JON, "Draft my status…", await shown(w, JON))
    await w.submits(JON)
    assert "No word" not in await w.opens_home(PRIYA)
