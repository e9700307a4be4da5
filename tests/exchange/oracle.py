"""What the messages of a preview have to be, worked out without any code of the bot.

Reads the Jira file and the preview's JSON only; dates by `datetime` and `zoneinfo`, public holidays by `holidays`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays

Place = tuple[str, str | None]
"""Somebody's zone and country."""
Nudge = tuple[str, date, str]
"""Who, on which local date, about which issue."""

NINE, FIVE = time(9), time(17)
DAY = timedelta(days=1)
FINISHED = {"Closed", "Resolved", "Done"}


# --- days -------------------------------------------------------------------------


@cache
def free(country: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year)) if country else frozenset()


def works(day: date, country: str | None) -> bool:
    return day.weekday() < 5 and day not in free(country, day.year)


def following(day: date, country: str | None) -> date:
    """The next working day, strictly after."""
    day += DAY
    while not works(day, country):
        day += DAY
    return day


def preceding(day: date, country: str | None) -> date:
    day -= DAY
    while not works(day, country):
        day -= DAY
    return day


# --- what is sent, judged ---------------------------------------------------------


def violations(told: list[dict[str, Any]], places: Mapping[str, Place]) -> list[str]:
    """Every rule that a preview does not keep."""
    return [*_too_many(told), *_at_bad_times(told, places), *_unannounced(told, places)]


def _too_many(told: list[dict[str, Any]]) -> Iterator[str]:
    briefs = Counter((m["to"], m["local"][:10]) for m in told if m["kind"] == "brief")
    yield from (f"{count} briefs for {who}" for who, count in briefs.items() if count > 1)
    keys = Counter(m["key"] for m in told)
    yield from (f"{key} {count} times" for key, count in keys.items() if count > 1)


def _at_bad_times(told: list[dict[str, Any]], places: Mapping[str, Place]) -> Iterator[str]:
    for message in told:
        if message["kind"] == "digest":
            continue
        zone, country = places[message["to"]]
        local = datetime.fromisoformat(message["at"]).astimezone(ZoneInfo(zone))
        if local != datetime.fromisoformat(message["local"]):
            yield f"{message['key']}: {message['local']} is not {local}"
        if not works(local.date(), country):
            yield f"{message['key']} on a day off, {local:%A} {local.date()}"
        if not NINE <= local.time() < FIVE:
            yield f"{message['key']} at {local.time()}"


def _unannounced(told: list[dict[str, Any]], places: Mapping[str, Place]) -> Iterator[str]:
    previews = {m["key"]: m for m in told if m["kind"] == "preview"}
    briefs = {m["key"]: m for m in told if m["kind"] == "brief"}
    for message in told:
        if message["kind"] != "escalation":
            continue
        shown = previews.get(message["preview_of"])
        if shown is None or briefs.get(shown["in"], {}).get("to") != shown["to"]:
            yield f"{message['key']} names no preview that was delivered"
            continue
        zone, country = places[shown["to"]]
        seen = datetime.fromisoformat(shown["at"]).astimezone(ZoneInfo(zone))
        earliest = datetime.combine(following(seen.date(), country), seen.time(), ZoneInfo(zone))
        if datetime.fromisoformat(message["at"]) < earliest:
            yield f"{message['key']} at {message['at']}, seen {seen}"


def nudged(told: list[dict[str, Any]]) -> set[Nudge]:
    """Who was reminded on the due day, about what."""
    found: set[Nudge] = set()
    for message in told:
        if message["kind"] != "brief":
            continue
        refs = dict(zip(message["items"], message["refs"], strict=True))
        for line in message["why"].split("; "):
            item, _, rule = line.partition(" ")  # a pair that looks alike is no item: it has a rule alone
            if rule.startswith("nudge step 0:"):
                found.add((message["to"], date.fromisoformat(message["local"][:10]), refs[item]))
    return found


# --- who is owed a nudge on the due day ----------------------------------------------


@dataclass
class Stand:
    """How an issue stood from an instant on."""

    at: datetime
    owner: str | None
    due: date | None
    open: bool
    promised: datetime


