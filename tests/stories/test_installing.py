"""Several workspaces let the bot in by themselves: each is served with its own token, which stands nowhere in clear."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import select

from pmo_bot.model import Installation
from tests.many import ALDER, BIRCH, many


async def test_two_workspaces_let_it_in_and_each_is_answered_with_its_own_token(sqlite_url: str) -> None:
    async with many(sqlite_url) as m:
        async with m.browser() as browser:
            page = await browser.installs(ALDER)
            assert "PMO Bot is in Company Alder" in page
        await m.install(BIRCH)
        assert m.live(ALDER) != m.live(BIRCH)
        for team, w in m.worlds.items():
            assert "You owe nothing" in await w.hears("U0MARIA", "/pmo list")
            assert m.tokens(team) == {m.live(team)}

        with m.bot.db.reading() as session:
            kept = session.exec(select(Installation)).all()
        assert {one.team_id for one in kept} == {ALDER, BIRCH}
        path = Path(sqlite_url.removeprefix("sqlite:///"))
        whole = b"".join(one.read_bytes() for one in path.parent.glob(path.name + "*"))
        assert not any(m.live(team).encode() in whole for team in m.worlds)
