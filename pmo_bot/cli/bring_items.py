"""`./run import items`: a table that was changed in a spreadsheet; shown first, carried out with `--apply`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words.refusals import sentence
from pmo_bot.cli.bring import over
from pmo_bot.cli.codes import FAILED, UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.progress import draw
from pmo_bot.exchange.sheet_file import read_lines
from pmo_bot.exchange.sheet_taking import Change, Problem, Taken, take_lines, whoever
from pmo_bot.model import Person
from pmo_bot.settings import Settings
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database

MOST = 20
"""Rows that are printed one by one, of each kind."""


def bring_items(settings: Settings, options: argparse.Namespace) -> int:
    """Say what a table comes to, tried on a copy; with `--apply` do it.  The code is 1 when a row was left."""
    if not options.place.is_file():
        print(f"There is no file {options.place}. `./run export items FILE` writes one.", file=sys.stderr)
        return UNUSABLE
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        lines, who = read_lines(options.place), whoever(db, options.who, options.workspace)
        with _place(db, apply=options.apply) as into:
            taken = take_lines(into, who, lines, real_now(), lambda share: draw(share, "Reading"))
    except Unusable as why:
        print(f"{why}\nNothing was changed.", file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    _print(taken, options, who)
    return FAILED if taken.problems else 0


@contextmanager
def _place(db: Database, *, apply: bool) -> Iterator[Database]:
    if apply:
        yield db
        return
    with temporary_copy(db) as copy:
        yield copy


def _print(taken: Taken, options: argparse.Namespace, who: Person) -> None:
    counts = f"{len(taken.new)} new, {len(taken.changed)} changed, {taken.same} as they were"
    print(f"{options.place}: {counts}, {len(taken.problems)} not understood")
    _print_some("new", taken.new)
    _print_some("changed", taken.changed)
    if taken.over:
        print(over(taken.over))
    for problem in taken.problems[:MOST]:
        print(f"  line {problem.line}: {_why(problem)}", file=sys.stderr)
    if len(taken.problems) > MOST:
        print(f"  … and {len(taken.problems) - MOST} more", file=sys.stderr)
    if options.apply:
        print(f"Done in the name of {who.label}.")
    elif taken.new or taken.changed:
        print(f"Nothing was changed yet. With --apply it is done, in the name of {who.label}.")


def _print_some(what: str, changes: list[Change]) -> None:
    for one in changes[:MOST]:
        columns = f": {', '.join(one.columns)}" if one.columns else ""
        print(f"  line {one.line}: {what} {one.key}, {one.title}{columns}")
    if len(changes) > MOST:
        print(f"  … and {len(changes) - MOST} more {what}")


def _why(problem: Problem) -> str:
    return problem.why if isinstance(problem.why, str) else plain(sentence(problem.why))
