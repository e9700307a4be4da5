"""`./run import json` and `import csv`: everything that was exported, into an empty place."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange.archive import Archive, Unusable
from pmo_bot.exchange.archive_csv import CsvArchive
from pmo_bot.exchange.archive_json import JsonArchive
from pmo_bot.exchange.arriving import Arrived, arrive
from pmo_bot.exchange.progress import draw
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database


def bring_all(settings: Settings, options: argparse.Namespace) -> int:
    """Import an archive, all of it or nothing, and say what came."""
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        with opened(options.system, options.place) as archive:
            arrived = arrive(db, archive, real_now(), lambda share: draw(share, "Importing"))
    except Unusable as why:
        print(f"{why}\nNothing was changed.", file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    _print(arrived, options.place)
    return 0


@contextmanager
def opened(form: str, place: Path) -> Iterator[Archive]:
    """The archive at a place."""
    if form == "csv":
        if not place.is_dir():
            raise Unusable(f"There is no folder {place}. Name the one that `./run export csv` wrote.")
        yield CsvArchive(place)
        return
    if not place.is_file():
        raise Unusable(f"There is no file {place}. Name the one that `./run export json` wrote.")
    with place.open(encoding="utf-8-sig", newline="") as file:
        yield JsonArchive(place, file)


def _print(arrived: Arrived, place: Path) -> None:
    about = arrived.about
    print(f"{place}: everything of the workspace {about.workspace}, as of {about.as_of}")
    for name, count in about.rows.items():
        print(f"  {count:7} {name}")
    if arrived.moved:
        print("Other workspaces are in this database, so the rows have new numbers. Buttons of messages that were sent")
        print("before no longer find what they were about; `/pmo` shows it with new ones.")
    print("Nothing was sent. Stop the bot of the old place before you start this one: both would write to people.")
