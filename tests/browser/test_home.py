"""App Home in a browser: the first visit, an answer, the pages of a long list, preferences, and roles."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from pmo_bot.model import Acceptance
from tests.browser.company import PHONE, Company

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_the_first_visit_is_welcomed_once(office: Company) -> None:
    page = await office.opens("U0KENJI", "home")
    home = page.get_by_role("region", name="App Home")
    await expect(home).to_contain_text("Welcome. I keep track of what people promised each other")
    await expect(home).to_contain_text("Hello, Kenji. Nothing is waiting for you.")
    again = await office.opens("U0KENJI", "home")
    await expect(again.get_by_role("region", name="App Home")).to_contain_text("Hello, Kenji.")
    await expect(again.get_by_role("region", name="App Home")).not_to_contain_text("Welcome.")


async def test_a_request_is_answered_in_home_and_the_requester_sees_it_at_once(office: Company) -> None:
    await office.w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
    theirs, mine = await office.opens("U0JON", "home"), await office.opens("U0MARIA", "home")
    await expect(theirs.locator(".home")).to_contain_text("Maria, due Fri 4 Dec · asked Mon 30 Nov, no answer yet")
    await expect(mine.locator(".home")).to_contain_text("Jon asks you for: Draft the cutover plan — by Fri 4 Dec")
    await mine.get_by_role("button", name="Accept", exact=True).click()
    await expect(mine.locator(".home")).not_to_contain_text("Waiting for your answer")
    await expect(mine.locator(".home")).to_contain_text(
        "Hello, Maria. Nothing is waiting for you. The next date is Fri 4"
    )
    await expect(theirs.locator(".home")).to_contain_text("Maria, due Fri 4 Dec · accepted")
    assert office.w.item(1).acceptance is Acceptance.ACCEPTED


async def test_another_date_is_offered_and_agreed_to_without_leaving_home(office: Company) -> None:
    await office.w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
    theirs, mine = await office.opens("U0JON", "home"), await office.opens("U0MARIA", "home")
    await mine.get_by_role("button", name="Another date…").click()
    dialog = mine.get_by_role("dialog")
    await dialog.get_by_role("textbox").last.fill("Legal answers on Monday")
    await dialog.locator("button[type=submit], .button.primary").last.click()
    await expect(mine.locator(".home")).to_contain_text("you offered Wed 9 Dec, no answer yet")
    await expect(theirs.locator(".home")).to_contain_text("Maria offers Wed 9 Dec instead of Fri 4 Dec")
    await theirs.get_by_role("button", name="OK, Wed 9 Dec").click()
    await expect(mine.locator(".home")).to_contain_text("Draft the cutover plan (A-1) — due Wed 9 Dec")


async def test_a_long_list_is_leafed_through(office: Company) -> None:
    for number in range(1, 14):
        await office.w.types("U0MARIA", f"/pmo add Thing {number} by {number} dec 2027")
    page = await office.opens("U0MARIA", "home")
    home = page.locator(".home")
    await expect(home).to_contain_text("1–10 of 13")
    await page.get_by_role("button", name="Next 3").click()
    await expect(home).to_contain_text("11–13 of 13")
    await expect(home).to_contain_text("Thing 13 (A-13)")
    await page.get_by_role("button", name="Back").click()
    await expect(home).to_contain_text("Thing 1 (A-1)")


async def test_preferences_are_at_the_end_and_change_at_once(office: Company) -> None:
    page = await office.opens("U0MARIA", "home")
    home = page.locator(".home")
    await expect(home).to_contain_text("Your brief comes at 09:00 (Madrid time)")
    await home.get_by_role("button", name="Preferences…").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await office.w.types("U0MARIA", "/pmo prefs brief 10:30")
    await expect(home).to_contain_text("Your brief comes at 10:30 (Madrid time)")


async def test_sponsor_and_pmo_lead_see_the_portfolio_first(office: Company) -> None:
    await office.w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
    for who in ("U0INES", "U0PRIYA"):
        page = await office.opens(who, "home")
        home = page.locator(".home")
        await expect(home).to_contain_text(re.compile("Portfolio.*Apollo.*Green.*1 open · 1 not accepted", re.DOTALL))
        await home.get_by_role("button", name="How it stands").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Waits for an answer from Maria (1)")


async def test_it_is_readable_on_a_phone(office: Company) -> None:
    await office.w.types("U0JON", "/pmo add Draft the cutover plan @Maria Ortega by friday")
    page = await office.opens("U0MARIA", "home", **PHONE)
    await expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "nothing has to be pushed aside"
