"""What has to be done about installations by itself: renew tokens, ask about doubted ones, erase what was left."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from pmo_bot.jobs.keyring import Keyring
from pmo_bot.ports import TAKEN_BACK, Authority, Fate, Outcome
from pmo_bot.services import installing, renewing
from pmo_bot.services.renewing import Ending
from pmo_bot.store.rewriting import rewrite

EVERY_SECONDS = 30.0
log = structlog.get_logger()


@dataclass
class Upkeep:
    """One round of it; any number of processes may make theirs."""

    keyring: Keyring
    authority: Authority
    now: Callable[[], datetime]
    ask: Callable[[str], Awaitable[Outcome]]
    """Whether Slack still takes a workspace's token."""
    erase_after_days: int
    erased: Callable[[str], None]
    """Is told of a workspace that was erased: its anchors end here."""

    async def run(self) -> None:
        """Each of the three; that one fails is no reason to leave the others out."""
        for job in (self.renew, self.look_at_doubted, self.erase):
            try:
                await job()
            except Exception:
                log.exception("upkeep", action="upkeep.failed", job=job.__name__)

    async def renew(self) -> int:
        """Renew the tokens that end soon; how many that were."""
        db, vault = self.keyring.db, self.keyring.vault
        found = await asyncio.to_thread(renewing.take_ending, db, vault)
        done = sum(await asyncio.gather(*(self._renew(one) for one in found)))
        if done:
            self.keyring.forget()
        return done

    async def _renew(self, ending: Ending) -> bool:
        """A lost answer needs nothing: what renewed the token before renews it until the new one is used."""
        db, vault = self.keyring.db, self.keyring.vault
        answer = await self.authority.renew(ending.refresh_token)
        if isinstance(answer, Outcome):
            log.warning("token", action="token.not_renewed", team=ending.owner, error=answer.error)
            if answer.fate is Fate.DEAD:
                await asyncio.to_thread(renewing.put_off, db, ending)
            return False
        kept = await asyncio.to_thread(renewing.renewed, db, vault, ending, answer)
        log.info("token", action="token.renewed" if kept else "token.overtaken", team=ending.owner)
        return kept

    async def look_at_doubted(self) -> None:
        """Ask Slack about the tokens that it did not take: was the bot taken out, and nobody said so?"""
        db = self.keyring.db
        for team in list(self.keyring.doubted):
            self.keyring.doubted.pop(team)
            self.keyring.forget()  # another process may have a newer one: it is no older than the question
            asked_at = self.now()
            if (await self.ask(team)).error not in TAKEN_BACK:
                continue
            owner = await asyncio.to_thread(installing.owner_of, db, team)
            if owner is not None:
                log.warning("token", action="token.taken_back", team=owner)
                await asyncio.to_thread(installing.taken_out, db, [owner], asked_at, self.now())
                self.keyring.forget()
            self.keyring.doubted.pop(team, None)

    async def erase(self) -> None:
        """Erase what belongs to workspaces that took the bot out long enough ago."""
        if await asyncio.to_thread(self._erase):
            await asyncio.to_thread(rewrite, self.keyring.db)

    def _erase(self) -> bool:
        """The anchors of each end as soon as it is gone, whatever becomes of the next one."""
        gone = False
        for team in installing.erase_due(self.keyring.db, self.now(), self.erase_after_days):
            log.info("upkeep", action="workspace.erased", team=team)
            self.erased(team)
            gone = True
        return gone
