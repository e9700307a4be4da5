"""Values of figures and budgets from a CSV file; what cannot be taken is said line by line, the rest is taken."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pmo_bot.model import Kpi, Person, Project, Taken
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import kpi_values
from pmo_bot.services.budgets import Budget, set_budget
from pmo_bot.services.events import Act
from pmo_bot.services.imports import SOURCE, WhichWorkspace, which_workspace
from pmo_bot.store import queries
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database

AMOUNTS = ("planned", "actual", "forecast")


@dataclass
class Report:
    """How many lines were taken, and those that were not, with why."""

    taken: int = 0
    broken: list[tuple[int, str]] = field(default_factory=list)


def import_file(db: Database, path: Path, now: datetime, *, team: str | None = None) -> Report:
    """Take a file with the columns `kpi, date, value`, or `project, planned, actual, forecast, currency`.

    The figure's owner, or the project's lead, is who says so.  The same file a second time changes nothing.
    Raises `WhichWorkspace` where it is not clear whose it is.
    """
    report = Report()
    team = _team(db, team)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            cells = {str(name).strip().lower(): str(value or "").strip() for name, value in row.items() if name}
            try:
                (_value if "kpi" in cells else _budget)(db, team, cells, now)
            except Refused as refused:
                report.broken.append((number, REASONS.get(refused.why, refused.why)))
            except (KeyError, ValueError) as wrong:
                report.broken.append((number, f"cannot be read ({wrong})"))
            else:
                report.taken += 1
    return report


REASONS = {
    "value_ahead": "its day has not come yet",
    "bad_amount": "amounts begin at 0",
    "not_a_number": "that is no plain number",
}


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
    on, value = date.fromisoformat(cells["date"]), float(cells["value"].replace(",", ""))
    kpi_values.measure(db, Act(owner, now, SOURCE), kpi.id, value, on, taken=Taken.FILE)


def _kpi(db: Database, team: str, key: str) -> tuple[Kpi, Person]:
    with db.reading() as session:
        kpi = stored.kpi_by_number(session, team, int(key.upper().lstrip("K-")))
        owner = queries.person(session, team, kpi.owner_id) if kpi is not None else None
    if kpi is None or owner is None:
        raise ValueError(f"there is no figure {key}")
    return kpi, owner


def _budget(db: Database, team: str, cells: Mapping[str, str], now: datetime) -> None:
    project, lead = _project(db, team, cells["project"])
    planned, actual, forecast = (int(cells[n].replace(",", "")) if cells.get(n) else None for n in AMOUNTS)
    wanted = Budget(planned, actual, forecast, cells.get("currency", ""))
    set_budget(db, Act(lead, now, SOURCE), project.key, wanted)


def _project(db: Database, team: str, key: str) -> tuple[Project, Person]:
    with db.reading() as session:
        project = queries.project_by_key(session, team, key.upper())
        lead = queries.person(session, team, project.lead_id) if project is not None else None
    if project is None or lead is None:
        raise ValueError(f"there is no project {key} with a lead")
    return project, lead
