"""One issue as Jira's REST API tells it, read into values that can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


class Unreadable(Exception):
    """Something that is no issue; the text says why."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody: `key` is how histories name them, `name` how everything else does."""

    name: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Version:
    """A fix version, dated or not."""

    name: str
    id: str | None
    on: date | None
    released: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another issue; `phrase` is how this issue's side reads."""

    type: str
    phrase: str
    other: str
    inward: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a history entry.  Ids and texts, both may be missing."""

    field: str
    was: str | None
    was_text: str | None
    now: str | None
    now_text: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody did to an issue."""

    id: str
    at: datetime
    author: User | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its history, oldest first."""

    key: str
    project: str
    project_name: str
    title: str
    kind: str
    status: str
    category: str
    priority: str
    owner: User | None
    requester: User | None
    created: datetime
    due: date | None
    versions: tuple[Version, ...]
    relations: tuple[Relation, ...]
    entries: tuple[Entry, ...]
    cut_short: bool
    """Whether Jira held back a part of the history."""
    comments: int
    labelled: bool


def issue_of(raw: Any) -> Issue:
    """Read one issue.  Raises `Unreadable` for what it cannot be without: key, project, creation, good dates."""
    if not isinstance(raw, Mapping):
        raise Unreadable("not an issue")
    key, fields = raw.get("key"), raw.get("fields")
    if not isinstance(key, str) or not key:
        raise Unreadable("an issue without a key")
    if not isinstance(fields, Mapping):
        raise Unreadable(f"{key} has no fields")
    try:
        return _issue(key, fields, raw.get("changelog") or {})
    except Unreadable as wrong:
        raise Unreadable(f"{key}: {wrong}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise Unreadable(f"{key} is not as Jira writes it ({wrong})") from None


def _issue(key: str, fields: Mapping[str, Any], changelog: Mapping[str, Any]) -> Issue:
    project = fields.get("project") or {}
    status = fields.get("status") or {}
    comments = fields.get("comment") or {}
    histories = changelog.get("histories") or []
    return Issue(
        key=key,
        project=str(project.get("key") or key.rpartition("-")[0]).upper(),
        project_name=str(project.get("name") or project.get("key") or key.rpartition("-")[0]),
        title=str(fields.get("summary") or key).strip() or key,
        kind=_name(fields.get("issuetype")),
        status=str(status.get("name") or ""),
        category=str((status.get("statusCategory") or {}).get("key") or ""),
        priority=_name(fields.get("priority")),
        owner=_user(fields.get("assignee")),
        requester=_user(fields.get("reporter") or fields.get("creator")),
        created=_instant(fields.get("created"), "created"),
        due=day_of(fields.get("duedate")),
        versions=tuple(_version(one) for one in fields.get("fixVersions") or ()),
        relations=tuple(found for one in fields.get("issuelinks") or () if (found := _relation(one)) is not None),
        entries=_entries(histories),
        cut_short=int(changelog.get("total") or 0) > len(histories),
        comments=int(comments.get("total") or len(comments.get("comments") or ())),
        labelled=bool(fields.get("labels") or fields.get("components")),
    )


def _name(value: Mapping[str, Any] | None) -> str:
    return str((value or {}).get("name") or "")


def _user(value: Mapping[str, Any] | None) -> User | None:
    if not value:
        return None
    name = value.get("name") or value.get("key") or value.get("accountId")
    if not name:
        return None
    key = value.get("key") or value.get("accountId") or name
    return User(str(name), str(key), str(value.get("displayName") or name))


def _version(value: Mapping[str, Any]) -> Version:
    return Version(
        str(value["name"]), _text(value.get("id")), day_of(value.get("releaseDate")), value.get("released") is True
    )


def _relation(value: Mapping[str, Any]) -> Relation | None:
    kind = value.get("type") or {}
    for side, inward in (("inwardIssue", True), ("outwardIssue", False)):
        if value.get(side):
            phrase = str(kind.get("inward" if inward else "outward") or "")
            return Relation(str(kind.get("name") or ""), phrase, str(value[side]["key"]), inward)
    return None


def _entries(histories: list[Mapping[str, Any]]) -> tuple[Entry, ...]:
    # Jira Server tells them oldest first, Jira Cloud newest first.
    dated = sorted(((_instant(one.get("created"), "a change"), one) for one in histories), key=lambda pair: pair[0])
    seen: dict[datetime, int] = {}
    entries = []
    for at, one in dated:
        seen[at] = seen.get(at, 0) + 1
        name = str(one.get("id") or f"{at.isoformat()}/{seen[at]}")
        changes = tuple(_change(change) for change in one.get("items") or ())
        entries.append(Entry(name, at, _user(one.get("author")), changes))
    return tuple(entries)


def _change(value: Mapping[str, Any]) -> Change:
    return Change(
        field=str(value.get("field") or "").lower(),
        was=_text(value.get("from")),
        was_text=_text(value.get("fromString")),
        now=_text(value.get("to")),
        now_text=_text(value.get("toString")),
    )


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def day_of(value: Any) -> date | None:
    """A date as Jira writes it, alone or with a time behind it."""
    return date.fromisoformat(str(value)[:10]) if value else None


def _instant(value: Any, what: str) -> datetime:
    if not value:
        raise Unreadable(f"no date for {what}")
    at = datetime.fromisoformat(str(value))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
