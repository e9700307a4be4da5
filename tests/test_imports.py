"""Importing any module opens nothing and reads no environment: what the bot needs is handed to it by `app`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

PROGRAM = """
import importlib, os, pkgutil, socket, sqlite3, sys

sys.path.insert(0, {root!r})
before = set(os.listdir("."))

def refuse(*_, **__):
    raise AssertionError("opened while it was imported")

for name in ("connect", "bind", "listen", "connect_ex"):
    setattr(socket.socket, name, refuse)
socket.create_connection = socket.getaddrinfo = sqlite3.connect = refuse

class Ours(dict):
    "Tells who looks into the environment: our own modules may not."

    def _ask(self, name):
        if sys._getframe(2).f_globals.get("__name__", "").partition(".")[0] in ("pmo_bot", "handlers"):
            raise AssertionError(f"{{name}} was read while a module was imported")

    def get(self, name, default=None):
        self._ask(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self._ask(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self._ask(name)
        return super().__contains__(name)

os.environ = Ours()
os.getenv = os.environ.get
count = 0
for top in ("pmo_bot", "handlers"):
    package = importlib.import_module(top)
    for found in pkgutil.walk_packages(package.__path__, top + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
            count += 1
import threading
assert threading.active_count() == 1, threading.enumerate()
assert set(os.listdir(".")) == before, "a file was made"
print(count)
"""


def test_importing_everything_opens_nothing_and_reads_no_environment(tmp_path: Path) -> None:
    program = PROGRAM.format(root=str(ROOT))
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 150
