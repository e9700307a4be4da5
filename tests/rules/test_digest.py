"""The digest: what it says, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmo_bot.blocks.words import digest as words
from pmo_bot.model import Acceptance, Confirmation, Health, Item, Kind, Mode, Priority, Standing
from pmo_bot.rules.digest import SECTIONS, build
from pmo_bot.rules.digest_facts import Declared, DigestFacts
from pmo_bot.rules.digest_lines import Digest, Section
from pmo_bot.rules.health import Evidence, Sign
from tests.rows import (
    CALENDAR,
    INES,
    JON,
    MARIA,
    MONDAY,
    at,
    day,
    decision,
    done,
    event,
    item,
    person,
    project,
)

# --- what -----------------------------------------------------------------------------


def known(*still_open: Item, **more: object) -> DigestFacts:
    plain = DigestFacts(
        project=project(),
        calendar=CALENDAR,
        day=MONDAY,
        since=at(MONDAY - timedelta(days=7)),
        people={one.id: one for one in (MARIA, JON, INES)},
        open=still_open,
        closed=(),
        events=(),
        decisions=(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def lines(made: Digest, name: str) -> list[tuple[str, str]]:
    """Word and title of every line of a section."""
    found = {section.name: section.lines for section in made.sections}
    return [(one.word, (one.item or one.decision).title) for one in found.get(name, ())]  # type: ignore[union-attr]


def test_sections_stand_in_the_order_of_what_matters() -> None:
    assert [name for name, _ in SECTIONS] == [
        "needs", "changed", "issues", "overdue", "left", "unowned", "unaccepted", "undated", "unplanned", "unreviewed",
        "skills", "idle", "ahead", "unfitting", "value", "soon", "awaited", "done",
    ]  # fmt: skip
    late, soon, gap = item("late", due=day(-3)), item("soon", due=day(2)), item("gap", owner_id=None)
    made = build(
        known(
            late, soon, gap,
            asked=[(late, INES, day(-1))],
            events=[event("item.moved", soon, before={"due": "2026-11-20"})],
            closed=[done()],
        )
    )  # fmt: skip
    assert [section.name for section in made.sections] == ["needs", "changed", "overdue", "unowned", "soon", "done"]
    assert not made.quiet
    assert build(known(item(due=day(30)))).sections == ()


def test_five_lines_a_section_and_the_rest_in_the_thread() -> None:
    made = build(known(*(item(f"{n}", due=day(-n)) for n in range(1, 9))))
    (section,) = made.sections
    assert [one.item.title for one in section.shown if one.item] == ["8", "7", "6", "5", "4"]
    assert [one.item.title for one in section.rest if one.item] == ["3", "2", "1"]
    assert Section("done", ()).rest == ()


def test_whose_answer_is_waited_for_longest_comes_first() -> None:
    first, second = item("first"), item("second")
    made = build(known(first, second, asked=[(second, INES, day(-1)), (first, JON, day(-4))]))
    assert lines(made, "needs") == [("asked", "first"), ("asked", "second")]
    asked = made.sections[0].lines[0]
    assert (asked.person, asked.then) == (JON, day(-4))


# --- what changed ---------------------------------------------------------------------


def changes(*about: Item, **more: object) -> list[tuple[str, str]]:
    return lines(build(known(*about, **more)), "changed")


def test_decisions_come_before_changes() -> None:
    moved = item("moved")
    made = known(
        moved, decisions=[decision("tenant")], events=[event("item.moved", moved, before={"due": "2026-11-20"})]
    )
    assert lines(build(made), "changed") == [("decided", "tenant"), ("moved", "moved")]
    assert build(made).sections[0].lines[0].person is INES


def test_a_date_that_moved_twice_moved_from_what_the_last_digest_said() -> None:
    about = item(due=day(5))
    steps = [event("item.moved", about, before={"due": due}) for due in ("2026-11-20", "2026-11-25")]
    made = build(known(about, events=steps))
    assert made.sections[0].lines[0].then == date(2026, 11, 20)


def test_a_date_that_was_taken_back_did_not_move() -> None:
    about = item(due=day(5))
    assert changes(about, events=[event("item.moved", about, before={"due": str(day(5))})]) == []


def test_a_first_date_is_no_moved_date() -> None:
    about = item(due=day(30))
    assert changes(about, events=[event("item.moved", about, before={"due": None})]) == []


def test_what_is_blocked_open_again_or_dropped_is_said() -> None:
    blocked = item("blocked", blocked_at=at(MONDAY), due=day(30))
    again = item("again", due=day(30))
    gone = item("gone", state="dropped", closed_at=at(MONDAY), due=day(30))
    events = [
        event("item.blocked", blocked),
        event("item.dropped", again),
        event("item.reopened", again),
        event("item.dropped", gone),
    ]
    assert changes(blocked, again, closed=[gone], events=events) == [
        ("blocked", "blocked"), ("reopened", "again"), ("dropped", "gone"),
    ]  # fmt: skip


def test_what_was_taken_back_in_between_is_no_news() -> None:
    free, back = item(due=day(30)), item(due=day(30))
    assert changes(free, back, events=[event("item.blocked", free), event("item.dropped", back)]) == []


def test_what_was_finished_is_not_told_twice() -> None:
    over = done()
    assert changes(closed=[over], events=[event("item.moved", over, before={"due": "2026-11-20"})]) == []


def test_who_is_not_known_is_not_named() -> None:
    soon = item(owner_id=None, due=day(2), project_id=1)
    made = build(known(soon, decisions=[decision(decider_id=None)], closed=[done(), done(owner_id=None)]))
    named = {section.name: [one.person for one in section.lines] for section in made.sections}
    assert named == {"changed": [None], "unowned": [None], "soon": [None], "done": [MARIA, None]}


def test_events_of_other_items_are_nobodys() -> None:
    assert changes(events=[event("item.moved", item(), before={"due": "2026-11-20"}), event("item.moved")]) == []


def test_an_item_that_was_dropped_before_this_week_is_silent() -> None:
    gone = item(state="dropped", closed_at=at(MONDAY))
    assert changes(closed=[gone], events=[event("item.blocked", gone)]) == []


def test_changes_come_worst_first() -> None:
    plain, bad = item("plain", blocked_at=at(MONDAY)), item("bad", blocked_at=at(MONDAY), priority=Priority.CRITICAL)
    events = [event("item.blocked", plain), event("item.blocked", bad)]
    assert changes(plain, bad, events=events) == [("blocked", "bad"), ("blocked", "plain")]


# --- late, missing, ahead, done -------------------------------------------------------


def test_late_items_name_owner_age_and_next_step() -> None:
    late, unplanned = item("late", due=day(-3)), item("unplanned", due=day(-1))
    made = build(known(unplanned, late, next_steps={late.id: "next_sponsor"}))
    assert lines(made, "overdue") == [("next_sponsor", "late"), ("late", "unplanned")]
    first, second = made.sections[0].lines
    assert (first.days, second.days, first.person) == (3, 1, MARIA)


def test_what_is_due_today_is_not_late() -> None:
    assert lines(build(known(item(due=MONDAY))), "overdue") == []
    assert lines(build(known(item(due=None))), "overdue") == []


def test_what_nobody_owns_is_a_gap_and_not_somebodys_lateness() -> None:
    made = build(known(item("undated", due=None), item("unowned", owner_id=None, due=day(-3)), item("fine")))
    assert lines(made, "unowned") == [("unowned", "unowned")]
    assert lines(made, "undated") == [("undated", "undated")]
    assert lines(made, "overdue") == []


def test_gaps_come_worst_first_and_name_the_owner_of_what_has_no_date() -> None:
    made = build(
        known(
            item("later", owner_id=None, due=day(9)), item("sooner", owner_id=None, due=day(8)),
            item("low", due=None, priority=Priority.LOW), item("high", due=None, priority=Priority.HIGH),
        )
    )  # fmt: skip
    assert [title for _, title in lines(made, "unowned")] == ["sooner", "later"]
    assert [title for _, title in lines(made, "undated")] == ["high", "low"]
    assert made.sections[1].lines[0].person is MARIA


def test_each_kind_of_gap_is_listed_apart_with_its_age_in_working_days() -> None:
    gone = person("Anna Berg", standing=Standing.DEACTIVATED, left_at=at(day(-2)))
    gaps = known(
        item("left", owner_id=gone.id, due=day(9)),
        item("nobody's", owner_id=None, due=day(9), turn_at=at(day(-3))),
        item("asked", due=day(9), acceptance=Acceptance.REQUESTED, turn_at=at(day(-4))),
        item("offered", due=day(10), acceptance=Acceptance.COUNTERED, turn_at=at(day(-1))),
        item("asked today", due=day(9), acceptance=Acceptance.REQUESTED, turn_at=at(MONDAY)),
        item("undated", due=None),
    )
    made = build(replace(gaps, people={**gaps.people, gone.id: gone}))
    found = {s.name: [(one.word, one.item.title, one.days) for one in s.lines if one.item] for s in made.sections}
    assert found == {
        "left": [("left", "left", 2)],
        "unowned": [("unowned", "nobody's", 3)],
        "unaccepted": [("is_requested", "asked", 4), ("is_countered", "offered", 1)],
        "undated": [("undated", "undated", 0)],
    }


def test_where_assigned_is_promised_only_an_objection_is_a_gap() -> None:
    asked = item("asked", due=day(9), acceptance=Acceptance.REQUESTED, turn_at=at(day(-4)))
    objected = item("objected", due=day(9), acceptance=Acceptance.DECLINED, turn_at=at(day(-4)))
    made = build(known(asked, objected, project=project(mode=Mode.DIRECTIVE)))
    assert lines(made, "unaccepted") == [("is_declined", "objected")]


def test_asked_accepted_done_and_confirmed_are_four_things() -> None:
    waits = done("waits", id=1, confirmation=Confirmation.AWAITED)
    agreed, plain = done("agreed", confirmation=Confirmation.CONFIRMED), done("plain")
    asked = item("asked", due=day(30), created_at=at(day(-1)))
    own = item("own", due=day(30), created_at=at(day(-1)), requester_id=MARIA.id)
    happened = {"item.accepted": 2, "item.done": 3, "item.confirmed": 1, "item.stood": 1, "item.reopened": 1}
    made = build(known(asked, own, closed=[waits, agreed, plain], awaited=[waits], happened=happened))
    assert lines(made, "awaited") == [("awaited", "waits")]
    assert sorted(lines(made, "done")) == [("confirmed", "agreed"), ("done", "plain")]
    flow = {name: made.figures[name] for name in ("asked", "accepted", "done", "confirmed", "reopened")}
    assert flow == {"asked": 1, "accepted": 2, "done": 3, "confirmed": 2, "reopened": 1}


def test_how_complete_a_project_is_counts_owner_date_and_what_done_means() -> None:
    assert build(known(item(done_means="agreed"), item())).figures["complete"] == 83
    assert build(known(item(done_means="agreed"))).figures["complete"] == 100


def test_the_next_seven_days_are_today_and_six_more_milestones_first() -> None:
    week = [item(f"+{n}", due=MONDAY + timedelta(days=n)) for n in (7, 6, 0, -1)]
    milestone = item("go-live", kind=Kind.MILESTONE, due=MONDAY + timedelta(days=6))
    made = build(known(*week, milestone, item(due=None)))
    assert lines(made, "soon") == [("soon", "+0"), ("soon", "go-live"), ("soon", "+6")]
    assert [one.person for section in made.sections if section.name == "soon" for one in section.lines] == [MARIA] * 3


def test_what_was_finished_is_listed_and_what_was_dropped_is_not() -> None:
    made = build(
        known(closed=[done("b", due=day(2)), done("a", due=day(1)), item("c", state="dropped", closed_at=at(MONDAY))])
    )
    assert lines(made, "done") == [("done", "a"), ("done", "b")]


# --- quiet ----------------------------------------------------------------------------


def test_nothing_changed_means_one_line_with_the_next_date() -> None:
    made = build(
        known(
            item("next year", due=day(200), priority=Priority.CRITICAL),
            item("next week", due=day(3)),
            item(due=None, id=1),
        )
    )
    assert not made.quiet  # something has no date
    made = build(known(item("next year", due=day(200), priority=Priority.CRITICAL), item("this week", due=day(3))))
    assert made.quiet
    assert made.next_line is not None
    assert made.next_line.item is not None
    assert (made.next_line.word, made.next_line.item.title, made.next_line.then) == ("next", "this week", day(3))
    assert made.next_line.days == 0
    assert build(known()).next_line is None


@pytest.mark.parametrize(
    "more",
    [
        {"asked": [(item(due=day(9)), INES, MONDAY)]},
        {"decisions": [decision()]},
        {"open": [item(due=day(-1))]},
        {"open": [item(owner_id=None)]},
        {"closed": [done()]},
    ],
)
def test_anything_that_happened_or_is_wanted_ends_the_quiet(more: dict[str, object]) -> None:
    assert not build(known(**more)).quiet
    assert build(known(item(due=day(2)))).quiet


def test_today_is_still_ahead() -> None:
    made = build(known(item("today", due=MONDAY), item("late", due=day(-1))))
    assert made.next_line is not None
    assert made.next_line.then == MONDAY


def test_it_is_named_after_its_monday() -> None:
    made = build(known(day=date(2026, 12, 3)))
    assert (made.week_of, made.day) == (MONDAY, date(2026, 12, 3))


# --- colours and figures --------------------------------------------------------------


@pytest.mark.parametrize("declared", list(Health))
def test_the_declared_colour_counts(declared: Health) -> None:
    late = item(due=day(-1))
    assert build(known(late, project=project(health=declared), asked=[(late, INES, MONDAY)])).health is declared


def test_who_declared_a_colour_is_told_with_it_and_not_without() -> None:
    said = Declared(JON, "The vendor is late")
    assert build(known(declared=said, project=project(health=Health.RED))).declared is said
    assert build(known(declared=said)).declared is None
    assert build(known(project=project(health=Health.RED))).declared is None


def test_a_question_to_somebody_who_has_left_is_for_the_lead_else_the_sponsor() -> None:
    gone = person("Anna Berg", standing=Standing.DEACTIVATED)
    asked = item("Which vendor?", kind=Kind.DECISION, owner_id=gone.id)
    made = build(known(asked, questions=[(asked, gone, MONDAY, ())]))
    (line,) = made.sections[0].lines
    assert (line.word, line.person, line.owner) == ("decide_anew", JON, gone)
    told = str(words.line(line, MONDAY))
    assert told.endswith("— decide by Mon 30 Nov. Anna was asked and has left: who decides?")
    without_lead = known(asked, questions=[(asked, gone, MONDAY, ())], people={INES.id: INES})
    assert build(without_lead).sections[0].lines[0].person is INES


def test_without_one_the_record_decides() -> None:
    assert build(known(item())).health is Health.GREEN
    assert build(known(evidence=Evidence(1, {Priority.NORMAL: 1}))).health is Health.AMBER
    assert build(known(evidence=Evidence(1, counts={Sign.ANSWERS: 1}))).health is Health.RED


def test_a_kept_reason_is_told_while_the_colour_is_greener_than_the_record() -> None:
    why, green = Declared(JON, "It is a formality"), project(health=Health.GREEN)
    record = Evidence(1, {Priority.NORMAL: 1})
    assert build(known(project=green, kept=why, evidence=record)).kept_because is why
    assert build(known(project=green, kept=why)).kept_because is None


@pytest.mark.parametrize(("index", "colour"), [(0, Health.GREEN), (1, Health.AMBER), (2, Health.RED), (9, None)])
def test_it_says_which_colour_the_last_one_had(index: int, colour: Health | None) -> None:
    assert build(known(before={"health": index})).was is colour
    assert build(known()).was is None


def test_the_figures_of_a_digest() -> None:
    kept, undated = done(), done(due=None)
    slipped, late = done(slips=1), done(on=day(1))
    dropped = item(state="dropped", closed_at=at(MONDAY))
    early = done(on=day(-2))
    still_open = (item(due=day(-1)), item(), item(due=day(1)), item(due=None))
    made = build(known(*still_open, closed=[kept, early, undated, slipped, late, dropped]))
    counted = {name: made.figures[name] for name in ("open", "overdue", "finished", "kept", "health")}
    assert counted == {"open": 4, "overdue": 1, "finished": 5, "kept": 3, "health": 0}
    assert (made.kept, made.finished) == (3, 5)


@pytest.mark.parametrize(("colours", "late", "streak"), [((), 1, 1), ((1, 2), 1, 3), ((1, 0, 2), 1, 2), ((2, 2), 0, 0)])
def test_how_many_reports_in_a_row_were_not_green(colours: tuple[int, ...], late: int, streak: int) -> None:
    record = Evidence(5, {Priority.NORMAL: late} if late else {})
    assert build(known(colours=colours, evidence=record)).streak == streak
