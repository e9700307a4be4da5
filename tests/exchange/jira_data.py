"""Made-up Jira issues: a bakery that moves house."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pmo_bot.model import Base
from pmo_bot.store.database import Database

LINKS = {
    "Blocker": ("is blocked by", "blocks"),
    "Dependent": ("is depended upon by", "depends upon"),
    "Required": ("is required by", "requires"),
    "Reference": ("is related to", "relates to"),
    "Cloners": ("is a clone of", "is cloned as"),
}
RESOLVED = ("status", "Open", "Resolved")


def issue(key: str, title: str = "", /, history: Sequence[dict[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    """An issue as Jira's REST API tells it; people by name."""
    versions = fields.pop("versions", ())
    return {
        "key": key,
        "fields": {
            "project": {"key": key.partition("-")[0], "name": "The new bakery"},
            "summary": title or f"Title of {key}",
            "issuetype": {"name": "Task"},
            "status": {"name": fields.pop("status", "Open")},
            "priority": {"name": fields.pop("priority", "Major")},
            "assignee": user(fields.pop("owner", None)),
            "reporter": user(fields.pop("requester", "rosa")),
            "created": fields.pop("created", "2026-03-02T08:00:00.000+0000"),
            "duedate": fields.pop("due", None),
            "fixVersions": [{"name": name, "releaseDate": day} for name, day in versions],
            "issuelinks": fields.pop("links", []),
            "comment": {"total": fields.pop("comments", 0)},
            **fields,
        },
        "changelog": {"histories": list(history)},
    }


def user(name: str | None) -> dict[str, str] | None:
    return {"name": name} if name else None


def change(at: str, who: str, *changes: tuple[str, str | None, str | None]) -> dict[str, Any]:
    """A history entry: each change is a field, what it was and what it became."""
    return {"created": at, "author": {"name": who}, "items": [_item(*one) for one in changes]}


def _item(field: str, was: str | None, then: str | None) -> dict[str, Any]:
    item = {"field": field, "from": was, "fromString": was, "to": then, "toString": then}
    if field == "Fix Version":  # by an id that outlives a new name
        item |= {"from": was and f"id-{was}", "to": then and f"id-{then}"}
    if field == "Link" and then:
        item |= {"to": then.rsplit(" ", 1)[-1], "toString": f"This issue {then}"}
    return item


def link(kind: str, *, inward: str = "", outward: str = "") -> dict[str, Any]:
    """A link as the issue at its other end shows it."""
    names = {"name": kind, "inward": LINKS[kind][0], "outward": LINKS[kind][1]}
    return (
        {"type": names, "inwardIssue": {"key": inward}} if inward else {"type": names, "outwardIssue": {"key": outward}}
    )


def empty(url: str) -> Database:
    """An empty database, quicker than by all migrations."""
    database = Database(url)
    Base.metadata.create_all(database.engine)
    return database


def lines(folder: Path, issues: Iterable[Any], name: str = "bakery.jsonl") -> Path:
    """The issues as a file of JSON lines; text stays as it is."""
    file = folder / name
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in issues) + "\n")
    return file


BAKERY = (
    issue("OVEN-1", "Order the oven", owner="ada", due="2026-03-20", status="Closed", priority="Blocker", history=[
        change("2026-03-03T09:00:00.000+0000", "rosa", ("assignee", None, "ben")),
        change("2026-03-04T10:00:00.000+0000", "ben", ("status", "Open", "In Progress")),
        change("2026-03-09T10:00:00.000+0000", "rosa",
               ("duedate", "2026-03-13", "2026-03-20"), ("assignee", "ben", "ada")),
        change("2026-03-26T15:00:00.000+0000", "ada",
               ("status", "In Progress", "Resolved"), ("resolution", None, "Fixed")),
        change("2026-03-30T15:00:00.000+0000", "rosa", ("status", "Resolved", "Closed")),
    ]),
    issue("OVEN-2", "Chimney permit", owner="ben", versions=[("opening", "2026-03-18")], links=[
        link("Blocker", outward="OVEN-1"), link("Reference", inward="OVEN-3"),
    ], comments=3, history=[
        change("2026-03-05T11:00:00.000+0000", "ben",
               ("Fix Version", None, "opening"), ("Link", None, "blocks OVEN-1")),
        change("2026-03-06T11:00:00.000+0000", "ben", ("priority", "Minor", "Major")),
    ]),
    issue("OVEN-3", "Flour contract", owner="ada", due="2026-03-16", status="Reopened", history=[
        change("2026-03-12T11:00:00.000+0000", "ada", RESOLVED),
        change("2026-03-13T11:00:00.000+0000", "rosa", ("status", "Resolved", "Reopened")),
    ]),
    issue("SIGN-1", "Paint the sign", requester="cem", versions=[("someday", None)]),
)  # fmt: skip
