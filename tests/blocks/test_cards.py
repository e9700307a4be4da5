"""The card of one item."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.blocks.cards import card_message
from pmo_bot.blocks.words import cards as words
from pmo_bot.model import Item, Priority
from tests.rows import JON, MARIA, MONDAY, SAM, at, day, done, event, item, person, project


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def text_of(blocks: list[Any], block_id: str) -> str:
    (block,) = [one for one in blocks if one["block_id"] == block_id]
    return plain(block["text"]["text"] if "text" in block else block["elements"][0]["text"])


def ids(blocks: list[Any]) -> list[str]:
    return [block["block_id"] for block in blocks]


# --- card -----------------------------------------------------------------------------


def card(what: Item, **more: Any) -> list[Any]:
    given: dict[str, Any] = {
        "reader": MARIA, "item": what, "owner": MARIA, "requester": SAM, "project": project(), "blocker": None,
        "blocked_on": None, "events": (), "people": {MARIA.id: MARIA}, "notes": {}, "waiting": (), "today": MONDAY,
    }  # fmt: skip
    return list(card_message(**{**given, **more}).blocks)


def test_a_card_says_what_it_is_whose_and_by_when() -> None:
    assert text_of(card(item("Plan", id=1)), "item") == ("*Plan (A-1)*\nMaria, asked by Sam — due Mon 30 Nov · Apollo")
    weighty = item("Plan", id=1, priority=Priority.HIGH, permalink="https://example.org/p1", owner_id=None)
    assert text_of(card(weighty, owner=None, project=None), "item") == (
        "*Plan (A-1)*\nno owner yet — due Mon 30 Nov · high · <https://example.org/p1|from this message>"
    )
    assert "asked by" not in text_of(card(item(id=1), requester=MARIA), "item")
    assert "asked by" not in text_of(card(item(id=1), requester=None), "item")


def test_it_says_how_everybody_will_know_that_it_is_done() -> None:
    assert text_of(card(item(done_means="signed")), "done-means") == "_Done means:_ signed"
    assert "done-means" not in ids(card(item()))


@pytest.mark.parametrize(
    ("what", "more", "says"),
    [
        (item(blocked_at=at(MONDAY)), {"blocker": JON}, "Waits for Jon."),
        (item(snoozed_until=day(3)), {}, "Reminders come back on Thu 3 Dec."),
        (item(), {"waiting": [item(id=7)]}, "A-7 waits for it."),
        (item(), {"waiting": [item(id=n) for n in range(1, 8)]}, "A-1, A-2, A-3, A-4, A-5 wait for it."),
    ],
)
def test_it_says_what_it_waits_for_and_what_waits_for_it(what: Item, more: dict[str, Any], says: str) -> None:
    assert text_of(card(what, **more), "state") == says


def test_a_quiet_item_has_no_state() -> None:
    assert "state" not in ids(card(item(snoozed_until=MONDAY)))


def test_history_says_who_what_when_and_why() -> None:
    moved = event("item.moved", before={"due": "2026-11-25"}, after={"due": "2026-11-30"}, note_id=4)
    said = words.event_line(moved, {MARIA.id: MARIA}, {4: "Legal was away"}, MARIA, MONDAY)
    assert plain(said) == "Mon 30 Nov: Maria moved the date (Wed 25 Nov → Mon 30 Nov) — “Legal was away”"
    first = event("item.moved", after={"due": "2026-11-30"}, actor_id=None)
    assert words.event_line(first, {}, {}, MARIA, MONDAY) == "Mon 30 Nov: PMO Bot moved the date (Mon 30 Nov)"
    assert words.event_line(event("new.thing"), {}, {}, MARIA, MONDAY).endswith("changed it")


def test_history_is_told_in_the_readers_own_days() -> None:
    late = event("item.done", happened_at=at(MONDAY, "23:30"))
    tokyo = person(zone="Asia/Tokyo")
    assert words.event_line(late, {}, {}, MARIA, MONDAY).startswith("Mon 30 Nov")
    assert words.event_line(late, {}, {}, tokyo, MONDAY).startswith("Tue 1 Dec")


def test_the_last_ten_events_are_shown() -> None:
    blocks = card(item(), events=[event("item.edited") for _ in range(14)])
    assert len(text_of(blocks, "history").splitlines()) == 10


def test_a_closed_item_can_be_opened_again() -> None:
    (actions,) = [block for block in card(done()) if block["type"] == "actions"]
    assert [element["text"]["text"] for element in actions["elements"]] == ["Not done after all"]
