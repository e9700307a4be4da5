"""The PMO's statement: whom it goes to, when, and what it says."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.stories.test_alike import two_projects
from tests.stories.test_errors_rights import a_private_project
from tests.world import World

NEW_YORK = ZoneInfo("America/New_York")
STATEMENT = "What the PMO was worth in "


def statements(w: World, who: str) -> list[str]:
    """The statements somebody got."""
    return [said(one["blocks"]) for one in w.inbox(who) if STATEMENT in one["text"]]


async def a_month(w: World) -> None:
    """December: eight things finished, two of them late; decisions, a lesson, something passed on."""
    await two_projects(w)
    await w.types(PRIYA, "/pmo about sponsor @Inês Duarte")
    await w.until("2026-12-01", "10:00")
    await w.types(JON, "/pmo project APOLLO mode controlling")
    for title in ("Draft the cutover plan", "Order the laptops", "Move the mailboxes", "Train the helpdesk"):
        await w.types(MARIA, f"/pmo add {title} by 4 dec")
    for title in ("Print the badges", "Close the old office"):
        await w.types(JON, f"/pmo add {title} @Maria Ortega by 9 dec")
        await w.types(MARIA, "/pmo accept A-5" if title.startswith("Print") else "/pmo accept A-6")
    await w.types(JON, "/pmo milestone Migration rehearsal 10 dec")
    for number in (1, 2, 3, 5):
        await w.types(MARIA, f"/pmo done A-{number}")
    await w.types(MARIA, "/pmo move A-4 to 8 dec because the room is taken")
    await w.types(MARIA, "/pmo done A-4")
    await w.types(JON, "/pmo done M-7")
    await w.types(INES, "/pmo decide We take Birch because they can start in May")
    await w.types(JON, "/pmo lesson Book the room a month ahead because none was free")
    await w.until("2026-12-14", "18:00")


async def test_the_sponsor_reads_once_a_month_what_the_pmo_was_worth(w: World) -> None:
    await a_month(w)
    so_far = await w.hears(PRIYA, "/pmo about statement")
    assert "*What the PMO was worth in December so far*" in so_far
    assert (
        "*5 of 6* finished things were done by the first date that was promised: 83 % (A-1, A-2, A-3, A-5, M-7)."
        in (so_far)
    )
    await w.until("2027-01-01", "08:59", NEW_YORK)
    assert statements(w, INES) == [], "nothing happened in November: nothing was sent"
    await w.until("2027-01-01", "09:00", NEW_YORK)
    [sent] = statements(w, INES)
    assert sent.startswith("*What the PMO was worth in December*\n• *5 of 6* finished things were done")
    for sentence in (
        "• Reached: Migration rehearsal (M-7).",
        "• *1 decision* was made (D-9).",
        "• *5 of 7* new things were written down by their owners, without being asked: 71 % (A-1, A-2, A-3, A-4, M-7).",
        "• 1 lesson was written down for those who come next: `/pmo lesson`.",
        "of chasing and reporting by hand were saved, estimated: 3 reminders × 3 min",
        "_Counted from Tue 1 Dec to Thu 31 Dec, over what you may see; no figure is about a person.",
    ):
        assert sentence in sent
    message = next(one for one in w.inbox(INES) if STATEMENT in one["text"])
    await w.clicks(INES, "Why did I get this?", message)
    assert "The PMO answers to you, so you get its statement" in said(w.last(INES, w.dm(INES))["blocks"])
    await w.until("2027-01-29", "18:00")
    assert len(statements(w, INES)) == 1


async def test_what_a_plan_wrote_down_was_written_by_nobody_and_the_pmos_own_counts_nowhere(w: World) -> None:
    await w.types(JON, "/pmo project new Birch")
    assert await w.submits(JON, channel=None, pack="light") == {}
    assert "without being asked" not in await w.hears(PRIYA, "/pmo about statement")
    await w.types(PRIYA, "/pmo about start")
    await w.types(PRIYA, "/pmo add Ask the archive by friday #first90")
    steps = await w.hears(PRIYA, "/pmo list FIRST90")
    first = steps.partition("Listen to five project leads (")[2].partition(")")[0]
    assert f"({first})~ — done" in await w.hears(PRIYA, f"/pmo done {first}")
    assert first not in await w.hears(PRIYA, "/pmo about statement")
    about = await w.hears(PRIYA, "/pmo about")
    assert "Done by its first date: *nothing to tell yet*" in about
    for who in ("legal", "finance", "the works council", "the helpdesk", "everybody else"):
        await w.types(PRIYA, f"/pmo add Ask {who} by friday #apollo")
    read = await w.hears(PRIYA, "/pmo about statement")
    assert "*5 of 5* new things were written down by their owners, without being asked" in read


async def test_only_pmo_leads_name_whom_the_pmo_answers_to_and_read_along(w: World) -> None:
    await w.types(PRIYA, "/pmo")
    assert "PMO leads say what the workspace aims for: Priya." in await w.hears(JON, "/pmo about sponsor @Inês Duarte")
    assert "Whom does the PMO answer to?" in await w.hears(PRIYA, "/pmo about sponsor")
    assert "I could not write to Alex" in await w.hears(PRIYA, "/pmo about sponsor @Alex Reyes")
    assert "The PMO answers to *Inês* now" in await w.hears(PRIYA, "/pmo about sponsor @Inês Duarte")
    assert "The PMO answers to Inês, who gets its statement of each month" in await w.hears(MARIA, "/pmo about")
    for who in (INES, PRIYA):
        assert "Nothing was finished, decided or asked in November." in await w.hears(who, "/pmo about statement")
    assert "for whoever the PMO answers to, and for PMO leads: Priya" in await w.hears(SAM, "/pmo about statement")
    await w.types(PRIYA, "/pmo about statement in channel")
    assert "it is for you alone" in said([*w.private(PRIYA), *w.messages("C0APOLLO")][-1]["blocks"])
    assert "goes to nobody now" in await w.hears(PRIYA, "/pmo about sponsor none")
    assert "for PMO leads" in await w.hears(INES, "/pmo about statement")


async def test_what_a_private_project_did_counts_for_its_members_only(w: World) -> None:
    await a_private_project(w)
    await w.types(PRIYA, "/pmo")
    await w.types(PRIYA, "/pmo about sponsor @Inês Duarte")
    await w.types(JON, "/pmo milestone Sign the papers today", "C0BOARD")
    await w.types(JON, "/pmo done M-4", "C0BOARD")
    read = await w.hears(INES, "/pmo about statement")
    assert "Sign the papers (M-4)" in read
    assert "D-3" in read
    read = await w.hears(PRIYA, "/pmo about statement")
    assert "M-4" not in read
    assert "D-3" not in read
