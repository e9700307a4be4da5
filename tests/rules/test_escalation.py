"""Who hears of it, what the preview freezes, and what the bot recommends."""

from dataclasses import replace
from datetime import date

import pytest

from pmo_bot.model import LineKind, Person, Standing
from pmo_bot.rules.escalation import (
    Candidate,
    Suggestion,
    chain,
    extension,
    first_packet_at,
    frozen,
    is_void,
    suggest,
)
from pmo_bot.rules.packet import Ask, Packet
from pmo_bot.rules.policy import Ladder
from tests.rows import (
    CALENDAR,
    CHAIN,
    INES,
    JON,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    at,
    calendar,
    day,
    escalation,
    facts,
    item,
    line,
    person,
    recipient,
)

STEPS = ("contact", "sponsor", "pmo")
AWAY = calendar("Europe/Madrid", (MONDAY, day(9)))


def who(somebody: Person, delegate: Candidate | None = None, away: bool = False) -> Candidate:
    return Candidate(somebody, AWAY if away else CALENDAR, delegate)


def left(requester: Candidate | None = None, on: date = MONDAY, **named: Candidate | None) -> list[tuple[str, str]]:
    """Step and name of everybody who is left."""
    return [(one.step, one.person.name) for one in chain(MARIA, requester, STEPS, named, lambda step: on)]


# --- the chain ------------------------------------------------------------------------


def test_contact_sponsor_and_pmo_lead_in_this_order() -> None:
    everybody = left(contact=who(JON), sponsor=who(INES), pmo=who(PRIYA))
    assert everybody == [("contact", JON.name), ("sponsor", INES.name), ("pmo", PRIYA.name)]


def test_the_owner_drops_out() -> None:
    assert left(contact=who(MARIA), sponsor=who(INES)) == [("sponsor", INES.name)]


@pytest.mark.parametrize("standing", [Standing.BOT, Standing.DEACTIVATED])
def test_bots_and_people_who_left_drop_out(standing: Standing) -> None:
    assert left(contact=who(person(standing=standing)), sponsor=who(INES)) == [("sponsor", INES.name)]


def test_guests_and_people_of_other_organisations_stay() -> None:
    for standing in (Standing.GUEST, Standing.EXTERNAL):
        assert len(left(contact=who(person(standing=standing)))) == 1


def test_repeats_drop_out() -> None:
    assert left(contact=who(JON), sponsor=who(JON), pmo=who(PRIYA)) == [("contact", JON.name), ("pmo", PRIYA.name)]


def test_a_step_nobody_fills_is_left_out() -> None:
    assert left(contact=None, pmo=who(PRIYA)) == [("pmo", PRIYA.name)]


def test_an_absent_person_is_replaced_by_the_delegate() -> None:
    (told,) = chain(MARIA, None, STEPS, {"contact": who(JON, who(SAM), away=True)}, lambda step: MONDAY)
    assert (told.step, told.person, told.instead_of) == ("contact", SAM, JON)
    assert told.calendar is CALENDAR


def test_an_absence_goes_on_over_the_weekend() -> None:
    saturday = date(2026, 12, 5)
    assert left(on=saturday, contact=who(JON, who(SAM), away=True)) == [("contact", SAM.name)]


def test_a_weekend_alone_replaces_nobody() -> None:
    (told,) = chain(MARIA, None, STEPS, {"contact": who(JON, who(SAM))}, lambda step: date(2026, 12, 5))
    assert (told.person, told.instead_of) == (JON, None)


def test_an_absent_person_without_delegate_drops_out() -> None:
    assert left(contact=who(JON, away=True), sponsor=who(INES)) == [("sponsor", INES.name)]
    assert left(contact=who(JON, who(SAM, away=True), away=True), sponsor=who(INES)) == [("sponsor", INES.name)]


def test_a_delegate_who_is_the_owner_or_has_left_drops_out() -> None:
    gone = person(standing=Standing.DEACTIVATED)
    assert left(contact=who(JON, who(MARIA), away=True)) == []
    assert left(contact=who(JON, who(gone), away=True)) == []


def test_when_nobody_is_left_the_requester_is_told() -> None:
    assert left(who(SAM), contact=who(MARIA)) == [("requester", SAM.name)]
    assert left(who(SAM), contact=who(JON)) == [("contact", JON.name)]


def test_when_the_requester_is_the_owner_there_is_no_path() -> None:
    assert left(who(MARIA)) == []
    assert left(None) == []


# --- what the preview freezes ---------------------------------------------------------


def seen(**more: object):  # type: ignore[no-untyped-def]
    known = facts(**more)
    return replace(known, escalation=escalation(at(day(1)), facts=frozen(known)))


def test_the_preview_freezes_dates_and_people() -> None:
    waits = (item(id=9), item(id=7))
    assert frozen(facts(waiting=waits)) == {"due": "2026-11-30", "owner": MARIA.id, "first": JON.id, "waiting": [7, 9]}
    assert frozen(facts(item(due=None), chain=()))["due"] is None
    assert frozen(facts(chain=()))["first"] is None


def test_a_round_holds_while_nothing_changes() -> None:
    assert not is_void(seen())
    assert not is_void(facts())


