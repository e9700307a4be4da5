"""`web` and `worker` processes, as the Procfile starts them: each with its own settings, killed and started again.

Whole they are programs of their own; the short form forks them from a process that has everything imported.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pmo_bot import app
from pmo_bot.cli.main import main
from pmo_bot.jobs.patience import Patience
from tests.lengths import WHOLE
from tests.torture.processes import READY
from tests.world import APP_TOKEN, BOT_TOKEN, SECRET

ROOT = Path(__file__).parents[2]
ENOUGH = 60.0
HASTY = Patience(lease=2.5, http=1.0, provider=0.5, margin=0.2)
"""In the short form: a minute of waiting for a dead worker's lease shows nothing that seconds do not."""


class Running(Protocol):
    """A process, however it was started."""

    pid: int | None

    def kill(self) -> None:
        """At once."""

    def terminate(self) -> None:
        """Ask it to end."""


@dataclass
class Fleet:
    """All processes on one database, and what they wrote into their logs."""

    settings: dict[str, str]
    logs: Path
    webs: list[str] = field(default_factory=list)
    """Where Slack calls."""
    running: dict[str, Any] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    """Of every `web` that runs."""
    born: int = 0

    def worker(self) -> None:
        """One more `worker`."""
        self._start("worker", {})

    def web(self) -> None:
        """One more `web`, on a port that the system picks."""
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._web(port)
        self.webs.append(f"http://127.0.0.1:{port}")

    def _web(self, port: int) -> None:
        self.ports[self._start("web", {"HOST": "127.0.0.1", "PORT": str(port)})] = port

    def _start(self, what: str, more: dict[str, str]) -> str:
        self.born += 1
        name = f"{what}.{self.born}"
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **self.settings, **more}
        self.running[name] = _started(what, environment, self.logs / name)
        return name

    def kill_a_worker(self, rng: random.Random) -> None:
        """Any of them, by `kill -9`, and another one takes over."""
        self._kill("worker", rng)
        self.worker()

    def kill_a_web(self, rng: random.Random) -> None:
        """Any of them, in the middle of what it does; it is there again at the same address."""
        port = self.ports.pop(self._kill("web", rng))
        self._web(port)

    def _kill(self, what: str, rng: random.Random) -> str:
        name = rng.choice([one for one in self.running if one.startswith(what)])
        process = self.running.pop(name)
        process.kill()
        _wait(process)
        return name

    def until_ready(self) -> None:
        """Wait until every `web` says that it is."""
        until = time.monotonic() + ENOUGH
        for url in self.webs:
            while not _is_ready(url):
                if time.monotonic() > until:
                    raise TimeoutError(f"{url} is not ready: {self.said()}")
                time.sleep(0.05)

    def end(self) -> None:
        """Ask everybody to end, and see that they do."""
        for process in self.running.values():
            with suppress(ProcessLookupError):
                process.terminate()
        for process in self.running.values():
            _wait(process)
        self.running.clear()

    def said(self) -> str:
        """What all of them wrote, to show when something is wrong."""
        return "\n".join(f"{one.name}: {one.read_text()[-3000:]}" for one in sorted(self.logs.iterdir()))


@contextmanager
def fleet(url: str, api_url: str, logs: Path, *, webs: int, workers: int) -> Iterator[Fleet]:
    """So many of each, ready."""
    logs.mkdir()
    settings = {
        "DATABASE_URL": url, "SLACK_API_URL": api_url, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET, "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    made = Fleet(settings, logs)
    with ExitStack() as stack:
        stack.callback(made.end)
        for _ in range(webs):
            made.web()
        for _ in range(workers):
            made.worker()
        made.until_ready()
        yield made


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _wait(process: Any) -> None:
    if isinstance(process, subprocess.Popen):
        try:
            process.wait(ENOUGH / 4)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return
    process.join(ENOUGH / 4)
    process.kill()
    process.join()


def _started(what: str, environment: dict[str, str], log: Path) -> Any:
    if WHOLE:
        with log.open("wb") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "pmo_bot", what],
                env=environment, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            )  # fmt: skip
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    process = context.Process(target=_as_program, args=(what, environment, str(log)), daemon=True)
    process.start()
    return process


def _as_program(what: str, environment: dict[str, str], log: str) -> None:
    """The same command in a fork: its settings, its log, and less patience."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(log).parent)
    said = os.open(log, os.O_WRONLY | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    app.build.__kwdefaults__["patience"] = HASTY
    main([what])
