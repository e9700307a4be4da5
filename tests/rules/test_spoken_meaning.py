"""The same words come to different things for whoever owes and whoever is asked; never to what is not theirs."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Acceptance, LineKind, State
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant, Said, Stand, note, stood
from pmo_bot.rules.spoken_rules import PACKET_RULES, RULES, meanings
from pmo_bot.services.people import calendar_for
from tests.rows import MARIA, MONDAY, SAM, at, day, item

ASKED, OFFERED, REFUSED, WONDERED = LineKind.REQUEST, LineKind.COUNTER, LineKind.DECLINED, LineKind.QUESTION


def stand(*asked: LineKind, owns: bool = True, **columns: object) -> Stand:
    packet = columns.pop("packet", None)
    row = item(due=day(2), owner_id=MARIA.id, **columns)
    return Stand(row, calendar_for(MARIA), MONDAY, owns=owns, asked=frozenset(asked), asked_by_other=True,
                 packet=packet if isinstance(packet, int) else None)  # fmt: skip


def does(said: Said, where: Stand) -> Do | None:
    found = meanings(said, where)
    return found[0].do if found else None


@pytest.mark.parametrize(
    ("where", "yes", "no"),
    [
        (stand(ASKED), Do.ACCEPT, Do.DECLINE),
        (stand(OFFERED, owns=False, offer_due=day(5)), Do.APPROVE, Do.KEEP),
        (stand(REFUSED, owns=False, offer_owner_id=SAM.id), Do.ASSIGN, Do.KEEP),
        (stand(REFUSED, owns=False), None, Do.KEEP),
        (stand(WONDERED, owns=False), None, None),
        (stand(), Do.TRACK, None),
        (stand(owns=False, packet=7), Do.SEEN, None),
        (stand(owns=False), None, None),
    ],
)
def test_yes_and_no(where: Stand, yes: Do | None, no: Do | None) -> None:
    assert (does(Said(Deed.YES), where), does(Said(Deed.NO), where)) == (yes, no)


@pytest.mark.parametrize(
    ("where", "when", "do"),
    [
        (stand(), day(5), Do.MOVE),
        (stand(), day(2), Do.TRACK),
        (stand(ASKED), day(5), Do.COUNTER),
        (stand(ASKED), day(2), Do.ACCEPT),
        (stand(OFFERED, owns=False, offer_due=day(5)), day(5), Do.APPROVE),
        (stand(OFFERED, owns=False, offer_due=day(5)), day(2), Do.KEEP),
        (stand(OFFERED, owns=False, offer_due=day(5)), day(3), Do.MOVE),
        (stand(owns=False, packet=7), day(5), Do.EXTEND),
        (stand(), day(-1), None),
    ],
)
def test_a_day(where: Stand, when: date, do: Do | None) -> None:
    assert does(Said(Deed.MOVE, day=when), where) is do


def test_so_many_more_days_count_in_working_days_from_whichever_is_later() -> None:
    assert meanings(Said(Deed.MOVE, shift=2), stand())[0].day == day(4)
    late = Stand(item(due=day(-3)), calendar_for(MARIA), MONDAY, owns=True)
    assert meanings(Said(Deed.MOVE, shift=2), late)[0].day == day(2)
    over_the_weekend = Stand(item(due=day(4)), calendar_for(MARIA), MONDAY, owns=True)
    assert meanings(Said(Deed.MOVE, shift=1), over_the_weekend)[0].day == day(5) == date(2026, 12, 7)


def test_giving_something_away_asks_before_a_yes_and_assigns_after_it() -> None:
    other = Said(Deed.HAND, person=SAM.id)
    assert does(other, stand(ASKED)) is Do.DECLINE
    assert does(other, stand()) is Do.ASSIGN
    assert does(other, stand(owns=False, packet=7)) is Do.REASSIGN
    assert meanings(Said(Deed.HAND), stand()) == ()
    assert meanings(Said(Deed.HAND, person=MARIA.id), stand()) == ()


def test_words_answer_a_question_and_are_a_note_everywhere_else() -> None:
    words = Said(Deed.NOTE, words="The new one")
    assert meanings(words, stand(WONDERED, owns=False)) == (Meant(Do.ANSWER, words="The new one"),)
    assert meanings(words, stand()) == ()
    assert note(words, stand(), "A-12 The new one") == Meant(Do.NOTE, words="The new one")


def test_what_is_closed_is_only_opened_again() -> None:
    closed = stand(state=State.DONE, closed_at=at(MONDAY))
    assert [deed for deed in Deed if meanings(Said(deed, day=day(5), person=SAM.id, words="x"), closed)] == [
        Deed.REOPEN
    ]


def test_what_is_not_yours_to_change_means_nothing() -> None:
    row = item(due=day(2))
    where = Stand(row, calendar_for(MARIA), MONDAY, owns=False, may_act=False)
    assert all(meanings(Said(deed, day=day(5), person=SAM.id, words="x"), where) == () for deed in Deed)


def test_every_sentence_has_a_meaning_or_is_to_the_bot() -> None:
    assert set(Deed) - set(RULES) == {Deed.HELP, Deed.THANKS, Deed.DAY}
    assert set(PACKET_RULES) <= set(RULES)


def test_how_an_item_stands_changes_with_its_date_its_owners_word_and_its_end() -> None:
    row = item(due=day(2), acceptance=Acceptance.ACCEPTED)
    others = [item(due=day(2), acceptance=Acceptance.REQUESTED), item(due=day(2), commitment=3), item(state=State.DONE)]
    assert all(stood(other) != stood(row) for other in others)


@given(
    st.sampled_from(Deed), st.none() | st.dates(), st.none() | st.integers(1, 200), st.none() | st.integers(1),
    st.text(max_size=30), st.none() | st.sampled_from(Deed), st.none() | st.times(),
)  # fmt: skip
def test_a_reading_survives_being_kept(
    deed: Deed,
    when: date | None,
    shift: int | None,
    person: int | None,
    words: str,
    other: Deed | None,
    clock: time | None,
) -> None:  # fmt: skip
    said = Said(deed, day=when, shift=shift, person=person, words=words, other=other, clock=clock)
    assert Said.of(said.kept()) == said
