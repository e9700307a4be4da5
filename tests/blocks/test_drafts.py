"""A draft has at most 120 words, whatever there is to tell, and never leaves out how it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.drafts import text_of
from pmo_bot.rules.digest_lines import DigestLine, Section
from pmo_bot.rules.drafts import WORDS_MOST
from tests.blocks.test_digest import digest
from tests.rows import MARIA, MONDAY, item

TITLES = st.lists(st.text("ab *<&é ", min_size=1, max_size=300), max_size=8)


@given(st.dictionaries(st.sampled_from(["done", "overdue", "needs", "unowned"]), TITLES))
def test_a_draft_is_short_and_says_how_it_stands(found: dict[str, list[str]]) -> None:
    sections = [
        Section(name, tuple(DigestLine("asked", item(title, due=MONDAY), MARIA, then=MONDAY) for title in titles))
        for name, titles in found.items()
    ]
    text = text_of(digest(*sections))
    assert len(text.split()) <= WORDS_MOST
    assert text.startswith("Apollo (APOLLO) is green: nothing is late.")


def test_where_there_is_much_to_tell_what_waits_comes_before_what_is_done() -> None:
    long = " ".join(["word"] * 15)
    lines = tuple(DigestLine("asked", item(f"{long} {n}", due=MONDAY), MARIA, then=MONDAY) for n in range(5))
    text = text_of(digest(*(Section(name, lines) for name in ("done", "overdue", "needs", "unowned"))))
    assert "We need an answer from Maria" in text
    assert "; 2 more." in text
    assert "Nobody has" not in text
