"""Whose token speaks: asked of the database, remembered for half a minute, forgotten when Slack takes it back."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from pydantic import SecretStr

from pmo_bot.services import installing
from pmo_bot.store.database import Database
from pmo_bot.store.vault import Locked, Vault

KEPT_SECONDS = 30.0
"""So long another process may go on with a token that was taken back here: half of what is promised."""
MOST_KEPT = 20_000
log = structlog.get_logger()


@dataclass
class Keyring:
    """The `Tokens` port over what is installed."""

    db: Database
    vault: Vault
    clock: Callable[[], float] = time.monotonic
    doubted: dict[str, str] = field(default_factory=dict)
    """Workspaces whose token Slack did not take, and what it said: to be asked about."""
    _kept: dict[str, tuple[float, SecretStr | None]] = field(default_factory=dict, repr=False)

    async def of(self, team: str) -> SecretStr | None:
        """The token of a workspace; None where the bot was not let in, or what is kept cannot be opened."""
        kept = self._kept.get(team)
        if kept is not None and self.clock() - kept[0] < KEPT_SECONDS:
            return kept[1]
        began = self.clock()
        token = await asyncio.to_thread(self._read, team)
        if len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[team] = (began, token)
        return token

    def doubt(self, team: str, error: str) -> None:
        """Slack did not take it: it is read anew before the next call."""
        self._kept.pop(team, None)
        self.doubted[team] = error

    def forget(self) -> None:
        """Whatever changed who let the bot in: all are read anew."""
        self._kept.clear()

    def _read(self, team: str) -> SecretStr | None:
        try:
            token = installing.token_of(self.db, self.vault, team)
        except Locked as failure:
            log.error("token", action="token.locked", team=team, error=str(failure))
            return None
        return SecretStr(token) if token is not None else None
