"""Tokens that end are renewed before they do, each by one process; and encrypted anew when a newer key is set."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from pmo_bot.model import Grant, Installation
from pmo_bot.services.installing import BOT, REFRESH, keep_tokens
from pmo_bot.store import installations, outbox
from pmo_bot.store.database import Database
from pmo_bot.store.vault import Locked, Sealed, Vault

SOON = timedelta(hours=2)
"""Slack's tokens live twelve hours."""
LEASE = timedelta(seconds=60)
"""Longer than Slack may take to answer; after it somebody tries again, with what renewed the token before."""
LATER = timedelta(minutes=10)
"""When Slack says no."""
AT_ONCE = 50
BATCH = 500


@dataclass(frozen=True, slots=True)
class Ending:
    """A token that ends soon.  Whoever holds the lease may renew it."""

    owner: str
    refresh_token: str = field(repr=False)
    lease_until: datetime


def take_ending(db: Database, vault: Vault) -> list[Ending]:
    """The tokens that end soon and that nobody renews: they are ours for as long as the lease lasts."""
    with db.transaction() as session:
        real = outbox.shared_clock(session)
        taken = []
        for one in installations.ending(session, real + SOON, real, AT_ONCE):
            try:
                refresh = vault.open(one.team_id, REFRESH, Sealed(one.key_id, one.refresh_token))
            except Locked:
                one.lease_until = real + LATER
                continue
            one.lease_until = real + LEASE
            taken.append(Ending(one.team_id, refresh, one.lease_until))
        return taken


def renewed(db: Database, vault: Vault, ending: Ending, grant: Grant) -> bool:
    """Keep the new token; not, where somebody took the bot out meanwhile, let it in anew, or renewed it instead."""
    with db.transaction() as session:
        kept = _leased(session, ending)
        if kept is None:
            return False
        kept.lease_until = None
        keep_tokens(session, vault, kept, grant)
        return True


def put_off(db: Database, ending: Ending) -> None:
    """Slack would not renew it: it is asked again later."""
    with db.transaction() as session:
        if (kept := _leased(session, ending)) is not None:
            kept.lease_until = outbox.shared_clock(session) + LATER
            session.add(kept)


def _leased(session: Session, ending: Ending) -> Installation | None:
    kept = installations.held(session, ending.owner)
    if kept is None or kept.gone_at is not None or kept.lease_until != ending.lease_until:
        return None
    return kept


# --- a newer key ----------------------------------------------------------------------


class Rekeyed(NamedTuple):
    """How far it is."""

    done: int
    locked: tuple[str, ...]
    """Whose tokens cannot be opened: their key is not set."""


def rekey(db: Database, vault: Vault, batch: int = BATCH) -> Iterator[Rekeyed]:
    """Encrypt with the newest key what an older one still opens.

    Each step is whole and says how far it is: the bot goes on meanwhile, and whoever stops in between goes on later.
    """
    done, last, locked = 0, "", list[str]()
    while True:
        with db.transaction() as session:
            found = installations.of_other_keys(session, vault.newest, last, batch)
            if not found:
                return
            shut = [one.team_id for one in found if not _rekey(session, vault, one)]
        last, done = found[-1].team_id, done + len(found) - len(shut)
        locked += shut
        yield Rekeyed(done, tuple(locked))


def _rekey(session: Session, vault: Vault, one: Installation) -> bool:
    kept = {name: Sealed(one.key_id, getattr(one, name)) for name in (BOT, REFRESH)}
    try:
        opened = {name: vault.open(one.team_id, name, sealed) for name, sealed in kept.items()}
    except Locked:
        return False
    for name, plain in opened.items():
        setattr(one, name, vault.seal(one.team_id, name, plain).text)
    one.key_id = vault.newest
    session.add(one)
    return True
