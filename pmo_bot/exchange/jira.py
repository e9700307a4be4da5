"""Import from Jira: projects, people, items with their whole history, dependencies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pmo_bot.exchange import jira_file, progress
from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.jira_file import Broken
from pmo_bot.exchange.jira_history import taken
from pmo_bot.exchange.jira_issue import Issue, User
from pmo_bot.exchange.jira_links import is_dependency, waits
from pmo_bot.exchange.jira_milestones import milestones, waits_for_issues
from pmo_bot.exchange.jira_versions import Versions
from pmo_bot.model import Item
from pmo_bot.services.imports import (
    Batch,
    TakenProject,
    known_changes,
    take_people,
    take_projects,
    workspace_for,
)
from pmo_bot.services.imports_items import take_items, take_waits
from pmo_bot.services.imports_milestones import take_milestones
from pmo_bot.services.quotas import keep_within
from pmo_bot.store.database import Database

SYSTEM = "jira"
BATCH = 250


@dataclass(frozen=True, slots=True)
class Wishes:
    """What Jira does not know: where people live, who leads and sponsors (by project key)."""

    zone: str = "UTC"
    country: str | None = None
    leads: Mapping[str, str] = field(default_factory=dict)
    sponsors: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """What was found, what of it is new, and what was not taken."""

    found: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    projects: frozenset[str] = frozenset()
    leads: dict[str, str] = field(default_factory=dict)
    """Leads nobody named: who did most in the project."""
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    """What, how many, and why not."""
    over: Sequence[Item] = ()
    """What was critical there and is high here: as much of its project is critical as may be."""
    broken: Sequence[Broken] = ()


def import_file(db: Database, path: Path, wishes: Wishes, now: datetime, *, team: str | None = None) -> Report:
    """Take a file in.  Doing it again changes nothing; a newer export adds what happened since.

    Raises `WhichWorkspace` where it is not clear whose it is, and `Unusable` where there is nothing in it.
    """
    read, broken = jira_file.read(path)
    if not read and not broken:
        raise Unusable(f"{path.name} has no issue in it. See whether the search that wrote it found any.")
    issues = {issue.key: issue for issue in read}
    report = Report(broken=broken)
    team = workspace_for(db, now, team)
    users = _users(read, wishes)
    people, report.new["people"] = take_people(
        db, team, {name: user.label for name, user in users.items()}, SYSTEM, zone=wishes.zone, country=wishes.country
    )
    report.leads = _busiest(read, wishes)
    wanted = _projects(read, wishes, report.leads)
    projects, report.new["projects"] = take_projects(db, team, now, wanted, people)
    report.projects = frozenset(projects)
    report.found.update(issues=len(read), people=len(people), projects=len(projects))
    _take_issues(db, Imported(team, now, people, projects), read, users, report)
    _take_milestones(db, Imported(team, now, people, projects), read, report)
    _take_links(db, Imported(team, now, people, projects), issues, report)
    with db.transaction() as session:
        report.over = keep_within(session, team, projects.values(), now)
    report.skipped.extend(_not_taken(read))
    return report


@dataclass(frozen=True, slots=True)
class Imported:
    """What an issue refers to, by name and key."""

    team: str
    now: datetime
    people: Mapping[str, int]
    projects: Mapping[str, int]


def _take_issues(
    db: Database, here: Imported, issues: Sequence[Issue], users: Mapping[str, User], report: Report
) -> None:
    versions = {key: Versions(i for i in issues if i.project == key) for key in here.projects}
    names = {user.key: name for name, user in users.items()}
    categories = {issue.status.lower(): issue.category for issue in issues if issue.category}
    known = known_changes(db, here.team)
    whole = [taken(issue, versions[issue.project], names, categories, SYSTEM) for issue in issues]
    batches = [whole[start : start + BATCH] for start in range(0, len(whole), BATCH)]
    for batch in progress.shown(batches, "Importing"):
        with db.transaction() as session:
            into = Batch(session, here.team, here.now, here.people, known)
            report.new.update(take_items(into, batch, here.projects))


def _take_milestones(db: Database, here: Imported, issues: Sequence[Issue], report: Report) -> None:
    wanted = milestones(issues, SYSTEM)
    known = known_changes(db, here.team)
    with db.transaction() as session:
        into = Batch(session, here.team, here.now, here.people, known)
        made = take_milestones(into, wanted, here.projects)
        linked, _ = take_waits(into, list(waits_for_issues(issues, SYSTEM)))
    report.found["milestones"], report.new["milestones"] = len(wanted), made["items"]
    report.new["events"] += made["events"] + linked


def _take_links(db: Database, here: Imported, issues: Mapping[str, Issue], report: Report) -> None:
    wanted = list(waits(issues, SYSTEM))
    known = known_changes(db, here.team)
    with db.transaction() as session:
        made, unknown = take_waits(Batch(session, here.team, here.now, here.people, known), wanted)
    report.found["dependencies"] = len(wanted) - unknown
    report.new["dependencies"] = made
    report.new["events"] += made
    if unknown:
        report.skipped.append(("dependencies", unknown, "the other issue is not in the file"))


# --- people and projects ----------------------------------------------------------------


def _users(issues: Iterable[Issue], wishes: Wishes) -> dict[str, User]:
    """Everybody who owns, asked, did something, or was named, by name."""
    users: dict[str, User] = {}
    mentioned: set[str] = {*wishes.leads.values(), *wishes.sponsors.values()}
    for issue in issues:
        for user in (issue.owner, issue.requester, *(entry.author for entry in issue.entries)):
            if user is not None:
                users.setdefault(user.name, user)
        changes = (c for entry in issue.entries for c in entry.changes if c.field == "assignee")
        mentioned.update(who for change in changes for who in (change.was, change.now) if who is not None)
    mentioned -= {user.key for user in users.values()}
    return users | {name: User(name, name, name) for name in mentioned if name not in users}


def _busiest(issues: Iterable[Issue], wishes: Wishes) -> dict[str, str]:
    """By project without a named lead: who did most in it, the first by name when several did."""
    acts: dict[str, Counter[str]] = {}
    for issue in issues:
        count = acts.setdefault(issue.project, Counter())
        actors = (issue.requester, *(entry.author for entry in issue.entries))
        count.update(user.name for user in actors if user is not None)
    return {
        key: min(count, key=lambda name: (-count[name], name))
        for key, count in sorted(acts.items())
        if count and key not in wishes.leads
    }


def _projects(issues: Iterable[Issue], wishes: Wishes, leads: Mapping[str, str]) -> list[TakenProject]:
    first: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda issue: issue.created):
        first.setdefault(issue.project, issue)
    return [
        TakenProject(
            key, issue.project_name, issue.created, wishes.leads.get(key) or leads.get(key), wishes.sponsors.get(key),
            lead_is_named=key in wishes.leads,
        )
        for key, issue in sorted(first.items())
    ]  # fmt: skip


# --- what stays in Jira -----------------------------------------------------------------


def _not_taken(issues: Sequence[Issue]) -> Iterable[tuple[str, int, str]]:
    others = Counter(r.type for issue in issues for r in issue.relations if not is_dependency(r))
    undated = Counter(v.name for issue in issues for v in issue.versions if v.on is None)
    counts = (
        (f"link types {', '.join(sorted(others))}", others.total(), "not dependencies"),
        ("fix versions without a date", undated.total(), "they set no due date"),
        ("comments", sum(issue.comments for issue in issues), "what people wrote stays in Jira"),
        ("labels and components", sum(issue.labelled for issue in issues), "items have no such fields"),
        ("histories", sum(issue.cut_short for issue in issues), "Jira held the older part back; export them whole"),
    )
    return [one for one in counts if one[1]]
