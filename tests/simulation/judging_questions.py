"""Judges what people are asked: the right person, once, again as often as agreed, and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulation.story import Entry, Thing, World, instant

Line = dict[str, Any]
Asked = tuple[str, int]
"""A question: its kind and the item."""

WORDS: Mapping[str, str] = {
    "request": "requested", "counter": "countered", "declined": "declined", "question": "questioned",
}  # fmt: skip
"""How an item stands while each kind of question waits."""
ORPHAN = "orphan"
"""Its owner has left."""
AGAIN = (1, 3)
"""On which working day after it arrived a question is repeated in the brief."""
SHORTLY = timedelta(hours=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Told:
    """The newest question of a kind about an item."""

    planned: datetime
    at: datetime
    again: int = 0


@dataclass
class Waiting:
    """A question that has to reach its reader."""

    asked: Asked
    to: str
    since: datetime
    """When it came up, or its reader or their hours changed last."""
    at: datetime
    """When it has to be there at the latest."""


@dataclass
class Questions:
    """What was asked so far, and what is still to be."""

    world: World
    told: dict[Asked, Told] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    trouble: datetime = LONG_AGO

    # --- what is asked ------------------------------------------------------------------

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] != "sent" or entry["to"] not in self.world.people:
            return
        for line in entry["lines"]:
            if line["kind"] in (*WORDS, ORPHAN):
                yield from (f"item {line['item']}, {line['kind']} {line['step']}: {one}"
                            for one in self._line(line, entry, at))  # fmt: skip

    def _line(self, line: Line, entry: Entry, at: datetime) -> Iterator[str]:
        thing, planned = self.world.items[line["item"]], datetime.fromisoformat(line["planned"])
        before = self.told.get((line["kind"], line["item"]))
        if line["step"] == "ask":
            self.told[line["kind"], line["item"]] = Told(planned, at)
        else:
            yield from self._again(before, entry, at)
        if at - planned > SHORTLY or (thing.changed is not None and thing.changed >= planned):
            return  # it is told as it is now
        if max(who.since for who in self.world.people.values()) >= planned:
            return
        if self._kind(thing) != line["kind"]:
            yield f"nobody waits for it: {thing.entry['word']}"
            return
        since = self._left(thing) if line["kind"] == ORPHAN else instant(thing.entry["turn"])
        if line["step"] == "ask" and before is not None and before.planned >= since:
            yield "asked before"
        if line["step"] != "ask" and line["kind"] == "request" and self.world.mode(thing) != "controlling":
            yield "repeated where no yes is needed"
        reader = self._reader(thing, planned)
        if reader != entry["to"]:
            yield f"{entry['to']} was asked, and {reader} is to answer"

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

    def _asked(self, thing: Thing) -> Asked | None:
        """What is open about an item, if it was not asked yet."""
        kind = self._kind(thing)
        if kind is None or (kind != ORPHAN and thing.entry["turn"] is None):
            return None
        since = instant(thing.entry["turn"]) if kind != ORPHAN else max(self._left(thing), thing.began)
        told = self.told.get((kind, thing.entry["item"]))
        before = told is not None and told.planned >= since
        return None if before or since < (self.world.start or since) else (kind, thing.entry["item"])

    def _left(self, thing: Thing) -> datetime:
        """When its owner left, as far as is known."""
        return self.world.people[thing.owner or ""].left or LONG_AGO

    def _reader(self, thing: Thing, at: datetime) -> str | None:
        """Who has to answer: the owner, or whoever asked, else whoever leads; in directive mode the lead decides.

        Who takes over from somebody who has left is for the lead to say.
        """
        owner = thing.owner
        if owner is None:
            return None
        left = self.world.known_gone(self.world.people[owner])
        if thing.entry["word"] == "requested" and not left:
            return owner
        project = self.world.projects.get(thing.entry["project"] or "")
        lead = [thing.entry["contact"] or (project["lead"] if project else None)]
        lead.append(self.world.pmo(project, {owner}))
        asked = [thing.entry["requester"]]
        if left:
            named = [*lead, *asked] if project else [*asked, *lead]
        else:
            led = thing.entry["word"] == "countered" and self.world.mode(thing) == "directive"
            named = lead if led else [*asked, *lead]
        day = self.world.people[owner].hours.clock(at).date()
        there = (self.world.present(name, day, project) for name in named)
        return next((name for name in there if name is not None and name != owner), None)

    def _kind(self, thing: Thing) -> str | None:
        """What is open about an item."""
        owner = self.world.people.get(thing.owner or "")
        if not thing.entry["open"] or owner is None:
            return None
        if self.world.known_gone(owner):
            return ORPHAN if owner.entry["standing"] == "deactivated" else None
        return next((kind for kind, word in WORDS.items() if word == thing.entry["word"]), None)

    # --- what is not --------------------------------------------------------------------

    def passes(self, at: datetime, off: datetime) -> Iterator[str]:
        """It is `at` now: what should have been asked by then?"""
        for number, due in list(self.waiting.items()):
            if at > max(due.at, off + timedelta(days=3), self.trouble + timedelta(days=1)):
                del self.waiting[number]
                yield f"item {number}: {due.to} should have been asked ({due.asked[0]}) by {due.at:%d %b %H:%M}"

    def takes(self, entry: Entry, at: datetime) -> None:
        """An entry has happened."""
        if entry["what"] == "trouble":
            self.trouble = at
        if entry["what"] in ("person", "project", "refused"):
            numbers = set(self.world.items)
        else:
            numbers = {line["item"] for line in entry.get("lines", ())} | (
                {entry["item"]} if "item" in entry else set()
            )
        for number in numbers & set(self.world.items):
            self._wait_for(self.world.items[number], at)

    def _wait_for(self, thing: Thing, at: datetime) -> None:
        number, asked = thing.entry["item"], self._asked(thing)
        was = self.waiting.pop(number, None)
        reader = self._reader(thing, at) if asked is not None else None
        if asked is None or reader is None or self.world.people[reader].gone:
            return
        since = at if was is None or (was.asked, was.to) != (asked, reader) else was.since
        since = max(since, self.world.people[reader].since)
        hours = self.world.people[reader].hours
        self.waiting[number] = Waiting(asked, reader, since, hours.workday_later(hours.workday_later(since)) + SHORTLY)
