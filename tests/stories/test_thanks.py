"""Thanks in a report: only where a project gives them, only to whoever wants to be named, only for what was in time."""

from __future__ import annotations

from tests.stories.packets import JON, MARIA, SAM
from tests.world import World


async def test_a_report_thanks_whoever_wants_it_for_what_was_done_in_time_and_says_nothing_of_others(w: World) -> None:
    for who in (MARIA, SAM):
        await w.types(who, "/pmo add Write the manual by wednesday #apollo")
    await w.types(MARIA, "/pmo add Draft the training by today #apollo")
    await w.types(MARIA, "/pmo move A-3 to thursday")
    for who, key in ((MARIA, "A-1"), (SAM, "A-2"), (MARIA, "A-3")):
        await w.types(who, f"/pmo done {key}")
    assert "thank you" not in await w.hears(JON, "/pmo digest APOLLO")

    assert "names those who let it" in await w.types(JON, "/pmo project APOLLO thanks on")
    assert "thank you" not in await w.hears(JON, "/pmo digest APOLLO")
    assert "may thank you by name" in await w.types(MARIA, "/pmo prefs thanks on")
    report = await w.hears(JON, "/pmo digest APOLLO")
    assert "Write the manual (A-1) — thank you, Maria: 2 working days early" in report
    assert "Write the manual (A-2) — Sam" in report
    assert "Draft the training (A-3) — Maria" in report

    await w.types(MARIA, "/pmo prefs")
    await w.submits(MARIA, thanks="")
    assert "thank you" not in await w.hears(JON, "/pmo digest APOLLO")
    assert "lead" in await w.types(SAM, "/pmo project APOLLO thanks off")
