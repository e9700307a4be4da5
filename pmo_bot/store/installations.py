"""Queries about who let the bot in.  Leases and ends of tokens are measured with the clock that all workers share."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, and_, col, delete, func, or_, select

from pmo_bot.model import Installation, InstallAttempt, Workspace


def serving(session: Session, team: str) -> Installation | None:
    """Whose token speaks in a workspace: its own, else that of its organisation; None where neither is there."""
    found = session.get(Installation, team)
    if found is not None and found.gone_at is None:
        return found
    workspace = session.get(Workspace, team)
    if workspace is None or not workspace.enterprise_id:
        return None
    of_org = session.get(Installation, workspace.enterprise_id)
    return of_org if of_org is not None and of_org.gone_at is None else None


def of_org(session: Session, enterprise: str) -> Installation | None:
    """What a whole organisation let in, if it did and does."""
    found = session.get(Installation, enterprise)
    return found if found is not None and found.is_org_wide and found.gone_at is None else None


def is_gone(session: Session, team: str) -> bool:
    """Whether a workspace took the bot out; False also for one that never let it in by itself."""
    return serving(session, team) is None and is_known(session, team)


def is_known(session: Session, team: str) -> bool:
    """Whether it is known who let the bot into a workspace, even if they took it out since."""
    workspace = session.get(Workspace, team)
    owners = (team, workspace.enterprise_id if workspace is not None else "")
    return any(session.get(Installation, owner) is not None for owner in owners if owner)


def gone(session: Session) -> set[str]:
    """The workspaces that took the bot out: nothing leaves for them, and nobody there misses it."""
    out = select(Installation.team_id).where(col(Installation.gone_at).is_not(None))
    maybe = or_(col(Workspace.team_id).in_(out), col(Workspace.enterprise_id).in_(out))
    return {team for team in session.exec(select(Workspace.team_id).where(maybe)) if is_gone(session, team)}


def held(session: Session, owner: str) -> Installation | None:
    """An installation, and nobody else changes it until the transaction ends."""
    return session.get(Installation, owner, with_for_update=True, populate_existing=True)


def served_by(session: Session, enterprise: str) -> list[str]:
    """The workspaces that have nothing but their organisation's token."""
    own = select(Installation.team_id).where(col(Installation.gone_at).is_(None))
    rows = select(Workspace.team_id).where(Workspace.enterprise_id == enterprise, col(Workspace.team_id).not_in(own))
    return list(session.exec(rows.order_by(col(Workspace.team_id))))


# --- tokens that end ------------------------------------------------------------------


def ending(session: Session, before: datetime, real: datetime, limit: int) -> Sequence[Installation]:
    """Whose token ends soon and is renewed by nobody now, the soonest first."""
    free = or_(col(Installation.lease_until).is_(None), col(Installation.lease_until) < real)
    return session.exec(
        select(Installation)
        .where(col(Installation.expires_at) <= before, col(Installation.gone_at).is_(None), free)
        .where(Installation.refresh_token != "")
        .order_by(col(Installation.expires_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def of_other_keys(session: Session, key_id: str, after: str, limit: int) -> Sequence[Installation]:
    """What an older key still opens, in the order of its owners; nobody else changes it meanwhile."""
    return session.exec(
        select(Installation)
        .where(Installation.key_id != key_id, Installation.bot_token != "", col(Installation.team_id) > after)
        .order_by(col(Installation.team_id))
        .limit(limit)
        .with_for_update()
    ).all()


def count(session: Session) -> int:
    """How many let the bot in, and still do."""
    return session.exec(select(func.count()).select_from(Installation).where(col(Installation.gone_at).is_(None))).one()


def key_ids(session: Session) -> set[str]:
    """The keys that are needed to open what is kept."""
    return set(session.exec(select(Installation.key_id).where(Installation.bot_token != "").distinct()))


def ended(session: Session, real: datetime) -> list[str]:
    """Whose token was not renewed in time."""
    over = (col(Installation.expires_at) < real, col(Installation.gone_at).is_(None))
    return list(session.exec(select(Installation.team_id).where(*over).order_by(col(Installation.team_id))))


def gone_since(session: Session, before: datetime) -> Sequence[Installation]:
    """Who took the bot out at that time or earlier."""
    return session.exec(
        select(Installation).where(col(Installation.gone_at) <= before).order_by(col(Installation.team_id))
    ).all()


# --- on the way to Slack and back -----------------------------------------------------


def forget_attempts(session: Session, before: datetime) -> None:
    """Whoever did not come back in time begins anew."""
    session.execute(delete(InstallAttempt).where(col(InstallAttempt.expires_at) <= before))


def count_attempts(session: Session) -> int:
    """How many are on the way."""
    return session.exec(select(func.count()).select_from(InstallAttempt)).one()


def take_attempt(session: Session, state: str, challenge: str, now: datetime) -> bool:
    """Whether this browser left with this state and comes back in time.  The answer is yes once only."""
    gone = session.execute(
        delete(InstallAttempt)
        .where(
            and_(
                col(InstallAttempt.state) == state,
                col(InstallAttempt.challenge) == challenge,
                col(InstallAttempt.expires_at) > now,
            )
        )
        .returning(col(InstallAttempt.state))
    )
    return gone.scalar_one_or_none() is not None
