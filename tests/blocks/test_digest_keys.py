"""Every sentence of a report about an item or a decision carries its key: whoever reads it can look it up."""

from __future__ import annotations

import pytest

from pmo_bot.blocks.words import digest as words
from pmo_bot.model import Kind
from pmo_bot.rules.conflicts import Conflict
from pmo_bot.rules.digest_facts import Objection
from pmo_bot.rules.digest_lines import DigestLine
from pmo_bot.rules.readiness import Readiness
from tests.rows import INES, JON, MARIA, MONDAY, day, decision, item, option

SAID = {*words.LINES, *words.CALLING, *words.NEXT, "late"}


def entry(word: str, kind: Kind) -> DigestLine:
    """A line with all that any of them may need."""
    about = item("Access list", id=12, number=12, kind=kind, due=day(2), offer_due=day(4))
    other = item("Rehearsal", id=13, number=13, due=day(1))
    return DigestLine(
        word, about, MARIA, then=MONDAY, days=3, owner=JON, before=((INES, day(-3)),), options=(option("Acme", 1),),
        chosen="sap", objection=Objection(about, other, MARIA, MONDAY), readiness=Readiness(),
        conflict=Conflict("order", about, other=other) if word == "unfitting" else None,
    )  # fmt: skip


@pytest.mark.parametrize("word", sorted(SAID))
@pytest.mark.parametrize("calls", [True, False])
def test_a_sentence_about_an_item_carries_its_key(word: str, calls: bool) -> None:
    for kind in (Kind.ACTION, Kind.MILESTONE):
        line = entry(word, kind)
        assert line.item is not None
        assert f"{line.item.key}" in words.line(line, MONDAY, calls=calls), word


@pytest.mark.parametrize("word", ["decided", "idle"])
def test_a_sentence_about_a_decision_carries_its_key(word: str) -> None:
    taken = decision("Keep the old tenant", number=14)
    assert "(D-14)" in words.line(DigestLine(word, decision=taken, chosen="Birch"), MONDAY)
