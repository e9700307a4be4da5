"""What a private project is and does stays with its members, in what PMO leads read of everything too."""

from __future__ import annotations

from tests.stories.packets import JON, PRIYA
from tests.stories.test_errors_rights import a_private_project
from tests.world import World

KEPT = 10


async def test_a_review_of_the_rules_counts_and_names_what_its_reader_may_see(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo project BOARD mode controlling", "C0BOARD")
    for number in range(KEPT):
        await w.types(JON, f"/pmo add Quiet thing {number} by friday", "C0BOARD")
    await w.until("2026-12-04", "11:00")
    for number in range(KEPT):
        await w.types(JON, f"/pmo done A-{number + 4}", "C0BOARD")
    everything = await w.hears(PRIYA, "/pmo policy review", "C0GENERAL")
    assert "All projects: is what I send worth it?" in everything
    assert "Board" not in everything
    assert "finished items" not in everything, "nobody finished anything in what she may see"
    assert "Controlling" not in everything
    assert "10 of 10 promises were kept" in await w.hears(JON, "/pmo policy review BOARD", "C0BOARD")
