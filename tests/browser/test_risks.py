"""Many risks on a phone: all five columns of the matrix are seen at once, and the ranking fits below."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.company import PHONE, Company, message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_the_matrix_and_the_ranking_are_read_on_a_phone(office: Company) -> None:
    for title, score in (("The vendor may deliver late", "4x4"), ("The licence may end", "2x5"), ("Rain", "3x3")):
        await office.w.types("U0MARIA", f"/pmo risk {title} by 18 dec #apollo {score}")
    await office.w.types("U0MARIA", "/pmo list risks #apollo")
    page = await office.opens("U0MARIA", "C0APOLLO", **PHONE)
    shown = message(page, "Risks in Apollo")
    await expect(shown.get_by_role("table")).to_contain_text("1 V")
    await expect(shown).to_contain_text("1. very high (16) new · The vendor may deliver late (R-1)")
    table = await shown.get_by_role("table").bounding_box()
    assert table is not None
    assert table["x"] + table["width"] <= PHONE["viewport"]["width"], "all five columns are seen at once"
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "nothing has to be pushed aside"
