"""Time away: nothing comes, a colleague stands in, and both names stay in the record."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from pmo_bot.model import Absence, Acceptance, Event, Line, LineKind
from tests.shown import said
from tests.stories.test_preferences import changes, person
from tests.world import World

MARIA, JON, SAM = "U0MARIA", "U0JON", "U0SAM"


async def test_away_is_noted_in_words_or_in_a_window(w: World) -> None:
    assert await w.hears(MARIA, "/pmo prefs away from thursday until friday @Sam Okafor") == (
        "Noted: Away from Thu 3 Dec to Fri 4 Dec; Sam stands in. You hear nothing on these days. "
        "`/pmo prefs back` ends it."
    )
    (after,) = changes(w, MARIA, "person.absent")
    assert (after["first"], after["last"]) == ("2026-12-03", "2026-12-04")
    await w.opens_home(MARIA)
    assert "Away from Thu 3 Dec to Fri 4 Dec; Sam stands in." in w.home(MARIA)
    await w.clicks_home(MARIA, "I am away…")
    assert await w.submits(MARIA, first="2026-12-14", last="2026-12-14") == {}
    assert "Away on Mon 14 Dec; nobody stands in." in w.home(MARIA)


async def test_nothing_comes_while_somebody_is_away_and_everything_when_they_are_back(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.types(MARIA, "/pmo prefs away from tomorrow until friday")
    await w.types(JON, "/pmo add Book the room @Maria Ortega by 18 dec")
    await w.until("2026-11-30", "18:00")
    seen = len(w.inbox(MARIA))
    await w.until("2026-12-06", "18:00")
    assert len(w.inbox(MARIA)) == seen
    await w.until("2026-12-07", "09:00")
    assert "Draft the plan" in w.briefs(MARIA)[-1]["text"]


async def test_what_comes_early_because_somebody_goes_away_says_so(w: World) -> None:
    """Due on the Monday after a week away: the last working day before it is today."""
    await w.types(MARIA, "/pmo add Draft the plan by 14 dec")
    await w.until("2026-12-04", "10:00")
    await w.types(MARIA, "/pmo prefs away from 7 dec until 11 dec")
    await w.until("2026-12-04", "12:00")
    assert "Draft the plan" in w.briefs(MARIA)[-1]["text"]
    why = await w.hears(MARIA, "/pmo why A-1")
    assert "You are away from Mon 7 Dec to Fri 11 Dec, so it comes before you go." in why


async def test_back_early(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.types(MARIA, "/pmo prefs away until 18 dec @Sam Okafor")
    await w.until("2026-12-02", "10:00")
    await w.opens_home(MARIA)
    await w.clicks_home(MARIA, "I am back")
    assert "Away from" not in w.home(MARIA)
    (after,) = changes(w, MARIA, "person.back")
    assert after["last"] == "2026-12-01"
    await w.until("2026-12-03", "18:00")
    assert len(w.briefs(MARIA)) >= 1


async def test_not_away_after_all(w: World) -> None:
    await w.types(MARIA, "/pmo prefs away from thursday until friday")
    await w.opens_home(MARIA)
    await w.clicks_home(MARIA, "Not away after all")
    assert "Away from" not in w.home(MARIA)
    assert await w.hears(MARIA, "/pmo prefs back") == (
        "You are not away, so there is nothing to end. `/pmo prefs away from monday until friday` notes it."
    )


async def test_back_before_going_takes_the_next_one_back_and_says_which(w: World) -> None:
    await w.types(MARIA, "/pmo prefs away from 14 dec until 16 dec")
    await w.types(MARIA, "/pmo prefs away from thursday until friday")
    assert (await w.hears(MARIA, "/pmo prefs back")).startswith("Taken back: “Away from Thu 3 Dec to Fri 4 Dec”.")
    await w.opens_home(MARIA)
    assert "Away from Mon 14 Dec to Wed 16 Dec" in w.home(MARIA)
    assert "Away from Thu 3 Dec" not in w.home(MARIA)
    await w.until("2026-12-15", "10:00")
    assert "your time away that began Mon 14 Dec is over" in await w.hears(MARIA, "/pmo prefs back")


async def test_the_same_days_said_anew_change_what_was_noted(w: World) -> None:
    await w.types(MARIA, "/pmo prefs away from thursday until friday")
    await w.types(MARIA, "/pmo prefs away from thursday until friday @Sam Okafor")
    assert noted(w) == [("2026-12-03", "2026-12-04")]
    await w.types(MARIA, "/pmo prefs away from thursday until 8 dec @Sam Okafor")
    assert noted(w) == [("2026-12-03", "2026-12-08")]
    await w.opens_home(SAM)
    assert "You stand in for Maria from Thu 3 Dec to Tue 8 Dec" in w.home(SAM)
    await w.until("2026-12-07", "10:00")
    await w.types(MARIA, "/pmo prefs away until 8 dec")
    assert noted(w) == [("2026-12-03", "2026-12-08")], "it began when it began"
    await w.opens_home(SAM)
    assert "You stand in" not in w.home(SAM)
    await w.types(MARIA, "/pmo prefs away from 14 dec until 15 dec")
    assert len(noted(w)) == 2


def noted(w: World) -> list[tuple[str, str]]:
    """All days away that are noted, of anybody."""
    with w.bot.db.reading() as session:
        return [(a.first.isoformat(), a.last.isoformat()) for a in session.exec(select(Absence)).all()]


async def test_who_cannot_stand_in_is_said_at_the_field(w: World) -> None:
    await w.opens_home(MARIA)
    await w.clicks_home(MARIA, "I am away…")
    assert "You cannot stand in for yourself" in (await w.submits(MARIA, delegate=MARIA))["delegate"]
    assert "Tom cannot stand in" in (await w.submits(MARIA, delegate="U0LEFT"))["delegate"]
    assert "Rosa cannot stand in" in (await w.submits(MARIA, delegate="U0EXTERN"))["delegate"]
    assert "lies before" in (await w.submits(MARIA, first="2026-12-04", last="2026-12-03"))["last"]
    assert "has passed" in (await w.submits(MARIA, first="2026-11-02", last="2026-11-03"))["last"]
    assert await w.submits(MARIA, first="2026-12-03", last="2026-12-04", delegate=SAM) == {}


async def test_dates_that_are_none_are_asked_back(w: World) -> None:
    assert await w.hears(MARIA, "/pmo prefs away until foo") == (
        "I could not read “until foo” as dates. From when until when? Try `/pmo prefs away from monday until friday "
        "@sam`."
    )
    await w.types(MARIA, "/pmo prefs away")
    assert "First day away" in said(w.window(MARIA)["blocks"])


# --- standing in ------------------------------------------------------------------------


async def maria_is_away(w: World) -> None:
    """Jon asks Maria for A-1; she is away until Friday and Sam stands in."""
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(MARIA, "/pmo prefs away until friday @Sam Okafor")


async def test_who_stands_in_answers_for_somebody_and_both_names_are_kept(w: World) -> None:
    await maria_is_away(w)
    assert "You stand in for Maria from Mon 30 Nov to Fri 4 Dec" in await w.opens_home(SAM)
    assert "A-1" in await w.hears(SAM, "/pmo accept A-1")
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    assert "Mon 30 Nov: Sam for Maria said yes" in await w.hears(JON, "/pmo show A-1")
    with w.bot.db.reading() as session:
        event = session.exec(select(Event).where(Event.what == "item.accepted")).one()
    assert (event.actor_id, event.behalf_id) == (person(w, SAM).id, person(w, MARIA).id)


async def test_a_date_of_who_stands_in_is_the_owners_own_word(w: World) -> None:
    await maria_is_away(w)
    await w.types(SAM, "/pmo accept A-1")
    await w.types(SAM, "/pmo move A-1 9 dec because legal answers late")
    assert w.item(1).acceptance is Acceptance.ACCEPTED
    assert "Sam for Maria moved the date" in await w.hears(JON, "/pmo show A-1")


async def test_who_stands_in_can_take_it_over_and_take_that_back(w: World) -> None:
    await maria_is_away(w)
    await w.types(SAM, "/pmo assign A-1 @Sam Okafor")
    assert (w.item(1).owner_id, w.item(1).acceptance) == (person(w, SAM).id, Acceptance.ACCEPTED)
    await w.clicks(SAM, "Undo", w.last(SAM))
    assert w.item(1).owner_id == person(w, MARIA).id


async def test_standing_in_ends_with_the_absence(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 18 dec")
    assert "Only Maria or Jon can change A-1." in await w.hears(SAM, "/pmo done A-1")
    await w.types(MARIA, "/pmo prefs away until tomorrow @Sam Okafor")
    await w.until("2026-12-02", "10:00")
    assert "Only Maria or Jon can change A-1." in await w.hears(SAM, "/pmo done A-1")
    assert w.item(1).is_open


async def test_questions_to_somebody_who_is_away_reach_who_stands_in(w: World) -> None:
    await w.types(JON, "/pmo prefs away until friday @Sam Okafor")
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by 9 dec")
    await w.types(MARIA, "/pmo accept A-1 by 11 dec")
    await w.until("2026-11-30", "15:30")
    assert "You stand in for Jon." in said(w.inbox(SAM)[-1]["blocks"])
    await w.clicks(SAM, "OK, Fri 11 Dec", w.inbox(SAM)[-1])
    assert w.item(1).due == date(2026, 12, 11)
    assert "Sam for Jon agreed to the date" in await w.hears(MARIA, "/pmo show A-1")


async def test_whoever_asked_may_stand_in_and_still_acts_for_themselves(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types(MARIA, "/pmo prefs away until friday @Jon Lindqvist")
    await w.types(JON, "/pmo accept A-1")
    await w.types(JON, "/pmo move A-1 9 dec")
    history = await w.hears(JON, "/pmo show A-1")
    assert "Jon for Maria said yes" in history
    assert "Jon moved the date" in history


async def test_nobody_learns_of_a_private_project_by_standing_in(w: World) -> None:
    """Inês asks in a private room and is away; Sam, who is not in it, is neither told nor let in."""
    await w.playground.act(JON, "join", user="U0BOT", channel="C0BOARD")
    await w.types(JON, "/pmo project new Board")
    await w.submits(JON, sponsor="U0INES", channel="C0BOARD", lead=JON)
    await w.types("U0INES", "/pmo risk Sell the company @Jon Lindqvist by 11 dec", "C0BOARD")
    await w.types("U0INES", "/pmo prefs away until friday @Sam Okafor")
    await w.types(JON, "/pmo accept R-1 by 16 dec")
    await w.until("2026-12-01", "18:00")
    assert "Sell" not in said([block for message in w.inbox(SAM) for block in message["blocks"]])
    assert (await w.hears(SAM, "/pmo done R-1")).startswith("I have no such item")


async def test_the_silence_of_who_is_away_counts_against_nobody(w: World) -> None:
    """What somebody stands in for is answered: no line about it comes on the next working day."""
    await w.types(MARIA, "/pmo add Draft the plan by thursday")
    await w.types(MARIA, "/pmo prefs away until tuesday @Sam Okafor")
    await w.until("2026-12-01", "11:00")
    await w.types(SAM, "/pmo move A-1 9 dec")
    await w.until("2026-12-03", "18:00")
    assert all(brief["text"].startswith("Good morning, Maria. For your information") for brief in w.briefs(MARIA))


# --- what falls due meanwhile -----------------------------------------------------------


async def test_who_stands_in_sees_what_falls_due_in_their_brief(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.types(MARIA, "/pmo prefs away from tomorrow until friday @Sam Okafor")
    await w.until("2026-12-02", "14:59")
    seen = len(w.briefs(SAM))
    await w.until("2026-12-02", "15:00")  # nine in New York
    assert len(w.briefs(SAM)) == seen + 1
    text = said(w.briefs(SAM)[-1]["blocks"])
    assert "Draft the plan (A-1) — due *today*: done, or a new date? · Apollo · you stand in for Maria" in text
    await w.clicks(SAM, "Done", w.briefs(SAM)[-1])
    assert not w.item(1).is_open
    assert "Sam for Maria finished it" in await w.hears(JON, "/pmo show A-1")
    await w.clicks(SAM, "Why these?", w.briefs(SAM)[-1])
    assert "Maria is away and you stand in" in said(w.private(SAM, w.dm(SAM))[-1]["blocks"])


async def test_the_eve_and_the_day_and_no_more(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.types(MARIA, "/pmo prefs away until 18 dec @Sam Okafor")
    await w.until("2026-12-18", "18:00")
    assert [line.step for line in covers(w)] == ["-1", "0"]
    assert len(w.briefs(SAM)) == 2


async def test_back_again_the_owner_is_told_and_nobody_else(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by thursday")
    await w.types(MARIA, "/pmo prefs away until tomorrow @Sam Okafor")
    await w.until("2026-12-04", "18:00")
    assert covers(w) == []
    assert len(w.briefs(MARIA)) >= 1


async def test_without_anybody_who_stands_in_nobody_is_told(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.types(MARIA, "/pmo prefs away until friday")
    await w.until("2026-12-04", "18:00")
    assert covers(w) == []


async def test_somebody_who_is_named_in_the_middle_of_it_is_told_from_then_on(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by thursday")
    await w.types(MARIA, "/pmo prefs away until friday")
    await w.until("2026-12-01", "12:00")
    await w.types(MARIA, "/pmo prefs back")
    await w.types(MARIA, "/pmo prefs away until friday @Sam Okafor")
    await w.until("2026-12-03", "18:00")
    assert [line.step for line in covers(w)] == ["-1", "0"]


def covers(w: World) -> list[Line]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Line).where(Line.kind == LineKind.COVER).order_by(col(Line.id))))


# --- an escalation meanwhile ------------------------------------------------------------


async def test_the_preview_names_who_is_back_when_it_leaves(w: World) -> None:
    """Jon is away on the day of the preview and back on the next: he reads it, not who stood in for him."""
    await w.types(MARIA, "/pmo add Draft the plan by tomorrow")
    await w.types(JON, "/pmo prefs away until wednesday @Sam Okafor")
    await w.until("2026-12-02", "09:30")
    assert "If nothing changes, Jon reads this tomorrow at 09:00" in said(w.briefs(MARIA)[-1]["blocks"])
    await w.until("2026-12-03", "09:30")
    assert "Draft the plan" in said(w.inbox(JON)[-1]["blocks"])
    assert all("Draft the plan" not in said(message["blocks"]) for message in w.inbox(SAM))


async def test_the_preview_names_who_stands_in_when_it_leaves(w: World) -> None:
    """Jon is there on the day of the preview and away from the next on."""
    await w.types(MARIA, "/pmo add Draft the plan by tomorrow")
    await w.types(JON, "/pmo prefs away from thursday until 18 dec @Sam Okafor")
    await w.until("2026-12-02", "09:30")
    assert "If nothing changes, Sam reads this tomorrow at" in said(w.briefs(MARIA)[-1]["blocks"])
    await w.until("2026-12-03", "18:00")
    assert "Draft the plan" in said(w.inbox(SAM)[-1]["blocks"])
    assert all("Draft the plan" not in said(message["blocks"]) for message in w.inbox(JON))
