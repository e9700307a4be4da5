"""`./run audit`: whether what happened is still as it was written down.

Whether the bot itself is well is another question: `pmo_bot/audit`, which `jobs/audit.py` asks every minute.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.clock import real_now
from pmo_bot.settings import Settings
from pmo_bot.store import anchors, verifying
from pmo_bot.store.anchors import Anchor, NoAnchor
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import Broken, Verified

BROKEN = 1


def audit(settings: Settings, options: argparse.Namespace) -> int:
    """Verify every chain, or say where they end; the exit code is 1 when something does not fit."""
    db = Database(settings.database_url)
    try:
        return _verify(db, options.anchors or settings.audit_anchors) if options.do == "verify" else _head(db)
    except NoAnchor as wrong:
        print(
            f"Line {wrong} of the file with the anchors is no anchor: it was changed, or a crash broke it off. "
            "Find out which, then take that line out.",
            file=sys.stderr,
        )
    except OSError as failure:
        print(f"I cannot read {failure.filename}: {failure.strerror}.", file=sys.stderr)
    except SQLAlchemyError as failure:
        why = str(getattr(failure, "orig", None) or type(failure).__name__).partition("\n")[0]
        print(f"I cannot read the history: {why}. Look at DATABASE_URL, and type ./run doctor.", file=sys.stderr)
    finally:
        db.close()
    return UNUSABLE


def _head(db: Database) -> int:
    now = real_now()
    with db.reading() as session:
        for one in verifying.heads(session):
            print(anchors.line(Anchor(now, one.team, one.event, one.hash)))
    return 0


def _verify(db: Database, path: Path | None) -> int:
    known = anchors.read(path) if path is not None else []
    began = time.perf_counter()
    found = verifying.verify(db, known)
    _say(found, time.perf_counter() - began)
    if not found.broken:
        _say_anchors(path, known)
    return BROKEN if found.broken else 0


def _say(found: Verified, seconds: float) -> None:
    rate = f"{found.count / max(seconds, 1e-9):,.0f} a second"
    if found.broken:
        print(f"{found.count:,} events were read, {rate}. They are not what was written down:")
        for one in found.broken:
            print(_sentence(one))
    else:
        print(f"{found.count:,} events are as they were written down ({rate}).")
    for head in found.heads:
        print(f"  {head.team} ends with event {head.event}: {head.hash}")


def _sentence(one: Broken) -> str:
    if one.anchor is None:
        return f"  {one.team}: event {one.event} is the first that does not fit: {one.why}."
    return f"  {one.team}: on {one.anchor.at:%Y-%m-%d %H:%M} UTC it ended with event {one.event}; {one.why}."


def _say_anchors(path: Path | None, known: Sequence[Anchor]) -> None:
    if known:
        newest = max(one.at for one in known)
        count = f"{len(known)} anchor{'s' * (len(known) != 1)}"
        print(f"They agree with {count} in {path}, the newest of {newest:%Y-%m-%d %H:%M} UTC.")
        return
    print("There are no anchors to compare with, so nobody can tell whether the end was cut off, or everything was")
    print("built anew. Set AUDIT_ANCHORS, or keep what `./run audit head` prints where nobody can change it.")
