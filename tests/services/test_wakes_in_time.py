"""The plan looks again before anything is owed: whatever an item is, whoever is away, wherever they live.

Facts are put together from rows as the plan does it, at any instant, so that whoever goes away or comes back in between
is away or back.  A tick carries what is owed, and between two looks nothing else may become owed.  More of it:

    HYPOTHESIS_PROFILE=explore ./run prove tests/services/test_wakes_in_time.py
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from pmo_bot.model import (
    Absence,
    Acceptance,
    Confirmation,
    Escalation,
    Event,
    Item,
    Kind,
    Line,
    LineKind,
    Mode,
    Person,
    Policy,
    Priority,
    Project,
    Risk,
    Role,
    Standing,
    State,
    Workspace,
)
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.confirming import stands_at
from pmo_bot.rules.escalation import frozen, is_void
from pmo_bot.rules.facts import Clash, Heard, ItemFacts, Past, Recipient, Upstream
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.moments import brief_moment
from pmo_bot.rules.plan import Owed, Way, owed
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.wake import wake_at
from pmo_bot.services.facts import put_together
from pmo_bot.services.gathered import Gathered
from pmo_bot.services.people import calendar_for
from tests.lengths import length, proof
from tests.rows import LONG_AGO, TEAM, at, event, item, person, project

pytestmark = proof
EXAMPLES = length(20, 1000)
FIRST = date(2026, 10, 19)  # clocks go back within the fortnight
NIGHT = at(FIRST, "04:00")
DAYS = 30
LOOKS = 12
ZONES = ["Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
OWNER, REQUESTER, LEAD, SPONSOR, PMO, BLOCKER, STAND_IN = range(1, 8)

some_day = st.integers(-3, 14).map(lambda n: FIRST + timedelta(days=n))
instants = st.builds(
    lambda day, hour, minute: at(day, f"{hour:02}:{minute}"),
    st.integers(-3, 6).map(lambda n: FIRST + timedelta(days=n)), st.integers(0, 23), st.sampled_from(["00", "17"]),
)  # fmt: skip


def named(one: Owed) -> tuple[str, str, str]:
    """What tells two lines apart."""
    return one.kind, one.step, one.key


@dataclass
class Desk:
    """An item with everybody around it, and what was said so far."""

    item: Item
    people: dict[int, Person]
    absences: dict[int, list[Absence]]
    project: Project | None = None
    critical: bool = False
    since: datetime = NIGHT
    """When the last of what happened to it happened."""
    risk: Risk | None = None
    more: dict[str, Any] = field(default_factory=dict)
    blocking: Item | None = None
    events: tuple[Any, ...] = ()
    lines: list[Line] = field(default_factory=list)
    sent: dict[str, datetime] = field(default_factory=dict)
    rounds: list[Escalation] = field(default_factory=list)

    def facts(self, now: datetime) -> ItemFacts:
        """What the plan knows at an instant; a preview that is no longer true is none."""
        batch = Gathered(
            Session(), TEAM, now, Workspace(team_id=TEAM, started_at=LONG_AGO), self.people, self.absences,
            {self.project.id: self.project} if self.project else {},
            [Policy(team_id=TEAM, version=1, body={**DEFAULT, "critical": self.critical}, created_at=LONG_AGO)],
            [self.people[PMO]], blocking={self.blocking.id: self.blocking} if self.blocking else {},
        )  # fmt: skip
        near = {
            who.id: Recipient("news", who, batch.calendar(who))
            for who in self.people.values()
            if not never_reached(who) and who.id in (OWNER, REQUESTER, *(line.person_id for line in self.lines))
        }
        past = Past(tuple(self.rounds), tuple(self.lines), self.events, near, now - timedelta(days=14))
        found = put_together(batch, self.item, self.lines, self.sent, self.rounds)
        found = replace(found, past=past, risk=self.risk, **self.more)
        return replace(found, escalation=None) if found.escalation is not None and is_void(found) else found

    def tick(self, now: datetime, *, briefs_are_out: bool) -> None:
        """Carry what is owed, and deliver it; a brief that is out takes nothing more."""
        stands = stands_at(self.facts(now))
        if stands is not None and stands <= now:
            self.item.confirmation = Confirmation.CONFIRMED
        for round_ in self.rounds:
            if round_.void_at is None and is_void(replace(self.facts(now), escalation=round_)):
                round_.void_at = now
        known = self.facts(now)
        for one in owed(known, now):
            if one.way is Way.ASK or not briefs_are_out:
                self._carry(known, one, now)

    def _carry(self, known: ItemFacts, one: Owed, now: datetime) -> None:
        live = known.escalation or next((r for r in self.rounds if r.round > known.rounds), None)
        if (one.kind is LineKind.PREVIEW and live is None) or (
            one.urgent and one.kind is LineKind.PACKET and live is None
        ):
            live = Escalation(
                id=len(self.rounds) + 1, team_id=TEAM, item_id=self.item.id, commitment=self.item.commitment,
                round=known.rounds + 1, facts=frozen(known), policy=dict(known.ladder.body), policy_version=1,
                created_at=now,
            )  # fmt: skip
            self.rounds.append(live)
        if one.kind is LineKind.PREVIEW and live is not None:
            live.previewed_at = now
        of_round = one.kind in (LineKind.PREVIEW, LineKind.PACKET, LineKind.AWAITED) and live is not None
        key = one.key or f"{one.kind}:{live.id if of_round and live else ''}:{one.step}"
        if key in self.sent:
            return
        self.lines.append(
            Line(
                id=len(self.lines) + 1, team_id=TEAM, key=key, kind=one.kind, post_key=f"post:{len(self.lines)}",
                item_id=self.item.id, person_id=one.reader.person.id, commitment=self.item.commitment, step=one.step,
                step_on=one.on, escalation_id=live.id if of_round and live else one.escalation_id, created_at=now,
                why={"due": self.item.due.isoformat() if self.item.due else None},
            )
        )  # fmt: skip
        self.sent[key] = now

    def becomes_owed(self, before: datetime, now: datetime) -> list[str]:
        """What is owed at an instant and could not have been carried when it was looked at before."""
        known, waits = self.facts(before), self.facts(now)
        held = {named(one): one.reader.calendar.today(before) for one in owed(known, before)}
        stands = stands_at(waits)
        found = ["it stands"] if stands is not None and stands <= now else []
        found.extend(
            f"{one.kind} {one.step} to {one.reader.person.id} as {one.reader.step}"
            for one in owed(waits, now)  # what was held back by a brief that was out waits for tomorrow's
            if named(one) not in held or held[named(one)] < one.reader.calendar.today(now)
        )
        return found

    def instants(self, after: datetime, before: datetime) -> list[datetime]:
        """Every instant at which somebody's day, hours, absence or brief begins or ends; and those just before."""
        found = set()
        for who in self.people.values():
            calendar = calendar_for(who, self.absences.get(who.id))
            day = calendar.today(after)
            while calendar.at(day, MIDNIGHT) < before:
                clocks = (MIDNIGHT, who.opens, who.closes)
                marks = (*(calendar.at(day, clock) for clock in clocks), brief_moment(who, calendar, day))
                found |= {one + edge for one in marks for edge in (timedelta(0), timedelta(minutes=-1))}
                day += timedelta(days=1)
        return sorted(one for one in found if after < one < before)


