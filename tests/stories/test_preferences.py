"""Preferences: when somebody works, when and how often they are written to; every change is in the record."""

from __future__ import annotations

from datetime import time
from typing import Any

from sqlmodel import col, select

from pmo_bot.jobs.learn import Learn
from pmo_bot.model import Event, Line, LineKind, Person, Post, Profile
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON = "U0MARIA", "U0JON"


def person(w: World, slack_id: str) -> Person:
    with w.bot.db.reading() as session:
        found = queries.person_by_slack(session, TEAM, slack_id)
    assert found is not None
    return found


def changes(w: World, slack_id: str, what: str = "person.changed") -> list[dict[str, Any]]:
    """What changed about somebody, as the events tell."""
    with w.bot.db.reading() as session:
        rows = session.exec(select(Event).where(Event.what == what, Event.person_id == person(w, slack_id).id))
        return [row.after for row in rows]


async def preferences(w: World, who: str = MARIA, **fields: Any) -> dict[str, str]:
    """Somebody opens their preferences, changes these fields and saves; the sentences at the fields."""
    await w.types(who, "/pmo prefs")
    return await w.submits(who, **fields)


async def test_the_window_has_everything_and_shows_what_is_set(w: World) -> None:
    wanted = {"opens": "08:00", "closes": "15:00", "brief_at": "08:30", "brief_how": "chosen", "profile": "light"}
    assert await preferences(w, **wanted, country="es-md", workdays=["1", "2", "3", "4"], pause="2026-12-04") == {}
    await w.types(MARIA, "/pmo prefs")
    fields = {block["block_id"]: block["element"] for block in w.window(MARIA)["blocks"] if block["type"] == "input"}
    assert fields["country"]["initial_value"] == "ES-MD"
    assert [option["text"]["text"] for option in fields["workdays"]["initial_options"]] == [
        "Monday", "Tuesday", "Wednesday", "Thursday",
    ]  # fmt: skip
    assert (fields["opens"]["initial_time"], fields["closes"]["initial_time"]) == ("08:00", "15:00")
    assert fields["profile"]["initial_option"]["value"] == "light"
    assert fields["brief_how"]["initial_option"]["value"] == "chosen"
    assert fields["pause"]["initial_date"] == "2026-12-04"
    assert "as in your Slack profile" in said(w.window(MARIA)["blocks"])


async def test_a_change_is_an_event_with_what_was_and_what_is(w: World) -> None:
    await preferences(w, country="ES", profile="active")
    (after,) = changes(w, MARIA)
    assert after == {"country": "ES", "profile": "active"}
    await preferences(w)
    assert len(changes(w, MARIA)) == 1, "saving the same changes nothing"


async def test_holidays_of_an_unknown_place_are_refused_with_what_is_known(w: World) -> None:
    assert "Two" not in (await preferences(w, country="XX"))["country"]
    answer = await w.submits(MARIA, country="ES-ZZ")
    assert answer["country"].startswith("I do not know this part of ES. I know AN, AR, AS, ")
    assert await w.submits(MARIA, country="ES-CT") == {}
    assert (person(w, MARIA).country, person(w, MARIA).subdivision) == ("ES", "CT")
    assert await preferences(w, country="") == {}
    assert person(w, MARIA).country is None


async def test_hours_that_make_no_day_are_refused_at_the_field(w: World) -> None:
    answer = await preferences(w, opens="17:00", closes="09:00")
    assert answer == {"closes": "09:00 is not after 17:00. Choose an end that is later than the start."}
    answer = await w.submits(MARIA, opens="10:00", closes="18:00", brief_how="chosen")
    assert "Your working hours are 10:00 to 18:00" in answer["brief_at"]
    await w.types(MARIA, "/pmo prefs brief 09:30")
    assert await w.submits(MARIA, opens="10:00", closes="18:00", brief_how="learned") == {}
    assert person(w, MARIA).brief_at == time(10), "a time that is found out follows the hours"
    assert "I am finding out when you usually answer" in said(w.last(MARIA)["blocks"])


async def test_no_brief_on_days_somebody_does_not_work(w: World) -> None:
    """The working week is each person's own: Sunday to Thursday here, and a due date on Friday moves to Sunday."""
    await preferences(w, workdays=["7", "1", "2", "3", "4"])
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.until("2026-12-04", "18:00")
    seen = len(w.briefs(MARIA))
    await w.until("2026-12-06", "09:00")
    assert len(w.briefs(MARIA)) == seen + 1


