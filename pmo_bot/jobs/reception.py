"""Lets the bot into workspaces: the way to Slack, what comes back from it, and what is kept then."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from pmo_bot.jobs.keyring import Keyring
from pmo_bot.ports import Arrival, Authority, Fate, Journey, Outcome
from pmo_bot.services import installing

STATE_BYTES = 32
VERIFIER_BYTES = 48
"""As letters 64: proof keys have 43 to 128."""
log = structlog.get_logger()


@dataclass
class Installer:
    """The `Reception` port over Slack and what is kept here."""

    keyring: Keyring
    authority: Authority
    redirect: str
    now: Callable[[], datetime]

    async def set_out(self, team: str) -> Journey | None:
        """The way to Slack; the browser keeps the verifier of the proof key.  None when too many are on it."""
        state, verifier = secrets.token_urlsafe(STATE_BYTES), secrets.token_urlsafe(VERIFIER_BYTES)
        try:
            await asyncio.to_thread(installing.set_out, self.keyring.db, state, verifier, self.now(), team)
        except installing.TooMany:
            log.warning("install", action="install.crowded")
            return None
        challenge = installing.digest(verifier)
        where = self.authority.address(state=state, challenge=challenge, redirect=self.redirect, team=team)
        return Journey(where, verifier)

    async def come_back(self, *, code: str, state: str, keepsake: str) -> Arrival:
        """What somebody came back with: once, and in the browser that set out."""
        if not await asyncio.to_thread(installing.came_back, self.keyring.db, state, keepsake, self.now()):
            return Arrival(failed="stale")
        found = await self.authority.exchange(code, redirect=self.redirect, verifier=keepsake)
        if isinstance(found, Outcome):
            log.warning("install", action="install.refused", error=found.error)
            return Arrival(failed=f"slack:{found.error}" if found.fate is Fate.DEAD else "quiet")
        db, vault = self.keyring.db, self.keyring.vault
        await asyncio.to_thread(installing.let_in, db, vault, found, self.now())
        self.keyring.forget()
        log.info("install", action="install.done", team=found.owner, org_wide=found.is_org_wide)
        return Arrival(found.name, found.team_id, found.app_id)
