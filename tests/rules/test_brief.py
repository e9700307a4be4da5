"""The brief: at most five lines, worst first."""

from datetime import timedelta

import pytest

from pmo_bot.model import Item, LineKind, Priority
from pmo_bot.rules.brief import Brief, Entry, Warned, build, rank, wants_answer
from pmo_bot.rules.question import Question
from tests.rows import JON, MARIA, MONDAY, SAM, at, day, done, item, line, packet


def entry(what: Item | None = None, kind: LineKind = LineKind.NUDGE, **more: object) -> Entry:
    about = what or item()
    return Entry(about, line(kind, commitment=about.commitment), **more)  # type: ignore[arg-type]


def brief(*entries: Entry, owed: tuple[Item, ...] = ()) -> Brief:
    return build(MARIA, MONDAY, "brief:1", entries, owed)


WARNED = Warned(packet(), at(day(2)))


# --- order and length -----------------------------------------------------------------


def test_five_lines_and_then_how_many_more() -> None:
    entries = [entry(item(due=day(-n))) for n in range(8)]
    made = brief(*entries)
    assert [e.item.due for e in made.entries] == [day(-n) for n in (7, 6, 5, 4, 3)]
    assert made.more == 3
    assert brief(*entries[:5]).more == 0


def question(kind: LineKind) -> Question:
    return Question(reader=MARIA, line=line(kind, "ask"), item=item(), live=True)


def test_what_nobody_waits_for_takes_the_room_that_is_left() -> None:
    asked = [question(LineKind.REVIEW), question(LineKind.REVIEW), question(LineKind.REQUEST)]
    made = build(MARIA, MONDAY, "brief:1", [entry(item(due=day(-n))) for n in range(3)], [], asked)
    assert [one.kind for one in made.questions] == [LineKind.REQUEST, LineKind.REVIEW]
    assert (len(made.entries), made.more) == (3, 1)


@pytest.mark.parametrize(("asked", "again", "nudged"), [(6, 0, 0), (0, 6, 0), (0, 0, 6), (3, 3, 3)])
def test_what_is_about_to_be_passed_on_is_shown_whatever_else_there_is(asked: int, again: int, nudged: int) -> None:
    warned = entry(item(due=day(-1)), LineKind.PREVIEW, warned=WARNED)
    others = [entry(item(due=day(-5))) for _ in range(nudged)]
    made = build(
        MARIA, MONDAY, "brief:1", [*others, warned], [],
        [question(LineKind.REQUEST) for _ in range(asked)], packets=[packet() for _ in range(again)],
    )  # fmt: skip
    assert warned in made.entries
    shown = len(made.entries) + len(made.questions) + len(made.packets)
    assert (shown, made.more) == (5, asked + again + nudged + 1 - 5)


def test_what_is_critical_comes_first_then_what_has_been_due_longest() -> None:
    critical = item(due=day(3), priority=Priority.CRITICAL)
    oldest, high, normal, low = (
        item(due=day(-2), priority=Priority.LOW),
        item(priority=Priority.HIGH),
        item(priority=Priority.NORMAL),
        item(priority=Priority.LOW),
    )
    undated = item(due=None, priority=Priority.HIGH)
    assert sorted([undated, low, normal, high, oldest, critical], key=rank) == [
        critical, oldest, high, normal, low, undated,
    ]  # fmt: skip


def test_weight_counts_more_than_the_order_of_capture() -> None:
    low, normal, high = (
        item(number=n, priority=p) for n, p in enumerate((Priority.LOW, Priority.NORMAL, Priority.HIGH))
    )
    assert sorted([low, normal, high], key=rank) == [high, normal, low]


def test_equals_are_ordered_by_their_numbers() -> None:
    first, second = item(number=3), item(number=4)
    assert sorted([second, first], key=rank) == [first, second]


def test_nudge_and_preview_of_one_item_are_one_line() -> None:
    about = item()
    nudge, preview = entry(about), entry(about, LineKind.PREVIEW, warned=WARNED)
    for both in ((nudge, preview), (preview, nudge)):
        (shown,) = brief(*both).entries
        assert shown.warned is WARNED


def test_it_says_until_when_it_is_quiet_afterwards() -> None:
    told = item(due=day(1))
    owed = (item(due=day(4)), item(due=day(2)), item(due=None), item(due=MONDAY), told)
    assert brief(entry(told), owed=owed).next_due == day(2)
    assert brief(owed=(told,)).next_due == day(1)
    assert brief().next_due is None


def test_the_bot_introduces_itself_only_when_told_to() -> None:
    assert not brief().first_contact
    assert build(MARIA, MONDAY, "brief:1", (), (), first_contact=True).first_contact


# --- what is still open ---------------------------------------------------------------


def open_now(one: Entry) -> bool:
    return wants_answer(one, MARIA, MONDAY)


def test_an_open_promise_wants_an_answer() -> None:
    assert open_now(entry())


@pytest.mark.parametrize("what", [done(), item(owner_id=SAM.id), item(owner_id=None)])
def test_what_is_closed_or_somebody_elses_does_not(what: Item) -> None:
    assert not open_now(entry(what))


def test_a_new_promise_answers_the_old_line() -> None:
    assert not open_now(Entry(item(commitment=2), line(commitment=1)))


def test_on_track_and_snooze_answer_a_nudge() -> None:
    assert not open_now(Entry(item(), line(answer="track")))
    assert not open_now(entry(item(snoozed_until=day(1))))
    assert open_now(entry(item(snoozed_until=MONDAY)))


def test_what_is_about_to_be_passed_on_stays_in_sight_all_the_same() -> None:
    assert open_now(entry(item(snoozed_until=day(3)), LineKind.PREVIEW, warned=WARNED))
    assert open_now(Entry(item(), line(LineKind.PREVIEW, answer="track"), warned=WARNED))
    assert not open_now(entry(done(), LineKind.PREVIEW, warned=WARNED))


def test_a_named_blocker_answers_every_line() -> None:
    waits = item(blocked_at=at(day(-3)), blocked_by_id=JON.id)
    assert not open_now(entry(waits, clock_stopped=True))
    assert not open_now(entry(waits, LineKind.PREVIEW, warned=WARNED, clock_stopped=True))


def test_free_text_answers_the_lines_before_it_and_not_the_next_ones() -> None:
    nudge = line()
    before, after = nudge.created_at - timedelta(hours=1), nudge.created_at + timedelta(hours=1)
    assert open_now(Entry(item(blocked_at=before, blocked_by_text="the licence"), nudge))
    assert not open_now(Entry(item(blocked_at=after, blocked_by_text="the licence"), nudge))
    assert not open_now(Entry(item(blocked_at=nudge.created_at, blocked_by_text="the licence"), nudge))


def test_the_greeting_counts_open_lines_and_what_did_not_fit() -> None:
    entries = [entry(item(due=day(-n))) for n in range(6)]
    assert brief(*entries, entry(done(due=day(-20)))).open_count == 4 + 2
