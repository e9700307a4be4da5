"""How an issue came to be what it is: its history walked backwards from the fields of today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pmo_bot.exchange.jira_issue import Change, Issue, day_of
from pmo_bot.exchange.jira_versions import FIELD, Versions
from pmo_bot.model import Priority, State
from pmo_bot.services.imports import Condition, Step, Taken

DONE = frozenset({"closed", "resolved", "done"})
STARTED = frozenset({"in progress", "patch available", "in review"})
PRIORITIES = {
    "blocker": Priority.CRITICAL, "critical": Priority.CRITICAL, "highest": Priority.CRITICAL,
    "high": Priority.HIGH,
    "minor": Priority.LOW, "trivial": Priority.LOW, "low": Priority.LOW, "lowest": Priority.LOW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an issue that make it what it is here."""

    title: str
    owner: str | None
    due: date | None
    versions: frozenset[str]
    status: str
    priority: str


def taken(
    issue: Issue, versions: Versions, names: Mapping[str, str], categories: Mapping[str, str], source: str
) -> Taken:
    """An issue as it began, and every change since.

    `names` tells whom a history means by a user's key, `categories` what the status of another issue is worth.
    """
    ref = f"{source}:{issue.key}"
    fields = Fields(
        title=issue.title,
        owner=issue.owner.name if issue.owner else None,
        due=issue.due,
        versions=frozenset(version.name for version in issue.versions),
        status=issue.status,
        priority=issue.priority,
    )
    after, steps = _condition(fields, versions, categories), []
    for entry in reversed(issue.entries):
        for change in reversed(entry.changes):
            fields = _before(fields, change, versions, names)
        before = _condition(fields, versions, categories)
        author = entry.author.name if entry.author else None
        steps.append(Step(f"{ref}:{entry.id}", max(entry.at, issue.created), author, before, after))
        after = before
    requester = issue.requester.name if issue.requester else None
    return Taken(ref, issue.project, requester, issue.created, after, tuple(reversed(steps)))


def _before(fields: Fields, change: Change, versions: Versions, names: Mapping[str, str]) -> Fields:
    """The fields as they were before one change."""
    match change.field:
        case "summary":
            return replace(fields, title=change.was_text or fields.title)
        case "assignee":
            return replace(fields, owner=names.get(change.was, change.was) if change.was else None)
        case "duedate":
            return replace(fields, due=day_of(change.was or change.was_text))
        case "status":
            return replace(fields, status=change.was_text or fields.status)
        case "priority":
            return replace(fields, priority=change.was_text or fields.priority)
        case _ if change.field == FIELD:
            return replace(fields, versions=_versions_before(fields.versions, change, versions))
    return fields


def _versions_before(there: frozenset[str], change: Change, versions: Versions) -> frozenset[str]:
    if change.now_text is not None:
        there = there - {versions.name(change.now, change.now_text)}
    if change.was_text is not None:
        there = there | {versions.name(change.was, change.was_text)}
    return there


def _condition(fields: Fields, versions: Versions, categories: Mapping[str, str]) -> Condition:
    return Condition(
        title=fields.title,
        owner=fields.owner,
        due=fields.due or versions.earliest(fields.versions),
        state=state_of(fields.status, categories.get(fields.status.lower(), "")),
        priority=PRIORITIES.get(fields.priority.lower(), Priority.NORMAL),
    )


def state_of(status: str, category: str = "") -> State:
    """Where an issue stands: its status where that is one of Jira's own, else the category Jira puts it in."""
    word = status.lower()
    if word in DONE or (word not in STARTED and category == "done"):
        return State.DONE
    return State.STARTED if word in STARTED or category == "indeterminate" else State.OPEN
