"""Plan together what belongs together; where that does not work out, each by itself, so that one stops nobody."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from traceback import extract_tb
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from pmo_bot.model import Edition, Item, Project, Stakeholder
from pmo_bot.store import queries
from pmo_bot.store.database import Database

AGAIN_AFTER = timedelta(hours=1)
"""When what could not be planned is looked at once more."""

Only = Collection[int] | None
"""The ids of what is to be planned now; None for all that woke."""
Wakes = TypeVar("Wakes", Item, Project, Edition, Stakeholder)
"""What the plan looks at when its `wake_at` has come."""
Work = Callable[[Session, Only], int]
log = structlog.get_logger()


def together_or_apart(
    db: Database,
    team: str,
    table: type[Wakes],
    work: Work,
    groups: Callable[[Session], Sequence[Sequence[int]]],
    now: datetime,
) -> int:
    """Do the work for all of a workspace at once, else group by group, else one by one; how many messages that made."""
    try:
        return _in_turn(db, team, work, None)
    except OperationalError:
        raise  # the database is busy or away: nothing that is planned is the reason
    except Exception as failure:  # noqa: BLE001 - whatever is wrong with one, the others go on
        log.warning("plan", action="plan.apart", **_where(failure))
    with db.reading() as session:
        found = groups(session)
    return _apart(db, team, table, work, found, now)


def _apart(
    db: Database,
    team: str,
    table: type[Wakes],
    work: Work,
    groups: Sequence[Sequence[int]],
    now: datetime,
) -> int:
    made = 0
    for group in groups:
        try:
            made += _in_turn(db, team, work, group)
        except OperationalError:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever is wrong with one, the others go on
            if len(group) == 1:
                _put_off(db, table, group[0], failure, now)
            else:
                made += _apart(db, team, table, work, [[one] for one in group], now)
    return made


def _in_turn(db: Database, team: str, work: Work, only: Only) -> int:
    with db.transaction() as session:
        queries.turn(session, team)
        return work(session, only)


def _put_off(db: Database, table: type[Wakes], row_id: int, failure: Exception, now: datetime) -> None:
    with db.transaction() as session:
        row = session.get_one(table, row_id)
        row.wake_at = now + AGAIN_AFTER
        session.add(row)
        log.error(
            "plan",
            action="plan.failed",
            team=row.team_id,
            key=getattr(row, "key", f"{table.__name__.lower()}:{row_id}"),
            **_where(failure),
        )


def _where(failure: Exception) -> dict[str, str]:
    """What went wrong and where; not the message of it, which may hold people's words."""
    last = extract_tb(failure.__traceback__)[-1]
    return {"error": type(failure).__name__, "at": f"{last.filename.rpartition('/')[2]}:{last.lineno}"}
