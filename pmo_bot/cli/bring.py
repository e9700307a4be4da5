"""`./run import`: take in what another system kept."""

import argparse
import sys
from collections.abc import Iterable

from pmo_bot.cli.codes import FAILED, UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.exchange import values
from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.jira import Report, Wishes, import_file
from pmo_bot.services.imports import WhichWorkspace
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database

NAME = {
    "jira": "Name one with issues of Jira: JSON lines, or what its search answers.",
    "values": "Name a CSV with the columns kpi, date, value; or project, planned, actual, forecast, currency.",
}
"""What to name instead of a file that is not there."""
KINDS = ("issues", "milestones", "projects", "people", "dependencies")


def bring(settings: Settings, options: argparse.Namespace) -> int:
    """Import a file and say what was taken, and what was not and why."""
    if not options.file.is_file():
        print(f"There is no file {options.file}. {NAME[options.system]}", file=sys.stderr)
        return UNUSABLE
    prepare(settings.database_url)
    if options.system == "values":
        return _values(settings, options)
    db = Database(settings.database_url)
    wishes = Wishes(options.zone, options.country, dict(options.lead), dict(options.sponsor))
    try:
        report = import_file(db, options.file, wishes, real_now(), team=options.workspace)
    except (WhichWorkspace, Unusable) as why:
        print(why, file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    _print(report, options.file.name, wishes)
    return FAILED if report.broken and not report.found["issues"] else 0


def _values(settings: Settings, options: argparse.Namespace) -> int:
    db = Database(settings.database_url)
    try:
        report = values.import_file(db, options.file, real_now(), team=options.workspace)
    except (WhichWorkspace, Unusable) as unclear:
        print(unclear, file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    print(f"{options.file.name}: {report.taken} line{'s' * (report.taken != 1)} taken")
    for line, why in report.broken:
        print(f"  line {line}: {why}", file=sys.stderr)
    return FAILED if report.broken and not report.taken else 0


def _print(report: Report, name: str, wishes: Wishes) -> None:
    print(f"{name}:")
    for what in KINDS:
        new = report.new["items" if what == "issues" else what]
        print(f"  {report.found[what]:6} {what} ({_new(new)})")
    print(f"  {report.new['events']:6} new events")
    for key, lead in report.leads.items():
        print(f"  lead of {key}: {lead}, who did most there (say --lead {key}=PERSON to name another)")
    for key in sorted({*wishes.leads, *wishes.sponsors} - {*report.projects}):
        print(f"  there is no project {key}: nobody leads or sponsors it", file=sys.stderr)
    if report.over:
        print(over(f"{item.key} ({(item.ref or '').partition(':')[2]})" for item in report.over))
    if report.skipped:
        print("Not taken:")
    for what, count, why in report.skipped:
        print(f"  {what}: {why} ({count})")
    for one in report.broken:
        print(f"  {one.where}: {one.why}", file=sys.stderr)


def over(names: Iterable[str]) -> str:
    """What was to be critical and is high: which, and what to do about it."""
    return (
        f"  left at high, because as much of their project is critical as may be: {', '.join(names)}\n"
        "  (change one in Slack and choose which other gives way, or raise `critical_items` in the policy)"
    )


def _new(count: int) -> str:
    return f"{count} new" if count else "none new"
