"""A sponsor answers on a phone: what is asked fits, says why it came, and one tap settles it for everybody."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.async_api import Page, expect

from tests.browser.company import PHONE, Company, message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def asked(office: Company) -> Page:
    """The lead said nothing for two working days: it is the sponsor's turn."""
    await office.w.types("U0SAM", "/pmo add Access list for the new tenant @Maria Ortega by tomorrow")
    await office.w.types("U0MARIA", "/pmo accept A-1")
    await office.w.until("2026-12-07", "18:00")
    return await office.opens("U0INES", **PHONE)


async def test_a_sponsor_gives_a_new_date_on_a_phone_and_the_owner_reads_why(office: Company) -> None:
    page = await asked(office)
    packet = message(page, "Access list for the new tenant")
    await expect(packet).to_contain_text("needs a decision from you by")
    await packet.get_by_role("button", name="Another date…").click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("input[type=date]").fill("2026-12-16")
    await dialog.get_by_role("textbox").last.fill("The rehearsal moves too")
    await dialog.locator(".button.primary").last.click()
    await expect(packet).to_contain_text("Settled by Inês: new date Wed 16 Dec")
    assert office.w.item(1).due == date(2026, 12, 16)
    assert "“The rehearsal moves too”" in await office.w.hears("U0MARIA", "/pmo show A-1")


async def test_it_fits_a_narrow_screen_and_says_why_it_came(office: Company) -> None:
    page = await asked(office)
    packet = message(page, "Access list for the new tenant")
    for name in ("New date Mon 14 Dec", "Bring people together…", "Someone else…", "Another date…", "Acknowledge"):
        await expect(packet.get_by_role("button", name=name)).to_be_visible()
    await expect(packet).to_contain_text("Priya is asked")
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "nothing has to be pushed aside"
    await packet.get_by_role("button", name="More actions").last.click()
    await page.get_by_text("Why did I get this?").last.click()
    await expect(message(page, "You sponsor the project")).to_contain_text("Its date was Tue 1 Dec")


async def test_the_same_is_answered_in_the_sponsors_home(office: Company) -> None:
    await asked(office)
    page = await office.opens("U0INES", "home", **PHONE)
    home = page.locator(".home")
    await expect(home).to_contain_text("One thing waits for you")
    await home.get_by_role("button", name="Acknowledge").click()
    await expect(home).to_contain_text("Inês has seen this and looks after it.")