async def test_a_brief_that_falls_on_a_holiday_comes_on_the_next_working_day(w: World) -> None:
    """Tuesday 8 December is a holiday in Spain: what is due then is told on Wednesday, not dropped."""
    await preferences(w, country="ES")
    await w.types(MARIA, "/pmo add Draft the plan by 8 dec")
    await w.until("2026-12-08", "18:00")
    before = [message["ts"] for message in w.briefs(MARIA)]
    await w.until("2026-12-09", "09:00")
    assert len(w.briefs(MARIA)) == len(before) + 1
    assert "Draft the plan" in w.briefs(MARIA)[-1]["text"]


async def test_a_pause_ends_by_itself_on_its_date(w: World) -> None:
    await preferences(w, pause="2026-12-07")
    await w.types(MARIA, "/pmo add Draft the plan by wednesday")
    await w.until("2026-12-04", "18:00")
    assert w.briefs(MARIA) == []
    await w.until("2026-12-07", "09:00")
    assert len(w.briefs(MARIA)) == 1


async def test_fewer_reminders_and_the_receipt_says_so(w: World) -> None:
    kept = await w.hears(MARIA, "/pmo prefs light")
    assert kept.startswith("Kept: you get few reminders from now on. What you are asked comes as before.\nYour brief")
    assert person(w, MARIA).profile is Profile.LIGHT
    await w.types(MARIA, "/pmo add Draft the plan by friday")
    await w.until("2026-12-03", "18:00")
    assert w.briefs(MARIA) == [], "no line on the day before"
    await w.until("2026-12-04", "09:00")
    await w.clicks(MARIA, "Why these?", w.briefs(MARIA)[-1])
    assert "You chose few reminders (light)." in said(w.private(MARIA, w.dm(MARIA))[-1]["blocks"])


async def test_more_reminders(w: World) -> None:
    await w.types(MARIA, "/pmo prefs profile active")
    await w.types(MARIA, "/pmo add Draft the plan by 11 dec")
    await w.until("2026-12-08", "09:00")
    assert len(w.briefs(MARIA)) == 1
    await w.until("2026-12-11", "18:00")
    assert len(w.briefs(MARIA)) == 4


async def test_a_reminder_that_is_not_answered_does_not_come_louder(w: World) -> None:
    """Each line of the ladder is there once, whatever was answered before; nothing is added for silence."""
    await w.types(MARIA, "/pmo prefs light")
    await w.types(MARIA, "/pmo risk The vendor is late by tomorrow")
    await w.until("2027-01-29", "18:00")
    assert len(w.briefs(MARIA)) <= 4, "on the day, twice later, and the look at what is passed on"


async def test_home_tells_how_it_is_set(w: World) -> None:
    await preferences(w, country="ES", workdays=["1", "3"])
    text = await w.opens_home(MARIA)
    assert "You work Mon, Wed, 09:00 to 17:00; holidays of ES count. You get the usual reminders." in text
    await w.clicks_home(MARIA, "Preferences…")
    assert await w.submits(MARIA, workdays=["1", "2", "3", "4", "5"]) == {}
    assert "You work Mon to Fri, 09:00 to 17:00" in w.home(MARIA)


async def test_words_that_are_no_profile_are_asked_back(w: World) -> None:
    assert await w.hears(MARIA, "/pmo prefs profile loud") == (
        "How many reminders? Try `/pmo prefs light`; there are light, standard and active."
    )


async def test_a_new_zone_in_slack_is_followed(w: World) -> None:
    """The name of the zone is kept, not its offset: clocks that change need no news from Slack."""
    await w.types(MARIA, "/pmo add Draft the plan by tomorrow")
    await w.playground.act(JON, "profile", user=MARIA, tz="America/New_York")
    await w.settled()
    assert person(w, MARIA).zone == "America/New_York"
    await w.until("2026-11-30", "14:59")
    assert w.briefs(MARIA) == []
    await w.until("2026-11-30", "15:00")
    assert len(w.briefs(MARIA)) == 1


# --- the time of the brief, learned -----------------------------------------------------


async def answers_at(w: World, clock: str, days: int = 9) -> None:
    """Maria answers a question of Jon's at this time on so many working days, and the bot looks at that."""
    dates = [f"2026-12-{n:02}" for n in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14)][:days]
    for number, date in enumerate(dates, 1):
        await w.until(date, "11:00")
        await w.types(JON, f"/pmo add Thing {number} @Maria Ortega by 22 jan")
        await w.until(date, clock)
        await w.types(MARIA, f"/pmo accept A-{number}")
    await Learn(w.bot.db, w.clock.now).run()


