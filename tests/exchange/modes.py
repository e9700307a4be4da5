"""`python -m tests.exchange.modes FILE`: a real history in each mode; how much everybody would have got, and judged.

Nobody answers the bot in a replay: people do what they did then, so these are the most messages there can be.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import col, func, select

from pmo_bot.cli.preview_summary import in_ask, sent
from pmo_bot.logs import set_up
from pmo_bot.model import Event, Mode, Person, Project, Role
from pmo_bot.services.rehearsal import Message
from pmo_bot.store.database import Database
from tests.exchange.history import PLACES, imported, seeded
from tests.exchange.watched import Watched, watch
from tests.simulation.checker import violations

SHOWN = 20


def staffed(db: Database) -> None:
    """Who did second most in a project sponsors it; who did most of all is the PMO lead."""
    with db.transaction() as session:
        acts = session.exec(
            select(Event.project_id, Event.actor_id, func.count())
            .where(col(Event.project_id).is_not(None), col(Event.actor_id).is_not(None))
            .group_by(col(Event.project_id), col(Event.actor_id))
        ).all()
        busiest = Counter[int | None]()
        for _, actor, count in acts:
            busiest[actor] += count
        for project in session.exec(select(Project)):
            others = [(-count, who) for home, who, count in acts if home == project.id and who != project.lead_id]
            project.sponsor_id = min(others)[1] if others else None
            session.add(project)
        first = session.get_one(Person, min((-count, who) for who, count in busiest.items() if who)[1])
        first.role = Role.PMO
        session.add(first)


# --- the table ------------------------------------------------------------------------


def table(runs: Sequence[Watched]) -> Iterator[str]:
    """Messages to one person in a week, of the weeks in which the bot wrote to them at all."""
    yield "| mode | messages | in all | mean | 95 % at most | most |"
    yield "|---|---|---|---|---|---|"
    for run in runs:
        direct = [message for message in sent(run.messages) if message.kind != "digest"]
        weeks = {_week(message) for message in direct}
        kinds = (("all", direct), ("briefs", [m for m in direct if m.kind == "brief"]),
                 ("asks", [m for m in direct if in_ask(m)]))  # fmt: skip
        for name, those in kinds:
            counts = Counter(map(_week, those))
            ranked = sorted(counts[week] for week in weeks)
            mean = sum(ranked) / max(1, len(ranked))
            most = ranked[-1] if ranked else 0
            late = ranked[int(len(ranked) * 0.95)] if ranked else 0
            yield f"| {run.mode if name == 'all' else ''} | {name} | {len(those):,} | {mean:.1f} | {late} | {most} |"


def carried(run: Watched) -> str:
    """What was in them, and for how many people."""
    kinds = Counter(message.kind for message in run.messages if message.inside is not None)
    direct = [message for message in sent(run.messages) if message.kind != "digest"]
    weeks = Counter(map(_week, direct))
    parts = ", ".join(f"{count} {kind}s" for kind, count in kinds.most_common())
    return f"{run.mode}: {len({who for who, _ in weeks})} people in {len(weeks)} weeks; in them {parts}"


def _week(message: Message) -> tuple[str, date]:
    day = message.local.date()
    return message.to, day - timedelta(days=day.weekday())


# --- the command ------------------------------------------------------------------------


def main() -> int:
    """Replay in each mode, print the table, and say which rules were not kept."""
    options = _options().parse_args()
    if not options.file.is_file():
        say(f"There is no file {options.file}. Name one with issues, as `./run import jira` reads them.")
        return 2
    set_up("CRITICAL")
    with TemporaryDirectory() as folder:
        db = imported(options.file, Path(folder))
        seeded(db, PLACES)
        staffed(db)
        runs = [watch(db, mode, options.start, options.days) for mode in Mode]
        db.close()
    say("\n".join(table(runs)))
    say("\n" + "\n".join(carried(run) for run in runs))
    broken = [f"{run.mode}: {one}" for run in runs for one in violations(run.log.lines)]
    judged = sum(len(run.log.lines) for run in runs)
    say(f"\nJudged: {judged:,} entries.  Violations: {len(broken)}.")
    say("\n".join(f"  {one}" for one in broken[:SHOWN]))
    return 1 if broken else 0


def say(text: str) -> None:
    """Print."""
    print(text)  # noqa: T201 - a table is what it is for


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.exchange.modes", description=__doc__)
    parser.add_argument("file", type=Path, help="issues as `./run import jira` reads them")
    parser.add_argument("--from", dest="start", type=_day, default=_day("2013-01-01"), metavar="DATE")
    parser.add_argument("--days", type=int, default=365)
    return parser


def _day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)


if __name__ == "__main__":
    sys.exit(main())
