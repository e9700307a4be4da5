"""App Home and the card of one item."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.blocks.cards import card_message
from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.words import cards as words
from pmo_bot.blocks.words import home as home_words
from pmo_bot.model import Item, Priority
from pmo_bot.rules.home import build
from tests.rows import JON, MARIA, MONDAY, SAM, at, day, done, event, item, person, project


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def home(owed: list[Item], asked: list[Any] | None = None, projects: list[Any] | None = None, **more: Any) -> list[Any]:
    built = build(MARIA, MONDAY, at(MONDAY, "10:00"), owed, asked or [], projects or [], **more)
    return home_view(built)["blocks"]  # type: ignore[no-any-return]


def text_of(blocks: list[Any], block_id: str) -> str:
    (block,) = [one for one in blocks if one["block_id"] == block_id]
    return plain(block["text"]["text"] if "text" in block else block["elements"][0]["text"])


def ids(blocks: list[Any]) -> list[str]:
    return [block["block_id"] for block in blocks]


# --- home -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owed", "says"),
    [
        ([], "*Hello, Maria.* Nothing is waiting for you."),
        ([item()], "*Hello, Maria.* You have one thing open."),
        ([item(), item(due=day(-1)), item(due=None)], "*Hello, Maria.* You have 3 things open, 1 of them late."),
        ([item()] * 12, "*Hello, Maria.* You have 12 things open."),
    ],
)
def test_it_greets_with_one_sentence_of_state(owed: list[Item], says: str) -> None:
    for number, one in enumerate(owed):
        one.id = number
    assert text_of(home(owed), "greeting") == says


def test_an_empty_home_says_how_it_fills() -> None:
    blocks = home([])
    assert text_of(blocks, "due-empty") == plain(home_words.EMPTY)
    assert text_of(blocks, "projects-empty") == plain(home_words.NO_PROJECTS)
    assert "waiting" not in ids(blocks)
    assert "asked" not in ids(blocks)


def test_sections_stand_in_the_order_of_what_i_can_do() -> None:
    blocks = home([item()], [(item(), SAM)], [project()], waiting=[item()], first_visit=True)
    headers = [block["block_id"] for block in blocks if block["type"] == "header"]
    assert headers == ["due", "waiting", "asked", "projects"]
    assert ids(blocks)[0] == "welcome"
    assert ids(blocks)[-1] == "as-of"


def test_lines_say_dates_and_not_ages_because_the_page_stays_open() -> None:
    late = item("Plan", id=1, due=day(-4), blocked_at=at(MONDAY), blocked_by_text="the licence")
    said = text_of(home([late]), "due-1")
    assert said.startswith("Plan (A-1) — was due Tue 24 Nov")
    assert said.endswith("waiting for the licence")
    assert "waiting for an answer" in text_of(home([item(id=2, blocked_at=at(MONDAY))]), "due-2")


def test_what_i_asked_for_names_who_has_it() -> None:
    blocks = home([], [(item("Plan", id=1), JON), (item("Draft", id=2, owner_id=None), None)])
    assert text_of(blocks, "asked-1") == "Plan (A-1) — Jon, due Mon 30 Nov"
    assert text_of(blocks, "asked-2") == "Draft (A-2) — *nobody has it yet*, due Mon 30 Nov"


def test_what_did_not_fit_has_a_command() -> None:
    many = [item(id=n) for n in range(1, 13)]
    blocks = home(many, [(one, SAM) for one in many])
    assert text_of(blocks, "due-more") == "2 more: `/pmo list mine`"
    assert text_of(blocks, "asked-more") == "2 more: `/pmo list asked`"


def test_it_says_as_of_when_and_what_was_done() -> None:
    assert text_of(home([]), "as-of") == "As of today at 10:00 (Madrid)"
    assert text_of(home([], done_this_week=3), "as-of") == "As of today at 10:00 (Madrid) · 3 done this week"
    assert text_of(home([], projects=[project()]), "project-1") == "*Apollo* (APOLLO) · controlling"


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
