"""A brief says that somebody is clear until a day only when nothing else is late or waits for their word."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

MARIA, JON = "U0MARIA", "U0JON"


def greeting(w: World, who: str = MARIA) -> str:
    (block,) = [one for one in w.briefs(who)[-1]["blocks"] if one["block_id"] == "greeting"]
    return said([block])


async def test_what_is_late_or_unanswered_is_not_passed_over_in_silence(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan @me by fri 11 dec #apollo")
    await w.types(MARIA, "/pmo add Order the cables @me by tue #apollo")
    await w.until("2026-12-01", "09:30")
    assert "One thing to look at, then you are clear until Fri 11 Dec." in greeting(w), "nothing else waits"
    await w.clicks(MARIA, "Done", w.briefs(MARIA)[-1])
    await w.types(MARIA, "/pmo add Access list @me by wed #apollo")
    await w.types(MARIA, "/pmo risk The vendor may be late @me by 18 dec #apollo 4x4")  # looked at again on Tuesday
    await w.until("2026-12-08", "09:30")  # late, and named for the last time three working days after
    await w.types(JON, "/pmo add Translate the help pages @Maria Ortega by 18 dec #apollo")
    await w.until("2026-12-10", "09:30")  # tomorrow the plan is due
    assert "you are clear" not in greeting(w)
    assert "One thing to look at; three you know of wait too (`/pmo`)." in greeting(w)
