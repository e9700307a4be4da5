"""The brief in a browser: a request answered, Done, Undo, why it came, a late click on an old message."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from pmo_bot.model import Acceptance, State
from tests.browser.company import Company, fills, message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

MARIA = "U0MARIA"


async def briefed(office: Company) -> None:
    """Thursday at nine: one thing due tomorrow, and a request of last evening."""
    await office.w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await office.w.until("2026-12-02", "18:00")
    await office.w.types("U0JON", "/pmo add Write the rollback note @Maria Ortega by 18 dec")
    await office.w.until("2026-12-03", "09:00")


async def test_a_brief_asks_first_and_each_line_is_answered_where_it_stands(office: Company) -> None:
    await briefed(office)
    page = await office.opens(MARIA)
    brief = message(page, "Good morning, Maria.")
    await expect(brief).to_contain_text("Two things to look at")
    await brief.get_by_role("button", name="Accept", exact=True).click()
    await expect(brief).to_contain_text("Write the rollback note (A-2) — you said yes, Fri 18 Dec. Thank you.")
    await expect(brief).to_contain_text("One thing to look at")
    assert office.w.item(2).acceptance is Acceptance.ACCEPTED

    await brief.get_by_role("button", name="Done", exact=True).click()
    await fills(page, "Done", What_shows_it="The plan is in the wiki")
    await expect(brief).to_contain_text("All of this is taken care of. Thank you.")
    await expect(brief.locator("s, del")).to_contain_text("Draft the cutover plan (A-1)")
    assert office.w.item(1).state is State.DONE

    await brief.get_by_role("button", name="Undo").last.click()
    await expect(brief.get_by_role("button", name="Done", exact=True)).to_be_visible()
    assert office.w.item(1).is_open
    await expect(page.locator(".message")).to_have_count(1)  # edited in place, nothing new


async def test_a_brief_says_why_it_came(office: Company) -> None:
    await briefed(office)
    page = await office.opens(MARIA)
    await message(page, "Good morning, Maria.").get_by_role("button", name="Why these?").click()
    answer = message(page, "This is your brief of Thu 3 Dec.")
    await expect(answer).to_contain_text(
        "You are reminded one working day before the date of Draft the cutover plan (A-1)"
    )
    await expect(answer).to_contain_text("Jon asked you for Write the rollback note (A-2) on Wed 2 Dec.")
    await expect(answer).to_contain_text("Only visible to you")


async def test_a_late_click_on_an_old_message_is_answered_with_how_it_stands(office: Company) -> None:
    await briefed(office)
    page = await office.opens(MARIA)
    brief = message(page, "Good morning, Maria.")
    await expect(brief).to_contain_text("Draft the cutover plan")
    office.w.playground.faults.server_error("chat.update", times=None)  # the message stays as it was
    await office.w.types("U0JON", "/pmo done A-1")
    await brief.get_by_role("button", name="Done", exact=True).click()
    late = message(page, "This message is from Thu 3 Dec")
    await expect(late).to_contain_text("since then Jon finished A-1.")
    await late.get_by_role("button", name="Show it").click()
    await expect(message(page, "Jon finished it")).to_be_visible()
