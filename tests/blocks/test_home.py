"""App Home: every sentence in its place, by role, within what Slack takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.words import home as words
from pmo_bot.model import About, Acceptance, Health, Item, Kind, LineKind
from pmo_bot.playground import problems as slack_says
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.home import SIZES, Home, Known, build
from pmo_bot.rules.outlook import Counts, Outlook
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import page
from pmo_bot.rules.question import Question
from pmo_bot.slack.limits import problems
from tests.blocks.test_packet import packet
from tests.lengths import length, proof
from tests.rows import JON, MARIA, MONDAY, SAM, at, day, done, escalation, item, line, person, project
from tests.shown import said

PEOPLE = {one.id: one for one in (MARIA, JON, SAM)}


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def home(owed: list[Item], asked: list[Item] | None = None, **more: Any) -> list[dict[str, Any]]:
    known = Known(owed=owed, asked=asked or [], **{"people": PEOPLE, **more})
    return list(home_view(build(MARIA, MONDAY, at(MONDAY, "10:00"), known))["blocks"])


def text_of(blocks: list[dict[str, Any]], block_id: str) -> str:
    (block,) = [one for one in blocks if one["block_id"] == block_id]
    return plain(block["text"]["text"] if "text" in block else block["elements"][0]["text"])


def ids(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["block_id"] for block in blocks]


def question(number: int = 1, kind: LineKind = LineKind.REQUEST) -> Question:
    return Question(MARIA, line(kind, "ask", id=-number), item(id=number), live=True, owner=MARIA, requester=JON)


def outlook(**more: Any) -> Outlook:
    return Outlook(**{"project": project(), "health": Health.AMBER, "counts": Counts(open=4, late=1), **more})


# --- what it says -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owed", "more", "says"),
    [
        ([], {}, "*Hello, Maria.* Nothing is waiting for you."),
        ([item(due=day(4))], {}, "*Hello, Maria.* Nothing is waiting for you. The next date is Fri 4 Dec."),
        ([item(due=day(-1))], {}, "*Hello, Maria.* One thing is late."),
        ([item(), item()], {}, "*Hello, Maria.* 2 things are due today."),
        (
            [item(due=day(-1)), item(due=day(-2)), item()], {"waiting": page([question()], 5)},
            "*Hello, Maria.* One thing waits for your answer, 2 things are late and one thing is due today.",
        ),
    ],
)  # fmt: skip
def test_it_greets_with_one_sentence_of_state(owed: list[Item], more: dict[str, Any], says: str) -> None:
    assert text_of(home(owed, **more), "greeting") == says


def test_an_empty_home_says_how_it_fills() -> None:
    blocks = home([])
    assert text_of(blocks, "due-empty") == plain(words.EMPTY)
    assert text_of(blocks, "projects-empty") == plain(words.NO_PROJECTS)
    assert not {"waiting", "asked", "done", "portfolio"} & set(ids(blocks))


def test_sections_stand_in_the_order_of_what_i_can_do() -> None:
    blocks = home([item()], [item()], projects=[outlook()], waiting=page([question()], 5), done=[done()],
                  first_visit=True)  # fmt: skip
    headers = [block["block_id"] for block in blocks if block["type"] == "header"]
    assert headers == ["waiting", "due", "asked", "projects", "done", "preferences"]
    assert ids(blocks)[0] == "welcome"
    assert ids(blocks)[-1] == "as-of"


def test_sponsors_and_pmo_leads_see_the_portfolio_first_and_no_empty_list_of_their_own() -> None:
    blocks = home([], portfolio=[outlook(yours=2)])
    headers = [block["block_id"] for block in blocks if block["type"] == "header"]
    assert headers == ["portfolio", "preferences"]
    assert "*2 things wait for you* · 4 open · 1 late" in said(blocks)


def test_lines_say_dates_and_not_ages_because_the_page_stays_open() -> None:
    late = item("Plan", id=1, due=day(-4), blocked_at=at(MONDAY), blocked_by_text="the licence")
    assert text_of(home([late]), "due-1") == "Plan (A-1) — was due Tue 24 Nov · waiting for the licence"
    by_person = item(id=2, blocked_at=at(MONDAY), blocked_by_id=JON.id)
    assert text_of(home([by_person]), "due-2").endswith("waiting for Jon")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"acceptance": Acceptance.REQUESTED}, "waits for your yes"),
        ({"acceptance": Acceptance.COUNTERED, "offer_due": day(3)}, "you offered Thu 3 Dec, no answer yet"),
        ({"acceptance": Acceptance.DECLINED}, "you said “not me”, no answer yet"),
        ({"acceptance": Acceptance.QUESTIONED}, "your question waits for an answer"),
    ],
)
def test_what_i_owe_says_what_is_still_to_be_agreed(more: dict[str, Any], says: str) -> None:
    assert text_of(home([item(id=1, **more)]), "due-1").endswith(f" · {says}")


def test_what_i_asked_for_says_who_has_not_picked_it_up() -> None:
    silent = item("Plan", id=1, owner_id=JON.id, acceptance=Acceptance.REQUESTED, turn_at=at(MONDAY))
    blocks = home([], [silent, item("Draft", id=2, owner_id=None), item("Book", id=3, acceptance=Acceptance.ACCEPTED)])
    assert text_of(blocks, "wanted-1") == "Plan (A-1) — Jon, due Mon 30 Nov · asked Mon 30 Nov, no answer yet"
    assert text_of(blocks, "wanted-2") == "Draft (A-2) — *nobody has it yet*, due Mon 30 Nov"
    assert text_of(blocks, "wanted-3") == "Book (A-3) — Maria, due Mon 30 Nov · accepted"
    assert text_of(blocks, "asked-gap") == "2 of these have no yes yet; they come first."


def test_a_project_says_its_colour_in_words_its_reason_its_gaps_and_its_next_date() -> None:
    counts = Counts(open=9, late=2, unaccepted=1, unowned=1, undated=1, next_due=day(8))
    blocks = home([], projects=[outlook(counts=counts, declared=Declared(JON, "One input is open"))])
    assert text_of(blocks, "project-1") == (
        "*Apollo* (APOLLO) · 🟡 Amber · controlling\n“One input is open”, says Jon\n"
        "9 open · 2 late · 1 not accepted · 1 without an owner · 1 without a date · next Thu 10 Dec"
    )
    calm = text_of(home([], projects=[outlook(counts=Counts(open=2), health=Health.GREEN)]), "project-1")
    assert calm.endswith("2 open · everything has an owner, a date and a yes")
    assert text_of(home([], projects=[outlook(counts=Counts())]), "project-1").endswith("nothing open")


def test_an_observed_project_has_a_banner() -> None:
    watched = outlook(project=project(observe_until=day(4)), lead=JON)
    assert "_Only observed until Fri 4 Dec: owners hear nothing, Jon sees what would be sent._" in text_of(
        home([], projects=[watched]), "project-1"
    )
    assert "observed" not in text_of(home([], projects=[outlook(project=project(observe_until=MONDAY))]), "project-1")


def test_it_ends_with_what_was_done_the_preferences_and_as_of_when() -> None:
    blocks = home([], done=[done(f"Thing {n}") for n in range(7)])
    assert "and 2 more" in text_of(blocks, "done-lines")
    assert text_of(blocks, "preferences-now").startswith("Your brief comes at 09:00 (Madrid time)")
    assert text_of(blocks, "as-of") == "As of today at 10:00 (Madrid)"


def test_long_sections_have_pages_and_the_view_keeps_where_one_is() -> None:
    known = Known(owed=[item(id=n) for n in range(1, 44)])
    view = home_view(build(MARIA, MONDAY, at(MONDAY), known, {"due": 10}))
    assert text_of(list(view["blocks"]), "due-range") == "11–20 of 43"
    (buttons,) = [block["elements"] for block in view["blocks"] if block["block_id"] == "due-page"]
    assert [(one["text"]["text"], one["value"]) for one in buttons] == [
        ("Back", "1:page:0:home:due"), ("Next 10", "1:page:20:home:due"),
    ]  # fmt: skip
    assert view["private_metadata"] == '{"due":10}'


# --- it fits ----------------------------------------------------------------------------

numbers = st.integers(0, 500)


@proof
@settings(max_examples=length(12, 300), deadline=None)
@given(
    numbers, numbers, st.integers(0, 40), st.integers(0, 40), numbers, st.integers(0, 490), st.booleans(), st.booleans()
)
def test_it_fits_slack_whatever_there_is(
    owed: int, asked: int, led: int, watched: int, waits: int, start: int, first: bool, packets: bool
) -> None:
    made = full(owed, asked, led, watched, waits, start, first, packets)
    view = home_view(made)
    assert problems("home", view) == []
    assert slack_says("home", view) == []
    assert len(view["blocks"]) <= 90, "there is room for a section of others"
    assert view["blocks"][-1]["block_id"] == "as-of"


def full(owed: int, asked: int, led: int, watched: int, waits: int, start: int, first: bool, packets: bool) -> Home:
    """A Home with so much of everything, leafed to some page."""
    long = "A title that goes on for longer than anybody would read " * 8
    questions: list[Question | Packet] = [question(n) for n in range(1, waits + 1)]
    if packets:
        questions = [packet(escalation=escalation(at(MONDAY), id=n), item=item(long)) for n in range(1, waits + 1)]
    known = Known(
        owed=[item(long, id=n) for n in range(1, owed + 1)],
        asked=[item(long, id=n, owner_id=JON.id, acceptance=Acceptance.REQUESTED) for n in range(600, 600 + asked)],
        waiting=page(questions, SIZES["waiting"], start),
        portfolio=[outlook(project=project(id=n, key=f"P{n}"), yours=n) for n in range(watched)] or None,
        projects=[outlook(project=project(id=n, key=f"L{n}")) for n in range(100, 100 + led)],
        done=[done(long, id=n) for n in range(2000, 2000 + owed)],
        people=PEOPLE,
        first_visit=first,
    )
    starts = dict.fromkeys(SIZES, start)
    return build(person("Maximiliane " * 20), MONDAY, at(MONDAY), known, starts)


def test_what_is_answered_from_one_to_five_is_never_done() -> None:
    asked = item("Ease of use", id=90, kind=Kind.CHECK, about=About.PULSE, about_id=1)
    (block,) = [one for one in home([asked]) if one["block_id"] == "due-90"]
    offered = [(one["text"]["text"], one["value"].split(":")[0]) for one in block["accessory"]["options"]]
    assert offered[0][0] == "Say it, from 1 to 5…"
    assert len(offered) == len(set(offered)) == 4, "the card with its five buttons is offered once"
    assert not {"Done", "Show"} & {label for label, _ in offered}
