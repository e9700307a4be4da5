"""The same story over HTTP and over Socket Mode, on SQLite and on PostgreSQL, to the byte."""

import json
from pathlib import Path
from typing import Any

from tests.stories.scenario import play
from tests.world import world


async def test_a_promise_goes_all_the_way_the_same_on_every_transport_and_database(
    tmp_path: Path, postgres_url: str
) -> None:
    async with world(f"sqlite:///{tmp_path / 'http.db'}", "http") as w:
        over_http = await play(w)
    async with world(f"sqlite:///{tmp_path / 'socket.db'}", "socket") as w:
        over_socket = await play(w)
    async with world(postgres_url, "http") as w:
        on_postgres = await play(w)
    assert as_text(over_http) == as_text(over_socket) == as_text(on_postgres)


def as_text(pages: list[dict[str, Any]]) -> str:
    """A transcript as the bytes that are compared."""
    return json.dumps(pages, indent=1, ensure_ascii=False, sort_keys=True)
