"""The judge of a universe, in the manner of Jepsen's test of a scheduler: every target has a window.

From the plain facts of the log, who owes what when and by whose rules, it works out what has to reach Slack between
which instants, and holds what did reach it against that: nothing lost, doubled, early, after its end, or out of order.
What the bot slept through counts once.  It shares nothing with the bot, not a line and not a date.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from tests.simulation.judging_endings import Endings
from tests.simulation.judging_incidents import Incidents
from tests.simulation.judging_questions import Questions
from tests.simulation.judging_silence import ASKS, SLACK, Deadline, Expected, Silence
from tests.simulation.judging_statements import Statements
from tests.simulation.judging_steps import Steps
from tests.simulation.story import Entry, Who, World
from tests.simulation.working_time import Hours

EPSILON = timedelta(minutes=45)
"""How wide a window is: so long may Slack, the database and the dead take together."""
NINE, DAY, WEEK = time(9), timedelta(days=1), timedelta(days=7)
ORDERED = ("brief", "digest")
AT_MOST = ("brief", "digest", "edition", "statement")


def violations(lines: Iterable[str]) -> list[str]:
    """Everything in a log that must not be."""
    world = World()
    steps, windows, reports, once = Steps(world), Windows(world), Reports(world), Once(world)
    questions, endings, incidents, statements = Questions(world), Endings(world), Incidents(world), Statements(world)
    found: list[str] = []
    for entry in map(json.loads, lines):
        at = datetime.fromisoformat(entry["at"])
        if entry["what"] == "trouble":
            continue  # nothing is forgiven for it
        told = [*windows.passes(at), *reports.passes(at, windows.off)]
        told += [*once.judge(entry, at), *reports.judge(entry, at)]
        told += [*questions.passes(at, windows.off), *incidents.passes(at, windows.off)]
        told += statements.passes(at, windows.off)
        if entry["what"] != "sent" or not once.again:
            told += steps.judge(entry, at)
            for judge in (questions, incidents, statements):
                told += judge.judge(entry, at)
        told += world.take(entry)
        windows.takes(entry, at, steps)
        reports.takes(entry, at)
        for taker in (questions, incidents, statements):
            taker.takes(entry, at)
        told += endings.judge(entry, at)
        found += [f"{entry['at'][:16]} {one}" for one in told]
    return found


@dataclass
class Once:
    """Nothing is there twice, and what stands in one conversation stands in its order."""

    world: World
    slots: set[str] = field(default_factory=set)
    days: set[tuple[str, str, date]] = field(default_factory=set)
    newest: dict[tuple[str, str], str] = field(default_factory=dict)
    parts: Counter[str] = field(default_factory=Counter)
    again: bool = False

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] != "sent":
            return
        self.again = entry["key"] in self.slots
        if self.again:
            yield f"doubled: {entry['key']}"
            return
        self.slots.add(entry["key"])
        yield from self._order(entry)
        who = self.world.people.get(entry["to"])
        if entry["kind"] == "brief" and who is not None:
            day = (entry["to"], "brief", who.hours.clock(at).date())
            if day in self.days:
                yield f"doubled: a second brief of {entry['to']} on {day[2]}"
            self.days.add(day)

    def _order(self, entry: Entry) -> Iterator[str]:
        if entry["thread"]:
            above, _, number = entry["key"].rpartition(":")
            if int(number) != self.parts[above] + 1 or above not in self.slots:
                yield f"out of order: {entry['key']}"
            self.parts[above] += 1
        elif entry["kind"] in ORDERED:
            place = (entry["to"], entry["kind"])
            if entry["planned"] < self.newest.get(place, ""):
                yield f"out of order: {entry['key']}"
            self.newest[place] = entry["planned"]


# --- briefs, their lines, and the steps of escalations ------------------------------------


class Windows(Silence):
    """What people are to be told: whoever judges weeks without trouble judges here, and forgives nothing for trouble.

    Only the hours in which no worker was there push a window on; what falls past a day's end joins the next day's.
    """

    def takes(self, entry: Entry, at: datetime, steps: Steps) -> None:
        """An entry has happened."""
        super().takes(entry, at, steps)
        if entry["what"] == "off":
            self.expected = [late for one in self.expected if (late := self._pushed(one)) is not None]

    def _pushed(self, one: Expected) -> Expected | None:
        """Later the same day, if there is time left."""
        hours = self.world.people[one.who].hours
        if self.off <= one.at:
            return one
        if self.off + EPSILON > hours.moment(one.day, hours.closes) or hours.clock(self.off).date() != one.day:
            return None
        return replace(one, at=self.off)

    def _owe(self, name: str, who: Who, moment: datetime) -> None:
        off = self.off
        if off < moment:
            super()._owe(name, who, moment)
            return
        self.off = moment - SLACK
        count = len(self.expected)
        super()._owe(name, who, moment)
        self.off = off
        new = [late for one in self.expected[count:] if (late := self._pushed(one)) is not None]
        self.expected = [*self.expected[:count], *new]

    def _missing(self, expected: Expected) -> Iterator[str]:
        who = self.world.people[expected.who]
        if who.since > expected.at - DAY or who.gone:
            return
        for item, step in sorted(expected.lines - self.got.get((expected.who, expected.day), set())):
            changed = self.world.items[item].changed
            if changed is not None and changed < expected.at:
                yield f"lost: item {item}, {step} in the brief of {expected.who} on {expected.day}"

    def _latest(self, deadline: Deadline) -> datetime:
        hours = self.world.people[deadline.to].hours
        at = hours.opening(max(deadline.at, self.off) + SLACK)
        there = hours.clock(at).date()
        if self.asks.get((deadline.to, there), 0) >= ASKS:
            at = hours.moment(hours.after(there), hours.closes)
        return hours.opening(at + EPSILON) + EPSILON


# --- reports ----------------------------------------------------------------------------

Place = tuple[str, str, str]
"""A kind of report, its project, and where it is read."""


@dataclass
class Target:
    """One report of one week."""

    opens: datetime
    late: datetime
    """When it is late, were it not for the hours in which nobody works."""


@dataclass
class Reports:
    """A report a week of every project in its channel, on Monday at nine or on the first working day after it.

    The same for everybody who gets one of their own.
    """

    world: World
    weeks: dict[Place, date] = field(default_factory=dict)
    """The Monday that comes next."""
    waited: dict[Place, Target] = field(default_factory=dict)
    touched: dict[str, datetime] = field(default_factory=dict)
    """When somebody was last told of, by name; projects too."""

    def passes(self, at: datetime, off: datetime) -> Iterator[str]:
        """It is `at` now."""
        for place, monday in list(self.weeks.items()):
            while at > (target := self._target(place, monday)).opens:
                self.waited[place] = target  # one that was slept through is told by the next
                monday += WEEK
            self.weeks[place] = monday
        for place, target in list(self.waited.items()):
            hours = self._hours(place)
            if at > hours.opening(hours.opening(max(target.late, off)) + EPSILON) + EPSILON:
                del self.waited[place]
                if not self._in_doubt(place, target.opens):
                    yield f"lost: the {place[0]} of {place[1]} for {place[2]}, due at {target.late:%d %b %H:%M}"

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """A report that was posted is one that was due."""
        if entry["what"] != "sent" or entry["thread"]:
            return
        place = (entry["kind"], entry["project"], entry["to"])
        if place in self.weeks and self.waited.pop(place, None) is None and not self._in_doubt(place, at):
            yield f"early or doubled: {entry['key']}"

    def takes(self, entry: Entry, at: datetime) -> None:
        """An entry has happened."""
        if entry["what"] == "project":
            self._place(("digest", entry["project"], entry["channel"]), at)
            self.touched[entry["project"]] = at
        elif entry["what"] == "outlet":
            self._place(("edition", entry["project"], entry["to"]), at)
        elif entry["what"] == "person":
            self.touched[entry["who"]] = at

    def _place(self, place: Place, at: datetime) -> None:
        self.weeks.setdefault(place, at.date() - timedelta(days=at.weekday()) + WEEK)

    def _target(self, place: Place, monday: date) -> Target:
        hours = self._hours(place)
        day = hours.falls_on(monday)
        late = hours.moment(day, max(NINE, hours.opens) if self._reader(place) else NINE)
        return Target(hours.moment(day, time()) if self._reader(place) else late, late)

    def _in_doubt(self, place: Place, at: datetime) -> bool:
        """Whoever leads or reads it came, moved or is away: another clock holds."""
        names = (place[1], place[2], self.world.projects[place[1]]["lead"])
        reader = self._reader(place)
        absent = reader is not None and (reader.gone or bool(reader.entry["away"]) or bool(reader.entry["paused"]))
        return absent or any(self.touched.get(name, at - WEEK) > at - DAY - timedelta(hours=2) for name in names)

    def _reader(self, place: Place) -> Who | None:
        return self.world.people.get(place[2])

    def _hours(self, place: Place) -> Hours:
        """The reader's; else the lead's week and holidays, by the project's clock, where nobody's absence counts."""
        reader, project = self._reader(place), self.world.projects[place[1]]
        if reader is not None:
            return reader.hours
        hours = self.world.people[project["lead"]].hours
        return replace(hours, zone=project["zone"] or hours.zone, away=())
