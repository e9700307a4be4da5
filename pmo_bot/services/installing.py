"""Who lets the bot in and takes it out: what it speaks with is kept and given up.

That somebody came or went is an event of the workspace; what opens its Slack stands in no event.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from pmo_bot.model import Grant, Installation, InstallAttempt, Workspace
from pmo_bot.services.events import BY_SLACK, observe
from pmo_bot.services.tape import MAY_STILL_SPEAK
from pmo_bot.store import installations, outbox, queries, records, whole
from pmo_bot.store.database import Database
from pmo_bot.store.vault import Sealed, Vault

ON_THE_WAY = timedelta(minutes=10)
"""Slack's codes live as long."""
MOST_ON_THE_WAY = 5_000
"""More than that is no crowd but an attack; those that are on the way are not disturbed by it."""
BOT, REFRESH = "bot_token", "refresh_token"


class TooMany(Exception):
    """Too many are on the way to Slack: whoever comes now has to wait a little."""


# --- on the way to Slack and back -----------------------------------------------------


def digest(secret: str) -> str:
    """What is kept of a secret, and what Slack is given as a challenge: SHA-256 in the letters of addresses."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).rstrip(b"=").decode()


def set_out(db: Database, state: str, verifier: str, now: datetime, team: str = "") -> None:
    """Somebody is on the way to Slack with this state, and their browser keeps the verifier.  Raises `TooMany`."""
    with db.transaction() as session:
        installations.forget_attempts(session, now)
        if installations.count_attempts(session) >= MOST_ON_THE_WAY:
            raise TooMany
        session.add(
            InstallAttempt(state=digest(state), challenge=digest(verifier), team_id=team, expires_at=now + ON_THE_WAY)
        )


def came_back(db: Database, state: str, verifier: str, now: datetime) -> bool:
    """Whether the browser that set out with this state is back, in time and for the first time."""
    if not state or not verifier:
        return False
    with db.transaction() as session:
        return installations.take_attempt(session, digest(state), digest(verifier), now)


# --- in and out -----------------------------------------------------------------------


def let_in(db: Database, vault: Vault, grant: Grant, now: datetime) -> None:
    """Keep what the bot speaks with from now on.  A workspace that had it here before and lost it is awake again."""
    try:
        _let_in(db, vault, grant, now)
    except IntegrityError:  # somebody else let it in for the first time at the same moment: now it is there
        _let_in(db, vault, grant, now)


def _let_in(db: Database, vault: Vault, grant: Grant, now: datetime) -> None:
    with db.transaction() as session:
        kept = installations.held(session, grant.owner) or Installation(team_id=grant.owner, installed_at=now)
        teams = installations.served_by(session, grant.owner) if grant.is_org_wide else [grant.owner]
        came_back = [team for team in teams if installations.is_gone(session, team)]
        kept.enterprise_id, kept.is_org_wide = grant.enterprise_id, grant.is_org_wide
        kept.installed_by, kept.installed_at, kept.gone_at = grant.installed_by, now, None
        kept.lease_until = None
        keep_tokens(session, vault, kept, grant)
        if not kept.is_org_wide:
            _begin(session, kept, grant.name, now)
        for team in teams:
            queries.turn(session, team)
            if team in came_back:  # when it came for the first time stands in the workspace, which else stays empty
                _wake(session, team, now)


def _begin(session: Session, kept: Installation, name: str, now: datetime) -> None:
    """A workspace that lets the bot in by itself begins with it."""
    workspace = session.get(Workspace, kept.team_id) or Workspace(team_id=kept.team_id, started_at=now)
    workspace.name, workspace.enterprise_id = name[:255] or workspace.name, kept.enterprise_id
    session.add(workspace)
    session.flush()


def keep_tokens(session: Session, vault: Vault, kept: Installation, grant: Grant) -> None:
    """Keep what Slack gave, encrypted.  When it ends is counted by the clock that all workers share."""
    bot = vault.seal(kept.team_id, BOT, grant.bot_token.get_secret_value())
    kept.bot_token, kept.key_id = bot.text, bot.key_id
    kept.refresh_token = vault.seal(kept.team_id, REFRESH, grant.refresh_token.get_secret_value()).text
    kept.scopes = grant.scopes[:1000] or kept.scopes
    ends = timedelta(seconds=grant.expires_in)
    kept.expires_at = outbox.shared_clock(session) + ends if grant.expires_in else None
    session.add(kept)
    session.flush()


def taken_out(db: Database, owners: Sequence[str], told_at: datetime, now: datetime) -> list[str]:
    """Slack took back what the bot speaks with: it is gone at once, and nothing leaves any more.

    The workspaces that fall silent.  What is told late, after somebody let the bot in again, changes nothing.
    """
    silent = []
    with db.transaction() as session:
        for owner in owners:
            kept = installations.held(session, owner)
            if kept is None or kept.gone_at is not None or told_at < kept.installed_at:
                continue
            silent += installations.served_by(session, owner) if kept.is_org_wide else [owner]
            kept.bot_token = kept.refresh_token = kept.key_id = ""
            kept.expires_at = kept.lease_until = None
            kept.gone_at = now
            session.add(kept)
        session.flush()
        silent = [team for team in silent if installations.serving(session, team) is None]
        for team in silent:
            _silence(session, team, now)
    return silent


def closed(db: Database, teams: Sequence[str], now: datetime) -> None:
    """An organisation closed these of its workspaces to the bot, and keeps it for the others."""
    with db.transaction() as session:
        for team in teams:
            workspace = session.get(Workspace, team)
            if workspace is None or not workspace.enterprise_id or session.get(Installation, team) is not None:
                continue
            session.add(
                Installation(team_id=team, enterprise_id=workspace.enterprise_id, installed_at=now, gone_at=now)
            )
            workspace.enterprise_id = ""
            session.flush()
            _silence(session, team, now)


def _wake(session: Session, team: str, now: datetime) -> None:
    whole.wake(session, team, now, now - MAY_STILL_SPEAK)
    observe(session, team, "workspace.installed", now, {}, {}, source=BY_SLACK)


def _silence(session: Session, team: str, now: datetime) -> None:
    if session.get(Workspace, team) is not None:
        queries.turn(session, team)
        whole.sleep(session, team)
        observe(session, team, "workspace.uninstalled", now, {}, {}, source=BY_SLACK)


def erase_due(db: Database, now: datetime, after_days: int) -> Iterator[str]:
    """Erase what belongs to workspaces that took the bot out so many days ago, and let nobody in since; which.

    What one of them leaves is a transaction of its own, and told as soon as it is gone: what is interrupted goes on
    the next time.
    """
    before = now - timedelta(days=after_days)
    with db.reading() as session:
        owners = [one.team_id for one in installations.gone_since(session, before)]
    for owner in owners:
        yield from _erase(db, owner, before)


def _erase(db: Database, owner: str, before: datetime) -> list[str]:
    with db.transaction() as session:
        kept = installations.held(session, owner)
        if kept is None or kept.gone_at is None or kept.gone_at > before:
            return []
        teams = installations.served_by(session, owner) if kept.is_org_wide else [owner]
        session.delete(kept)
        session.flush()
        erased = [team for team in teams if not installations.is_known(session, team)]
        for team in erased:
            if session.get(Workspace, team) is not None:
                queries.turn(session, team)
            records.erase_workspace(session, team)
        return erased


# --- what it speaks with --------------------------------------------------------------


def token_of(db: Database, vault: Vault, team: str) -> str | None:
    """What the bot speaks with in a workspace; None where it was not let in.  Raises `Locked`."""
    with db.reading() as session:
        kept = installations.serving(session, team)
        if kept is None or not kept.bot_token:
            return None
        return vault.open(kept.team_id, BOT, Sealed(kept.key_id, kept.bot_token))


def owner_of(db: Database, team: str) -> str | None:
    """Who let the bot into a workspace: itself, or its organisation."""
    with db.reading() as session:
        kept = installations.serving(session, team)
        return kept.team_id if kept is not None else None


def serves(db: Database, team: str, enterprise: str, now: datetime) -> bool:
    """Whether the bot was let in here.  A workspace of an organisation that let it in everywhere begins now."""
    with db.reading() as session:
        if installations.serving(session, team) is not None:
            return True
        if not enterprise or installations.of_org(session, enterprise) is None:
            return False
    with suppress(IntegrityError), db.transaction() as session:  # another process may have been told at the same time
        workspace = session.get(Workspace, team) or Workspace(team_id=team, started_at=now)
        workspace.enterprise_id = enterprise
        session.add(workspace)
        session.flush()
        was_closed = session.get(Installation, team)
        if was_closed is not None:
            session.delete(was_closed)
            queries.turn(session, team)
            _wake(session, team, now)
    return True