@st.composite
def somebody(draw: st.DrawFn, number: int) -> Person:
    """A person of any place and habits."""
    return person(
        f"P{number}", id=number, zone=draw(st.sampled_from(ZONES)), role=Role.PMO if number == PMO else Role.MEMBER,
        workdays=draw(st.sampled_from(["12345", "12345", "71234", "26"])),
        opens=draw(st.sampled_from([time(9), time(9), time(0), time(13, 30)])),
        closes=draw(st.sampled_from([time(17), time(20)])),
        country=draw(st.sampled_from([None, None, "ES", "US", "NZ"])),
        brief_at=draw(st.sampled_from([time(9), time(9), time(15, 45), time(3)])),
        paused_until=draw(st.sampled_from([None] * 5 + [FIRST + timedelta(days=4)])),
    )  # fmt: skip


@st.composite
def away(draw: st.DrawFn, number: int) -> list[Absence]:
    """When somebody is away, and who stands in."""
    found = []
    for n in range(draw(st.sampled_from([0, 0, 1, 1, 2]))):
        first = draw(some_day)
        stand_in = draw(st.sampled_from([None, *(one for one in range(1, 8) if one != number)]))
        last = first + timedelta(days=draw(st.integers(0, 9)))
        found.append(Absence(id=number * 10 + n, team_id=TEAM, person_id=number, first=first, last=last,
                             delegate_id=stand_in))  # fmt: skip
    return found


@st.composite
def somewhere(draw: st.DrawFn) -> Project | None:
    """The project of the item, if it has one; at times only observed."""
    mode = draw(st.sampled_from([None, *Mode]))
    if mode is None:
        return None
    home = project(mode=mode, lead_id=draw(st.sampled_from([LEAD, OWNER])), sponsor_id=SPONSOR)
    home.observe_until = draw(st.sampled_from([None] * 5 + [FIRST + timedelta(days=5)]))
    return home


def promise(draw: st.DrawFn, home: Project | None, when: datetime) -> Item:
    """An item as it is owed."""
    return item(
        id=1,
        kind=draw(st.sampled_from([Kind.ACTION, *Kind])),
        project_id=home.id if home is not None else None,
        owner_id=OWNER,
        requester_id=draw(st.sampled_from([REQUESTER, OWNER])),
        contact_id=draw(st.sampled_from([None, LEAD, STAND_IN])),
        due=draw(st.none() | some_day),
        committed_at=draw(st.sampled_from([LONG_AGO, when])),
        acceptance=Acceptance.ACCEPTED,
        slips=draw(st.integers(0, 2)),
        priority=draw(st.sampled_from([Priority.NORMAL, Priority.CRITICAL])),
        snoozed_until=draw(st.sampled_from([None] * 4 + [FIRST + timedelta(days=3)])),
    )


