"""What people look at reads the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from tests.world import world

LOOKS = {
    "list asked": "Draft the plan (A-2) — Maria",
    "list unaccepted": "Access list (A-1) — Maria",
    "list overdue": "was due Tue 1 Dec (5 working days)",
    "status": "Access list (A-1) waits for a decision from Inês",
    "why A-1": "the question what happens next, because its date had passed",
}


async def test_home_lists_status_and_receipts_on_either_database(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", "/pmo project new Apollo")
        await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO", mode="controlling")
        await w.types("U0SAM", "/pmo add Access list @Maria Ortega by tomorrow")
        await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by 18 dec")
        await w.until("2026-12-08", "18:00")
        owner, sponsor, pmo = [await w.opens_home(who) for who in ("U0MARIA", "U0INES", "U0PRIYA")]
        assert "*Hello, Maria.* 2 things wait for your answer and one thing is late." in owner
        assert "*Jon asks you for:* Draft the plan" in owner
        for watched in (sponsor, pmo):
            assert "*Apollo* (APOLLO) · 🔴 Red · controlling" in watched
            assert "2 open · 1 late · 2 not accepted" in watched
        assert "*Access list* (A-1)" in sponsor
        for look, says in LOOKS.items():
            assert says in await w.hears("U0JON", f"/pmo {look}")
