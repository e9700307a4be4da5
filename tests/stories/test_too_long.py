"""What is too long is said, with the limit, and nothing of it is cut off or kept."""

from __future__ import annotations

import pytest
from sqlmodel import func, select

from pmo_bot.model import Event
from tests.world import World

JON = "U0JON"
WORDS = "long words " * 300


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("/pmo decide Keep the old tenant because", 3000),
        ("/pmo log A-1", 3000),
        ("/pmo block A-1 because", 500),
        ("/pmo freeze apollo 21 dec until 3 jan because", 500),
        ("/pmo win #apollo", 500),
        ("/pmo lesson #apollo", 500),
    ],
)
async def test_it_is_refused_with_the_limit_and_nothing_happens(w: World, command: str, most: int) -> None:
    await w.types(JON, "/pmo add Access list by 4 dec")
    before = newest(w)
    assert f"; {most} is the most. Write it in fewer words" in await w.hears(JON, f"{command} {WORDS}")
    assert newest(w) == before


def newest(w: World) -> int | None:
    with w.bot.db.reading() as session:
        return session.exec(select(func.max(Event.id))).one()
