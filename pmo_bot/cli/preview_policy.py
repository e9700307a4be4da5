"""`./run preview --policy`: the last days once more, by another mode or policy, beside what was sent."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import policy as words
from pmo_bot.blocks.words.back_test import AVERAGE, KINDS, MOST, number
from pmo_bot.cli.asking import either
from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.clock import real_now
from pmo_bot.exchange.progress import draw
from pmo_bot.jobs.replay import replay
from pmo_bot.model import Mode, Project, Workspace
from pmo_bot.rules.back_test import Compared
from pmo_bot.rules.policy_check import check
from pmo_bot.services.rehearsal import Message
from pmo_bot.services.supposing import Supposed
from pmo_bot.services.trying import compared_with
from pmo_bot.store import queries
from pmo_bot.store.database import Database


class Unusable(Exception):
    """What was asked for makes no sense; the text says what would."""


def preview_policy(
    db: Database, options: argparse.Namespace, show: Callable[[Sequence[Message]], None], now: datetime | None = None
) -> int:
    """Replay and print; the messages that would have been sent with `--json`."""
    end = now or real_now()
    try:
        supposed = wanted(db, options)
        start = end - timedelta(days=options.days)
        would = replay(db, start, end, supposed, lambda share: draw(share, "Replaying"))
    except Unusable as why:
        print(why, file=sys.stderr)
        return UNUSABLE
    if options.json:
        show(would)
        return 0
    print("\n".join(table(compared_with(db, start, end, would, supposed.project_id), options)))
    return 0


def wanted(db: Database, options: argparse.Namespace) -> Supposed:
    """The mode or policy that is named, for the project that is named or for all."""
    with db.reading() as session:
        teams = session.exec(select(Workspace.team_id)).all()
        if len(teams) != 1:
            raise Unusable(
                "There has to be one workspace in the database to replay. `./run import jira FILE` brings one."
            )
        project = queries.project_by_key(session, teams[0], options.project) if options.project else None
        keys = session.exec(select(Project.key).where(Project.team_id == teams[0]).order_by(Project.key)).all()
    if options.project and project is None:
        known = f"There is {either(keys)}." if keys else "There is none yet."
        raise Unusable(f"There is no project {options.project}. {known}")
    mode, body = read(options.policy)
    return Supposed(teams[0], project.id if project else None, mode, body)


def read(name: str) -> tuple[Mode | None, Mapping[str, Any] | None]:
    """A mode by its name, or a policy from a file."""
    if name in set(Mode):
        return Mode(name), None
    try:
        body = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except OSError:
        raise Unusable(f"{name} is neither a mode ({', '.join(Mode)}) nor a file I can read.") from None
    except RecursionError:
        raise Unusable(f"{name} is no policy: it is nested too deep.") from None
    except ValueError as wrong:
        raise Unusable(f"{name} is no JSON: {wrong}.") from None
    if mistakes := check(body):
        raise Unusable("\n".join(plain(words.mistake(one)) for one in mistakes))
    return None, body


def table(compared: Compared, options: argparse.Namespace) -> list[str]:
    """The figures in columns."""
    (average, most), (average_would, most_would) = number(compared.now), number(compared.would)
    rows = [("", "was sent", "would have been")]
    rows += [(KINDS[about], str(now), str(would)) for about, now, would in compared.counts]
    rows += [(AVERAGE, average, average_would), (MOST, most, most_would)]
    heading = f"{options.project or 'Everything'} by {options.policy}, the last {options.days} days:"
    return [heading, *(f"  {what:<34}{now:>9}{would:>17}" for what, now, would in rows)]
