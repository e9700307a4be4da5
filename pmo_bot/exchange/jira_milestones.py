"""The dated versions of Jira as milestones, which wait for the issues that are to be fixed in them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from pmo_bot.exchange.jira_issue import Issue, Version
from pmo_bot.model import TITLE_LENGTH
from pmo_bot.services.imports import Wait
from pmo_bot.services.imports_milestones import Milestone

LONGEST_REF = 255


def milestones(issues: Iterable[Issue], source: str) -> list[Milestone]:
    """Each dated version once, since the first issue that names it.  Jira does not say whose it is; the digest asks."""
    found: dict[str, tuple[Issue, Version]] = {}
    for issue in sorted(issues, key=lambda issue: issue.created):
        for version in _dated(issue):
            first, _ = found.setdefault(ref_of(issue, version, source), (issue, version))
            found[ref_of(issue, version, source)] = first, version
    return [
        Milestone(
            ref, first.project, version.name[:TITLE_LENGTH], version.on, version.released, _begun(first, version)
        )
        for ref, (first, version) in found.items()
        if version.on is not None
    ]  # fmt: skip


def waits_for_issues(issues: Iterable[Issue], source: str) -> Iterator[Wait]:
    """A milestone waits for every issue that is to be fixed in it."""
    for issue in issues:
        for version in _dated(issue):
            ref, on = ref_of(issue, version, source), f"{source}:{issue.key}"
            yield Wait(ref, on, issue.created, None, f"{ref}:waits:{issue.key}")


def _dated(issue: Issue) -> Iterator[Version]:
    return (version for version in issue.versions if version.on is not None)


def ref_of(issue: Issue, version: Version, source: str) -> str:
    """How a version is named here: by its number there, which outlives a new name."""
    return f"{source}:{issue.project}/{version.id or version.name}"[:LONGEST_REF]


def _begun(first: Issue, version: Version) -> datetime:
    """An issue may have been written down after the release that it was fixed in."""
    day = datetime.combine(version.on, time(0), UTC) if version.on is not None else first.created
    return min(first.created, day)
