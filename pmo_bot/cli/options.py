"""What the commands with options understand.  Nothing heavy is imported before a value is looked at."""

import argparse
from pathlib import Path


def of_import(parser: argparse.ArgumentParser) -> None:
    """`pmo-bot import`."""
    parser.add_argument("system", choices=["jira"], help="where the file comes from")
    parser.add_argument("file", type=Path, help="issues as JSON lines, or a search result")
    parser.add_argument("--zone", default="UTC", type=_zone, help="the people's time zone (UTC)")
    parser.add_argument("--country", default=None, type=_country, help="whose public holidays they have (none)")
    for role in ("lead", "sponsor"):
        parser.add_argument(
            f"--{role}", action="append", default=[], type=_pair, metavar="PROJECT=PERSON",
            help=f"who is a project's {role}; may be repeated",
        )  # fmt: skip


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
