"""Judges the PMO's statement of a month: to whom it answers, on the first working day, once, if there was anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tests.simulation.story import Entry, World

NINE = time(9)
WORK = ("A", "M", "R", "I")
LONG_AGO = datetime.min.replace(tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Statements:
    """The months that were told, and those that are to be."""

    world: World
    named: datetime | None = None
    """Since when somebody is to get them."""
    finished: set[date] = field(default_factory=set)
    """The first days of the months in which something was finished that everybody may know of."""
    told: set[date] = field(default_factory=set)
    trouble: datetime = LONG_AGO

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] != "sent" or entry["kind"] != "statement":
            return
        to = entry["to"]
        if to != self.world.sponsor:
            yield f"{to} got a statement, and the PMO answers to {self.world.sponsor}"
            return
        first = self.world.people[to].hours.clock(at).date().replace(day=1)
        if at < self._leaves(first):
            yield f"{to} got a statement before {self._leaves(first):%d %b %H:%M}"
        if first in self.told:
            yield f"{to} got a second statement in the month from {first}"
        self.told.add(first)

    def _leaves(self, first: date) -> datetime:
        """On the first working day of a month, at nine."""
        hours = self.world.people[self.world.sponsor or ""].hours
        return hours.moment(hours.falls_on(first), NINE)

    def passes(self, at: datetime, off: datetime) -> Iterator[str]:
        """It is `at` now: was the month before told?"""
        who = self.world.people.get(self.world.sponsor or "")
        if who is None or self.named is None or who.gone:
            return
        first = who.hours.clock(at).date().replace(day=1)
        month, leaves = (first - DAY).replace(day=1), self._leaves(first)
        late = who.hours.workday_later(who.hours.workday_later(leaves))
        if first in self.told or month not in self.finished or leaves < max(self.named, who.since):
            return
        if at > max(late, off + 3 * DAY, self.trouble + 3 * DAY):
            self.told.add(first)
            yield f"{self.world.sponsor} got no statement of the month from {month}"

    def takes(self, entry: Entry, at: datetime) -> None:
        """An entry has happened."""
        if entry["what"] == "house":
            self.named = at
        if entry["what"] == "trouble":
            self.trouble = at
        who = self.world.people.get(self.world.sponsor or "")
        if entry["what"] != "item" or who is None or entry["act"] != "done" or entry["open"]:
            return
        home = self.world.projects.get(entry["project"] or "")
        if entry["kind"] in WORK and (home is None or not home["private"]):
            self.finished.add(who.hours.clock(at).date().replace(day=1))