def put_into_a_state(draw: st.DrawFn, what: Item, when: datetime) -> Item | None:
    """It is waited for a word, or for somebody; or it is done.  The item that it waits for, if that is one."""
    state = draw(st.sampled_from(["open", "waits", "blocked", "done"]))
    if state == "waits":
        what.acceptance, what.turn_at, what.offer_due = draw(st.sampled_from(list(Acceptance))), when, draw(some_day)
    if state == "done":
        what.state, what.closed_at = State.DONE, when
        what.confirmation = draw(st.sampled_from([Confirmation.AWAITED] * 3 + [None]))
    if state != "blocked":
        return None
    what.blocked_at, what.blocked_until = when, draw(st.none() | some_day)
    by = draw(st.sampled_from(["person", "item", "text"]))
    if by == "person":
        what.blocked_by_id = BLOCKER
    if by == "text":
        what.blocked_by_text, what.blocked_ok = "Legal", draw(st.sampled_from([None, True, False]))
    if by != "item":
        return None
    what.blocked_on_id = 2
    return item(id=2, owner_id=BLOCKER)


@dataclass
class Around:
    """What happened to an item besides, and what else is known of it."""

    risk: Risk | None = None
    events: list[Event] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


@st.composite
def surroundings(draw: st.DrawFn, what: Item, home: Project | None, when: datetime) -> Around:
    """Up to two of all that somebody may have to be told."""
    found = Around()
    said = draw(st.sets(st.sampled_from(["noted", "moved", "heard", "upstream", "clash", "ready"]), max_size=2))
    if what.kind in (Kind.RISK, Kind.ISSUE):
        reviewed = draw(some_day) - timedelta(days=8)
        happened = draw(st.booleans())
        found.risk = Risk(item_id=1, team_id=TEAM, probability=draw(st.integers(1, 5)), impact=5, reviewed_on=reviewed,
                          plan=int(happened))  # fmt: skip
        found.events += [event("item.happened", what, actor_id=LEAD, happened_at=when)] if happened else []
    if "noted" in said:
        found.events.append(event("item.noted", what, actor_id=LEAD, happened_at=when))
    if "moved" in said and what.due is not None:
        before = {"due": (what.due - timedelta(days=4)).isoformat(), "slips": what.slips - 1}
        after = {"due": what.due.isoformat(), "slips": what.slips}
        found.events.append(event("item.moved", what, actor_id=STAND_IN, happened_at=when, before=before, after=after))
    if "heard" in said:
        found.more["heard"] = Heard(event("item.noted", what, actor_id=BLOCKER, happened_at=when), when.date())
    if "upstream" in said:
        other = item(id=3, due=draw(some_day))
        found.more["upstream"] = Upstream(other, event("item.moved", other, happened_at=when), FIRST, answered=False)
    if "clash" in said and home is not None and what.kind is Kind.MILESTONE and what.is_open:
        found.more["clashes"] = (Clash(item(id=4), OWNER, when),)
    if "ready" in said:
        found.more["readiness"] = Readiness(2, (item(id=6),))
    return found


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """An item in any state, with whoever has a say in it."""
    people = {number: draw(somebody(number)) for number in range(1, 8)}
    if draw(st.sampled_from([False] * 7 + [True])):
        people[OWNER].standing, people[OWNER].left_at = Standing.DEACTIVATED, draw(instants)
    absences = {number: found for number in range(1, 8) if (found := draw(away(number)))}
    home, when = draw(somewhere()), draw(instants)
    what = promise(draw, home, when)
    blocking = put_into_a_state(draw, what, when)
    around = draw(surroundings(what, home, when))
    return Desk(
        what, people, absences, home, draw(st.booleans()), when, around.risk, around.more, blocking,
        tuple(around.events),
    )  # fmt: skip


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(desks(), instants, st.lists(st.booleans(), min_size=LOOKS, max_size=LOOKS))
def test_nothing_becomes_owed_before_the_plan_looks_again(desk: Desk, now: datetime, out: list[bool]) -> None:
    horizon, now = NIGHT + timedelta(days=DAYS), max(now, desk.since)
    for briefs_are_out in out:
        desk.tick(now, briefs_are_out=briefs_are_out)
        again = wake_at(desk.facts(now), now)
        for moment in desk.instants(now, min(again or horizon, horizon)):
            late = desk.becomes_owed(now, moment)
            assert not late, f"looked at {now}, again at {again}; owed at {moment}: {late}"
        if again is None or again >= horizon:
            return
        assert again > now
        now = again
