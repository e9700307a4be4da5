"""The dated versions of one project, collected over all its issues."""

from collections.abc import Iterable
from datetime import date

from pmo_bot.exchange.jira_issue import Issue

FIELD = "fix version"


class Versions:
    """What each version is called and when it is due.  Histories name a version by id and by its name of then."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self._dates: dict[str, date] = {}
        self._names: dict[str, str] = {}
        issues = list(issues)
        for version in (version for issue in issues for version in issue.versions):
            if version.on is not None:
                self._dates[version.name] = version.on
            if version.id is not None:
                self._names[version.id] = version.name
        for issue in issues:
            self._find_renamed(issue)

    def name(self, version_id: str | None, then: str) -> str:
        """What a version is called now."""
        return self._names.get(version_id or "", then)

    def earliest(self, names: Iterable[str]) -> date | None:
        """The first date among these versions."""
        return min((self._dates[name] for name in names if name in self._dates), default=None)

    def undated(self, names: Iterable[str]) -> int:
        """How many of these versions nobody dated."""
        return sum(name not in self._dates for name in names)

    def _find_renamed(self, issue: Issue) -> None:
        """Learn from the one version that the history put there and the one that is there instead."""
        put: dict[str, str] = {}
        for change in (change for entry in issue.entries for change in entry.changes if change.field == FIELD):
            if change.was is not None:
                put.pop(change.was, None)
            if change.now is not None and change.now_text is not None:
                put[change.now] = change.now_text
        there = {version.name for version in issue.versions}
        gone = [key for key, then in put.items() if self.name(key, then) not in there]
        instead = there - {self.name(key, then) for key, then in put.items()}
        if len(gone) == 1 and len(instead) == 1:
            self._names.setdefault(gone[0], instead.pop())
