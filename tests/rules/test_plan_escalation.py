"""Previews and packets: what leaves, to whom, and not before when."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pmo_bot.model import Item, Line, LineKind, Mode, Person, Workspace
from pmo_bot.rules.climbing import next_packet, owes_preview, preview_day
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.policy import DEFAULT, Ladder, for_mode
from tests.rows import (
    CHAIN,
    INES,
    JON,
    LONG_AGO,
    MONDAY,
    PRIYA,
    SAM,
    TEAM,
    at,
    calendar,
    day,
    escalation,
    facts,
    item,
    line,
    project,
    recipient,
)

PREVIEWED = at(day(1))


def live(previewed: datetime | None = PREVIEWED, what: Item | None = None, **more: object) -> ItemFacts:
    """An escalation whose preview has arrived."""
    return facts(what, **{"escalation": escalation(previewed), **more})


def told(who: Person, step: str, when: datetime) -> tuple[Line, dict[str, datetime]]:
    carried = line(LineKind.PACKET, step, person_id=who.id, escalation_id=1)
    return carried, {carried.key: when}


def after(what: ItemFacts, who: Person, step: str, when: datetime) -> ItemFacts:
    """The same once this packet has reached its reader."""
    carried, reached = told(who, step, when)
    return replace(what, lines=(*what.lines, carried), sent_at={**(what.sent_at or {}), **reached})


def nxt(what: ItemFacts) -> tuple[str, int, datetime] | None:
    """Step, reader and instant of the next packet."""
    owed = next_packet(what)
    return (owed[0].recipient.step, owed[0].recipient.person.id, owed[1]) if owed else None


# --- the preview ----------------------------------------------------------------------


def test_the_owner_sees_the_packet_one_working_day_after_the_due_date() -> None:
    assert preview_day(facts()) == day(1)
    assert [owes_preview(facts(), day(n)) for n in (0, 1, 5)] == [False, True, True]


def test_who_is_given_something_late_sees_no_preview_on_that_day() -> None:
    given = facts(item(committed_at=at(day(4), "08:00")))
    assert [owes_preview(given, day(n)) for n in (4, 5)] == [False, True]


def test_one_preview_a_round() -> None:
    assert not owes_preview(live(), day(1))
    assert not owes_preview(live(None), day(1))


def test_no_preview_while_the_clock_stands_still() -> None:
    assert not owes_preview(facts(item(blocked_at=LONG_AGO, blocked_by_id=JON.id)), day(1))


def test_snooze_moves_no_preview() -> None:
    assert owes_preview(facts(item(snoozed_until=day(20))), day(1))


@pytest.mark.parametrize(
    "what",
    [
        facts(item(due=None)),
        facts(item(closed_at=at(MONDAY), state="done")),
        facts(chain=()),
        facts(ladder=Ladder({})),
        facts(ladder=Ladder({"escalate": [{"at": 1, "do": "preview"}]})),
    ],
)
def test_no_preview_where_nothing_will_be_escalated(what: ItemFacts) -> None:
    assert preview_day(what) is None
    assert not owes_preview(what, day(1))


@pytest.mark.parametrize(("began", "on"), [(8, 1), (9, None)])
def test_nothing_is_escalated_whose_ladder_had_passed_when_the_bot_began(began: int, on: int | None) -> None:
    workspace = Workspace(team_id=TEAM, started_at=at(day(began)))
    assert preview_day(facts(workspace=workspace)) == (None if on is None else day(on))


# --- not without a preview that arrived -----------------------------------------------


def test_no_packet_without_a_round_whose_preview_arrived() -> None:
    assert next_packet(facts()) is None
    assert next_packet(live(None)) is None


def test_no_packet_once_somebody_answered() -> None:
    assert next_packet(live(escalation=escalation(PREVIEWED, answered_at=at(day(2))))) is None


@pytest.mark.parametrize(
    "what",
    [item(due=None), item(closed_at=at(day(1)), state="done"), item(blocked_at=LONG_AGO, blocked_by_id=JON.id)],
)
def test_no_packet_for_what_is_closed_undated_or_waits_for_a_named_person(what: Item) -> None:
    assert next_packet(live(what=what)) is None


def test_no_packet_while_nobody_is_left() -> None:
    assert next_packet(live(chain=())) is None


# --- the latest of three --------------------------------------------------------------


def test_the_first_step_leaves_on_its_day() -> None:
    owed = next_packet(live())
    assert owed is not None
    assert owed[0].step_on == day(2)
    assert nxt(live()) == ("contact", JON.id, at(day(2)))


def test_never_before_one_working_day_of_the_owner_has_passed_since_the_preview_arrived() -> None:
    assert nxt(live(at(day(1), "14:20"))) == ("contact", JON.id, at(day(2), "14:20"))
    friday = at(date(2026, 12, 4), "16:00")
    assert nxt(live(friday)) == ("contact", JON.id, at(date(2026, 12, 7), "16:00"))


def test_the_owners_absence_gives_them_their_working_day_afterwards() -> None:
    away = calendar("Europe/Madrid", (day(2), day(6)))
    assert nxt(live(calendar=away)) == ("contact", JON.id, at(day(7)))


def test_the_next_step_waits_for_two_working_days_after_the_one_before_arrived() -> None:
    first = after(live(), JON, "contact", at(day(2)))
    assert nxt(first) == ("sponsor", INES.id, at(day(4)))
    late = after(live(), JON, "contact", at(day(5), "11:00"))
    assert nxt(late) == ("sponsor", INES.id, at(day(7), "11:00"))
    third = after(first, INES, "sponsor", at(day(4)))
    assert nxt(third) == ("pmo", PRIYA.id, at(day(8)))


def test_the_top_of_the_ladder_is_the_end() -> None:
    all_told = live()
    for who, step, n in ((JON, "contact", 2), (INES, "sponsor", 4), (PRIYA, "pmo", 8)):
        all_told = after(all_told, who, step, at(day(n)))
    assert next_packet(all_told) is None


def test_a_packet_on_its_way_holds_the_next_step() -> None:
    carried, _ = told(JON, "contact", at(day(2)))
    assert next_packet(live(lines=(carried,))) is None


def test_an_acknowledgement_keeps_the_ladder_still_until_its_end() -> None:
    paused = live(escalation=escalation(PREVIEWED, paused_until=at(day(9), "10:00")))
    assert nxt(paused) == ("contact", JON.id, at(day(9), "10:00"))
    over = live(escalation=escalation(PREVIEWED, paused_until=at(day(1))))
    assert nxt(over) == ("contact", JON.id, at(day(2)))


def test_it_waits_for_the_readers_next_working_hour() -> None:
    tokyo, new_york = calendar("Asia/Tokyo"), calendar("America/New_York")
    far = live(chain=(recipient("contact", JON, tokyo),))
    assert nxt(far) == ("contact", JON.id, at(day(3), "09:00", "Asia/Tokyo"))  # nine in Madrid is five there
    west = live(chain=(recipient("contact", JON, new_york),))
    assert nxt(west) == ("contact", JON.id, at(day(2), "09:00", "America/New_York"))


def test_snooze_moves_no_packet() -> None:
    assert nxt(live(what=item(snoozed_until=day(30)))) == ("contact", JON.id, at(day(2)))


def test_the_policy_of_the_preview_holds_for_its_whole_round() -> None:
    slow = {**DEFAULT, "escalate": [{"at": 1, "do": "preview"}, {"at": 6, "to": "contact"}], "grace": 9}
    assert nxt(live(escalation=escalation(PREVIEWED, policy=slow))) == ("contact", JON.id, at(day(6)))


def test_a_step_that_the_previewed_policy_did_not_have_is_left_out() -> None:
    old = {**DEFAULT, "escalate": [{"at": 1, "do": "preview"}, {"at": 4, "to": "sponsor"}]}
    assert nxt(live(escalation=escalation(PREVIEWED, policy=old))) == ("sponsor", INES.id, at(day(4)))


# --- a ladder is climbed once ---------------------------------------------------------


def test_grace_counts_even_when_the_one_who_was_told_has_left_the_chain() -> None:
    first = after(live(), JON, "contact", at(day(5)))
    assert nxt(replace(first, chain=CHAIN[1:])) == ("sponsor", INES.id, at(day(7)))


def test_whoever_comes_back_is_not_asked_after_the_step_above() -> None:
    sponsor_first = after(live(), INES, "sponsor", at(day(4)))
    assert nxt(sponsor_first) == ("pmo", PRIYA.id, at(day(8)))


def test_nobody_is_told_twice_in_two_roles() -> None:
    first = after(live(project=project(lead_id=INES.id)), INES, "contact", at(day(2)))
    assert nxt(first) == ("pmo", PRIYA.id, at(day(8)))


def test_whoever_leads_from_now_on_is_told_instead_of_who_led() -> None:
    led = after(live(project=project(lead_id=SAM.id)), SAM, "contact", at(day(2)))
    assert nxt(led) == ("sponsor", INES.id, at(day(4)))
    assert nxt(replace(led, project=project(lead_id=JON.id))) == ("contact", JON.id, at(day(2)))
    higher = after(led, INES, "sponsor", at(day(4)))
    assert nxt(replace(higher, project=project(lead_id=JON.id))) == ("pmo", PRIYA.id, at(day(8)))


def test_whoever_sponsors_from_now_on_is_told_instead_of_who_did() -> None:
    asked = after(
        after(live(project=project(sponsor_id=INES.id)), JON, "contact", at(day(2))), INES, "sponsor", at(day(4))
    )
    assert nxt(asked) == ("pmo", PRIYA.id, at(day(8)))
    other = recipient("sponsor", SAM)
    chain = tuple(other if one.step == "sponsor" else one for one in CHAIN)
    handed = replace(asked, project=project(sponsor_id=SAM.id), chain=chain)
    assert nxt(handed) == ("sponsor", SAM.id, at(day(4)))
    higher = after(handed, PRIYA, "pmo", at(day(8)))
    assert nxt(higher) is None, "a ladder is climbed once"


def test_the_requester_is_told_when_nobody_is_left() -> None:
    alone = live(chain=(recipient("requester", SAM),))
    assert nxt(alone) == ("requester", SAM.id, at(day(2)))
    assert next_packet(after(alone, SAM, "requester", at(day(2)))) is None


# --- modes ----------------------------------------------------------------------------


def supportive(**more: object) -> ItemFacts:
    return live(project=project(mode=Mode.SUPPORTIVE), **more)


def test_in_supportive_mode_the_first_to_hear_decides_whether_it_goes_further() -> None:
    assert nxt(supportive()) == ("contact", JON.id, at(day(2)))
    first = after(supportive(), JON, "contact", at(day(2)))
    assert next_packet(first) is None
    released = replace(first, escalation=escalation(PREVIEWED, released_at=at(day(3))))
    assert nxt(released) == ("sponsor", INES.id, at(day(4)))


def test_in_directive_mode_the_first_packet_comes_no_sooner_than_the_owners_day() -> None:
    fast = for_mode(DEFAULT, Mode.DIRECTIVE)
    hard = live(
        ladder=Ladder(fast), project=project(mode=Mode.DIRECTIVE), escalation=escalation(PREVIEWED, policy=fast)
    )
    assert nxt(hard) == ("contact", JON.id, at(day(2)))
    assert nxt(after(hard, JON, "contact", at(day(2)))) == ("sponsor", INES.id, at(day(4)))
    second = after(after(hard, JON, "contact", at(day(2))), INES, "sponsor", at(day(4)))
    assert nxt(second) == ("pmo", PRIYA.id, at(day(6)))


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_whenever_the_preview_arrived_the_owner_has_a_working_day(hour: int) -> None:
    previewed = at(day(1), "00:00") + timedelta(hours=hour)
    owed = next_packet(live(previewed))
    assert owed is not None
    assert owed[1] >= facts().calendar.one_working_day_after(previewed)
    assert owed[1] >= at(day(2))
