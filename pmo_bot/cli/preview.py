"""`./run preview`: what the bot would send, to whom and when, without sending anything."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import select

from pmo_bot.cli.data import prepare
from pmo_bot.cli.preview_policy import preview_policy
from pmo_bot.cli.preview_summary import summary
from pmo_bot.clock import real_now
from pmo_bot.exchange.progress import draw
from pmo_bot.jobs.rehearsal import Unsent, Wanted, rehearse
from pmo_bot.logs import set_up
from pmo_bot.model import Item, Project
from pmo_bot.services.rehearsal import Message, calendars_by_address
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database

BROKEN, FAILED = 1, 3


def preview(settings: Settings, options: argparse.Namespace) -> int:
    """Rehearse and print; the exit code is 1 when a rule is not kept."""
    set_up("ERROR")
    prepare(settings.database_url)
    db = Database(settings.database_url)
    if options.policy is not None:
        try:
            return preview_policy(db, options, _print)
        finally:
            db.close()
    try:
        if not options.json and _is_empty(db):
            print("There is nothing yet that anything could be sent about. `./run import jira FILE` brings projects,")
            print("or people make them in Slack: /pmo project new.")
            return 0
        messages = rehearse(db, wanted(options), lambda share: draw(share, "Rehearsing"))
        calendars = calendars_by_address(db)
    except Unsent as missing:
        print(f"These messages did not get through the rehearsal: {missing}.", file=sys.stderr)
        return FAILED
    finally:
        db.close()
    if options.json:
        _print(messages)
        return 0
    found = summary(messages, calendars)
    print("\n".join(found.lines))
    return 0 if found.kept else BROKEN


def _is_empty(db: Database) -> bool:
    with db.reading() as session:
        return session.exec(select(Item.id).limit(1)).first() is None and (
            session.exec(select(Project.id).limit(1)).first() is None
        )


def _print(messages: Sequence[Message]) -> None:
    for message in messages:
        print(json.dumps(as_json(message), ensure_ascii=False))


def wanted(options: argparse.Namespace) -> Wanted:
    """What the options ask for.  Days begin at midnight UTC; in a replay the bot begins with it."""
    now = real_now()
    start = _midnight(options.start_on or now.date())
    begun = start if options.replay else None
    if options.begun is not None:
        begun = now if options.begun == "now" else _midnight(options.begun)
    return Wanted(start, options.days, options.replay, begun)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)


def as_json(message: Message) -> Mapping[str, Any]:
    """One line of `./run preview --json`."""
    return {
        "at": message.at.isoformat(),
        "local": message.local.isoformat(),
        "to": message.to,
        "kind": message.kind,
        "items": message.items,
        "refs": message.refs,
        "key": message.key,
        "in": message.inside,
        "preview_of": message.preview_of,
        "why": message.why,
    }
