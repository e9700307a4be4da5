"""The answer to somebody's own words, whatever they wrote: it fits Slack, has one primary button, mentions nobody."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks.heard import heard_message
from pmo_bot.model import LineKind
from pmo_bot.rules.heard import Candidate, Heard, Outcome, Part
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant, Said, Stand, note
from tests.blocks.test_hostile import as_message, dates, everything, few, items, people, projects, text
from tests.rows import CALENDAR, MARIA, MONDAY, day, event, item

KINDS = [LineKind.REQUEST, LineKind.COUNTER, LineKind.DECLINED, LineKind.QUESTION, LineKind.ORPHAN]
somebody, something = st.none() | st.just(1), st.none() | st.just(2)
meants = st.builds(Meant, st.sampled_from(Do), day=st.none() | dates, person=somebody, on=something, words=text)
keys = st.sampled_from(["", "A-99"])
saids = st.builds(Said, st.sampled_from(Deed), day=st.none() | dates, words=text, unread=text, missing=keys)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    said, written, row = draw(saids), draw(text), draw(everything)
    among = tuple(Candidate(one, draw(st.none() | meants)) for one in draw(st.lists(items, max_size=7)))
    if draw(st.booleans()):
        return Part(row.id, written, said, among=among)
    who = draw(people)
    stand = Stand(
        row, CALENDAR, MONDAY, owns=draw(st.booleans()), asked=frozenset(draw(st.lists(st.sampled_from(KINDS)))),
        may_act=draw(st.booleans()), packet=draw(st.sampled_from([None, 7])), warned=draw(st.booleans()),
    )  # fmt: skip
    what = draw(st.sampled_from(["item.done", "item.moved", "item.noted", "escalation.sentence", "item.blocked"]))
    own = draw(st.booleans())
    outcome = Outcome(event(what, row), who, own, own and draw(st.booleans()), draw(st.sampled_from([None, 5])))
    return Part(
        row.id, written, said, stand, tuple(draw(st.lists(meants, max_size=2))), note(said, stand, written), among,
        draw(st.none() | st.just(outcome)), draw(st.booleans()), draw(st.booleans()), who, draw(st.none() | people),
        draw(st.none() | projects), draw(st.none() | people), draw(st.none() | people), draw(st.none() | items),
        draw(st.none() | people), draw(st.none() | people),
    )  # fmt: skip


@few
@given(st.lists(parts(), max_size=4, unique_by=lambda part: part.id))
def test_whatever_was_written(found: list[Part]) -> None:
    made = heard_message(Heard(MARIA, MONDAY, tuple(found)))
    as_message(made)
    assert sum(element.get("style") == "primary" for element in elements(made.payload()["blocks"])) <= 1


def elements(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [element for block in blocks for element in block.get("elements", [])]


def test_it_says_the_same_without_the_blocks() -> None:
    stand = Stand(item(due=day(2)), CALENDAR, MONDAY, owns=True)
    part = Part(1, "2 more days", Said(Deed.MOVE, shift=2), stand, meant=(Meant(Do.MOVE, day=day(4)),))
    assert heard_message(Heard(MARIA, MONDAY, (part,))).text.startswith("I understood: Draft the cutover plan (A-")


def test_the_first_answer_alone_has_the_primary_button() -> None:
    two = [
        Part(number, "done", Said(Deed.DONE), Stand(item(), CALENDAR, MONDAY, owns=True), meant=(Meant(Do.DONE),))
        for number in (1, 2)
    ]
    pressed = elements(heard_message(Heard(MARIA, MONDAY, tuple(two))).payload()["blocks"])
    assert [one.get("style") for one in pressed if one["text"]["text"] == "Apply"] == ["primary", None]


def test_where_every_candidate_means_the_same_the_choice_is_the_click() -> None:
    first, second = item(), item()
    same = (Candidate(first, Meant(Do.DONE)), Candidate(second, Meant(Do.DONE)))
    differ = (Candidate(first, Meant(Do.MOVE, day=day(1))), Candidate(second, Meant(Do.MOVE, day=day(2))))
    assert Part(1, "done", Said(Deed.DONE), among=same).at_once == Meant(Do.DONE)
    assert Part(1, "2 more days", Said(Deed.MOVE, shift=2), among=differ).at_once is None
