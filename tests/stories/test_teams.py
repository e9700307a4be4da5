"""One team's part: of the portfolio in App Home, and of a project's report."""

from __future__ import annotations

from tests.stories.packets import JON, MARIA, PRIYA, SAM
from tests.world import World


async def two_teams(w: World) -> None:
    """Sam is in finance, Maria in IT; both owe something in Apollo, Maria alone in Boreas."""
    await w.types(SAM, "/pmo prefs team finance")
    await w.types(MARIA, "/pmo prefs team it")
    await w.types(JON, "/pmo project new Boreas")
    await w.submits(JON, channel="C0GENERAL")
    await w.types(SAM, "/pmo add Close the books by tomorrow #apollo")
    await w.types(MARIA, "/pmo add Move the mailboxes by thursday #apollo")
    await w.types(MARIA, "/pmo add Order the racks by thursday", channel="C0GENERAL")


async def test_the_portfolio_tells_of_one_team_when_asked_and_of_all_again(w: World) -> None:
    await two_teams(w)
    await w.opens_home(PRIYA)
    everything = await w.opens_home(PRIYA)
    assert "Boreas" in everything
    assert "What everybody owes. One team's part:" in everything
    await w.clicks_home(PRIYA, "finance")
    finance = w.home(PRIYA)
    assert "Only what the people of *finance* owe" in finance
    assert "Apollo" in finance
    assert "Boreas" not in finance
    await w.clicks_home(PRIYA, "it")
    assert "Boreas" in w.home(PRIYA)
    await w.clicks_home(PRIYA, "All teams")
    assert w.home(PRIYA) == everything


async def test_a_report_tells_of_one_team(w: World) -> None:
    await two_teams(w)
    await w.types(MARIA, "/pmo move A-2 to friday")
    report = await w.hears(JON, "/pmo digest APOLLO team finance")
    assert "what finance owes" in report
    assert "Close the books" in report
    assert "Move the mailboxes" not in report
    assert "Move the mailboxes" in await w.hears(JON, "/pmo digest APOLLO")
    assert "Nobody belongs to a team called “sales”" in await w.types(JON, "/pmo digest APOLLO team sales")


async def test_a_home_without_teams_offers_none(w: World) -> None:
    await w.types(SAM, "/pmo add Close the books by tomorrow #apollo")
    assert "One team's part" not in await w.opens_home(PRIYA)
