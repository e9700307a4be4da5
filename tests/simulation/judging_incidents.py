"""Judges what is asked when nobody takes up an issue after go-live: whom, not before its time is over, and not less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.simulation.story import Entry, Thing, World, instant
from tests.simulation.working_time import Hours

LIMITS: Mapping[int, tuple[int, int]] = {1: (4, 0), 2: (0, 1), 3: (0, 3)}
"""Working hours and days an issue may be with nobody, by its severity; written down again."""
MOST = 2
"""The lead is asked, then the sponsor."""
SHORTLY = timedelta(hours=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Asked:
    """The questions of one clock: since when it runs, and when each was there."""

    since: datetime
    at: list[datetime] = field(default_factory=list)


@dataclass
class Incidents:
    """The clocks of issues after go-live."""

    world: World
    rated: dict[int, tuple[int | None, datetime]] = field(default_factory=dict)
    """By issue: how severe it is, and since when that is said."""
    asked: dict[int, Asked] = field(default_factory=dict)
    waiting: dict[int, datetime] = field(default_factory=dict)
    """By issue: when whoever leads has to be asked at the latest."""
    trouble: datetime = LONG_AGO

    # --- what is asked ------------------------------------------------------------------

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        for line in entry["lines"] if entry["what"] == "sent" and entry["to"] in self.world.people else ():
            if line["kind"] == "untaken":
                yield from (f"item {line['item']}, untaken: {one}" for one in self._line(line, entry["to"], at))

    def _line(self, line: Mapping[str, Any], to: str, at: datetime) -> Iterator[str]:
        thing, planned = self.world.items[line["item"]], datetime.fromisoformat(line["planned"])
        if self._changed_since(thing, planned):
            return  # it is told as it is now
        since = self._since(thing)
        if since is None:
            yield "it has no clock, or somebody has it"
            return
        known = self.asked.get(line["item"])
        if known is None or known.since != since:
            known = self.asked[line["item"]] = Asked(since)
        if to not in self._readers(thing, planned) or to == thing.owner:
            yield f"{to} was asked"
        if line["step"] != "ask":  # it is repeated, as any question
            return
        if len(known.at) >= MOST:
            yield "asked too often"
        elif planned < self._over(thing, known.at[-1] if known.at else since):
            yield "before its time was over"
        known.at.append(at)
        self.waiting.pop(line["item"], None)

    def _changed_since(self, thing: Thing, at: datetime) -> bool:
        project = self.world.projects.get(thing.entry["project"] or "")
        people = max(who.since for who in self.world.people.values())
        return max(thing.changed or LONG_AGO, people, instant(project["at"]) if project else LONG_AGO) >= at

    # --- the clock ------------------------------------------------------------------------

    def _since(self, thing: Thing) -> datetime | None:
        """Since when it is with nobody: unowned, or without a yes of its owner, who has not begun either."""
        entry = thing.entry
        live, (severity, rated) = (
            self.world.live.get(entry["project"] or ""),
            self.rated.get(entry["item"], (None, None)),
        )
        if live is None or severity not in LIMITS or rated is None or not entry["open"] or entry["kind"] != "I":
            return None
        begun = entry["state"] == "started" or entry["blocked"]
        if entry["owner"] is not None and (begun or entry["word"] not in ("requested", "declined")):
            return None
        return max(live, rated, instant(entry["turn"]) if entry["turn"] else rated)

    def _over(self, thing: Thing, since: datetime) -> datetime:
        """When the time of its severity has passed, by the hours of its project."""
        hours, days = LIMITS[thing.entry["severity"]]
        here = self._hours(thing)
        at = here.opening(since)
        if days:
            there = here.clock(at)
            return here.moment(here.count(there.date(), days), there.time())
        left = timedelta(hours=hours)
        while (closes := here.moment(here.clock(at).date(), here.closes)) - at < left:
            left -= closes - at
            at = here.opening(closes)
        return at + left

    def _hours(self, thing: Thing) -> Hours:
        """Its lead's, whether they are away or not, in the project's own zone if it has one."""
        project = self.world.projects[thing.entry["project"]]
        hours = self.world.people[project["lead"]].hours
        return replace(hours, away=(), zone=project["zone"] or hours.zone)

    def _readers(self, thing: Thing, at: datetime) -> set[str]:
        """Everybody who may be asked about it: lead, sponsor, PMO lead, or who stands in for them that day."""
        project = self.world.projects[thing.entry["project"]]
        owner = self.world.people.get(thing.owner or "")
        near = [self._hours(thing), *([owner.hours] if owner is not None else [])]
        days: set[date] = {hours.clock(at).date() for hours in near}
        first = thing.entry["contact"] or project["lead"]
        leads = [self.world.pmo(project, {thing.owner, first}), self.world.pmo(project, {thing.owner})]
        named = [first, project["sponsor"], *leads]
        there = {self.world.present(name, day, project) for name in named for day in days}
        return {one for one in (*there, *leads) if one}

    # --- what is not asked ------------------------------------------------------------------

    def passes(self, at: datetime, off: datetime) -> Iterator[str]:
        """It is `at` now: what should have been asked by then?"""
        for number, due in list(self.waiting.items()):
            if at > max(due, off + timedelta(days=3), self.trouble + timedelta(days=1)):
                del self.waiting[number]
                yield f"item {number}: somebody should have been asked who takes it up by {due:%d %b %H:%M}"

    def takes(self, entry: Entry, at: datetime) -> None:
        """An entry has happened."""
        if entry["what"] == "trouble":
            self.trouble = at
        if entry["what"] == "item" and entry["severity"] != self.rated.get(entry["item"], (None, at))[0]:
            self.rated[entry["item"]] = (entry["severity"], at)
        everything = entry["what"] in ("person", "project", "refused")
        for number in list(self.rated) if everything else [entry["item"]] if entry["what"] == "item" else []:
            if number in self.world.items:
                self._wait_for(self.world.items[number], at)

    def _wait_for(self, thing: Thing, at: datetime) -> None:
        number, since = thing.entry["item"], self._since(thing)
        self.waiting.pop(number, None)
        known = self.asked.get(number)
        if since is None or (known is not None and known.since == since):
            return
        readers = [self.world.people[one] for one in self._readers(thing, at) - {thing.owner}]
        if not readers or any(one.gone for one in readers):
            return
        begins = max(self._over(thing, since), at, *(one.since for one in readers))
        self.waiting[number] = max(
            one.hours.workday_later(one.hours.workday_later(begins)) + SHORTLY for one in readers
        )
