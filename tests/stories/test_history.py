"""What is kept for ever: ids and dates.  What people wrote can be erased, and still be taken back while it is there."""

from __future__ import annotations

import json

from sqlmodel import select

from pmo_bot.model import Event, Wording
from tests.world import World

WORDS = ("Draft", "Rewrite", "agreed", "licence", "Quartz", "vendor")


async def test_no_event_holds_what_people_wrote(w: World) -> None:
    await _a_day_of_writing(w)
    with w.bot.db.reading() as session:
        events = [json.dumps([e.before, e.after, e.source, e.once]) for e in session.exec(select(Event))]
    assert len(events) >= 7
    assert not [event for event in events for word in WORDS if word in event]


async def test_a_changed_text_comes_back_with_undo(w: World) -> None:
    await _a_day_of_writing(w)
    assert w.item(1).title == "Rewrite the plan"
    await w.clicks("U0JON", "Undo", w.last("U0JON"))
    assert (w.item(1).title, w.item(1).done_means) == ("Draft the plan", "")
    with w.bot.db.reading() as session:
        kept = {(row.name, row.was) for row in session.exec(select(Wording))}
    assert kept >= {("title", "Draft the plan"), ("title", "Rewrite the plan"), ("done_means", "")}


async def test_a_text_that_was_written_anew_is_not_taken_back(w: World) -> None:
    await _a_day_of_writing(w)
    first = w.last("U0JON")
    await w.types("U0JON", "/pmo show A-1")
    await w.clicks("U0JON", "Change…", w.last("U0JON"))
    assert await w.submits("U0JON", title="Write it once more") == {}
    await w.clicks("U0JON", "Undo", first)
    assert w.item(1).title == "Write it once more"


async def _a_day_of_writing(w: World) -> None:
    await w.types("U0JON", "/pmo project new Quartz")
    assert await w.submits("U0JON", sponsor="U0INES", lead="U0JON", channel="C0HELP") == {}
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types("U0JON", "/pmo decide We go with the vendor because they agreed")
    await w.types("U0MARIA", "/pmo block A-1 waiting for the licence")
    await w.types("U0MARIA", "/pmo unblock A-1")
    await w.types("U0JON", "/pmo show A-1")
    await w.clicks("U0JON", "Change…", w.last("U0JON"))
    assert await w.submits("U0JON", title="Rewrite the plan", done_means="Everybody agreed") == {}
