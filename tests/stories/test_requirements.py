"""Requirements: what is for them is found, and what changed for one is told in order, with who and why."""

from __future__ import annotations

from tests.shown import said
from tests.stories.packets import JON, MARIA, PRIYA, SAM
from tests.world import World


async def test_what_changed_for_a_requirement_is_told_in_order_with_who_and_why(w: World) -> None:
    await w.types(JON, "/pmo add Draft the consent page @Maria Ortega by friday #apollo req:gdpr,login")
    await w.types(JON, "/pmo decide Keep consent for two years because legal says so #apollo req:gdpr")
    await w.types(JON, "/pmo add Order the badges by friday #apollo")
    await w.types(MARIA, "/pmo accept A-1")
    await w.types(MARIA, "/pmo move A-1 to 9 dec because the texts are late")
    await w.types(MARIA, "/pmo done A-1")

    log = await w.hears(SAM, "/pmo log tag GDPR")
    assert log.splitlines() == [
        "*What changed for gdpr* (4, oldest first)",
        "• Mon 30 Nov: Jon noted it · ~Draft the consent page (A-1)~",
        "• Mon 30 Nov: Jon decided it — “legal says so” · Keep consent for two years (D-2)",
        "• Mon 30 Nov: Maria moved the date (Fri 4 Dec → Wed 9 Dec) — “the texts are late” · "
        "~Draft the consent page (A-1)~",
        "• Mon 30 Nov: Maria finished it · ~Draft the consent page (A-1)~",
    ]
    assert "For gdpr, login" in await w.hears(SAM, "/pmo show A-1")
    assert "For gdpr" in await w.hears(SAM, "/pmo show D-2")


async def test_tags_are_given_taken_and_given_back(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the consent page by friday #apollo")
    await w.types(MARIA, "/pmo add Draft the login page by friday #apollo")
    await w.types(MARIA, "/pmo decide Ask for consent once #apollo")
    assert "Draft the consent page (A-1) is for no requirement yet. `/pmo tag A-1 login, gdpr` says which." in (
        await w.hears(SAM, "/pmo tag A-1")
    )
    assert "Which requirements?" in await w.hears(MARIA, "/pmo tag")
    assert "it is for gdpr, login." in await w.hears(MARIA, "/pmo tag A-1 GDPR, login")
    assert (await w.hears(SAM, "/pmo tag A-1")).splitlines() == [
        "Draft the consent page (A-1) is for gdpr, login.",
        "Type all of them: `/pmo tag A-1 gdpr, login, …` adds one, `/pmo tag A-1 gdpr` takes login away.",
    ]
    assert "it is for gdpr." in await w.hears(MARIA, "/pmo tag D-3 gdpr")
    assert "`/pmo tag D-3 none` takes gdpr away." in await w.hears(SAM, "/pmo tag D-3")
    listed = await w.hears(SAM, "/pmo list tag gdpr #apollo")
    assert "Everything open in Apollo for gdpr* (1)" in listed
    assert "login page" not in listed

    assert "for no requirement in particular" in await w.hears(MARIA, "/pmo tag A-1 none")
    assert "is open for gdpr" in await w.hears(SAM, "/pmo list tag gdpr")
    await w.clicks(MARIA, "Undo", w.last(MARIA))
    assert "(1)" in await w.hears(SAM, "/pmo list tag gdpr")
    assert "commas between them" in await w.types(MARIA, "/pmo tag A-1 §7")
    assert "is for “consent”" in await w.types(MARIA, "/pmo log tag consent")


async def test_windows_ask_what_something_is_for_and_keep_what_others_said_meanwhile(w: World) -> None:
    await w.types(MARIA, "/pmo add")
    await w.submits(MARIA, title="Draft the consent page", requirements="gdpr")
    await w.types(MARIA, "/pmo show A-1")
    await w.clicks(MARIA, "Change…", w.last(MARIA))
    assert "gdpr" in str(w.window(MARIA)["blocks"])
    await w.types(PRIYA, "/pmo tag A-1 gdpr, login")
    await w.submits(MARIA, title="Draft the page for consent")
    assert "For gdpr, login" in await w.hears(MARIA, "/pmo show A-1")

    await w.types(MARIA, "/pmo decide")
    await w.submits(MARIA, title="Ask for consent once", requirements="gdpr, login")
    assert "For gdpr, login" in await w.hears(MARIA, "/pmo show D-2")


async def test_what_is_for_it_in_a_private_project_does_not_exist_for_others(w: World) -> None:
    w.playground.world.channels["C0BOARD"].members.append("U0BOT")
    await w.types(JON, "/pmo project new Takeover")
    await w.submits(JON, channel="C0BOARD")
    await w.types(JON, "/pmo add Sell the login by friday req:sale", channel="C0BOARD")
    nobody, hidden = await w.types(MARIA, "/pmo log tag nothing"), await w.types(MARIA, "/pmo log tag sale")
    assert hidden == nobody.replace("nothing", "sale", 1)
    await w.types(JON, "/pmo add Draft the login page by friday #apollo req:sale")
    assert "Sell the login" not in await w.hears(MARIA, "/pmo log tag sale")
    assert "Sell the login" not in await w.hears(MARIA, "/pmo tag A-1")
    assert "Sell the login" in await w.hears(JON, "/pmo log tag sale")
    await w.types(JON, "/pmo log tag sale in channel")
    assert "Sell the login" not in said(w.messages("C0APOLLO")[-1]["blocks"])