def owed(path: Path, start: datetime, end: datetime, places: Mapping[str, Place]) -> set[Nudge]:
    """Everybody who owes something on its effective due day at nine, where they are."""
    issues = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    dates = _version_dates(issues)
    return {nudge for issue in issues for nudge in _of(issue, dates[_project(issue)], start, end, places)}


def _of(
    issue: dict[str, Any], dates: Mapping[str, date], start: datetime, end: datetime, places: Mapping[str, Place]
) -> Iterator[Nudge]:
    stands = list(_stands(issue, dates))
    ends = [stand.at for stand in stands[1:]] + [datetime.max.replace(tzinfo=UTC)]
    for stand, until in zip(stands, ends, strict=True):
        if stand.owner is None or stand.due is None or not stand.open:
            continue
        zone, country = places[stand.owner]
        day = stand.due if works(stand.due, country) else following(stand.due, country)
        nine = datetime.combine(day, NINE, ZoneInfo(zone))
        there = stand.at <= nine < until and start <= nine < end and stand.promised <= nine
        if there and not _acted(issue, stand.owner, day, zone, country):
            yield stand.owner, day, issue["key"]


def _acted(issue: dict[str, Any], owner: str, day: date, zone: str, country: str | None) -> bool:
    """Whether the owner did something about it since the working day before began, and before this day."""
    eve = preceding(day, country)
    acts = (
        _at(entry["created"]).astimezone(ZoneInfo(zone)).date()
        for entry in issue["changelog"]["histories"]
        if entry["author"]["name"] == owner
    )
    return any(eve <= act < day for act in acts)


def _stands(issue: dict[str, Any], dates: Mapping[str, date]) -> Iterator[Stand]:
    """Each state of an issue, forwards from the one it began with."""
    now = _beginning(issue)
    created = _at(issue["fields"]["created"])
    last = Stand(created, now["owner"], _due(now, dates), now["status"] not in FINISHED, created)
    yield last
    for entry in issue["changelog"]["histories"]:
        for item in entry["items"]:
            _step(now, item, item.get("to"), item.get("toString"), item.get("from"), item.get("fromString"))
        at = _at(entry["created"])
        stand = Stand(at, now["owner"], _due(now, dates), now["status"] not in FINISHED, last.promised)
        again = stand.open and not last.open
        if again or (stand.owner, stand.due) != (last.owner, last.due):
            stand.promised = at
        last = stand
        yield stand


def _beginning(issue: dict[str, Any]) -> dict[str, Any]:
    """The first state: what each field was before its first change, or is still."""
    fields = issue["fields"]
    now: dict[str, Any] = {
        "owner": (fields["assignee"] or {}).get("name"),
        "duedate": fields["duedate"],
        "status": fields["status"]["name"],
        "versions": Counter(version["name"] for version in fields["fixVersions"]),
    }
    for entry in reversed(issue["changelog"]["histories"]):
        for item in reversed(entry["items"]):
            _step(now, item, item.get("from"), item.get("fromString"), item.get("to"), item.get("toString"))
    return now


def _step(
    now: dict[str, Any], item: dict[str, Any], to: str | None, text: str | None, was: str | None, was_text: str | None
) -> None:
    match item["field"]:
        case "assignee":
            now["owner"] = to
        case "duedate":
            now["duedate"] = to
        case "status":
            now["status"] = text
        case "Fix Version":
            now["versions"] = Counter(now["versions"])
            if was_text:
                now["versions"][was_text] -= 1
            if text:
                now["versions"][text] += 1


def _due(now: dict[str, Any], dates: Mapping[str, date]) -> date | None:
    if now["duedate"]:
        return date.fromisoformat(now["duedate"][:10])
    return min((dates[name] for name, count in now["versions"].items() if count > 0 and name in dates), default=None)


def _version_dates(issues: list[dict[str, Any]]) -> Mapping[str, Mapping[str, date]]:
    table: dict[str, dict[str, date]] = defaultdict(dict)
    for issue in issues:
        for version in issue["fields"]["fixVersions"]:
            if version.get("releaseDate"):
                table[_project(issue)][version["name"]] = date.fromisoformat(version["releaseDate"])
    return table


def _project(issue: dict[str, Any]) -> str:
    return str(issue["fields"]["project"]["key"])


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
