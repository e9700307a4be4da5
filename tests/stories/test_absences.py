"""Time away: nothing comes, a colleague stands in, and both names stay in the record."""

from __future__ import annotations

from tests.shown import said
from tests.stories.test_preferences import changes
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
