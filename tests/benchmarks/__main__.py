"""Measure the bot against its floors and print one table.

    .venv/bin/python -m tests.benchmarks            everything, on SQLite and on a PostgreSQL of its own: 15 minutes
    .venv/bin/python -m tests.benchmarks --quick    the same with small numbers, to see that it runs
    .venv/bin/python -m tests.benchmarks tick       only slash, tick, digest, portfolio, exchange, lessons, drain,
                                                    sweep, leave, stop, grow, start, memory

Each figure stands beside its floor from the same run: a bare Bolt echo, the bare query, the bare imports.  On a
shared machine the ratios say more than the milliseconds.  Both databases wait for the disk.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import structlog

from pmo_bot.memory import collect_less
from tests import postgres
from tests.benchmarks import draining, exchanging, growing, latency, learning, planning, slash, starting, sweeping
from tests.benchmarks.figures import Figure, table


@dataclass(frozen=True)
class Sizes:
    """How much to measure with."""

    commands: int = 500
    items: int = 100_000
    due: int = 300
    digest: int = 10_000
    events: int = 40_000
    exchange: int = 10_000
    lessons: int = 10_000
    memory: int = 10_000
    rows: int = 50_000
    messages: int = 3_000
    all_items: int = 1_000_000
    all_due: int = 10_000
    outbox: int = 3_000_000
    times: int = 5
    starts: int = 3


QUICK = Sizes(
    commands=5, items=200, due=5, digest=50, events=200, exchange=50, lessons=50, memory=50, rows=200, messages=20,
    all_items=300, all_due=20, outbox=200, times=1, starts=1,
)  # fmt: skip
DURABLE = {
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on", "shared_buffers": "256MB",
    "max_wal_size": "4GB",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what was asked for."""
    options = _parser().parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    collect_less()
    sizes = QUICK if options.quick else Sizes()
    if options.outbox:
        sizes = replace(sizes, outbox=options.outbox)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = [("SQLite", _sqlite(folder))]
        if not options.no_postgres:
            places.append(("PostgreSQL", _postgres(stack, stack.enter_context(postgres.running(DURABLE)))))
        found = (figure for name, act in _all(places, folder, sizes) if _wanted(name, options) for figure in act())
        for line in table(found):
            print(line, flush=True)  # noqa: T201 - a table is what it is for


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("only", nargs="*", help="slash, tick, digest, portfolio, exchange, lessons, drain, sweep, "
                        "leave, stop, grow, start, memory")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small numbers")
    parser.add_argument("--outbox", type=int, help="how many messages were sent before; 3,000,000 if nothing is said")
    parser.add_argument("--no-postgres", action="store_true", help="SQLite only")
    return parser


def _wanted(name: str, options: argparse.Namespace) -> bool:
    wanted = not options.only or any(word in name for word in options.only)
    if wanted:
        print(f"… {name}", file=sys.stderr)  # noqa: T201 - it takes minutes
    return wanted


def _all(
    places: list[tuple[str, Callable[[], str]]], folder: Path, sizes: Sizes
) -> Iterator[tuple[str, Callable[[], Iterator[Figure]]]]:
    for where, url in places:
        yield f"slash {where}", lambda w=where, u=url: slash.slash(u(), w, sizes.commands)
        yield f"tick {where}", lambda w=where, u=url: planning.tick(u(), w, sizes.items, sizes.due, sizes.times)
        yield f"digest {where}", lambda w=where, u=url: planning.digest(u(), w, sizes.digest, sizes.times)
        yield (
            f"portfolio {where}",
            lambda w=where, u=url: planning.portfolio(u(), w, sizes.digest, sizes.events, min(sizes.times, 3)),
        )
        yield f"exchange {where}", lambda w=where, u=url: exchanging.exchange(u, w, sizes.exchange, min(sizes.times, 3))
        yield f"lessons {where}", lambda w=where, u=url: learning.lessons(u(), w, sizes.lessons, sizes.times * 4)
        yield from _at_full_size(where, url, sizes)
    yield "start", lambda: starting.cold_start(folder, sizes.starts)
    yield "memory", lambda: starting.memory(_sqlite(folder)(), "SQLite", sizes.memory)


def _at_full_size(
    where: str, url: Callable[[], str], sizes: Sizes
) -> Iterator[tuple[str, Callable[[], Iterator[Figure]]]]:
    yield f"drain {where}", lambda: draining.drain(url(), where, sizes.rows, sizes.messages)
    yield (
        f"sweep {where}",
        lambda: sweeping.sweep(url(), where, sizes.all_items, sizes.due, sizes.all_due, sizes.times),
    )
    yield f"leave {where}", lambda: latency.commit_to_slack(url(), where, sizes.commands // 3 + 2)
    yield f"stop {where}", lambda: latency.start_and_stop(url(), where, sizes.starts)
    yield f"grow {where}", lambda: growing.grow(url(), where, sizes.all_items, sizes.outbox, sizes.commands)


_numbers = count(1)


def _sqlite(folder: Path) -> Callable[[], str]:
    return lambda: f"sqlite:///{folder / f'bench{next(_numbers)}.db'}"


def _postgres(stack: ExitStack, server: postgres.Server) -> Callable[[], str]:
    return lambda: stack.enter_context(server.database(f"bench_{next(_numbers)}"))


if __name__ == "__main__":
    main()
