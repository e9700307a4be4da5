"""An answer in one's own words, in a browser: typed in the conversation, said back, applied where it stands."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.company import PHONE, Company, message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

MARIA = "U0MARIA"


async def briefed(office: Company) -> None:
    """Thursday morning: two things are due tomorrow."""
    await office.w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await office.w.types(MARIA, "/pmo add Access list for the new tenant by friday")
    await office.w.until("2026-12-03", "09:05")


async def test_words_are_said_back_and_applied_where_they_stand(office: Company) -> None:
    await briefed(office)
    page = await office.opens(MARIA)
    box = page.get_by_role("textbox")
    await box.fill("need two more days because legal is slow")
    await box.press("Enter")
    which = message(page, "Which one is it about?")
    await which.get_by_role("button", name="Access list for the new tenant (A-2)").click()
    back = message(page, "I understood: Access list for the new tenant (A-2) moves to Tue 8 Dec (it was Fri 4 Dec).")
    await expect(back).to_contain_text("“legal is slow”")
    await back.get_by_role("button", name="Apply", exact=True).click()
    moved = message(page, "Access list for the new tenant (A-2) — new date: Tue 8 Dec")
    await expect(moved.get_by_role("button", name="Undo")).to_be_visible()
    assert str(office.w.item(2).due) == "2026-12-08"
    await expect(page.locator(".message")).to_have_count(3)  # the brief, the words, one answer edited in place


async def test_on_a_phone_nothing_is_cut_off(office: Company) -> None:
    await briefed(office)
    await office.w.says(MARIA, "A-1 Legal promised the list for Monday")
    page = await office.opens(MARIA, **PHONE)
    answer = message(page, "I am not sure what")
    await expect(answer.get_by_role("button", name="Keep it as a note")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
