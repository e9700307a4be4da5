"""How things stand at a point of the log: people, projects, promises.  For the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from tests.simulation.working_time import Hours

Entry = Mapping[str, Any]
DEFAULT: Mapping[str, Any] = {
    "nudges": [{"at": -5, "min_span": 10}, {"at": -1}, {"at": 0}, {"at": 1}, {"at": 3}, {"every": 5, "max": 5}],
    "escalate": [{"at": 1, "do": "preview"}, {"at": 2, "to": "contact"}, {"at": 4, "to": "sponsor"},
                 {"at": 8, "to": "pmo"}],
    "grace": 2, "ack_pause": 3,
}  # fmt: skip
"""The default policy, written down again."""
ELSEWHERE = {"countered", "declined", "questioned"}
MOVES_NOTHING = {
    "accept", "counter", "decline", "question", "keep", "answer", "on_track", "snooze", "start", "done", "block",
    "unblock", "link", "linked", "sentence", "acknowledge", "release", "ready_by", "not_waited", "allow", "refuse",
    "ripple_seen",
}  # fmt: skip
"""What people do that leaves the date where it is."""


def instant(text: str | None) -> datetime:
    """An instant of the log; the end of time for none."""
    return datetime.fromisoformat(text) if text else datetime.max.replace(tzinfo=UTC)


@dataclass
class Who:
    """Somebody, as the newest entry about them says."""

    entry: Entry
    hours: Hours
    since: datetime
    before: list[tuple[datetime, Hours]] = field(default_factory=list)
    """Until when other hours held."""
    left: datetime | None = None
    """When the bot heard that they have left."""

    @property
    def gone(self) -> bool:
        """Nobody may write to them."""
        return self.entry["standing"] in ("deactivated", "bot")

    @property
    def brief_at(self) -> time:
        """When their brief leaves: within their hours."""
        chosen = time.fromisoformat(self.entry["brief_at"])
        return chosen if self.hours.opens <= chosen < self.hours.closes else self.hours.opens

    def paused(self, day: date) -> bool:
        """Whether they want no brief that day."""
        return self.entry["paused"] is not None and day < date.fromisoformat(self.entry["paused"])

    def stand_in(self, day: date) -> str | None:
        """Who stands in for them that day."""
        for first, last, delegate in self.entry["away"]:
            if first <= day.isoformat() <= last:
                return str(delegate) if delegate else None
        return None

    def hours_since(self, at: datetime) -> Iterator[Hours]:
        """All the hours they had from an instant on."""
        yield from (hours for until, hours in self.before if until > at)
        yield self.hours


@dataclass
class Thing:
    """An item with the promise behind it."""

    entry: Entry
    began: datetime
    """When this promise was made."""
    stopped: datetime | None = None
    """Since when the owner's clock stands still."""
    held: int = 0
    """The owner's working days of this promise on which it stood still."""
    changed: datetime | None = None
    by: list[tuple[datetime, str]] = field(default_factory=list)
    """When who did something about it."""
    knows: set[str] = field(default_factory=set)
    """Everybody who ever had to do with it."""

    @property
    def due(self) -> date | None:
        """The promised date."""
        return date.fromisoformat(self.entry["due"]) if self.entry["due"] else None

    @property
    def owner(self) -> str | None:
        """Who owes it."""
        owner: str | None = self.entry["owner"]
        return owner

    @property
    def acts(self) -> list[datetime]:
        """When the one who owns it now did something about it."""
        return [at for at, who in self.by if who == self.owner]

    @property
    def promise(self) -> tuple[int, int]:
        """Which promise it is."""
        return self.entry["item"], self.entry["commitment"]


