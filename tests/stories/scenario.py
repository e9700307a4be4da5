"""One promise from capture to the sponsor's answer, as a script that any transport and database can run."""

from __future__ import annotations

import re
from typing import Any

from tests.world import World


async def play(w: World) -> list[dict[str, Any]]:
    """Capture → brief → new date → overdue → preview with the owner's sentence → lead → sponsor → digest."""
    await w.types("U0JON", "/pmo project new Apollo")
    await w.submits("U0JON", sponsor="U0INES", channel="C0APOLLO", mode="controlling")
    await w.types("U0JON", "/pmo add Access list for the new tenant @Maria Ortega by tomorrow")

    await w.until("2026-12-01", "09:00")  # the due day: done, or a new date?
    brief = w.inbox("U0MARIA")[-1]
    await w.clicks("U0MARIA", "New date…", brief)
    await w.submits("U0MARIA", due="2026-12-02", reason="Legal answers tomorrow")

    await w.until("2026-12-03", "09:00")  # a working day late: the preview
    brief = w.inbox("U0MARIA")[-1]
    await w.clicks("U0MARIA", "Add a sentence…", brief)
    await w.submits("U0MARIA", text="Legal has not released the list; I asked on Monday.")

    await w.until("2026-12-04", "09:10")  # the lead hears of it, and says nothing
    await w.until("2026-12-08", "18:00")  # two working days of grace later the sponsor does
    await w.clicks("U0INES", "Another date…", w.inbox("U0INES")[-1])
    await w.submits("U0INES", due="2026-12-16", reason="The rehearsal moves too")

    await w.until("2026-12-14", "09:30")  # Monday: the digest
    return transcript(w)


def transcript(w: World) -> list[dict[str, Any]]:
    """Every message and window the bot sent, in order for each place, without what differs between two runs."""
    sent = [_page(call.method, call.args) for call in w.playground.world.calls if call.method in SENDING]
    return sorted(sent, key=lambda page: str(page["to"]))


SENDING = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.publish")


def _page(method: str, args: dict[str, Any]) -> dict[str, Any]:
    view = args.get("view")
    blocks = view["blocks"] if view else args.get("blocks", [])
    return {
        "to": args.get("channel") or args.get("user_id") or "window",
        "how": method,
        "text": args.get("text", ""),
        "blocks": [_stable(block) for block in blocks],
    }


def _stable(block: dict[str, Any]) -> dict[str, Any]:
    return {**block, "block_id": re.sub(r"\d+", "N", str(block.get("block_id", "")))}
