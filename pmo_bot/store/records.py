"""The one way to take records away: a whole workspace at once.

The database refuses to change or take away events, policies, and what was said in figures (migration 0019).  While a
workspace stands in `erasing`, within one transaction, its rows may go.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, delete

from pmo_bot.model import Base, Erasing, Workspace


@contextmanager
def erasing(session: Session, team: str) -> Iterator[None]:
    """Rows of this workspace may be taken away inside."""
    session.add(Erasing(team_id=team))
    session.flush()
    yield
    session.execute(delete(Erasing).where(col(Erasing.team_id) == team))


def erase_workspace(session: Session, team: str) -> None:
    """Take away everything of a workspace, the workspace itself too; its anchors end with `anchors.erased`."""
    with erasing(session, team):
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in (Erasing.__tablename__, Workspace.__tablename__):
                session.execute(delete(table).where(table.columns["team_id"] == team))
        session.execute(delete(Workspace).where(col(Workspace.team_id) == team))
