"""Judges what people are asked: the right person, once, again as often as agreed, and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulation.story import Entry, Thing, World, instant

Line = dict[str, Any]
Name = tuple[str, int]
"""A question: its kind and the item."""

WORDS: Mapping[str, str] = {
    "requested": "request", "countered": "counter", "declined": "declined", "questioned": "question",
}  # fmt: skip
"""Which question is open while an item stands like this."""
LOOSE = ("blocker", "ripple")
"""Questions that may be asked for another reason than the ones below: only how often they come is judged."""
KINDS = (*WORDS.values(), *LOOSE, "orphan", "approval", "decide")
AGAIN = (1, 3)
"""On which working day after it arrived a question is repeated in the brief."""
SHORTLY = timedelta(hours=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Open:
    """A question that waits, since when, and who is to answer."""

    kind: str
    since: datetime
    reader: str


@dataclass
class Told:
    """The newest question of a kind about an item."""

    planned: datetime
    at: datetime
    again: int = 0


@dataclass
class Waiting:
    """A question that has to reach its reader."""

    to: str
    since: datetime
    """When it came up, or its reader or their hours changed last."""
    at: datetime
    """When it has to be there at the latest."""


@dataclass
class Questions:
    """What was asked so far, and what is still to be."""

    world: World
    told: dict[Name, Told] = field(default_factory=dict)
    waiting: dict[Name, Waiting] = field(default_factory=dict)
    trouble: datetime = LONG_AGO

    # --- what is asked ------------------------------------------------------------------

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] != "sent" or entry["to"] not in self.world.people:
            return
        for line in entry["lines"]:
            if line["kind"] in KINDS:
                yield from (f"item {line['item']}, {line['kind']} {line['step']}: {one}"
                            for one in self._line(line, entry, at))  # fmt: skip

    def _line(self, line: Line, entry: Entry, at: datetime) -> Iterator[str]:
        thing, planned = self.world.items[line["item"]], datetime.fromisoformat(line["planned"])
        name: Name = (line["kind"], line["item"])
        before = self.told.get(name)
        if line["step"] == "ask":
            self.told[name] = Told(planned, at)
        else:
            yield from self._again(before, entry, at)
        if at - planned > SHORTLY or self._changed_since(thing, planned):
            return  # it is told as it is now
        found = next((one for one in self.open(thing, planned) if one.kind == line["kind"]), None)
        if found is None:
            if line["kind"] not in LOOSE:
                yield f"nobody waits for it: {thing.entry['word']}"
            return
        if line["step"] == "ask" and before is not None and before.planned >= found.since:
            yield "asked before"
        if line["step"] != "ask" and line["kind"] == "request" and self.world.mode(thing) != "controlling":
            yield "repeated where no yes is needed"
        if line["step"] != "ask" and line["kind"] == "decide":
            yield "repeated where its date reminds of it"
        if found.reader != entry["to"]:
            yield f"{entry['to']} was asked, and {found.reader} is to answer"

    def _changed_since(self, thing: Thing, planned: datetime) -> bool:
        changed = thing.changed is not None and thing.changed >= planned
        return changed or max(who.since for who in self.world.people.values()) >= planned

    def _again(self, told: Told | None, entry: Entry, at: datetime) -> Iterator[str]:
        hours = self.world.people[entry["to"]].hours
        if entry["kind"] != "brief":
            yield "repeated outside of a brief"
        if told is None:
            yield "repeated before it was asked"
            return
        told.again += 1
        if told.again > len(AGAIN):
            yield "repeated too often"
        elif hours.clock(at).date() < hours.count(hours.clock(told.at).date(), AGAIN[told.again - 1]):
            yield f"repeated on {at:%d %b}, asked on {told.at:%d %b}"

    # --- what is open ---------------------------------------------------------------------

    def open(self, thing: Thing, at: datetime) -> Iterator[Open]:
        """Every question about an item that waits for somebody's word.

        A request is the owner's; what they answered is for whoever asked, else whoever leads; in directive mode the
        lead decides about dates.  Who takes over from somebody who has left is for the lead to say.
        """
        owner = self.world.people.get(thing.owner or "")
        if owner is None or not thing.entry["open"]:
            return
        project = self.world.projects.get(thing.entry["project"] or "")
        leads = [thing.entry["contact"] or (project["lead"] if project else None)]
        pmo, asked = [self.world.pmo(project, {thing.owner})], [thing.entry["requester"]]
        if self.world.known_gone(owner):
            named = [*leads, *pmo, *asked] if project else [*asked, *leads, *pmo]
            if owner.entry["standing"] == "deactivated":
                yield from self._for(thing, "orphan", max(owner.left or LONG_AGO, thing.began), named, at)
            return
        kind = WORDS.get(thing.entry["word"] or "")
        if kind == "request" and thing.entry["turn"]:
            kind = "decide" if thing.entry["kind"] == "D" else kind
            yield Open(kind, instant(thing.entry["turn"]), thing.owner or "")
        elif kind is not None and thing.entry["turn"]:
            led = kind == "counter" and self.world.mode(thing) == "directive"
            named = [*leads, *pmo] if led else [*asked, *leads, *pmo]
            yield from self._for(thing, kind, instant(thing.entry["turn"]), named, at)
        if not thing.entry["blocked"]:
            return
        since = instant(thing.entry["blocked_since"])
        if thing.entry["blocked_by"] is not None and thing.entry["blocked_until"] is None:
            yield from self._for(thing, "blocker", since, [thing.entry["blocked_by"], *leads, *pmo], at)
        elif thing.entry["described"] and thing.entry["agreed"] is None and not self.world.stands_still(thing):
            yield from self._for(thing, "approval", since, [*leads, *asked, *pmo], at)

    def _for(self, thing: Thing, kind: str, since: datetime, named: list[str | None], at: datetime) -> Iterator[Open]:
        """The first of these who is there, and is not the owner."""
        project = self.world.projects.get(thing.entry["project"] or "")
        day = self.world.people[thing.owner or ""].hours.clock(at).date()
        there = (self.world.present(name, day, project) for name in named)
        reader = next((name for name in there if name is not None and name != thing.owner), None)
        if reader is not None:
            yield Open(kind, since, reader)

    # --- what is not asked ------------------------------------------------------------------

    def passes(self, at: datetime, off: datetime) -> Iterator[str]:
        """It is `at` now: what should have been asked by then?"""
        for name, due in list(self.waiting.items()):
            if at > max(due.at, off + timedelta(days=3), self.trouble + timedelta(days=1)):
                del self.waiting[name]
                yield f"item {name[1]}: {due.to} should have been asked ({name[0]}) by {due.at:%d %b %H:%M}"

    def takes(self, entry: Entry, at: datetime) -> None:
        """An entry has happened."""
        if entry["what"] == "trouble":
            self.trouble = at
        if entry["what"] in ("person", "project", "refused"):
            numbers = set(self.world.items)
        else:
            numbers = {line["item"] for line in entry.get("lines", ())} | {entry.get("item", 0)}
        for number in numbers & set(self.world.items):
            self._wait_for(self.world.items[number], at)

    def _wait_for(self, thing: Thing, at: datetime) -> None:
        number = thing.entry["item"]
        before = {kind: self.waiting.pop((kind, number), None) for kind in KINDS}
        for one in self.open(thing, at):
            told, who = self.told.get((one.kind, number)), self.world.people[one.reader]
            if (told is not None and told.planned >= one.since) or who.gone:
                continue
            if one.since < (self.world.start or one.since):
                continue  # it was asked before the bot was here
            was = before[one.kind]
            since = was.since if was is not None and was.to == one.reader else at
            since = max(since, who.since)
            latest = who.hours.workday_later(who.hours.workday_later(since)) + SHORTLY
            self.waiting[one.kind, number] = Waiting(one.reader, since, latest)
