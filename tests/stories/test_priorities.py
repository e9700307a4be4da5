"""What comes first: priorities with a quota, one gives way to another, nothing is lost; asked again every quarter."""

from __future__ import annotations

from sqlmodel import select

from pmo_bot.model import Event, Project
from tests.shown import said
from tests.world import World

MARIA, JON, PRIYA, SAM, INES = "U0MARIA", "U0JON", "U0PRIYA", "U0SAM", "U0INES"


async def begins(w: World, name: str, who: str = JON) -> None:
    await w.types(who, f"/pmo project new {name}")
    assert await w.submits(who, channel=None) == {}


def ranks(w: World) -> dict[str, int | None]:
    with w.bot.db.reading() as session:
        return {one.key: one.priority for one in session.exec(select(Project))}


async def three_first(w: World) -> None:
    for name in ("Birch", "Cedar", "Daisy"):
        await begins(w, name)
        await w.types(JON, f"/pmo project {name.upper()} priority 1")


async def test_a_fourth_that_comes_first_asks_which_one_gives_way(w: World) -> None:
    await three_first(w)
    await w.types(JON, "/pmo project APOLLO priority 1")
    shown = said(w.window(JON)["blocks"])
    assert "At most 3 come first at the same time. Apollo takes the place of the one you choose." in (
        shown.replace("*", "")
    )
    assert ranks(w)["APOLLO"] is None
    with w.bot.db.reading() as session:
        cedar = session.exec(select(Project).where(Project.key == "CEDAR")).one().id
    assert await w.submits(JON, gives_way=str(cedar)) == {}
    assert ranks(w) == {"APOLLO": 1, "BIRCH": 1, "CEDAR": 2, "DAISY": 1}
    with w.bot.db.reading() as session:
        moved = [(e.before, e.after) for e in session.exec(select(Event)) if "priority" in e.after]
    assert ({"priority": 1}, {"priority": 2}) in moved


async def test_only_its_lead_ranks_a_project_and_somebody_elses_is_not_pushed_back(w: World) -> None:
    assert "lead" in await w.types(SAM, "/pmo project APOLLO priority 1")
    await three_first(w)
    await begins(w, "Elder", SAM)
    answer = await w.types(SAM, "/pmo project ELDER priority 1")
    assert answer.startswith("3 projects come first already: Birch, Cedar, Daisy. Ask ")
    assert ranks(w)["ELDER"] is None


async def test_the_list_of_projects_is_in_the_order_of_what_comes_first(w: World) -> None:
    await begins(w, "Birch")
    await begins(w, "Cedar")
    await w.types(JON, "/pmo project CEDAR priority 1")
    await w.types(JON, "/pmo project APOLLO priority 3")
    shown = await w.hears(MARIA, "/pmo list projects")
    assert shown.index("1 · *Cedar*") < shown.index("3 · *Apollo*") < shown.index("– · *Birch*")


async def test_the_fourth_critical_item_is_kept_and_asks_which_one_gives_way(w: World) -> None:
    for one in range(4):
        await w.types(MARIA, f"/pmo add Chapter {one} by 11 dec #apollo !critical")
    assert "Chapter 3 (A-4) is kept, as high. 3 things of its project are critical already" in said(
        w.window(MARIA)["blocks"]
    )
    assert w.item(4).priority == "high"
    assert await w.submits(MARIA, gives_way=str(w.item(2).id)) == {}
    assert [w.item(one).priority for one in (1, 2, 3, 4)] == ["critical", "high", "critical", "critical"]


async def test_when_a_quarter_begins_the_sponsor_is_asked_whether_it_still_comes_first(w: World) -> None:
    await w.types(PRIYA, "/pmo project APOLLO mode controlling")
    await w.types(JON, "/pmo project APOLLO priority 1")
    await w.until("2027-01-04", "21:00")
    brief = w.inbox(INES)[-1]
    assert "Does Apollo still come first? (C-1) — Stop, continue, or start another?" in said(brief["blocks"])
    await w.opens_home(INES)
    await w.clicks_home(INES, "Continue", "C-1")
    assert w.item(1).confirmation is None, "a question is answered by that, and nobody has to agree"
    assert w.item(2).due.isoformat() == "2027-04-01"  # type: ignore[union-attr]
    await w.types(JON, "/pmo project APOLLO priority 2")
    assert w.item(2).closed_at is not None


async def test_a_private_project_counts_and_is_named_to_nobody_outside(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Takeover", channel="C0BOARD")
    assert await w.submits(JON, channel="C0BOARD") == {}
    await w.types(JON, "/pmo project TAKEOVER priority 1", channel="C0BOARD")
    for name in ("Birch", "Cedar", "Elder"):
        await begins(w, name, SAM)
        await w.types(SAM, f"/pmo project {name.upper()} priority 1")
    shown = said(w.window(SAM)["blocks"])
    assert "Not yours to change: 1 you cannot see." in shown
    assert "Takeover" not in shown + await w.hears(SAM, "/pmo list projects")
    await w.types(JON, "/pmo add Read the contract by 11 dec", channel="C0BOARD")
    await w.types(JON, "/pmo show A-4", channel="C0BOARD")
    await w.clicks(JON, "Offer it to…", w.last(JON, "C0BOARD"))
    assert "is not in the private channel" in str(await w.submits(JON, person=SAM))