async def test_the_brief_comes_when_somebody_usually_answers(w: World) -> None:
    await w.opens_home(MARIA)
    await answers_at(w, "14:10")
    assert person(w, MARIA).brief_at == time(14)
    assert changes(w, MARIA, "person.learned") == [{"brief_at": "14:00:00"}]
    text = await w.opens_home(MARIA)
    assert "Your brief comes at 14:00 (Madrid time) on working days" in text
    assert "That time is learned from when you answer." in text
    await Learn(w.bot.db, w.clock.now).run()
    assert len(changes(w, MARIA, "person.learned")) == 1
    await w.clicks_home(MARIA, "Keep this time")
    assert "learned" not in w.home(MARIA)
    assert person(w, MARIA).brief_chosen


async def test_whoever_chose_a_time_keeps_it(w: World) -> None:
    await w.types(MARIA, "/pmo prefs brief 09:00")
    await answers_at(w, "14:10")
    assert person(w, MARIA).brief_at == time(9)
    answer = await w.hears(MARIA, "/pmo prefs learn")
    assert "Your brief comes at 09:00 (Madrid time) on working days" in answer
    assert "I am finding out when you usually answer, and bring it about then; until I know, it stays so." in answer
    await Learn(w.bot.db, w.clock.now).run()
    assert person(w, MARIA).brief_at == time(14)


async def test_a_few_answers_teach_nothing(w: World) -> None:
    await answers_at(w, "14:10", days=5)
    assert person(w, MARIA).brief_at == time(9)


# --- one note a day, and no shift by putting something off -------------------------------


async def test_twelve_things_in_five_projects_are_one_note(w: World) -> None:
    for name in ("Borealis", "Comet", "Dune", "Ember"):
        await w.types(JON, f"/pmo project new {name}", "C0GENERAL")
        assert await w.submits(JON, channel=None) == {}
    for number in range(12):
        key = ("apollo", "borealis", "comet", "dune", "ember")[number % 5]
        await w.types(MARIA, f"/pmo add Thing {number} by friday #{key}", "C0GENERAL")
    await w.until("2026-12-03", "18:00")
    assert len(w.inbox(MARIA)) == 1
    assert "7 more in the app's Home." in said(w.briefs(MARIA)[0]["blocks"])


async def test_putting_something_off_moves_neither_the_date_nor_what_comes_after(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by tomorrow", "C0GENERAL")
    await w.types(MARIA, "/pmo snooze A-1 until thursday", "C0GENERAL")
    await w.until("2026-12-02", "18:00")
    assert lines(w) == []
    assert str(w.item(1).due) == "2026-12-01"
    await w.until("2026-12-04", "09:00")
    steps = [line.step for line in lines(w)]
    assert steps[-1] == "+3", "the third working day after the date, as if nothing had been put off"


def lines(w: World) -> list[Line]:
    with w.bot.db.reading() as session:
        found = session.exec(select(Line).where(Line.kind == LineKind.NUDGE).order_by(col(Line.id)))
        return list(found)


async def test_how_much_was_answered_is_told_to_that_person_and_is_what_the_events_say(w: World) -> None:
    for number, day in enumerate(("2026-12-01", "2026-12-02", "2026-12-03"), 1):
        await w.types(JON, f"/pmo add Thing {number} @Maria Ortega by {day}")
    await w.until("2026-12-01", "12:00")
    await w.types(MARIA, "/pmo done A-1")
    await w.until("2026-12-04", "12:00")
    messages, answered = recomputed(w)
    assert messages > answered > 0
    text = await w.opens_home(MARIA)
    assert f"I sent you {messages} notes and questions; you answered {answered}. Only you see this." in text
    assert f"I sent you {messages} notes" not in await w.opens_home(JON)


def recomputed(w: World) -> tuple[int, int]:
    """From the record alone: what reached Maria, and after how much of it she did something about it in time."""
    maria = person(w, MARIA).id
    with w.bot.db.reading() as session:
        rows = session.exec(
            select(Line, Post).join(Post, col(Post.key) == Line.post_key).where(Line.person_id == maria)
        ).all()
        acts = session.exec(select(Event).where(Event.actor_id == maria, col(Event.item_id).is_not(None))).all()
    arrived = [(post.key, line.item_id, post.settled_at) for line, post in rows if post.settled_at]
    answered = set()
    for key, item_id, at in arrived:
        again = min((later for _, other, later in arrived if other == item_id and later > at), default=None)
        if any(a.item_id == item_id and a.happened_at >= at and (not again or a.happened_at < again) for a in acts):
            answered.add(key)
    return len({key for key, _, _ in arrived}), len(answered)
