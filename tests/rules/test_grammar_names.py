"""A command needs to know of no project that its text does not name: hundreds of others change nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.grammar import VERBS, names_in, parse

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
KEYS = frozenset({"APOLLO", "BIRCH", "A1", "ADD", "REQ", "FRIDAY"})
WORDS = st.sampled_from(
    [
        *VERBS, *KEYS, *(key.lower() for key in KEYS), "#apollo", "#BIRCH,", "(Apollo)", "apollo:", "“Apollo plan”",
        "<#C1|birch>", "<@U0JON>", "A-12", "12", "and", "because", "friday", "in", "channel", "req:login", "plan",
        "apollo/birch", "!high", "…APOLLO", "apollo-2", "&lt;APOLLO&gt;", "<https://x.y|APOLLO>",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=40))
@example("APOLLO")
@example("add Draft the plan by friday APOLLO!")
@example("list #apollo.")
def test_only_what_stands_in_the_text_is_a_project_of_it(text: str) -> None:
    read = parse(text, now=NOW, calendar=Calendar(ZoneInfo("UTC")), projects=KEYS)
    assert parse(text, now=NOW, calendar=Calendar(ZoneInfo("UTC")), projects=KEYS & names_in(text)) == read
