"""Anything may happen to an item, in any order, and it stays what its events say.

Real services on a database, the real plan and courier, crashes between claim and settle; beside it a model in a few
lines.  For minutes, from other seeds: `./run prove tests/services/test_item_machine.py`.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmo_bot.memory import collect_less
from pmo_bot.model import Acceptance, Confirmation, Item, LineKind, Mode
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services import absences, blocking, deciding, editing, escalations, handshake, items, people, projects
from pmo_bot.services.changing import Done
from pmo_bot.services.editing import Edit
from pmo_bot.services.events import told
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Preferences
from pmo_bot.services.projects import ProjectChange
from pmo_bot.store import database
from tests import warm
from tests.lengths import WHOLE, alone, proof
from tests.services.shop import STAFF, Shop, said_until
from tests.simulation.driver import errors_kept
from tests.simulation.messenger import Trouble
from tests.torture import report

pytestmark = proof
STEPS, AT_ONCE, PARTS = 50, 25, 2
LONG = 150.0
"""Seconds for the long form, which plays as many runs as there is time for: ten thousand take half an hour or more."""
AFTERWARDS = (LineKind.SETTLED, LineKind.CONFIRM)
"""What may be said of an item that is closed: how it ended, and whether it is true."""
TOLD_ABOVE = (LineKind.PACKET, LineKind.AWAITED)
"""Whoever got one of these hears how it ended, in their next brief: until then it is looked at again."""

names, owners, ahead = st.sampled_from(sorted(STAFF)), st.sampled_from(["ana", "ben"]), st.integers(0, 9)
which = st.integers(0, 2)


@dataclass
class Promise:
    """What the model knows of an item."""

    owner: str | None
    due: date | None
    open: bool = True
    offered: date | None = None


class Items(RuleBasedStateMachine):
    """The machine."""

    shop: Shop
    model: dict[int, Promise]

    @initialize(mode=st.sampled_from(list(Mode)))
    def begin(self, mode: Mode) -> None:
        self.shop, self.model = Shop.open(mode), {}
        self.closed_with: dict[int, int] = {}
        self.failures: list[str] = []
        self.kept = ExitStack()
        self.kept.enter_context(errors_kept(self.failures))

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            try:
                if self.model:
                    self.never_too_late()
            finally:
                self.kept.close()
                self.shop.close()

    def never_too_late(self) -> None:
        """Whoever stops only where something wakes says all that is said by somebody who looks all the time."""
        end = self.shop.time.at + timedelta(days=4)
        assert said_until(self.shop, end) == said_until(self.shop, end, timedelta(hours=3))

    # --- how things are done --------------------------------------------------------------

    def item(self, n: int) -> Item:
        """One of the items there are."""
        every = self.shop.items()
        return every[n % len(every)]

    def day(self, days: int) -> date:
        return self.shop.today() + timedelta(days=days)

    def name(self, person_id: int | None) -> str | None:
        return next((name for name in STAFF if self.shop.id_of(name) == person_id), None)

    def do(self, who: str, item: Item, service: Callable[..., Any], *given: Any, **more: Any) -> Promise | None:
        """Somebody does something; a refusal changes nothing, nor does what is said again.  What the model knows, if it
        was done."""
        try:
            service(self.shop.db, self.shop.act(who), item.id, *given, **more)
        except (Refused, AlreadyDone):
            assert told(self.item_by(item.id)) == told(item)
            return None
        return self.model[item.id]

    def item_by(self, item_id: int) -> Item:
        return next(item for item in self.shop.items() if item.id == item_id)

    # --- what people do -----------------------------------------------------------------

    @precondition(lambda self: len(self.model) < 3)
    @rule(who=names, owner=st.none() | owners, days=st.none() | ahead, inside=st.booleans())
    def create(self, who: str, owner: str | None, days: int | None, inside: bool) -> None:
        due = self.day(days) if days is not None else None
        wanted = Capture("Promise", owner_id=self.shop.id_of(owner) if owner else None, due=due,
                         project_id=self.shop.project().id if inside else None)  # fmt: skip
        try:
            done: Done = items.capture(self.shop.db, self.shop.act(who), wanted)
        except Refused:
            return
        self.model[done.item.id] = Promise(owner, due)

    @precondition(lambda self: self.model)
    @rule(n=which, who=names)
    def accept(self, n: int, who: str) -> None:
        if (promise := self.do(who, self.item(n), handshake.accept)) is not None:
            promise.offered = None

    @precondition(lambda self: self.model)
    @rule(n=which, days=ahead)
    def counter(self, n: int, days: int) -> None:
        item = self.item(n)
        promise = self.do(self.name(item.owner_id) or "ana", item, handshake.counter, self.day(days))
        if promise is not None:
            promise.offered = self.day(days)

    @precondition(lambda self: self.model)
    @rule(n=which, who=names)
    def approve(self, n: int, who: str) -> None:
        promise = self.do(who, self.item(n), handshake.approve)
        if promise is not None:
            assert promise.offered is not None
            promise.due, promise.offered = promise.offered, None

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, how=st.sampled_from(["keep", "decline", "ask", "answer"]))
    def talk(self, n: int, who: str, how: str) -> None:
        words = ("why",) if how in ("ask", "answer") else ()
        if (promise := self.do(who, self.item(n), getattr(handshake, how), *words)) is not None:
            promise.offered = None

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, owner=owners)
    def assign(self, n: int, who: str, owner: str) -> None:
        item = self.item(n)
        promise = self.do(who, item, items.assign, self.shop.id_of(owner))
        if promise is not None:
            promise.offered = promise.offered if promise.owner == owner else None
            promise.owner = owner

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, days=ahead)
    def move(self, n: int, who: str, days: int) -> None:
        promise = self.do(who, self.item(n), items.move, self.day(days), "because")
        if promise is not None:
            promise.due = self.day(days)

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, owner=owners, days=ahead)
    def edit(self, n: int, who: str, owner: str, days: int) -> None:
        item = self.item(n)
        wanted = Edit("Another", item.kind, self.shop.id_of(owner), item.project_id, self.day(days), item.priority)
        promise = self.do(who, item, editing.edit, wanted)
        if promise is not None:
            promise.owner, promise.due = owner, self.day(days)

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, by=names, how=st.sampled_from(["person", "item", "thing", "over"]))
    def block(self, n: int, who: str, by: str, how: str) -> None:
        item, other = self.item(n), self.item(n + 1)
        if how == "over":
            self.do(who, item, blocking.unblock)
            return
        ways: dict[str, dict[str, Any]] = {"person": {"by_id": self.shop.id_of(by)}, "item": {"on_id": other.id},
                                           "thing": {"text": "the crane"}}  # fmt: skip
        self.do(who, item, blocking.block, **ways[how])

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, days=ahead)
    def quieten(self, n: int, who: str, days: int) -> None:
        if days:
            self.do(who, self.item(n), items.snooze, self.day(days))
        else:
            self.do(who, self.item(n), items.on_track)

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, how=st.sampled_from([items.finish, items.drop]))
    def close(self, n: int, who: str, how: Callable[..., Any]) -> None:
        if (promise := self.do(who, self.item(n), how)) is not None:
            promise.open = False

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, days=st.none() | ahead)
    def reopen(self, n: int, who: str, days: int | None) -> None:
        due = self.day(days) if days is not None else None
        if (promise := self.do(who, self.item(n), items.reopen, due=due)) is not None:
            promise.open, promise.due = True, due or promise.due

    @precondition(lambda self: self.model)
    @rule(n=which, who=names, how=st.sampled_from(["acknowledge", "release", "add_sentence", "extend", "dropped"]))
    def answer_packet(self, n: int, who: str, how: str) -> None:
        item = self.item(n)
        rounds = [line.escalation_id for line in self.shop.lines() if line.item_id == item.id and line.escalation_id]
        if not rounds:
            return
        given = {"add_sentence": ("Legal has it.",), "extend": (self.day(5),)}.get(how, ())
        try:
            service = getattr(escalations, how, None) or getattr(deciding, how)
            service(self.shop.db, self.shop.act(who), rounds[-1], *given)
        except Refused:
            assert told(self.item_by(item.id)) == told(item)
            return
        if how == "extend":
            self.model[item.id].due = self.day(5)
        if how == "dropped":
            self.model[item.id].open = False

    # --- what happens around it -----------------------------------------------------------

    @rule(at=st.sampled_from([0, 1, 2]), grace=st.integers(1, 2))
    def edit_policy(self, at: int, grace: int) -> None:
        steps = [{"at": at, "do": "preview"}, {"at": at + 1, "to": "contact"}, {"at": at + 2, "to": "sponsor"}]
        self.shop.set_policy({**DEFAULT, "escalate": steps, "grace": grace})

    @rule(mode=st.sampled_from(list(Mode)))
    def change_mode(self, mode: Mode) -> None:
        projects.change(self.shop.db, self.shop.act("ria"), "SHOP", ProjectChange(mode=mode))

    @rule(who=owners, first=ahead, days=st.integers(0, 3), delegate=st.none() | st.just("sol"))
    def absence(self, who: str, first: int, days: int, delegate: str | None) -> None:
        stands_in, act = self.shop.id_of(delegate) if delegate else None, self.shop.act(who)
        begins = people.calendar_for(act.person).today(act.now) + timedelta(days=first)  # it may be tomorrow with them
        absences.add_absence(self.shop.db, act, begins, begins + timedelta(days=days), stands_in)

    @rule(who=owners)
    def back(self, who: str) -> None:
        absences.end_absence(self.shop.db, self.shop.act(who))

    @rule(who=names, days=st.integers(1, 4))
    def pause(self, who: str, days: int) -> None:
        people.set_preferences(self.shop.db, self.shop.act(who), Preferences(paused_until=self.day(days + 1)))

    @rule(hours=st.sampled_from([1, 7, 24, 24, 72, 170]))
    def time_passes(self, hours: int) -> None:
        self.shop.passes(timedelta(hours=hours))

    @rule(troubles=st.lists(st.sampled_from(list(Trouble)), min_size=1, max_size=4))
    def crash(self, troubles: list[Trouble]) -> None:
        self.shop.office.script = troubles

    # --- what must be ---------------------------------------------------------------------

    @invariant()
    def rows_are_what_the_model_knows(self) -> None:
        for item in self.shop.items() if hasattr(self, "shop") else ():
            known = self.model[item.id]
            assert (self.name(item.owner_id), item.due, item.is_open) == (known.owner, known.due, known.open)
            assert (item.acceptance is None) == (item.owner_id is None)
            if item.acceptance is Acceptance.COUNTERED:
                assert item.offer_due == known.offered
            else:
                assert item.offer_due is None

    @invariant()
    def events_tell_the_row(self) -> None:
        for item in self.shop.items() if hasattr(self, "shop") else ():
            assert self.shop.folded(item) == told(item)

    @invariant()
    def what_is_closed_owes_nothing(self) -> None:
        if not hasattr(self, "shop"):
            return
        self.shop.tick()
        lines = self.shop.lines()
        counts = Counter(line.item_id for line in lines if line.kind not in AFTERWARDS)
        heard_above = {line.item_id for line in lines if line.kind in TOLD_ABOVE}
        for item in self.shop.items():
            if item.is_open:
                self.closed_with.pop(item.id, None)
                continue
            still_told = item.confirmation is Confirmation.AWAITED or item.id in heard_above
            assert item.wake_at is None or still_told
            before = self.closed_with.setdefault(item.id, counts[item.id])
            assert counts[item.id] <= before

    @invariant()
    def everything_is_said_once(self) -> None:
        if not hasattr(self, "shop"):
            return
        lines = self.shop.lines()
        steps = Counter((x.item_id, x.kind, x.commitment, x.step, x.escalation_id) for x in lines
                        if x.kind in (LineKind.NUDGE, LineKind.PREVIEW, LineKind.PACKET))  # fmt: skip
        assert not [step for step, times in steps.items() if times > 1]
        assert len({line.key for line in lines}) == len(lines)
        posted = Counter(self.shop.office.log.lines)
        assert not [line for line, times in posted.items() if times > 1 and '"sent"' in line]
        assert self.failures == []
        assert self.shop.sent() <= set(self.shop.office.kept)


CALM = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)
Items.TestCase.settings = settings(CALM, max_examples=20, stateful_step_count=16)
TestItems = Items.TestCase


def runs_of(part: int) -> int:
    """How many runs there were, each from a seed that no other part has, until the time is over."""
    collect_less()  # as in every process of the tests
    warm.share()
    database.SYNCHRONOUS = "OFF"
    until, runs = time.monotonic() + LONG, 0
    for number in count(part, PARTS):
        if time.monotonic() >= until:
            break
        # What a seed begins with is small; more of them are more of what is long.
        run_state_machine_as_test(
            seed(number)(Items), settings=settings(CALM, max_examples=AT_ONCE, stateful_step_count=STEPS, database=None)
        )
        runs += AT_ONCE
    return runs


@alone
@pytest.mark.skipif(not WHOLE, reason="the short form is the machine itself")
def test_for_minutes() -> None:
    with multiprocessing.get_context("spawn").Pool(PARTS) as pool:
        runs = sum(pool.map(runs_of, range(PARTS), chunksize=1))
    measured = (
        f"{runs:,} runs of up to {STEPS} steps in {LONG / 60:g} minutes: nothing lost, doubled, or said after the end"
    )
    report.row(
        "R14",
        target="10,000 runs x 50 steps, nothing lost or doubled",
        measured=measured,
        seed="one after the other from 0",
    )
