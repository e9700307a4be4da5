"""Change the rules one operator at a time, and see whether a test notices.

    .venv/bin/python -m tests.mutation                 the rules of the plan, the digest and their kin: some minutes
    .venv/bin/python -m tests.mutation plan gate       these modules only
    .venv/bin/python -m tests.mutation --workers 4     so many at a time

Each mutant is served to a process of its own, which runs the tests of its module; no file is touched.  What survives
is printed with its line, and either wants a test or has a reason in `equivalent.py`.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
TESTS = {
    "plan": ["test_plan.py", "test_plan_escalation.py", "test_brief.py"],
    "wake": ["test_wake.py", "test_wake_absences.py"],
    "policy": ["test_policy.py", "test_plan.py"],
    "facts": ["test_facts.py"],
    "gate": ["test_gate.py"],
    "escalation": ["test_escalation.py"],
    "brief": ["test_brief.py"],
    "packet": ["test_escalation.py"],
    "home": ["test_home.py"],
    "digest": ["test_digest.py", "test_digest_slots.py"],
    "permission": ["test_permission.py"],
    "calendar": ["test_calendar.py"],
}
"""Which tests of `tests/rules` answer for which module.  Dates and the grammar have properties of their own."""
PRELOADED = (
    "hypothesis",
    "holidays",
    "psycopg",
    "pytest_asyncio",
    "sqlmodel",
    "pmo_bot.model",
    "_pytest.assertion.rewrite",
)
"""What takes long to import and is not mutated."""
PATIENCE = 60
"""Seconds; a mutant that takes longer runs for ever."""


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant."""

    module: str
    mutant: Mutant
    noticed: bool

    @property
    def reason(self) -> str | None:
        """Why nobody can notice it, if that is so."""
        source = (ROOT / "pmo_bot/rules" / f"{self.module}.py").read_text().splitlines()
        line = source[self.mutant.line - 1].strip() if self.mutant.line else ""
        return EQUIVALENT.get((self.module, line, self.mutant.change))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what survived; 1 when one of them has no reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", help=", ".join(TESTS))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args(arguments)
    verdicts = list(_judged(options.modules or list(TESTS), options.workers))
    left = [one for one in verdicts if not one.noticed]
    unexplained = [one for one in left if one.reason is None]
    for one in left:
        _say(f"{one.module}.py:{one.mutant.line}: {one.mutant.change}  {one.reason or '← wants a test'}")
    _say(f"{len(verdicts)} mutants, {len(verdicts) - len(left)} noticed, {len(left) - len(unexplained)} equivalent, "
         f"{len(unexplained)} unexplained")  # fmt: skip
    return 1 if unexplained else 0


def _judged(modules: Sequence[str], workers: int) -> Iterator[Verdict]:
    wanted = [(m, mutant) for m in modules for mutant in mutants((ROOT / "pmo_bot/rules" / f"{m}.py").read_text())]
    for heavy in PRELOADED:
        importlib.import_module(heavy)  # once, here: every mutant runs in a fork of this process
    forked = multiprocessing.get_context("fork")
    running: list[Running] = []
    for number, (module, mutant) in enumerate(wanted, start=1):
        process = forked.Process(target=_run, args=(module, mutant.source))
        process.start()
        running.append(Running(module, mutant, process, time.monotonic() + PATIENCE))
        while len(running) >= workers or (number == len(wanted) and running):
            yield from _ended(running)
        if sys.stderr.isatty():
            print(f"\r{number} of {len(wanted)}", end="", file=sys.stderr, flush=True)  # noqa: T201


def _run(module: str, source: str) -> None:
    """In the fork: test this mutant; the exit code is 0 when nothing noticed."""
    sys.meta_path.insert(0, Served(f"pmo_bot.rules.{module}", source))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        paths = [str(ROOT / "tests/rules" / name) for name in TESTS[module]]
        os._exit(int(pytest.main(["-x", "-q", "--assert=plain", *paths])))


@dataclass(frozen=True)
class Running:
    """A mutant under test."""

    module: str
    mutant: Mutant
    process: BaseProcess
    until: float


def _ended(running: list[Running]) -> Iterator[Verdict]:
    """Whatever ends next; what runs for ever is stopped, and counts as noticed."""
    wait([one.process.sentinel for one in running], timeout=1)
    for one in list(running):
        late = one.process.is_alive() and time.monotonic() > one.until
        if late:
            one.process.kill()
        if late or not one.process.is_alive():
            one.process.join()
            running.remove(one)
            yield Verdict(one.module, one.mutant, one.process.exitcode != 0)


@dataclass(frozen=True)
class Served(MetaPathFinder, Loader):
    """Imports one module from a text of ours instead of its file."""

    name: str
    source: str

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.name, "exec"), module.__dict__)  # noqa: S102 - the mutant is the point


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command line prints


if __name__ == "__main__":
    sys.exit(main())
