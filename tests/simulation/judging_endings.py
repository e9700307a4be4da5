"""Judges that everybody who was told of an escalation is told how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulation.story import Entry, Thing, World

WITHIN = 3
"""Working days of the reader: a brief may have been out already, and the bot may have been off for two days."""
NO_NEWS = timedelta(days=10)
"""Whoever is not at work for so long finds how it ended in the item."""
GOES_ON = ("acknowledge", "release")


@dataclass
class Reached:
    """A round that somebody heard of."""

    promise: tuple[int, int]
    owner: str | None
    people: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Endings:
    """Who has to be told how something ended, and who was."""

    world: World
    reached: dict[int, Reached] = field(default_factory=dict)
    owed: dict[tuple[str, int], datetime] = field(default_factory=dict)
    """By reader and round: when it ended."""
    items: dict[int, int] = field(default_factory=dict)
    """By round: its item."""

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry, after it has happened; and all that was to be told by now."""
        match entry["what"]:
            case "sent":
                self._sent(entry, at)
            case "round" if entry["act"] not in GOES_ON:
                self._ended(entry["round"], entry["by"], at)
            case "item":
                thing = self.world.items[entry["item"]]
                for number, round_ in list(self.reached.items()):
                    if round_.promise[0] == entry["item"] and self._is_over(thing, round_):
                        self._ended(number, entry["by"], at)
        yield from self._forgotten(at)

    def _sent(self, entry: Entry, at: datetime) -> None:
        for line in entry["lines"] if entry["to"] in self.world.people else ():
            thing = self.world.items[line["item"]]
            if line["kind"] == "packet":
                round_ = self.reached.setdefault(line["round"], Reached(thing.promise, thing.owner))
                round_.people.setdefault(entry["to"], at)
            elif line["kind"] == "settled":
                self.owed.pop((entry["to"], line["round"]), None)

    def _is_over(self, thing: Thing, round_: Reached) -> bool:
        return not thing.entry["open"] or thing.promise != round_.promise

    def _ended(self, number: int, by: str, at: datetime) -> None:
        """All who heard of it, its owner and whoever asked for it are owed how it ended; not who ended it."""
        round_ = self.reached.pop(number, None)
        if round_ is None:
            return
        asked = self.world.items[round_.promise[0]].entry["requester"]
        for name in {*round_.people, round_.owner, asked} - {None, by}:
            self.owed[str(name), number] = at
            self.items[number] = round_.promise[0]

    def _may_know(self, name: str, number: int) -> bool:
        """Whether the item exists for somebody who may have nothing to do with it any more."""
        entry = self.world.items[self.items[number]].entry
        project = self.world.projects.get(entry["project"] or "")
        near = {entry["owner"], entry["requester"]}
        return project is None or not project["private"] or name in {*near, *project["members"]}

    def _forgotten(self, at: datetime) -> Iterator[str]:
        for (name, number), ended in list(self.owed.items()):
            who = self.world.people[name]
            since = max(ended, who.since)
            first = who.hours.after(who.hours.clock(since).date())
            last = who.hours.count(first, WITHIN)
            if at <= who.hours.moment(last, who.hours.closes):
                continue
            del self.owed[name, number]
            here = not who.gone and who.entry["standing"] == "member" and not who.paused(last)
            if here and self._may_know(name, number) and who.hours.moment(last, who.hours.closes) - ended < NO_NEWS:
                yield f"{name} heard of round {number} and not how it ended at {ended:%d %b %H:%M}"
