"""Judges what was said: every line at its step, once, never early, never about what somebody just did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tests.simulation.story import Entry, Thing, Who, World, instant

Line = dict[str, Any]


@dataclass
class Shown:
    """A preview that reached its owner."""

    at: datetime
    to: str
    promise: tuple[int, int]
    policy: dict[str, Any]
    """What the ladder was then: a later one does not touch it."""
    first: str | None
    waiting: list[int]
    broken: bool = False
    """Whether what it says was untrue for a while: then the bot shows another one."""


@dataclass
class Climb:
    """An escalation under way: of one promise."""

    told: list[tuple[str, str, datetime]] = field(default_factory=list)
    """Step, person, and when it reached them."""
    stands_for: dict[tuple[str, str], str] = field(default_factory=dict)
    """By step and person: for whom they stood in."""
    shown: Shown | None = None
    pause: datetime | None = None
    released: bool = False
    answered: bool = False


def standing(world: World, thing: Thing, climb: Climb) -> list[tuple[str, str, datetime]]:
    """Who was told and still has the part for which they were: whoever leads or sponsors since then is told too."""
    project = world.projects.get(thing.entry["project"] or "")
    parts = {"contact": project["lead"], "sponsor": project["sponsor"]} if project else {}
    if thing.entry["contact"]:
        parts.pop("contact", None)
    return [
        (step, person, at)
        for step, person, at in climb.told
        if parts.get(step) in (None, climb.stands_for.get((step, person), person))
    ]


@dataclass
class Steps:
    """Which steps were said so far."""

    world: World
    keys: set[str] = field(default_factory=set)
    said: set[tuple[object, ...]] = field(default_factory=set)
    put_off: dict[tuple[int, int], date] = field(default_factory=dict)
    """The last day on which a line came back that its owner had put off, by promise."""
    rounds: dict[int, Shown] = field(default_factory=dict)
    climbs: dict[tuple[int, int], Climb] = field(default_factory=dict)

    def climb(self, promise: tuple[int, int]) -> Climb:
        """The escalation of a promise."""
        return self.climbs.setdefault(promise, Climb())

    def judge(self, entry: Entry, at: datetime) -> Iterator[str]:
        """One entry."""
        if entry["what"] == "round":
            self._answer(entry, at)
        if entry["what"] == "sent" and entry["to"] in self.world.people:
            live = [line for line in entry["lines"] if self._holds(line)]
            if entry["lines"] and not live:
                yield f"{entry['key']}: nothing in it was owed any more"
            for line in live:
                yield from (f"item {line['item']}, {line['kind']} {line['step']}: {one}"
                            for one in self._line(line, entry["to"], at))  # fmt: skip

    def _holds(self, line: Line) -> bool:
        """What changed after it was planned is told as it is now, and asks nothing."""
        thing = self.world.items[line["item"]]
        if line["kind"] == "confirm":
            return bool(thing.entry["confirmation"] == "awaited")
        if line["kind"] == "settled":
            return True  # how something ended is told when it has
        if line["kind"] == "request" and thing.entry["word"] == "requested":
            return bool(thing.entry["open"])  # it asks for what is wanted now, also where that moved meanwhile
        return bool(thing.entry["open"]) and thing.entry["commitment"] == line["commitment"]

    def _answer(self, entry: Entry, at: datetime) -> None:
        shown = self.rounds.get(entry["round"])
        climb = self.climbs.get(shown.promise) if shown is not None else None
        if climb is None or climb.shown is not shown or shown is None:
            return
        match entry["act"]:
            case "acknowledge":
                if climb.pause is None or climb.pause <= at:
                    hours = self.world.people[shown.to].hours
                    there = hours.clock(at)
                    climb.pause = hours.moment(hours.count(there.date(), shown.policy["ack_pause"]), there.time())
            case "release":
                climb.released = True
            case _:
                climb.answered = True

    def _line(self, line: Line, to: str, at: datetime) -> Iterator[str]:
        thing, who = self.world.items[line["item"]], self.world.people[to]
        if line["key"] in self.keys:
            yield "said twice"
        self.keys.add(line["key"])
        match line["kind"]:
            case "nudge" if line["step"] == "later":
                yield from self._later(line, thing, who, at)
            case "nudge":
                yield from self._once(line)
                yield from self._nudge(line, thing, who, at)
            case "preview":
                yield from self._preview(line, thing, who, at)
            case "packet":
                yield from self._packet(line, thing, to, at)
            case "confirm" if to == thing.owner:
                yield "its owner was asked whether it is done"
            case "confirm" if self.world.mode(thing) == "supportive":
                yield "the owner's word is enough"
            case "slipped" if self.world.mode(thing) != "controlling" or to == thing.owner:
                yield f"{to} was told of a slip"

    def _once(self, line: Line) -> Iterator[str]:
        step = (line["kind"], line["item"], line["commitment"], line["step"])
        if step in self.said:
            yield "this step was said before"
        self.said.add(step)

    # --- the owner ----------------------------------------------------------------------

    def _nudge(self, line: Line, thing: Thing, who: Who, at: datetime) -> Iterator[str]:
        day, offset = who.hours.clock(at).date(), int(line["step"])
        if who.entry["who"] != thing.owner:
            yield f"{who.entry['who']} does not own it"
        if offset not in offsets(self.world, thing, who):
            yield "no such step"
        yield from self._early(thing, who, day, offset if offset <= 0 else offset + thing.held)
        if thing.entry["snoozed"] and day.isoformat() < thing.entry["snoozed"]:
            yield f"snoozed until {thing.entry['snoozed']}"
        eve = who.hours.before(day)
        if any(eve <= who.hours.clock(act).date() < day for act in thing.acts):
            yield "its owner acted on the day before"
        if self.climb(thing.promise).told and not self.climb(thing.promise).answered:
            yield "somebody else was asked about it"

    def _later(self, line: Line, thing: Thing, who: Who, at: datetime) -> Iterator[str]:
        """A line that comes back: once, on the day its owner chose or after it."""
        day, chosen = who.hours.clock(at).date(), thing.entry["snoozed"]
        if chosen != line["on"]:
            yield f"put off until {chosen}, not {line['on']}"
        if chosen is None or day.isoformat() < chosen:
            yield f"comes back before {chosen}"
        if self.world.stands_still(thing):
            yield "the owner's clock stands still"
        self.put_off[thing.promise] = date.fromisoformat(line["on"])

    def _early(self, thing: Thing, who: Who, day: date, steps: int) -> Iterator[str]:
        if thing.due is None or self.world.stands_still(thing):
            yield "the owner's clock stands still"
        elif day < min(hours.count(thing.due, steps) for hours in who.hours_since(thing.began)):
            yield f"on {day} is before {who.hours.count(thing.due, steps)}"

    def _preview(self, line: Line, thing: Thing, who: Who, at: datetime) -> Iterator[str]:
        policy, climb = self.world.policy(thing), self.climb(thing.promise)
        if who.hours.clock(at).date() == who.hours.clock(thing.began).date():
            yield "on the day it was given to its owner"
        if who.entry["who"] != thing.owner:
            yield f"{who.entry['who']} does not own it"
        if policy["preview"] is None or asks_for_lessons(thing):
            yield "nothing is escalated here"
        else:
            yield from self._early(thing, who, who.hours.clock(at).date(), policy["preview"] + thing.held)
        first = self.world.first(thing, policy, at)
        shown = Shown(at, who.entry["who"], thing.promise, policy, first and first[1], self.world.waiting(thing))
        if climb.told:
            yield "somebody has been told already"
        elif climb.shown is not None and not self._changed(climb.shown, shown):
            yield "the same was shown before"
        self.rounds[line["round"]] = climb.shown = shown

    def _changed(self, before: Shown, now: Shown) -> bool:
        """Whether the preview says something else, or might have in between: people came, went, or were away."""
        differs = (before.first, before.waiting) != (now.first, now.waiting)
        return differs or any(who.since > before.at or who.hours.away for who in self.world.people.values())

    # --- whoever is told ----------------------------------------------------------------

    def _packet(self, line: Line, thing: Thing, to: str, at: datetime) -> Iterator[str]:
        shown, climb = self.rounds.get(line["round"]), self.climb(thing.promise)
        if shown is None or shown.promise != thing.promise or shown.to != thing.owner:
            yield "its owner was shown no preview"
            return
        if climb.shown is not shown:
            yield "its owner was shown something else since"
        elif not climb.told:
            yield from self._true(line, thing, to, shown)
        told = standing(self.world, thing, climb)
        yield from self._order(line, to, told, shown)
        yield from self._waited(line, thing, replace(climb, told=told), shown, at)
        if self.world.stands_still(thing) and thing.stopped and thing.stopped < datetime.fromisoformat(line["planned"]):
            yield "the owner's clock stands still"
        if climb.answered:
            yield "it was answered"
        if told and self.world.mode(thing) == "supportive" and not climb.released:
            yield "whoever heard first did not pass it on"
        climb.told.append((line["step"], to, at))
        climb.stands_for.pop((line["step"], to), None)  # whoever stood in may lead by now
        if line["instead_of"]:
            climb.stands_for[line["step"], to] = line["instead_of"]

    def _true(self, line: Line, thing: Thing, to: str, shown: Shown) -> Iterator[str]:
        """Whether what the owner was shown held when it was passed on, as far as nothing happened since then."""
        planned, world = datetime.fromisoformat(line["planned"]), self.world
        near = [
            thing,
            *(world.items[number] for number in {*shown.waiting, *thing.entry["waiting"], *world.waiting(thing)}),
        ]
        if all(one.changed is None or one.changed < planned for one in near) and world.waiting(thing) != shown.waiting:
            yield "what its owner was shown has changed: other things wait for it"
        project = world.projects.get(thing.entry["project"] or "")
        since = [who.since for who in world.people.values()] + ([instant(project["at"])] if project else [])
        if to != shown.first and max(since) < planned:
            yield f"its owner was shown {shown.first}, and {to} was told"

    def _order(self, line: Line, to: str, before: list[tuple[str, str, datetime]], shown: Shown) -> Iterator[str]:
        order = [step for step, _ in shown.policy["steps"]]
        told = [order.index(step) for step, _, _ in before if step in order]
        if line["step"] not in (*order, "requester"):
            yield "no such step"
        elif line["step"] in order and any(order.index(line["step"]) <= other for other in told):
            yield "a lower step after a higher one"
        if to in {person for _, person, _ in before}:
            yield f"{to} was told before"
        if to == shown.to:
            yield "told to its owner"

    def _waited(self, line: Line, thing: Thing, climb: Climb, shown: Shown, at: datetime) -> Iterator[str]:
        owner, grace = self.world.people[shown.to], shown.policy["grace"]
        versions = list(owner.hours_since(shown.at))
        if at < min(hours.workday_later(shown.at) for hours in versions):
            yield f"its owner was shown it at {shown.at:%d %b %H:%M}"
        for _, person, when in climb.told:
            earliest = []
            for hours in versions:
                after = when
                for _ in range(grace):
                    after = hours.workday_later(after)
                earliest.append(after)
            if at < min(earliest):
                yield f"{person} was told at {when:%d %b %H:%M} and had until {min(earliest):%d %b %H:%M}"
        if climb.pause is not None and at < climb.pause:
            yield f"it is acknowledged until {climb.pause:%d %b %H:%M}"
        offset = dict(shown.policy["steps"]).get(line["step"], shown.policy["steps"][0][1]) + thing.held
        if thing.due is not None and at < min(
            hours.moment(hours.count(thing.due, offset), hours.opens) for hours in versions
        ):
            yield f"before {owner.hours.count(thing.due, offset)}"


def offsets(world: World, thing: Thing, who: Who) -> set[int]:
    """The steps at which an owner may be nudged."""
    rungs = _wanted(world.policy(thing)["nudges"], who.entry.get("reminders", "standard"))
    span = who.hours.between(who.hours.clock(thing.began).date(), thing.due) if thing.due else 0
    fixed = {rung["at"] for rung in rungs if "at" in rung and span > rung.get("min_span", span - 1)}
    late = sorted(at for at in fixed if at > 0)
    for rung in rungs:
        if "every" in rung:
            last = late[-1] if late else 0
            fixed |= {last + rung["every"] * n for n in range(1, rung["max"] - len(late) + 1)}
    return set(sorted(at for at in fixed if at >= 0)[:2]) if asks_for_lessons(thing) else fixed


def asks_for_lessons(thing: Thing) -> bool:
    """Whether it asks what a project taught: twice at most, not before its day, and nobody else hears of it."""
    return thing.entry.get("about") == "lesson"


def _wanted(rungs: list[dict[str, int]], reminders: str) -> list[dict[str, int]]:
    """As many as their reader chose: few of them, all, or some in between."""
    if reminders == "active" and rungs:
        return [*rungs, {"at": -3, "min_span": 5}, {"at": -2, "min_span": 3}, {"at": 2}]
    if reminders != "light":
        return rungs
    last = max((rung["at"] for rung in rungs if rung.get("at", 0) > 0), default=None)
    kept = [rung for rung in rungs if "at" in rung and rung["at"] in (0, last)]
    return [*kept, *({**rung, "max": min(rung["max"], 2)} for rung in rungs if "every" in rung)]
