"""A brief has five lines in all: what looks alike takes the room that is left."""

from __future__ import annotations

import pytest

from pmo_bot.rules.brief import Entry, build
from tests.rows import MARIA, MONDAY, item, line, pair


@pytest.mark.parametrize(("due", "shown"), [(0, 3), (3, 2), (5, 0), (9, 0)])
def test_pairs_take_the_room_that_is_left_and_the_others_are_counted(due: int, shown: int) -> None:
    entries = [Entry(item(id=n), line(item_id=n)) for n in range(20, 20 + due)]
    made = build(MARIA, MONDAY, "brief:1", entries, [], pairs=[pair(), pair(), pair()])
    assert (len(made.pairs), made.more_pairs) == (shown, 3 - shown)
