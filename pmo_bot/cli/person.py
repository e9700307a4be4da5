"""`./run person`: what is kept about somebody, and how it is taken away."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from pmo_bot.blocks.words.refusals import sentence
from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.of_person import everything
from pmo_bot.exchange.sheet_taking import whoever
from pmo_bot.model import Person
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.erasing import Busy, Owed, erase, owed
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database
from pmo_bot.store.rewriting import rewrite


def person(settings: Settings, options: argparse.Namespace) -> int:
    """Print what is kept about somebody, or erase them."""
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        found = whoever(db, options.person)
        if options.do == "export":
            print(json.dumps(everything(db, found, real_now()), ensure_ascii=False, indent=1))
        else:
            _erase(db, found, options)
    except Unusable as why:
        print(why, file=sys.stderr)
        return UNUSABLE
    except Refused as refused:
        print(f"{sentence(refused)}\nNothing was changed.", file=sys.stderr)
        return UNUSABLE
    except Busy:
        print("A message is being sent at this moment. Try again in a minute; nothing was changed.", file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    return 0


def _erase(db: Database, found: Person, options: argparse.Namespace) -> None:
    heir = whoever(db, options.to) if options.to is not None else None
    if heir is not None and heir.id == found.id:
        raise Unusable(f"{found.label} cannot take over from {found.label}. Name somebody else behind --to.")
    if not options.apply:
        _foretell(db, found, heir)
        return
    by = whoever(db, options.who) if heir is not None else None
    if found.erased_at is None:
        name, done = found.label, erase(db, found.id, real_now(), heir=heir, by=by)
        print(f"{name} is erased: the history knows them as number {found.id} only.")
        _say_items(done)
    if not rewrite(db):
        print("Somebody reads the database at this moment, so old pages are still in the file beside it (-wal).")
        print(f"Stop the bot, then type `./run person erase {found.id} --apply`.")
    if not db.is_sqlite:
        print("PostgreSQL keeps the bytes of old rows until `VACUUM FULL`: see docs/data.md.")
    print("Backups and exports made before still have everything; so has Slack.")


def _foretell(db: Database, found: Person, heir: Person | None) -> None:
    kept: Mapping[str, list[Any]] = everything(db, found, real_now())["tables"]
    print(f"{found.label} ({found.address}), number {found.id}, is named in:")
    for name, rows in kept.items():
        print(f"  {len(rows):7} {name}")
    _say_items(Owed(tuple(owed(db, found)), heir), will=True)
    print("Name, accounts, direct messages and what they wrote go, and cannot come back; their items stay, with")
    print("“somebody who was erased”. Nothing was changed: with --apply it happens.")


def _say_items(told: Owed, *, will: bool = False) -> None:
    if not told.items:
        return
    keys = ", ".join(item.key for item in told.items[:5]) + (" …" if len(told.items) > 5 else "")
    if told.heir is not None:
        print(f"{keys}: {'would be' if will else 'are'} with {told.heir.label}, who is asked for a yes.")
    else:
        print(f"{keys}: whoever leads {'would be' if will else 'is'} asked who takes over.")