@dataclass
class World:
    """Everything up to now."""

    people: dict[str, Who] = field(default_factory=dict)
    projects: dict[str, Entry] = field(default_factory=dict)
    policies: dict[str, Entry] = field(default_factory=dict)
    items: dict[int, Thing] = field(default_factory=dict)
    start: datetime | None = None
    sponsor: str | None = None
    """Whom the PMO answers to."""
    live: dict[str, datetime] = field(default_factory=dict)
    """Since when each project is after its go-live."""

    def take(self, entry: Entry) -> Iterator[str]:
        """What the entry says holds from now on; yields what cannot be."""
        at = datetime.fromisoformat(entry["at"])
        self.start = self.start or at
        match entry["what"]:
            case "begun":
                self.start = at  # what was before it is told for what it left behind
            case "person":
                self._person(entry, at)
            case "project":
                self.projects[entry["project"]] = entry
                if entry["live"]:
                    self.live.setdefault(entry["project"], at)
            case "house":
                self.sponsor = entry["sponsor"]
            case "policy":
                self.policies[entry["project"]] = entry["body"]
            case "refused":
                who = self.people[entry["to"]]
                who.entry = {**who.entry, "unknown": False}
                who.left = who.left or at
            case "item":
                yield from self._item(entry, at)
        if entry["what"] in ("item", "project"):
            self._clocks(at)

    def _person(self, entry: Entry, at: datetime) -> None:
        known, hours = self.people.get(entry["who"]), Hours.told(dict(entry))
        before = [*known.before, (at, known.hours)] if known else []
        who = self.people[entry["who"]] = Who(entry, hours, at, before, known.left if known else None)
        if self.known_gone(who):
            who.left = who.left or at

    def _item(self, entry: Entry, at: datetime) -> Iterator[str]:
        thing = self.items.setdefault(entry["item"], Thing(entry, at))
        was, thing.entry, thing.changed = thing.entry, entry, at
        anew = (was["owner"], was["due"]) != (entry["owner"], entry["due"]) or (entry["open"] and not was["open"])
        if anew != (was["commitment"] != entry["commitment"]):
            yield f"item {entry['item']}: promise {was['commitment']} became {entry['commitment']}"
        if entry["act"] in MOVES_NOTHING and was["due"] != entry["due"]:
            yield f"item {entry['item']}: {entry['act']} moved its date"
        if entry["act"] == "approve" and was.get("offer") != entry["due"]:
            yield f"item {entry['item']}: {was.get('offer')} was offered, and it is due on {entry['due']}"
        if anew:
            self._end_stop(thing, at, was["owner"])
            thing.began, thing.held = at, 0
        thing.knows |= {entry[name] for name in ("owner", "requester", "contact", "blocked_by") if entry[name]}
        if entry["act"] not in ("capture", "linked", "snooze"):  # who puts a line off is to get it on that day
            thing.by += [(at, name) for name in (entry["by"], entry.get("behalf")) if name]

    # --- the owner's clock --------------------------------------------------------------

    def stands_still(self, thing: Thing) -> bool:
        """Whether a person, an item, or somebody's word is waited for."""
        entry = thing.entry
        if entry["word"] in ELSEWHERE and not (entry["word"] == "declined" and self.mode(thing) == "directive"):
            return True
        on = self.items.get(entry["blocked_on"] or 0)
        return bool(entry["blocked"]) and (
            entry["blocked_by"] is not None or entry["agreed"] or (on is not None and on.entry["open"])
        )

    def _clocks(self, at: datetime) -> None:
        for thing in self.items.values():
            if self.stands_still(thing) and thing.entry["open"]:
                thing.stopped = thing.stopped or at
            elif thing.stopped is not None:
                self._end_stop(thing, at, thing.owner)

    def _end_stop(self, thing: Thing, at: datetime, owner: str | None) -> None:
        who = self.people.get(owner or "")
        if thing.stopped is not None and who is not None:
            first, last = who.hours.clock(thing.stopped).date(), who.hours.clock(at).date()
            thing.held += max(0, who.hours.between(first, last))
        thing.stopped, thing.changed = None, at

    def waiting(self, thing: Thing) -> list[int]:
        """What is open and waits for it: it builds on it, or says that it is held up by it."""
        number = thing.entry["item"]
        held_up = {n for n, other in self.items.items() if other.entry["blocked_on"] == number}
        return sorted(n for n in {*thing.entry["waiting"], *held_up} if self.items[n].entry["open"])

    # --- rules and people of an item ------------------------------------------------------

    def mode(self, thing: Thing) -> str:
        """How its project is run."""
        project = self.projects.get(thing.entry["project"] or "")
        return str(project["mode"]) if project else "supportive"

    def policy(self, thing: Thing) -> dict[str, Any]:
        """Nudges and steps as they hold for it now: in directive mode each step after the first is one earlier."""
        body = dict(self.policies.get(thing.entry["project"] or "", DEFAULT))
        steps = [(rung["to"], rung["at"]) for rung in body["escalate"] if "to" in rung]
        if self.mode(thing) == "directive":
            steps = [(to, steps[max(0, n - 1)][1]) for n, (to, _) in enumerate(steps)]
        preview = next((rung["at"] for rung in body["escalate"] if rung.get("do") == "preview"), None)
        return {**body, "steps": steps, "preview": preview}

    def chain(
        self, thing: Thing, steps: list[tuple[str, int]], at: datetime, *, released: bool = False,
        on: Callable[[str], date] | None = None,
    ) -> list[tuple[str, str]]:  # fmt: skip
        """Whom each step reaches today, or on its own day: absent people are replaced, the gone drop out.

        In supportive mode nobody but the lead hears of it before they ask for more.
        """
        if self.mode(thing) == "supportive" and not released:
            steps = [(step, days) for step, days in steps if step == "contact"]
        project, owner = self.projects.get(thing.entry["project"] or ""), thing.owner
        if owner is None:
            return []
        today = self.people[owner].hours.clock(at).date()
        day = on or (lambda step: today)
        contact = thing.entry["contact"] or (project["lead"] if project else None)
        named: dict[str, str | None] = {"contact": contact, "sponsor": project["sponsor"] if project else None}
        named["pmo"] = self.pmo(project, {owner, contact}) if project else None
        found: list[tuple[str, str]] = []
        for step, _ in steps:
            there = self.present(named.get(step), day(step), project)
            if there is not None and there not in {owner, *(person for _, person in found)}:
                found.append((step, there))
        asked = self.present(thing.entry["requester"], day("requester"), project)
        return found or ([("requester", asked)] if asked not in (None, owner) else [])

    def first(self, thing: Thing, policy: dict[str, Any], shown: datetime) -> tuple[str, str] | None:
        """Who is to hear of it first, after its owner was shown it: whoever is there when their step may come."""
        hours, steps = self.people[thing.owner or ""].hours, policy["steps"]
        soonest, offsets = hours.clock(hours.workday_later(shown)).date(), dict(steps)

        def on(step: str) -> date:
            if thing.due is None:
                return soonest
            offset = offsets.get(step, steps[0][1] if steps else 0)
            return max(soonest, hours.count(thing.due, offset + thing.held))

        return next(iter(self.chain(thing, steps, shown, on=on)), None)

    def may_know(self, name: str, project: Entry | None) -> bool:
        """Whether a project exists for somebody who has no part in its items."""
        standing = self.people[name].entry["standing"]
        limited = standing in ("guest", "external")
        if project is None:
            return not limited
        if project["private"] or (standing == "guest" and name not in (project["lead"], project["sponsor"])):
            return name in project["members"]
        return not limited or name in (project["lead"], project["sponsor"])

    def present(self, name: str | None, day: date, project: Entry | None) -> str | None:
        """Who is there for somebody that day: they, else whoever stands in and may know of the project."""
        who = self.people.get(name or "")
        if who is None:
            return None
        if not who.hours.absent(day):
            return None if self.known_gone(who) else name
        stand_in = who.stand_in(day)
        other = self.people.get(stand_in or "")
        there = other is not None and not other.hours.absent(day) and not self.known_gone(other)
        return stand_in if there and stand_in is not None and self.may_know(stand_in, project) else None

    def known_gone(self, who: Who) -> bool:
        """Whether the bot knows that somebody has left."""
        return who.gone and not who.entry.get("unknown")

    def pmo(self, project: Entry | None, others: set[str | None]) -> str | None:
        """The PMO lead who may know of a project and is none of these."""
        leads = sorted((who.entry["number"], name) for name, who in self.people.items() if who.entry["pmo"])
        free = (name for _, name in leads if name not in others and not self.known_gone(self.people[name]))
        return next((name for name in free if self.may_know(name, project)), None)
