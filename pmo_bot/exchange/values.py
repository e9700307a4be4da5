"""Values of figures and budgets from a CSV file; what cannot be taken is said line by line, the rest is taken."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.cells import uncell
from pmo_bot.exchange.sheet_file import no_rows, records_of, text_of
from pmo_bot.model import Kpi, Person, Project, Taken
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.typed_numbers import amount_of, figure_of
from pmo_bot.services import kpi_values
from pmo_bot.services.budgets import Budget, set_budget
from pmo_bot.services.events import Act
from pmo_bot.services.imports import SOURCE, WhichWorkspace, which_workspace
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database

AMOUNTS = ("planned", "actual", "forecast")
FIGURES, BUDGETS = ("kpi", "date", "value"), ("project", *AMOUNTS, "currency")
"""The columns of either kind of file."""
KEY, CURRENCY = re.compile(r"(?i)k?-?(\d{1,6})"), re.compile(r"[A-Za-z]{3}")


@dataclass
class Report:
    """How many lines were taken, and those that were not, with why."""

    taken: int = 0
    broken: list[tuple[int, str]] = field(default_factory=list)


def import_file(db: Database, path: Path, now: datetime, *, team: str | None = None) -> Report:
    """Take a file with the columns `kpi, date, value`, or `project, planned, actual, forecast, currency`.

    The figure's owner, or the project's lead, is who says so.  The same file a second time changes nothing.
    Raises `WhichWorkspace` where it is not clear whose it is, and `Unusable` for what is no such file.
    """
    report = Report()
    team = _team(db, team)
    heading, *rows = records_of(path.name, text_of(path)) or [(1, [])]
    names = [name.strip().casefold() for name in heading[1]]
    take = _kind(path.name, names)
    for number, row in rows:
        cells = [(uncell(one) or "").strip() for one in row]
        if not any(cells):
            continue
        try:
            if len(cells) > len(names):
                raise Unread("it has more cells than the heading: a number with commas goes into quotes")
            take(db, team, dict(zip_longest(names, cells, fillvalue="")), now)
        except Refused as refused:
            report.broken.append((number, REASONS.get(refused.why, refused.why)))
        except Unread as wrong:
            report.broken.append((number, str(wrong)))
        else:
            report.taken += 1
    if not report.taken and not report.broken:
        raise no_rows(path.name)
    return report


class Unread(Exception):
    """Why a line was not taken."""


def _kind(name: str, names: Sequence[str]) -> Callable[[Database, str, Mapping[str, str], datetime], None]:
    for wanted, take in ((FIGURES, _value), (BUDGETS, _budget)):
        if wanted[0] not in names:
            continue
        if twice := [one for one in wanted if names.count(one) > 1]:
            raise Unusable(f"{name} has two columns “{twice[0]}”. Take one of them out, then try again.")
        if wanted is BUDGETS or set(wanted) <= set(names):
            return take
    raise Unusable(
        f"{name} has no heading that I know. Its first line names the columns: "
        f"{', '.join(FIGURES)}; or {', '.join(BUDGETS)}."
    )


NO_LEAD = "who leads its project has left, or is not in its channel: name another, `/pmo project KEY lead @name`"
REASONS = {
    "value_ahead": "its day has not come yet",
    "bad_amount": "amounts begin at 0, and are no higher than 1,000,000,000,000,000",
    "not_a_number": "that is no plain number",
    "not_lead": NO_LEAD,
    "no_project": NO_LEAD,
}
"""In words, whatever may be refused to those who are taken to say it."""


def _team(db: Database, named: str | None) -> str:
    with db.reading() as session:
        found = which_workspace(session, named)
    if found is None:
        raise WhichWorkspace(
            "No workspace has used this database yet, so there are no figures here. Look at DATABASE_URL."
        )
    return found


def _value(db: Database, team: str, cells: Mapping[str, str], now: datetime) -> None:
    kpi, owner = _kpi(db, team, cells["kpi"])
    value = figure_of(cells["value"])
    if value is None:
        raise Refused("not_a_number", field="value")
    kpi_values.measure(db, Act(owner, now, SOURCE), kpi.id, value, _day(cells["date"]), taken=Taken.FILE)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unread(f"“{text}” is no day, such as 2026-11-30") from None


def _kpi(db: Database, team: str, key: str) -> tuple[Kpi, Person]:
    with db.reading() as session:
        found = KEY.fullmatch(key)
        kpi = stored.kpi_by_number(session, team, int(found[1])) if found else None
        owner = queries.person(session, team, kpi.owner_id) if kpi is not None else None
    if kpi is None or owner is None:
        raise Unread(f"there is no figure {key}")
    return kpi, owner


def _budget(db: Database, team: str, cells: Mapping[str, str], now: datetime) -> None:
    project, lead = _project(db, team, cells["project"])
    currency = cells.get("currency", "")
    if currency and not CURRENCY.fullmatch(currency):
        raise Unread(f"“{currency}” is no currency of three letters, such as EUR")
    planned, actual, forecast = (_amount(cells.get(name, "")) for name in AMOUNTS)
    if planned is actual is forecast is None and not currency:
        raise Unread("it names no amount")
    set_budget(db, Act(lead, now, SOURCE), project.key, Budget(planned, actual, forecast, currency))


def _amount(text: str) -> int | None:
    if not text:
        return None
    amount = amount_of(text)
    if amount is None:
        raise Unread(f"“{text}” is no amount in whole units, such as 120000")
    return amount


def _project(db: Database, team: str, key: str) -> tuple[Project, Person]:
    with db.reading() as session:
        project = queries.project_by_key(session, team, key.upper())
        lead = queries.person(session, team, project.lead_id) if project is not None else None
    if project is None or lead is None:
        raise Unread(f"there is no project {key} with a lead")
    return project, lead
