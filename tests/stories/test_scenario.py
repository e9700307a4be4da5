"""The same story over HTTP and over Socket Mode, on SQLite and on PostgreSQL, to the byte."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from tests.postgres import Server
from tests.stories.scenario import play
from tests.world import Transport, world

TRANSPORTS: tuple[Transport, ...] = ("http", "socket")


async def test_a_promise_goes_all_the_way_the_same_on_every_transport_and_database(
    tmp_path: Path, postgres_server: Server, migrated_name: str
) -> None:
    sqlite = [f"sqlite:///{tmp_path / name}.db" for name in TRANSPORTS]
    copied = partial(postgres_server.database, like=migrated_name)
    with copied("story_http") as one, copied("story_socket") as other:
        transcripts = {await told(url, transport) for urls in (sqlite, [one, other])
                       for url, transport in zip(urls, TRANSPORTS, strict=True)}  # fmt: skip
    assert len(transcripts) == 1


async def told(url: str, transport: Transport) -> str:
    """The story on one database, over one transport."""
    async with world(url, transport) as w:
        return as_text(await play(w))


def as_text(pages: list[dict[str, Any]]) -> str:
    """A transcript as the bytes that are compared."""
    return json.dumps(pages, indent=1, ensure_ascii=False, sort_keys=True)
