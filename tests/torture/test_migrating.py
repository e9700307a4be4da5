"""R22: a migration is killed at any statement and resumed; those of the version before work on under it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import MetaData, create_engine, event, inspect, select
from sqlalchemy.engine import Engine

from pmo_bot.store import migrate
from pmo_bot.store.migrate import alembic_config, check, upgrade
from tests import postgres
from tests.delivery.office import DIGESTS
from tests.lengths import WHOLE, length, proof
from tests.store.test_migrations import EVENTS_OF_BEFORE
from tests.torture import report
from tests.torture.fleet import ROOT
from tests.torture.local_slack import local_slack
from tests.torture.nursery import nursery
from tests.torture.outbox import CLEAN, Waiting, fill, judge
from tests.torture.processes import READY
from tests.torture.test_delivery import at_work, short_on, where
from tests.world import APP_TOKEN, BOT_TOKEN, SECRET

FROM = "0016"
"""Every migration since."""
KILLED_AT = length((7, 40), range(1, 2000))
LANES, EACH = length((8, 6), (100, 20))
LONGEST = 300.0
SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master ORDER BY name",
    "postgresql": "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
    "WHERE table_schema = 'public' ORDER BY table_name, column_name",
}
"""What a schema is known by."""
NEXT = '''"""what the next version brings: a column of the outbox, another of people, a table of its own"""

import time

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = {newest!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("colour", sa.String(length=8), nullable=False, server_default="green"))
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("motto", sa.String(length=80), nullable=True))
    op.create_table("garden", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))
    time.sleep({seconds})
    op.execute("UPDATE outbox SET colour = 'blue' WHERE state = 'sent'")
'''


# --- killed at any statement ----------------------------------------------------------------


@proof
def test_killed_at_any_statement_it_leaves_what_was_there_and_is_resumed(empty_url: str) -> None:
    command.upgrade(alembic_config(empty_url), FROM)
    with closing(_Rows(empty_url)) as rows:
        rows.write(EVENTS_OF_BEFORE)
        before, killed = rows.all(), 0
        for number in KILLED_AT:
            if _apart(_upgrade_until, empty_url, number) == 0:
                break
            killed += 1
            assert rows.version() == FROM
            assert rows.all() == before
            rows.fresh()
        assert killed > length(0, 40)
        upgrade(empty_url)
        check(empty_url)
        for table, found in rows.all().items():
            assert len(found) >= len(before.get(table, [])), table
    if WHOLE:
        report.row(
            f"R22 killed, {where(empty_url)}", target="at each statement: as before, and resumed",
            measured=f"{killed} kills since {FROM}: as before each time; then the newest schema with every row",
        )  # fmt: skip


def _upgrade_until(url: str, number: int) -> None:
    """Migrate, and die at this statement."""
    left = [number]

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    upgrade(url)


def _apart(work: Callable[..., None], *arguments: Any) -> int:
    """Do it in a process of its own; how that ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    process = context.Process(target=work, args=arguments, daemon=True)
    process.start()
    process.join()
    return process.exitcode or 0


class _Rows:
    """Every row of every table there is, whatever the schema."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        self._seen: dict[tuple[Any, ...], MetaData] = {}

    def write(self, statements: tuple[str, ...]) -> None:
        with self.engine.begin() as connection:
            for one in statements:
                connection.exec_driver_sql(one)

    def all(self) -> dict[str, list[Any]]:
        with self.engine.connect() as connection:
            schema = tuple(map(tuple, connection.exec_driver_sql(SCHEMA[self.engine.dialect.name])))
            return {
                table.name: sorted(map(repr, connection.execute(select(table))))
                for table in self._known(schema).sorted_tables
                if table.name != "alembic_version"
            }

    def _known(self, schema: tuple[Any, ...]) -> MetaData:
        """The tables of this schema; they are looked at only when it is not the one of before."""
        if schema not in self._seen:
            known = MetaData()
            known.reflect(self.engine)
            self._seen[schema] = known
        return self._seen[schema]

    def version(self) -> str:
        with self.engine.connect() as connection:
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())

    def fresh(self) -> None:
        """No connection of ours holds anything that the next one waits for."""
        self.engine.dispose()

    def close(self) -> None:
        self.engine.dispose()


# --- the version before works on ------------------------------------------------------------


@proof
def test_those_of_the_version_before_neither_lose_nor_double_anything(database_url: str, tmp_path: Path) -> None:
    short_on("PostgreSQL", database_url)
    scripts = next_version(tmp_path, seconds=length(1.0, 5.0))
    with local_slack(DIGESTS) as slack:
        channels, waiting = fill(database_url, slack, LANES, EACH), Waiting(database_url)
        with nursery(database_url, slack.api_url, DIGESTS) as made:
            made.bear(1 if database_url.startswith("sqlite") else 2)
            at_work(slack, waiting, 3)
            assert _apart(_killed_in_between, database_url, str(scripts)) == -signal.SIGKILL
            at_work(slack, waiting, 3)
            assert _apart(_to_the_next, database_url, str(scripts)) == 0
            waiting.until_done(LONGEST)
        waiting.close()
        verdict = judge(slack.ask("held"), channels, EACH)
    with closing(_Rows(database_url)) as rows:
        assert rows.version() == "next"
        assert "garden" in inspect(rows.engine).get_table_names()
    assert verdict == CLEAN
    if WHOLE:
        report.row(
            f"R22 N-1 and N, {where(database_url)}", target="0 lost, 0 doubled",
            measured=f"{verdict}; a migration of {length(1, 5)} s killed once and then through, under workers of N-1",
        )  # fmt: skip


def next_version(folder: Path, seconds: float) -> Path:
    """The migrations of a version that comes after this one."""
    scripts = folder / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "next.py").write_text(NEXT.format(newest=migrate.newest(), seconds=seconds))
    return scripts


def _to_the_next(url: str, scripts: str) -> None:
    migrate.SCRIPTS = Path(scripts)
    upgrade(url)


def _killed_in_between(url: str, scripts: str) -> None:
    threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGKILL)).start()
    _to_the_next(url, scripts)
    time.sleep(60)


def test_the_version_before_that_starts_anew_says_why_it_does_not(sqlite_url: str, tmp_path: Path) -> None:
    scripts = next_version(tmp_path, seconds=0)
    assert _apart(_to_the_next, sqlite_url, str(scripts)) == 0
    ended = started("worker", sqlite_url, tmp_path)
    assert ended.returncode == 75
    assert "newer version of PMO Bot" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_who_may_not_migrate_says_who_does(
    postgres_server: postgres.Server, empty_postgres_url: str, tmp_path: Path
) -> None:
    command.upgrade(alembic_config(empty_postgres_url), "0020")
    name = empty_postgres_url.split("/")[3].partition("?")[0]
    postgres_server.run(f"CREATE ROLE guest_of_{name} LOGIN")
    try:
        with closing(_Rows(empty_postgres_url)) as rows:
            rows.write((f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guest_of_{name}",))
        ended = started("worker", empty_postgres_url.replace("postgres@", f"guest_of_{name}@"), tmp_path)
        assert ended.returncode == 75
        assert "./run migrate" in ended.stderr
        assert "Traceback" not in ended.stderr
    finally:
        with closing(_Rows(empty_postgres_url)) as rows:
            rows.write((f"DROP OWNED BY guest_of_{name}",))
        postgres_server.run(f"DROP ROLE guest_of_{name}")


def started(what: str, url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A process of the bot, until it ends by itself."""
    settings = {"DATABASE_URL": url, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": "http://127.0.0.1:9/api/", "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT)}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "pmo_bot", what], env=settings, cwd=folder, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
