"""What the commands with options understand.  Nothing heavy is imported before a value is looked at."""

import argparse
from datetime import date
from pathlib import Path

MOST_DAYS = 3660
FIRST_YEAR, LAST_YEAR = 1970, 2999


def of_export(parser: argparse.ArgumentParser) -> None:
    """`./run export`."""
    forms = parser.add_subparsers(dest="form", required=True, metavar="form")
    for form, place, what in (
        ("json", "FILE", "everything in one file"),
        ("csv", "DIRECTORY", "everything, each table in a file of its own"),
    ):
        one = forms.add_parser(form, help=what, description=what)
        one.add_argument("place", type=Path, metavar=place, help="where to; it must not be there yet")
        one.add_argument("--without-texts", action="store_true", help="leave out what people wrote, and their names")
        _of_workspace(one)

    what = "the items as a table for a spreadsheet"
    table = forms.add_parser("items", help=what, description=what)
    table.add_argument("place", type=Path, metavar="FILE", help="where to; it must not be there yet")
    _of_workspace(table)


def _of_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", metavar="ID", help="which, where the database has several")


def of_backup(parser: argparse.ArgumentParser) -> None:
    """`./run backup`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; not there yet")


def of_restore(parser: argparse.ArgumentParser) -> None:
    """`./run restore`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup")


def of_migrate(parser: argparse.ArgumentParser) -> None:
    """`./run migrate`."""
    parser.add_argument("--to", metavar="SCHEMA", default="", help="an older one, as 0016: what came after it is lost")


def of_rights(parser: argparse.ArgumentParser) -> None:
    """`./run rights`."""
    parser.add_argument("--every", action="store_true", help="and what each command, button and window asks for")


def of_import(parser: argparse.ArgumentParser) -> None:
    """`./run import`."""
    systems = parser.add_subparsers(dest="system", required=True, metavar="system")
    jira = "projects, people, items and their history from Jira"
    _of_jira(systems.add_parser("jira", help=jira, description=jira))
    values = "values of figures, or budgets, from CSV"
    figures = systems.add_parser("values", help=values, description=values)
    figures.add_argument("file", type=Path, help="CSV")
    _of_workspace(figures)
    for form, place in (("json", "FILE"), ("csv", "DIRECTORY")):
        what = f"everything that `export {form}` wrote, into an empty database or workspace"
        one = systems.add_parser(form, help=what, description=what)
        one.add_argument("place", type=Path, metavar=place, help=f"what `export {form}` wrote")

    what = "a table of items that was changed in a spreadsheet: shows what it comes to"
    table = systems.add_parser("items", help=what, description=what)
    table.add_argument("place", type=Path, metavar="FILE", help="what `export items` wrote, or a table like it")
    table.add_argument("--apply", action="store_true", help="do it, instead of only showing it")
    table.add_argument("--as", dest="who", metavar="PERSON", help="in whose name: a name or Slack id (the PMO lead)")
    _of_workspace(table)


def _of_jira(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="issues as JSON lines, or a search result")
    _of_workspace(parser)
    parser.add_argument("--zone", default="UTC", type=_zone, help="the people's time zone (UTC)")
    parser.add_argument("--country", default=None, type=_country, help="whose public holidays they have (none)")
    for role in ("lead", "sponsor"):
        parser.add_argument(
            f"--{role}", action="append", default=[], type=_pair, metavar="PROJECT=PERSON",
            help=f"who is a project's {role}; may be repeated",
        )  # fmt: skip


def of_template(parser: argparse.ArgumentParser) -> None:
    """`./run template`."""
    doing = parser.add_subparsers(dest="do", metavar="export|import", required=True)
    out = doing.add_parser("export", help="write a project, a template or a pack to a file")
    out.add_argument("name", help="a project's key, or the name of a template or pack")
    back = doing.add_parser("import", help="keep a file as a template of the workspace")
    for one in (out, back):
        one.add_argument("file", type=Path, help="a YAML file")
        _of_workspace(one)


def of_audit(parser: argparse.ArgumentParser) -> None:
    """`./run audit`."""
    doing = parser.add_subparsers(dest="do", metavar="verify|head", required=True)
    whole = doing.add_parser("verify", help="read every event; exit code 1 when one does not fit")
    whole.add_argument("--anchors", type=Path, metavar="FILE", help="heads that were written down (AUDIT_ANCHORS)")
    doing.add_parser("head", help="print where the history of each workspace ends, as a line of anchors")


def of_person(parser: argparse.ArgumentParser) -> None:
    """`./run person`."""
    doing = parser.add_subparsers(dest="do", metavar="export|erase", required=True)
    out = doing.add_parser("export", help="print everything that is kept about somebody, as JSON")
    gone = doing.add_parser("erase", help="say what would go; with --apply take it away for good")
    for one in (out, gone):
        one.add_argument("person", help="a name or Slack id")
    gone.add_argument("--to", metavar="PERSON", help="who takes over what is open (whoever leads is asked)")
    gone.add_argument("--as", dest="who", metavar="PERSON", help="with --to: who hands it over (the PMO lead)")
    gone.add_argument("--apply", action="store_true", help="do it, instead of only saying it")


def of_preview(parser: argparse.ArgumentParser) -> None:
    """`./run preview`."""
    parser.add_argument("--from", dest="start_on", type=_day, metavar="DATE", help="the first day, in UTC (today)")
    parser.add_argument("--days", type=_count, default=14, metavar="N", help="how many days (14)")
    parser.add_argument("--replay", action="store_true", help="let the recorded history happen at its dates")
    parser.add_argument(
        "--start", dest="begun", type=_day_or_now, metavar="DATE|now",
        help="when the bot is taken to have begun: nobody is chased for what fell due before",
    )  # fmt: skip
    parser.add_argument(
        "--policy", metavar="FILE|MODE",
        help="let the last days happen again by another policy or mode, beside what was sent",
    )  # fmt: skip
    parser.add_argument("--project", type=str.upper, metavar="KEY", help="with --policy: this project alone (all)")
    parser.add_argument("--json", action="store_true", help="one object a line instead of the summary")


def of_keys(parser: argparse.ArgumentParser) -> None:
    """`./run keys`."""
    parser.add_argument(
        "do", choices=("new", "rotate"), metavar="new|rotate", help="make a key, or use the newest one for every token"
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("say the date as 2026-11-30") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"say a date between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _day_or_now(text: str) -> date | str:
    return text if text == "now" else _day(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"say a number of days from 1 to {MOST_DAYS}")
    return int(text)


def _zone(name: str) -> str:
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"there is no time zone {name}; one is Europe/Madrid") from None


def _country(code: str) -> str | None:
    if code.lower() == "none":
        return None
    from pmo_bot.rules.calendar import known_country

    if not known_country(code):
        raise argparse.ArgumentTypeError(f"no holidays are known for {code}; countries are named as ES or DE")
    return code.upper()


def _pair(text: str) -> tuple[str, str]:
    project, _, person = text.partition("=")
    if not project or not person:
        raise argparse.ArgumentTypeError("say it as PROJECT=PERSON")
    return project.upper(), person
