"""The life of a project is taken back by what the events say, and happens again as it was."""

from __future__ import annotations

from datetime import timedelta

from pmo_bot.model import Artefact, Phase
from pmo_bot.services import tape_playing
from pmo_bot.services.tape import rewind
from pmo_bot.store.copy import temporary_copy
from tests.services.test_replay import of_time
from tests.services.test_replay import rows as everything
from tests.stories.packets import INES, JON, PRIYA
from tests.stories.test_phases import handed, project, proposed, rows
from tests.world import MONDAY, World


async def test_gates_phases_proposals_and_clones_happen_again(w: World) -> None:
    await w.types(INES, "/pmo")
    await w.until("2026-11-30", "11:00")
    await handed(w)
    await proposed(w)
    await w.types(JON, "/pmo project clone BOREAS as CIRRUS from 4 jan")
    await w.types(PRIYA, "/pmo project gates warn")
    await w.until("2026-11-30", "18:00")
    await w.clicks(PRIYA, "Go", w.inbox(PRIYA)[-1])
    assert (project(w, "MOVETHEARC").phase, len(rows(w, Artefact, "CIRRUS"))) == (Phase.APPROVED, 8)
    with temporary_copy(w.bot.db) as db:
        by_itself = of_time(db)
        before = everything(db, by_itself)
        tape = rewind(db, (MONDAY + timedelta(minutes=30)))
        taken_back = everything(db, by_itself)
        assert (taken_back["artefact"], len(taken_back["project"])) == ([], 1)
        while tape.groups:
            tape_playing.happen(db, tape)
        after = everything(db, by_itself)
        for name in before:
            assert after[name] == before[name], name
