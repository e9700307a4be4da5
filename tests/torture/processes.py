"""Processes that begin at once: forked from one that has everything imported and has done nothing else."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

READY = ["tests.torture.nursery", "tests.torture.local_slack", "tests.torture.open_slack", "tests.torture.fleet"]
ENOUGH = 10.0


@contextmanager
def apart(target: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    """Run this in another process, with a line to it as the first argument; it ends when the line is closed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(READY)
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(ENOUGH)
        process.kill()
        process.join()
        process.close()
