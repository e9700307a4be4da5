"""What was imported before the bot knew its workspace becomes that workspace's, in one transaction.

Events are never changed, and their chain holds the workspace: so all of it leaves and arrives, as an archive does, with
the numbers that it has, and is chained anew.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session, select

from pmo_bot.exchange import archive_json
from pmo_bot.exchange.archive import Head
from pmo_bot.exchange.archive_json import JsonArchive
from pmo_bot.exchange.arriving import arrive_in
from pmo_bot.exchange.leaving import Tables, leave_from
from pmo_bot.model import Workspace
from pmo_bot.services.imports import LOCAL
from pmo_bot.store import records, whole
from pmo_bot.store.database import Database


def adopt(db: Database, team: str, now: datetime) -> bool:
    """Whether there was something to take over: only where nobody but `local` is, so that it can be nobody else's.

    The bot begins in the workspace now: nobody is chased for what fell due before.
    """
    with db.reading() as session:
        if whole.teams(session) != [LOCAL]:
            return False
    with TemporaryDirectory(prefix="pmo-bot-") as folder, db.transaction() as session:
        if session.exec(THERE).one_or_none() is None:  # another process that starts was faster
            return False
        _move(session, Path(folder) / "local.json", team, now)
        return True


THERE = select(Workspace.team_id).where(Workspace.team_id == LOCAL).with_for_update()


def _move(session: Session, path: Path, team: str, now: datetime) -> None:
    with path.open("w", encoding="utf-8") as file:

        def write(about: Head, tables: Tables) -> None:
            archive_json.write(file, replace(about, workspace=team), tables)

        leave_from(session, now, write, team=LOCAL)
    records.erase_workspace(session, LOCAL)
    with path.open(encoding="utf-8", newline="") as file:
        arrive_in(session, JsonArchive(path, file), now)
    session.get_one(Workspace, team).started_at = now
