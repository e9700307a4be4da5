"""`./run export`: take everything along, as JSON or CSV; or a table of items for a spreadsheet."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange import archive_csv, archive_json
from pmo_bot.exchange.archive import Head, Unusable
from pmo_bot.exchange.leaving import chosen, leave
from pmo_bot.exchange.sheet import write_items
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database

OURS_ALONE = 0o600
"""An export has everything that people wrote: nobody else on the machine reads it."""


def take(settings: Settings, options: argparse.Namespace) -> int:
    """Export to a file or folder that is not there yet, and say what went along."""
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        WAYS[options.form](db, options)
    except Unusable as why:
        print(why, file=sys.stderr)
        return UNUSABLE
    except OSError as why:
        print(f"I cannot write to {options.place}: {why.strerror}. Name another place.", file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    return 0


def _json(db: Database, options: argparse.Namespace) -> None:
    with _new_file(options.place) as file:
        about = leave(
            db, real_now(), lambda about, tables: archive_json.write(file, about, tables),
            team=options.workspace, texts=not options.without_texts,
        )  # fmt: skip
    _say(about, options)


def _csv(db: Database, options: argparse.Namespace) -> None:
    with _new_folder(options.place) as folder:
        about = leave(
            db, real_now(), lambda about, tables: archive_csv.write(folder, about, tables),
            team=options.workspace, texts=not options.without_texts,
        )  # fmt: skip
    _say(about, options)


def _items(db: Database, options: argparse.Namespace) -> None:
    team = chosen(db, options.workspace)
    with _new_file(options.place) as file:
        count = write_items(db, file, team)
    print(f"{options.place}: {count} item{'s' * (count != 1)}.")
    print("Change title, owner, due, project, priority or “done means” there, or add rows without a key;")
    print(f"`./run import items {options.place}` shows what that comes to.")


WAYS: dict[str, Callable[[Database, argparse.Namespace], None]] = {"json": _json, "csv": _csv, "items": _items}


def _say(about: Head, options: argparse.Namespace) -> None:
    print(f"{options.place}: everything of the workspace {about.workspace}, as of {about.as_of}")
    for name, count in about.rows.items():
        print(f"  {count:7} {name}")
    if not about.texts:
        print("Titles, names, notes and every other text that people wrote were left out.")


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """A file to write that appears whole or not at all; refuses one that is there already."""
    if path.exists():
        raise Unusable(f"There is a {path} already. Name another file, or delete that one first.")
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="", opener=_for_us) as file:
            yield file
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _for_us(path: str, flags: int) -> int:
    return os.open(path, flags, OURS_ALONE)


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Unusable(f"{path} is not an empty folder. Name another one, or empty it first.")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield path
    except BaseException:
        for file in path.glob("*.csv"):
            file.unlink()
        raise
