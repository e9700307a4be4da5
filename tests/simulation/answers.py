"""How people answer what reaches them: owners their lines, requesters their questions, sponsors their packets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from pmo_bot.model import Acceptance, Item
from pmo_bot.services import blocking, confirming, deciding, escalations, handshake, items
from tests.simulation.desk import Desk

Answer = Callable[[Desk, str, Item], object]


def _ahead(desk: Desk, least: int, most: int) -> date:
    """A date some days from now."""
    return desk.now().date() + timedelta(days=desk.rng.randint(least, most))


# --- the owner's lines ------------------------------------------------------------------


def done(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "done", items.finish, item.id, desk.rng.choice(("", "it is in the folder")))


def on_track(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "on_track", items.on_track, item.id)


def move(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "move", items.move, item.id, _ahead(desk, 1, 12), "the room was taken")


def snooze(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "snooze", items.snooze, item.id, _ahead(desk, 1, 5))


def start(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "start", items.start, item.id)


def blocked_by_person(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "block", blocking.block, item.id, by_id=desk.staff[desk.someone(who)])


def blocked_on_item(desk: Desk, who: str, item: Item) -> object:
    other = desk.some_item(Item.closed_at == None, Item.project_id == item.project_id, Item.id != item.id)  # noqa: E711
    return desk.do(who, "block", blocking.block, item.id, on_id=other.id) if other is not None else None


def blocked_by_thing(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "block", blocking.block, item.id, text="the crane")


def give_away(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "assign", items.assign, item.id, desk.staff[desk.someone(who)])


LINES: Mapping[Answer, int] = {
    done: 40, on_track: 16, move: 16, snooze: 8, start: 4, blocked_by_person: 5, blocked_on_item: 5,
    blocked_by_thing: 3, give_away: 3,
}  # fmt: skip


def sentence(desk: Desk, who: str, item: Item) -> object:
    live = desk.live_round(item)
    return desk.do(who, "sentence", escalations.add_sentence, live.id, "Legal has the list.") if live else None


PREVIEWS: Mapping[Answer, int] = {sentence: 40, done: 25, move: 25, blocked_by_person: 10}


# --- the handshake ----------------------------------------------------------------------


def accept(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "accept", handshake.accept, item.id)


def counter(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "counter", handshake.counter, item.id, _ahead(desk, 2, 20), "two things come first")


def decline(desk: Desk, who: str, item: Item) -> object:
    suggested = desk.staff[desk.someone(who)] if desk.rng.random() < 0.5 else None
    return desk.do(who, "decline", handshake.decline, item.id, suggested)


def question(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "question", handshake.ask, item.id, "Which tenant?")


REQUESTS: Mapping[Answer, int] = {accept: 65, counter: 15, decline: 10, question: 10}


def decide(desk: Desk, who: str, item: Item) -> object:
    """Whoever asked answers what the owner said."""
    if item.acceptance is Acceptance.COUNTERED and desk.rng.random() < 0.7:
        return desk.do(who, "approve", handshake.approve, item.id)
    if item.acceptance is Acceptance.DECLINED and desk.rng.random() < 0.7:
        return desk.do(who, "assign", items.assign, item.id, item.offer_owner_id or desk.staff[desk.someone(who)])
    if item.acceptance is Acceptance.QUESTIONED:
        return desk.do(who, "answer", handshake.answer, item.id, "The new one.")
    return desk.do(who, "keep", handshake.keep, item.id, "It cannot be later.")


DECISIONS: Mapping[Answer, int] = {decide: 1}


def say_whether_it_is_done(desk: Desk, who: str, item: Item) -> object:
    if desk.rng.random() < 0.7:
        return desk.do(who, "confirm", confirming.confirm, item.id)
    return desk.do(who, "not_yet", confirming.not_yet, item.id, "The annex is missing.")


DONES: Mapping[Answer, int] = {say_whether_it_is_done: 1}


# --- what is waited for -------------------------------------------------------------------


def ready(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "unblock", blocking.ready, item.id)


def ready_by(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "ready_by", blocking.ready_by, item.id, _ahead(desk, 1, 6), "on the day after the board")


def not_waited(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "not_waited", blocking.not_waited, item.id)


def allow(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "allow", blocking.allow_pause, item.id)


def refuse(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "refuse", blocking.refuse_pause, item.id, "the crane is there")


def ripple_seen(desk: Desk, who: str, item: Item) -> object:
    return desk.do(who, "ripple_seen", blocking.ripple_seen, item.id)


BLOCKERS: Mapping[Answer, int] = {ready: 45, ready_by: 40, not_waited: 15}
APPROVALS: Mapping[Answer, int] = {allow: 60, refuse: 40}
RIPPLES: Mapping[Answer, int] = {ripple_seen: 50, move: 50}
ORPHANS: Mapping[Answer, int] = {give_away: 1}


# --- packets ----------------------------------------------------------------------------


def _answering(what: str, service: Callable[..., Any], *given: Callable[[Desk], Any]) -> Answer:
    def answer(desk: Desk, who: str, item: Item) -> object:
        live = desk.live_round(item)
        if live is None:
            return None
        found = desk.do(who, what, service, live.id, *(make(desk) for make in given))
        if found is not None:
            desk.teller.log.write(desk.now(), "round", item=item.number, act=what, by=who, round=live.id)
        return found

    return answer


PACKETS: Mapping[Answer, int] = {
    _answering("acknowledge", escalations.acknowledge): 35,
    _answering("release", escalations.release): 25,
    _answering("extend", deciding.extend, lambda desk: _ahead(desk, 3, 10)): 20,
    _answering("reassign", deciding.reassign, lambda desk: desk.staff[desk.someone()]): 10,
    _answering("drop", deciding.dropped): 10,
}
ANSWERS: Mapping[str, Mapping[Answer, int]] = {
    "nudge": LINES, "preview": PREVIEWS, "packet": PACKETS, "request": REQUESTS, "counter": DECISIONS,
    "declined": DECISIONS, "question": DECISIONS, "confirm": DONES, "blocker": BLOCKERS, "approval": APPROVALS,
    "ripple": RIPPLES, "orphan": ORPHANS, "untaken": ORPHANS,
}  # fmt: skip
"""By kind of line: what people may do with it, and how often."""


def answer(desk: Desk, who: str, kind: str, number: int) -> object:
    """Somebody answers a line about an item in one of the ways it offers."""
    ways = ANSWERS.get(kind)
    if ways is None or who in desk.left:
        return None
    way = desk.rng.choices(list(ways), list(ways.values()))[0]
    return way(desk, who, desk.item(number))
