"""`./run backup` and `./run restore`: all workspaces in one file, and back into an empty database."""

import argparse
import os
import sys
from pathlib import Path

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.restoring import restore
from pmo_bot.settings import Settings
from pmo_bot.store import backup
from pmo_bot.store.backup import NoBackup
from pmo_bot.store.database import Database

OURS_ALONE = 0o600


def write(settings: Settings, options: argparse.Namespace) -> int:
    """Write a backup while the bot is at work; the file appears whole or not at all."""
    place: Path = options.file
    part = place.with_name(f"{place.name}.part")
    if place.exists():
        return _no(f"There is a {place} already. Name another file, or delete that one first.")
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, OURS_ALONE))
        backup.write(db, part, real_now())
        part.rename(place)
    except OSError as why:
        return _no(f"I cannot write to {place}: {why.strerror}. Name another place.")
    finally:
        part.unlink(missing_ok=True)
        db.close()
    print(f"{place}: a backup of everything. `./run restore {place}` brings it back into an empty database.")
    return 0


def bring_back(settings: Settings, options: argparse.Namespace) -> int:
    """Restore a backup into an empty database, and say what happens next."""
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        restored = restore(db, options.file, real_now())
    except (Unusable, NoBackup) as why:
        return _no(f"{why}\nNothing was changed.")
    finally:
        db.close()
    print(f"{options.file}: restored as of {restored.as_of:%Y-%m-%d %H:%M} UTC, {restored.rows} rows.")
    print(f"{restored.looked_up} messages may have left since: each is looked up in Slack before it is sent.")
    print("Stop the bot of the old place before you start this one.")
    return 0


def _no(why: str) -> int:
    print(why, file=sys.stderr)
    return UNUSABLE
