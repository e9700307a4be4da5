"""The preview and the packet: one text, complete facts, the owner's words, and what happens without an answer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.shown import said
from tests.stories.packets import (
    INES,
    JON,
    MARIA,
    SAM,
    act,
    lead_is_asked,
    live_round,
    newest,
    packets,
    previewed,
    sponsor_is_asked,
    waits_for,
)
from tests.world import World


def texts(message: dict[str, Any], *ids: str) -> list[str]:
    """What some blocks say, to the character."""
    found = {block["block_id"]: block for block in message["blocks"]}
    return [
        part["text"]
        for name in ids
        for part in ([found[name]["text"]] if "text" in found[name] else found[name]["elements"])
    ]


async def full_of_facts(w: World) -> None:
    """A milestone waits for it, its date moved once, and Maria has said a sentence."""
    await w.types(JON, "/pmo project APOLLO mode controlling")
    await w.types(SAM, "/pmo add Access list for the new tenant @Maria Ortega by tomorrow")
    await w.types(JON, "/pmo milestone Migration rehearsal 18 dec @Sam Okafor")
    waits_for(w, 2, on=1)
    await w.until("2026-12-01", "09:00")
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, due="2026-12-02", reason="Legal answers tomorrow")
    await w.until("2026-12-03", "09:00")
    await w.clicks(MARIA, "Add a sentence…", w.briefs(MARIA)[-1])
    await w.submits(MARIA, text="Legal has not released the list; I asked on Monday.")


async def test_the_owner_reads_the_very_words_that_the_lead_will_read(w: World) -> None:
    await full_of_facts(w)
    assert "_If nothing changes, Jon reads this tomorrow at 09:00:_" in newest(w, MARIA)
    shown = texts(w.briefs(MARIA)[-1], "told-1")
    await w.until("2026-12-04", "09:10")
    assert texts(w.inbox(JON)[-1], "facts-1", "told-1-0", "told-1-1") == shown


async def test_a_packet_has_all_the_facts(w: World) -> None:
    await full_of_facts(w)
    await w.until("2026-12-04", "09:10")
    packet = newest(w, JON)
    assert "*Access list for the new tenant* (A-1) · Apollo" in packet
    assert "Owner Maria · due Wed 2 Dec, moved once (was Tue 1 Dec)" in packet
    assert "reminded once, last on Thu 3 Dec" in packet
    assert "Migration rehearsal (M-2, Fri 18 Dec) waits for it" in packet
    assert "Maria: “Legal has not released the list; I asked on Monday.”" in packet
    assert "*Suggested:* a new date, Fri 11 Dec — in time for what waits for it." in packet


async def test_what_it_waits_for_is_a_fact_and_brings_people_together(w: World) -> None:
    await previewed(w)
    await w.types(MARIA, "/pmo block A-1 waiting for the legal department")
    await w.until("2026-12-03", "12:00")
    assert "waits for the legal department since Wed 2 Dec" in newest(w, JON)
    assert "*Suggested:* bring Maria and whoever can give it together — it waits for one answer." in newest(w, JON)


async def test_right_of_reply_is_three_ways_and_each_is_one_click_away(w: World) -> None:
    await previewed(w)
    for label in ("Add a sentence…", "New date…", "Blocked…"):
        await w.clicks(MARIA, label, w.briefs(MARIA)[-1], about="reads this")
        assert w.has_window(MARIA)


async def test_a_new_date_means_that_nobody_is_told(w: World) -> None:
    await previewed(w)
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1], about="reads this")
    await w.submits(MARIA, due="2026-12-18", reason="Legal needs longer")
    await w.until("2026-12-17", "18:00")
    assert not [m for m in w.inbox(JON) if "needs a decision" in m["text"]]


async def test_changed_facts_void_the_preview_and_it_is_shown_anew(w: World) -> None:
    await previewed(w)
    await w.types(JON, "/pmo milestone Migration rehearsal 18 dec @Sam Okafor")
    waits_for(w, 2, on=1)
    await w.until("2026-12-03", "09:10")
    assert "Migration rehearsal (M-2, Fri 18 Dec) waits for it" in newest(w, MARIA)
    assert not packets(w, JON), "nobody reads what its owner has not seen"
    await w.until("2026-12-04", "09:10")
    assert "Migration rehearsal (M-2, Fri 18 Dec) waits for it" in newest(w, JON)
    assert live_round(w).round == 2


async def test_by_when_and_what_happens_without_an_answer_is_in_sight(w: World) -> None:
    await lead_is_asked(w)
    assert "One thing needs a decision from you by *Mon 7 Dec, 15:00*." in newest(w, JON)  # nine in New York
    assert "Please answer by Mon 7 Dec, 15:00. Without an answer by then, Inês is asked." in newest(w, JON)


async def test_an_acknowledgement_pauses_three_working_days_and_says_so(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Acknowledge", packets(w, JON)[-1])
    told = said(w.last(JON, w.dm(JON))["blocks"])
    assert told == "Thank you. I ask nobody else before Tue 8 Dec; without an answer by then, Inês is asked."
    packet = said(packets(w, JON)[-1]["blocks"])
    assert "One thing needs a decision from you by *Tue 8 Dec, 15:00*." in packet
    assert "Jon has seen this and looks after it. Without an answer by Tue 8 Dec, 15:00, Inês is asked." in packet
    await w.until("2026-12-08", "08:59")
    assert not packets(w, INES)
    await w.until("2026-12-08", "15:20")  # nine in New York
    assert "Access list" in newest(w, INES)


async def test_a_later_reader_is_told_who_was_asked_before_and_when(w: World) -> None:
    await sponsor_is_asked(w)
    assert "was asked on" not in said(packets(w, JON)[-1]["blocks"])
    await w.until("2026-12-07", "15:10")
    assert "Jon was asked on Thu 3 Dec" in newest(w, INES)
    assert "was asked on" not in said(packets(w, JON)[-1]["blocks"]), "whoever was first reads what the owner saw"


async def test_who_was_asked_may_write_a_note_and_the_owner_finds_it(w: World) -> None:
    await lead_is_asked(w)
    await w.clicks(JON, "Write a note…", packets(w, JON)[-1])
    await w.submits(JON, text="I called Legal; they answer on Friday.")
    assert "“I called Legal; they answer on Friday.”" in await w.hears(MARIA, "/pmo show A-1")
    assert live_round(w).answered_at is None
    assert act(w, JON).person.name.startswith("Jon")


# --- the date that is suggested ---------------------------------------------------------


async def suggested(w: World, mode: str) -> None:
    """Maria sees what Jon will read: a new date is suggested, and nothing waits for it."""
    await previewed(w, mode)
    assert "*Suggested:* a new date, Thu 10 Dec — nothing waits for it." in newest(w, MARIA)


async def test_the_window_begins_with_the_date_that_was_suggested_and_says_once_where_the_reason_goes(w: World) -> None:
    await suggested(w, "controlling")
    assert "New date Thu 10 Dec" not in newest(w, MARIA), "it moves with a reason"
    await w.clicks(MARIA, "New date…", w.briefs(MARIA)[-1], about="warned-do-1")
    (picker,) = [one["element"] for one in w.window(MARIA)["blocks"] if one["block_id"] == "due"]
    assert picker["initial_date"] == "2026-12-10"
    assert json.dumps(w.window(MARIA)).count("goes into the history") == 1


async def test_where_no_reason_is_needed_the_owner_takes_it_with_one_click(w: World) -> None:
    await suggested(w, "supportive")
    await w.clicks(MARIA, "New date Thu 10 Dec", w.briefs(MARIA)[-1])
    assert w.item(1).due == date(2026, 12, 10)
    assert "Access list for the new tenant (A-1) — new date Thu 10 Dec." in newest(w, MARIA)
