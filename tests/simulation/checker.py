"""The judge of a run.  It reads the log and shares nothing with the bot: not a line, not a date, not a rule.

`violations` names every rule that a run did not keep.  Manners are judged here: how often, when and to whom.
`judging_steps` judges what was said, `judging_silence` what was not, `judging_questions` what people are asked,
`judging_endings` what they hear in the end, `judging_incidents` what is asked when nobody takes something up after
go-live, `judging_statements` what the PMO itself says of a month.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile

from tests.simulation.judging_endings import Endings
from tests.simulation.judging_incidents import Incidents
from tests.simulation.judging_questions import Questions
from tests.simulation.judging_silence import Silence
from tests.simulation.judging_statements import Statements
from tests.simulation.judging_steps import Steps
from tests.simulation.story import Entry, World

DIRECT = ("brief", "ask", "welcome", "report", "group", "statement")
KEY = re.compile(r"\b[AMRIDC]-(\d+)\b")
LINES, ASKS = 5, 3
NEWS = "*For your information*"
"""Below it nothing is asked."""
TOGETHER = timedelta(minutes=5)


def violations(lines: Iterable[str]) -> list[str]:
    """Everything in a log that must not be."""
    world = World()
    manners, steps, silence, questions = Manners(world), Steps(world), Silence(world), Questions(world)
    endings, incidents, statements = Endings(world), Incidents(world), Statements(world)
    found: list[str] = []
    for line in lines:
        entry: Entry = json.loads(line)
        at = datetime.fromisoformat(entry["at"])
        told = [*silence.passes(at), *questions.passes(at, silence.off), *manners.judge(entry, at)]
        told += [*steps.judge(entry, at), *questions.judge(entry, at)]
        told += [*incidents.passes(at, silence.off), *incidents.judge(entry, at)]
        told += [*statements.passes(at, silence.off), *statements.judge(entry, at)]
        told += world.take(entry)
        silence.takes(entry, at, steps)
        questions.takes(entry, at)
        incidents.takes(entry, at)
        statements.takes(entry, at)
        told += endings.judge(entry, at)
        found += [f"{entry['at'][:16]} {one}" for one in told]
    return found


@dataclass
class Manners:
    """How often, when and to whom something is sent."""

    world: World
    briefs: Counter[tuple[str, date]] = field(default_factory=Counter)
    asks: Counter[tuple[str, date]] = field(default_factory=Counter)
    slots: set[str] = field(default_factory=set)
    gathered: dict[str, datetime] = field(default_factory=dict)
    """When the newest ask of each person was begun."""

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] == "sent":
            if entry["key"] in self.slots:
                yield f"{entry['key']} was sent twice"
            self.slots.add(entry["key"])
        if entry["what"] in ("sent", "edited"):
            yield from self._to_somebody(entry, at)

    def _to_somebody(self, entry: Entry, at: datetime) -> Iterator[str]:
        to = entry["to"]
        who = self.world.people.get(to)
        if who is None:
            yield from self._to_channel(entry, at)
            return
        if who.gone and not (entry["what"] == "edited" and who.entry.get("unknown")):
            yield f"{to} has left and was written to"
        yield from self._secrets(entry, to)
        if entry["what"] == "edited":
            return
        there = who.hours.clock(at)
        if not who.hours.works(there.date()):
            yield f"{to} on a day off: {entry['key']} on {there:%A %d %b}"
        elif not who.hours.open(at):
            yield f"{to} outside working hours: {entry['key']} at {there:%H:%M}"
        if entry["kind"] == "brief":
            yield from self._brief(entry, to, there)
        elif entry["kind"] == "ask":
            yield from self._gathered(entry, to)
            self.asks[to, there.date()] += 1
            if self.asks[to, there.date()] > ASKS:
                yield f"{to} was asked more than {ASKS} times on {there.date()}"

    def _gathered(self, entry: Entry, to: str) -> Iterator[str]:
        """What is asked close together comes together."""
        begun, before = datetime.fromisoformat(entry["planned"]), self.gathered.get(to)
        if before is not None and begun < before + TOGETHER:
            yield f"{to} was asked at {before:%H:%M}, and by itself at {begun:%H:%M}"
        self.gathered[to] = max(begun, before or begun)

    def _brief(self, entry: Entry, to: str, there: datetime) -> Iterator[str]:
        self.briefs[to, there.date()] += 1
        if self.briefs[to, there.date()] > 1:
            yield f"{to} got a second brief on {there.date()}"
        if self.world.people[to].paused(there.date()):
            yield f"{to} paused and got a brief on {there.date()}"
        asks = takewhile(lambda said: said[1] != NEWS, entry["says"])
        shown = [words for kind, words in asks if kind == "section" and KEY.search(words)]
        if len(shown) > LINES:
            yield f"{to} got {len(shown)} lines in {entry['key']}"

    def _secrets(self, entry: Entry, to: str) -> Iterator[str]:
        """What belongs to a private project is for its members, and for whoever has to do with it."""
        words = " ".join([entry["text"], *(said for _, said in entry["says"])])
        for number in {int(found) for found in KEY.findall(words)}:
            if number in self.world.items and not self._may_know(to, number):
                yield f"{to} must not know of item {number}"

    def _may_know(self, to: str, number: int) -> bool:
        thing = self.world.items[number]
        project = self.world.projects.get(thing.entry["project"] or "")
        if project is None or not project["private"]:
            return True
        near = {*thing.knows, project["lead"], project["sponsor"]} - {None}
        people = [self.world.people[name] for name in near if name in self.world.people]
        stand_ins = {away[2] for who in people for away in who.entry["away"]}
        return to in {*project["members"], *near, *stand_ins}

    def _to_channel(self, entry: Entry, at: datetime) -> Iterator[str]:
        """A digest: one a week, and nothing about another private project."""
        words = " ".join([entry["text"], *(said for _, said in entry["says"])])
        for number in {int(found) for found in KEY.findall(words)} & self.world.items.keys():
            home = self.world.items[number].entry["project"]
            private = home is not None and self.world.projects[home]["private"]
            if private and home != entry["project"]:
                yield f"{entry['to']} must not know of item {number}"
        if entry["what"] != "sent" or entry["thread"]:
            return
        monday = (at - timedelta(days=at.weekday())).date()
        self.briefs[entry["to"], monday] += 1
        if self.briefs[entry["to"], monday] > 2:  # one may have waited for the next working day since a week ago
            yield f"{entry['to']} got many digests in the week of {monday}"