@pytest.mark.parametrize(
    "change",
    [
        {"item": item(due=day(3))},
        {"owner": SAM},
        {"chain": CHAIN[1:]},
        {"chain": ()},
        {"waiting": (item(id=7),)},
    ],
)
def test_changed_facts_void_the_preview(change: dict[str, object]) -> None:
    assert is_void(replace(seen(), **change))


def test_a_change_further_up_the_ladder_voids_nothing() -> None:
    assert not is_void(replace(seen(), chain=CHAIN[:2]))


def test_once_somebody_was_told_the_round_stands() -> None:
    told = line(LineKind.PACKET, "contact", escalation_id=1)
    assert not is_void(replace(seen(), owner=SAM, lines=(told,)))


def test_the_preview_itself_and_older_rounds_tell_nobody() -> None:
    preview = line(LineKind.PREVIEW, "preview", escalation_id=1)
    other = line(LineKind.PACKET, "contact", escalation_id=5)
    assert is_void(replace(seen(), owner=SAM, lines=(preview, other)))


# --- what the preview promises --------------------------------------------------------


def test_the_preview_says_when_the_first_reader_hears_of_it() -> None:
    assert first_packet_at(facts(), at(day(1))) == at(day(2))
    assert first_packet_at(facts(), at(day(4), "15:00")) == at(day(5), "15:00")
    far = facts(chain=(recipient("sponsor", INES, calendar("America/New_York")),))
    assert first_packet_at(far, at(day(1))) == at(day(4), "09:00", "America/New_York")


def test_no_promise_without_a_path_or_a_date() -> None:
    assert first_packet_at(facts(chain=()), at(day(1))) is None
    assert first_packet_at(facts(item(due=None)), at(day(1))) is None


def test_the_requester_hears_at_the_first_step() -> None:
    late = Ladder({"escalate": [{"at": 1, "do": "preview"}, {"at": 6, "to": "contact"}]})
    alone = facts(ladder=late, chain=(recipient("requester", SAM),))
    assert first_packet_at(alone, at(day(1))) == at(day(6))


# --- what the bot recommends ----------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "slips", "waiting", "option", "reason"),
    [
        (item(blocked_by_id=JON.id), 5, 3, "bring", "waits_for_answer"),
        (item(blocked_by_text="the licence"), 0, 0, "bring", "waits_for_answer"),
        (item(), 2, 3, "reassign", "moved_often"),
        (item(), 1, 1, "extend", "others_wait"),
        (item(), 0, 0, "extend", "nothing_waits"),
    ],
)
def test_a_recommendation_has_a_reason(what: object, slips: int, waiting: int, option: str, reason: str) -> None:
    assert suggest(what, slips, waiting) == Suggestion(option, reason)  # type: ignore[arg-type]


def test_an_extension_offers_five_working_days() -> None:
    assert extension(CALENDAR, MONDAY, (), day(2)) == day(5)
    assert extension(CALENDAR, MONDAY, (item(due=None), item(due=day(20))), day(2)) == day(5)


def test_an_extension_ends_on_the_eve_of_what_waits() -> None:
    assert extension(CALENDAR, MONDAY, (item(due=day(4)), item(due=day(3))), day(2)) == day(2)


def test_an_extension_is_no_date_that_passes_before_the_answer_is_wanted() -> None:
    assert extension(CALENDAR, MONDAY, (item(due=day(2)),), day(2)) == day(5)
    assert extension(CALENDAR, MONDAY, (), day(8)) == day(8)


# --- the packet -----------------------------------------------------------------------


def packet(what: object = None, **round_: object) -> Packet:
    return Packet(
        reader=JON, line=line(), escalation=escalation(at(day(1)), **round_), item=what or item(), owner=MARIA,  # type: ignore[arg-type]
        project=None, moved_from=(), reminders=0, waiting=(), sentence="", blocker="",
        suggestion=Suggestion("extend", "nothing_waits"), extend_to=day(5), answer_by=day(4),
    )  # fmt: skip


def test_a_packet_is_live_until_it_is_answered_void_closed_or_promised_anew() -> None:
    assert packet().is_live
    assert not packet(answered_at=at(day(2))).is_live
    assert not packet(void_at=at(day(2))).is_live
    assert not packet(item(closed_at=at(day(2)), state="done")).is_live
    assert not packet(item(commitment=1)).is_live


def test_what_a_packet_may_do_has_to_be_said() -> None:
    assert not packet().can_release


def test_an_ask_holds_what_waits_for_one_reader() -> None:
    assert Ask(JON, "ask:1", (packet(),), 2).more == 2


def test_each_step_is_looked_at_on_its_own_day() -> None:
    """Jon is away when his step may come and drops out; Inês is there when hers may."""
    there = {"contact": who(JON, away=True), "sponsor": who(INES)}
    days = {"contact": MONDAY, "sponsor": date(2026, 12, 14)}
    found = chain(MARIA, None, ("contact", "sponsor"), there, lambda step: days.get(step, MONDAY))
    assert [(one.step, one.person.name) for one in found] == [("sponsor", INES.name)]
    back = chain(MARIA, None, ("contact", "sponsor"), there, lambda step: date(2026, 12, 14))
    assert [one.step for one in back] == ["contact", "sponsor"]
