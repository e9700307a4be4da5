"""Judges what was not said: nobody is forgotten, and who does not answer is passed over on time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tests.simulation.judging_steps import Climb, Shown, Steps, asks_for_lessons, offsets, standing
from tests.simulation.story import Entry, Thing, Who, World

SLACK = timedelta(minutes=6)
"""An ask is open for five minutes for more of the same."""
AFTER_TROUBLE = timedelta(minutes=45)
ASKS = 3
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class Expected:
    """What a brief has to carry: by item, the steps."""

    who: str
    day: date
    at: datetime
    lines: set[tuple[int, str]]


@dataclass
class Deadline:
    """When somebody has to be told at the latest, while nothing changes."""

    item: int
    step: str
    to: str
    at: datetime
    since: datetime


@dataclass
class Silence:
    """What is waited for."""

    world: World
    off: datetime = LONG_AGO
    """Until when the bot was off."""
    troubled: dict[date, datetime] = field(default_factory=dict)
    """When a call last went wrong, by UTC date."""
    moments: dict[str, datetime] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)
    got: dict[tuple[str, date], set[tuple[int, str]]] = field(default_factory=dict)
    asks: dict[tuple[str, date], int] = field(default_factory=dict)
    deadlines: dict[int, Deadline] = field(default_factory=dict)
    steps: Steps | None = None
    day: date | None = None

    # --- time passes --------------------------------------------------------------------

    def passes(self, at: datetime) -> Iterator[str]:
        """It is `at` now, and until then everything was as it was."""
        for item, deadline in list(self.deadlines.items()):
            if at > self._latest(deadline):
                del self.deadlines[item]
                if not self._is_there(deadline):
                    self._set_deadline(self.world.items[item], at)
                    continue
                yield f"item {item}: {deadline.step} ({deadline.to}) should have been told at {deadline.at:%d %b %H:%M}"
        for expected in [one for one in self.expected if at > one.at + AFTER_TROUBLE]:
            self.expected.remove(expected)
            yield from self._missing(expected)
        for name, moment in self.moments.items():
            if at > moment:
                self._owe(name, self.world.people[name], moment)
                self._next_moment(name, moment)

    def _is_there(self, deadline: Deadline) -> bool:
        """Whether it was still this person when the time came: from that very day on they, or who they stood in for,
        may be away or back."""
        assert self.steps is not None
        thing = self.world.items[deadline.item]
        climb = self.steps.climb(thing.promise)
        if climb.shown is None:
            return False
        if not climb.told:
            return self._holds(thing, climb.shown, deadline.at)
        chain = self.world.chain(thing, climb.shown.policy["steps"], deadline.at, released=climb.released)
        return self._above(chain, thing, climb) == (deadline.step, deadline.to)

    def _latest(self, deadline: Deadline) -> datetime:
        hours = self.world.people[deadline.to].hours
        at = hours.opening(max(deadline.at, self.off) + SLACK) + SLACK
        if any(self.troubled.get(day, self.off) > at - timedelta(hours=4) for day in (at.date(), deadline.at.date())):
            at = hours.opening(at + AFTER_TROUBLE) + AFTER_TROUBLE
        there = hours.clock(at).date()
        if self.asks.get((deadline.to, there), 0) >= ASKS:
            at = hours.moment(hours.after(there), hours.closes)
        return at

    def _missing(self, expected: Expected) -> Iterator[str]:
        who = self.world.people[expected.who]
        quiet = self.off < expected.at and expected.at.date() not in self.troubled
        if who.since > expected.at - timedelta(days=1) or who.gone or not quiet:
            return
        for item, step in sorted(expected.lines - self.got.get((expected.who, expected.day), set())):
            changed = self.world.items[item].changed
            if changed is not None and changed < expected.at:
                yield f"item {item}: {step} is missing in the brief of {expected.who} on {expected.day}"

    # --- what is owed -------------------------------------------------------------------

    def _next_moment(self, name: str, after: datetime) -> None:
        who = self.world.people[name]
        day = who.hours.clock(after).date()
        while (moment := who.hours.moment(day, who.brief_at)) <= after or not who.hours.works(day):
            day += timedelta(days=1)
        self.moments[name] = moment

    def _owe(self, name: str, who: Who, moment: datetime) -> None:
        day = who.hours.clock(moment).date()
        if who.gone or who.paused(day) or (name, day) in self.got or self.off >= moment:
            return
        mine = [thing for thing in self.world.items.values() if thing.owner == name and thing.entry["open"]]
        lines = {line for thing in mine for line in self._lines(thing, who, day, moment)}
        if lines:
            self.expected.append(Expected(name, day, moment, lines))

    def _lines(self, thing: Thing, who: Who, day: date, moment: datetime) -> Iterator[tuple[int, str]]:
        if thing.due is None or self.world.stands_still(thing) or self.steps is None:
            return
        climb, number = self.steps.climb(thing.promise), thing.entry["item"]
        nudge = self._nudge(thing, who, day)
        waits = climb.told and not climb.answered
        if nudge is not None and not waits and not self._said(thing, nudge):
            yield number, f"nudge {nudge:+d}" if nudge else "nudge 0"
        if asks_for_lessons(thing):
            return
        policy = self.world.policy(thing)
        on = who.hours.count(thing.due, policy["preview"] + thing.held)
        given = who.hours.clock(thing.began).date()
        if climb.shown is None and on == day and given < day and self.world.first(thing, policy, moment):
            yield number, "preview preview"

    def _nudge(self, thing: Thing, who: Who, day: date) -> int | None:
        """The newest step up to a day, if it is to be said."""
        assert thing.due is not None
        steps = [(who.hours.count(thing.due, at + thing.held if at > 0 else at), at)
                 for at in offsets(self.world, thing, who)]  # fmt: skip
        on, newest = max((step for step in steps if step[0] <= day), default=(date.min, 0))
        if on == date.min or who.hours.moment(on, who.brief_at) < max(thing.began, self.world.start or thing.began):
            return None
        if thing.entry["snoozed"] and day.isoformat() < thing.entry["snoozed"]:
            return None
        if self.steps is not None and self.steps.put_off.get(thing.promise, date.min) >= on:
            return None
        eve = who.hours.before(on)
        acted = any(eve <= who.hours.clock(act).date() < day for act in thing.acts)
        return None if acted else newest

    def _said(self, thing: Thing, step: int) -> bool:
        """Whether this step or a later one was said; two that fall on one day count as one."""
        assert self.steps is not None
        said = [int(one[3]) for one in self.steps.said if one[:3] == ("nudge", *thing.promise)]  # type: ignore[call-overload]
        return any(one >= step for one in said)

    # --- what happens -------------------------------------------------------------------

    def takes(self, entry: Entry, at: datetime, steps: Steps) -> None:
        """An entry has happened."""
        self.steps = steps
        match entry["what"]:
            case "off":
                self.off = datetime.fromisoformat(entry["until"])
            case "trouble":
                self.troubled[at.date()] = at
            case "person":
                self._next_moment(entry["who"], at)
            case "sent":
                self._got(entry, at)
        for thing in self._touched(entry, at):
            self._set_deadline(thing, at)

    def _touched(self, entry: Entry, at: datetime) -> list[Thing]:
        """What may have another deadline now: everything on a new day, and when people or rules changed."""
        things = self.world.items
        if at.date() != self.day or entry["what"] in ("person", "project", "policy", "refused"):
            self.day = at.date()
            return list(things.values())
        near: set[int] = {line["item"] for line in entry.get("lines", ())}
        near |= (
            {entry["item"], entry.get("blocked_on") or 0} if "item" in entry else set()
        )  # what it waits for is shown too
        return [
            thing
            for number, thing in things.items()
            if near & {number, thing.entry["blocked_on"], *thing.entry["waiting"]}
        ]

    def _got(self, entry: Entry, at: datetime) -> None:
        who = self.world.people.get(entry["to"])
        if who is None:
            return
        day = who.hours.clock(at).date()
        if entry["kind"] == "ask":
            self.asks[entry["to"], day] = self.asks.get((entry["to"], day), 0) + 1
        if entry["kind"] == "brief":
            lines = {(line["item"], f"{line['kind']} {line['step']}") for line in entry["lines"]}
            self.got.setdefault((entry["to"], day), set()).update(lines)

    def _set_deadline(self, thing: Thing, at: datetime) -> None:
        number, was = thing.entry["item"], self.deadlines.get(thing.entry["item"])
        found = self._next_step(thing, at)
        if found is None:
            self.deadlines.pop(number, None)
            return
        step, to, earliest = found
        moved = at in (self.world.people[to].since, self.world.people[thing.owner or to].since)
        since = at if was is None or moved or (was.step, was.to) != (step, to) else was.since
        hours = self.world.people[to].hours
        self.deadlines[number] = Deadline(number, step, to, hours.opening(max(earliest, since)), since)

    def _next_step(self, thing: Thing, at: datetime) -> tuple[str, str, datetime] | None:
        assert self.steps is not None
        climb = self.steps.climbs.get(thing.promise)
        if climb is None or climb.shown is None or climb.answered or thing.due is None or thing.owner is None:
            return None
        if not thing.entry["open"] or self.world.stands_still(thing) or self.world.people[thing.owner].gone:
            return None
        if standing(self.world, thing, climb) and self.world.mode(thing) == "supportive" and not climb.released:
            return None
        chain = self.world.chain(thing, climb.shown.policy["steps"], at, released=climb.released)
        climb.shown.broken |= not climb.told and not self._holds(thing, climb.shown, at)
        if climb.shown.broken and not climb.told:
            return None  # the owner has to see it anew first, also where it would be true once more
        found = (
            self._above(chain, thing, climb)
            if climb.told
            else self.world.first(thing, climb.shown.policy, climb.shown.at)
        )
        if found is not None and found[0] == "requester" and climb.told:
            return None  # somebody knows: it is theirs
        if found is None or self.world.people[found[1]].gone:
            return None
        return *found, self._earliest(thing, climb, found[0])

    def _holds(self, thing: Thing, shown: Shown, at: datetime) -> bool:
        """Whether a preview is true: whoever was to hear first is there when it may leave, and now."""
        assert self.steps is not None
        first = self.world.first(thing, shown.policy, shown.at)
        firsts = {first and first[1]}
        chain = self.world.chain(thing, shown.policy["steps"], at)
        if chain and at >= self._earliest(thing, self.steps.climb(thing.promise), chain[0][0]):
            firsts.add(chain[0][1])
        return firsts == {shown.first} and self.world.waiting(thing) == shown.waiting

    def _above(self, chain: list[tuple[str, str]], thing: Thing, climb: Climb) -> tuple[str, str] | None:
        assert climb.shown is not None
        told = standing(self.world, thing, climb)
        order = [step for step, _ in climb.shown.policy["steps"]]
        reached = max((order.index(step) for step, _, _ in told if step in order), default=-1)
        people = {person for _, person, _ in told}
        above = {"requester", *order[reached + 1 :]}
        return next(((step, to) for step, to in chain if step in above and to not in people), None)

    def _earliest(self, thing: Thing, climb: Climb, step: str) -> datetime:
        assert climb.shown is not None
        assert thing.due is not None
        hours, policy = self.world.people[climb.shown.to].hours, climb.shown.policy
        times = [hours.workday_later(climb.shown.at), climb.pause or climb.shown.at]
        for _, _, after in standing(self.world, thing, climb):
            for _ in range(policy["grace"]):
                after = hours.workday_later(after)
            times.append(after)
        offset = dict(policy["steps"]).get(step, policy["steps"][0][1]) + thing.held
        return max(*times, hours.moment(hours.count(thing.due, offset), hours.opens))
