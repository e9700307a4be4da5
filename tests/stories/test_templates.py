"""Templates: a project that went well is what others begin with, here or in another workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_bot.blocks.words.refusals import sentence
from pmo_bot.model import Artefact, Item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import packs
from pmo_bot.services.tape import rewind
from pmo_bot.services.tape_playing import happen
from pmo_bot.store.copy import temporary_copy
from tests.stories.packets import JON, PRIYA
from tests.stories.test_conflicts import secret
from tests.stories.test_phases import project, rows, strict
from tests.world import TEAM, World


async def test_a_pmo_lead_keeps_a_project_as_a_template_and_another_one_begins_with_it(w: World) -> None:
    await strict(w)
    assert "Only a PMO lead" in await w.hears(JON, "/pmo project BOREAS template")
    assert "new projects can begin with “Boreas” (boreas): 4 dates" in await w.hears(
        PRIYA, "/pmo project BOREAS template"
    )
    await w.types(JON, "/pmo project new Cirrus", "C0HELP")
    assert await w.submits(JON, sponsor="U0INES", channel="C0HELP", pack="boreas") == {}
    assert [(i.title, i.due) for i in rows(w, Item, "CIRRUS")] == [(i.title, i.due) for i in rows(w, Item, "BOREAS")]
    assert [(a.phase, a.name) for a in rows(w, Artefact, "CIRRUS")] == [
        (a.phase, a.name) for a in rows(w, Artefact, "BOREAS")
    ]
    assert project(w, "CIRRUS").words == project(w, "BOREAS").words


async def test_a_project_written_to_a_file_and_read_again_is_the_same_template(w: World, tmp_path: Path) -> None:
    await strict(w)
    before = packs.exported(w.bot.db, TEAM, "BOREAS")
    file = tmp_path / "boreas.yaml"
    file.write_text(packs.to_text(before), encoding="utf-8")
    packs.imported(w.bot.db, TEAM, packs.of_text(file.read_text(encoding="utf-8")), w.clock.now())
    assert packs.exported(w.bot.db, TEAM, "boreas") == before


async def test_a_template_that_is_kept_anew_can_be_taken_back_to_what_it_was(w: World) -> None:
    await strict(w)
    await w.types(PRIYA, "/pmo project BOREAS template")
    before = packs.exported(w.bot.db, TEAM, "boreas")
    await w.until("2026-12-07", "12:00")
    start = w.clock.now()
    await w.types(JON, "/pmo milestone One more by 18 jan #boreas")
    await w.types(PRIYA, "/pmo project BOREAS template")
    after = packs.exported(w.bot.db, TEAM, "boreas")
    assert len(after.milestones) == len(before.milestones) + 1
    with temporary_copy(w.bot.db) as copy:
        tape = rewind(copy, start)
        assert packs.exported(copy, TEAM, "boreas") == before
        while tape.groups:
            happen(copy, tape)
        assert packs.exported(copy, TEAM, "boreas") == after


async def test_a_private_project_is_not_written_to_a_file(w: World) -> None:
    await secret(w)
    with pytest.raises(Refused) as refused:
        packs.exported(w.bot.db, TEAM, "SECRET")
    assert "*Secret* is private, and a file can be read by everybody" in sentence(refused.value)
