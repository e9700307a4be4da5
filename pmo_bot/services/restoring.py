"""Make a backup ready to go on from: what may have been said since it was made is looked up before it is said.

Between the backup and now the old place went on: it sent what is still pending here, and what became due since.  So
the plan looks first, and then everything that is pending counts as tried at the moment of the backup.  The courier
looks each of it up by its key, which is the same again, and edits in place what it finds.
"""

from datetime import datetime

from sqlmodel import Session, col, func, select, update

from pmo_bot.model import Post, PostKind, PostState, Workspace
from pmo_bot.services import planning
from pmo_bot.services.tape import MAY_STILL_SPEAK
from pmo_bot.store import installations, outbox, whole
from pmo_bot.store.database import Database

MAY_BE_THERE = "it may have been sent after the backup"
NUMBERS_LEFT_OUT = 100
"""What got a number since the backup is named in messages: nothing new is called the same."""


def settle(db: Database, as_of: datetime, now: datetime) -> int:
    """Change a copy of a backup so that nothing of it is said twice; how many messages will be looked up."""
    with db.transaction() as session:
        _free(session)
        for team in whole.teams(session):
            begin_again(session, team, now)
        session.exec(update(Workspace).values(next_number=Workspace.next_number + NUMBERS_LEFT_OUT))
    planning.plan(db, now)
    with db.transaction() as session:
        return _doubt(session, as_of, now)


def begin_again(session: Session, team: str, now: datetime) -> None:
    """Have the plan look at all of a workspace that came here; one that took the bot out stays asleep."""
    if installations.is_gone(session, team):
        whole.sleep(session, team)
    else:
        whole.wake(session, team, now, now - MAY_STILL_SPEAK)


def _free(session: Session) -> None:
    """Nobody holds anything: whoever did is not here."""
    session.exec(
        update(Post)
        .where(col(Post.state).in_(outbox.PENDING))
        .values(state=PostState.DUE, lease_until=None, lease_by=None, retry_at=None)
    )


def _doubt(session: Session, as_of: datetime, now: datetime) -> int:
    pending = session.exec(select(Post).where(Post.state == PostState.DUE)).all()
    for post in pending:
        post.attempts = max(1, post.attempts)
        post.first_tried_at = min(as_of, post.first_tried_at or as_of)
        post.why = {**post.why, outbox.RESTORED: True}
        if post.kind is PostKind.GROUP and post.person_id is None and not post.why.get("channel"):
            # Which conversation it would be in is known to Slack alone, and to open it shows it to everybody.
            post.state, post.settled_at, post.outcome = PostState.HELD, now, MAY_BE_THERE
        session.add(post)
    session.flush()
    awake = (Post.state == PostState.DUE, col(Post.retry_at).is_(None))
    return session.exec(select(func.count()).select_from(Post).where(*awake)).one()
