"""How full weeks are: figures for oneself, words for whoever leads, nothing for anybody else."""

from __future__ import annotations

from tests.shown import said
from tests.stories.test_alike import two_projects
from tests.stories.test_editions import joins
from tests.world import World

MARIA, JON, PRIYA, SAM = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM"


async def owes(w: World, number: int, who: str = MARIA, project: str = "#apollo") -> None:
    for one in range(number):
        await w.types(who, f"/pmo add Chapter {one} of the plan by friday {project}")


async def test_own_weeks_have_figures(w: World) -> None:
    await owes(w, 3)
    await w.types(MARIA, "/pmo effort A-1 8")
    shown = await w.hears(MARIA, "/pmo list load")
    assert "Week of Mon 30 Nov: 12 of 10 points (120 %), more than fits" in shown
    assert "Week of Mon 7 Dec: 0 of 10 points (0 %), free" in shown


async def test_a_lead_reads_words_by_name_and_no_figures(w: World) -> None:
    await owes(w, 6)
    await owes(w, 1, SAM)
    shown = await w.hears(JON, "/pmo list load")
    assert "Maria — this week more than fits, next week free" in shown
    assert "120" not in shown
    assert shown.index("Maria") < shown.index("Sam")


async def test_nobody_else_reads_of_others(w: World) -> None:
    await owes(w, 6)
    assert "Maria" not in await w.hears(SAM, "/pmo list load")
    assert "for one reader" in await w.types(JON, "/pmo list load in channel")


async def test_a_week_that_is_too_full_is_said_to_oneself_and_to_the_lead_alone(w: World) -> None:
    await owes(w, 6)
    await w.opens_home(MARIA)
    assert "More is due in the week of Mon 30 Nov than fits: 12 points, 10 fit." in w.home(MARIA)
    assert "More than fits, for your eyes only: Maria (week of Mon 30 Nov)" in await w.hears(JON, "/pmo status APOLLO")
    assert "More than fits" not in await w.hears(SAM, "/pmo status APOLLO")
    await w.types(JON, "/pmo status APOLLO in channel")
    assert "More than fits" not in str(w.messages("C0APOLLO"))


async def test_the_weeks_of_a_private_project_count_and_never_name_it(w: World) -> None:
    await owes(w, 4)
    await w.types(MARIA, "/pmo add Something of her own by friday", channel="C0GENERAL")
    shown = await w.hears(JON, "/pmo list load")
    assert "Maria — this week" in shown
    assert "Something of her own" not in shown


def told_of_weeks(w: World, who: str) -> list[str]:
    """The briefs of somebody that tell of a week that is too full."""
    return [said(one["blocks"]) for one in w.briefs(who) if "more is due for" in said(one["blocks"])]


async def test_a_week_that_two_projects_fill_together_is_told_to_both_leads_on_wednesday_once(w: World) -> None:
    await two_projects(w)  # Jon leads Apollo, Sam leads Helpdesk
    for number in range(3):
        await w.types(JON, f"/pmo add Chapter {number} of the plan @Maria Ortega by 11 dec")
        await w.types(SAM, f"/pmo add Desk {number} @Maria Ortega by 11 dec", "C0HELP")
    await w.until("2026-12-01", "18:00")
    assert told_of_weeks(w, JON) == []
    await w.until("2026-12-02", "18:00")
    (jon,), (sam,) = told_of_weeks(w, JON), told_of_weeks(w, SAM)
    assert (
        "Chapter 0 of the plan (A-1): in the week of Mon 7 Dec more is due for Maria than fits, with this and with "
        "Desk 0 (A-2). Can one of them move?"
    ) in jon
    assert "Desk 0 (A-2): in the week of Mon 7 Dec more is due for Maria than fits, with this and with" in sam
    assert told_of_weeks(w, MARIA) == [], "her own weeks are in her Home"
    await w.until("2026-12-10", "18:00")
    assert len(told_of_weeks(w, JON)) == len(told_of_weeks(w, SAM)) == 1


async def test_of_a_private_project_no_more_is_told_than_that_there_is_one(w: World) -> None:
    await joins(w, "U0BOT", "C0BOARD")
    await w.types(JON, "/pmo project new Board")
    assert await w.submits(JON, channel="C0BOARD") == {}
    await w.types(JON, "/pmo project APOLLO lead @Sam Okafor")
    for number in range(3):
        await w.types(JON, f"/pmo add Quiet thing {number} @Maria Ortega by 11 dec", "C0BOARD")
        await w.types(SAM, f"/pmo add Chapter {number} of the plan @Maria Ortega by 11 dec")
    await w.until("2026-12-02", "18:00")
    (sam,), (jon,) = told_of_weeks(w, SAM), told_of_weeks(w, JON)
    assert "more is due for Maria than fits, with this and with something in another project" in sam
    assert "Quiet" not in sam
    assert "Quiet thing 0 (A-1): in the week of" in jon
    await w.types(MARIA, "/pmo drop A-2")
    assert len(told_of_weeks(w, SAM)) == 1


async def test_a_team_is_listed_as_far_as_the_reader_may_see(w: World) -> None:
    await owes(w, 1, SAM)
    await owes(w, 1, MARIA)
    assert "Nobody belongs to a team called “finance”" in await w.types(JON, "/pmo list team finance")
    assert "you belong to finance" in await w.types(SAM, "/pmo prefs team Finance")
    shown = await w.hears(JON, "/pmo list team finance")
    assert "Everything open with finance (1)" in shown.replace("*", "")
    assert "Sam" in shown
    assert "Maria" not in shown
    await w.types(SAM, "/pmo prefs team none")
    assert "Nobody belongs" in await w.types(JON, "/pmo list team finance")


async def test_what_cannot_be_read_is_asked_back(w: World) -> None:
    await owes(w, 1)
    assert "A number from 1 (an hour or so) to 8" in await w.types(MARIA, "/pmo effort A-1 9")
    assert "How many points fit" in await w.types(MARIA, "/pmo prefs capacity much")
    assert "Up to 12 short words" in await w.types(MARIA, "/pmo prefs skills !!!")
    assert w.item(1).effort is None


async def test_what_fits_is_chosen_in_the_window_too(w: World) -> None:
    await w.types(MARIA, "/pmo prefs")
    assert "from 1 to 100" in (await w.submits(MARIA, capacity="0"))["capacity"]
    assert await w.submits(MARIA, capacity="6") == {}
    assert "0 of 6 points" in await w.hears(MARIA, "/pmo list load")
