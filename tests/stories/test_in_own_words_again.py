"""An answer in one's own words that comes late, twice, from somebody else, or among many."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.shown import find, said
from tests.stories.in_own_words import JON, MARIA, SAM, answer, one_promise, text
from tests.world import World


async def test_pressed_twice_it_happens_once(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "2 more days")
    await w.clicks(MARIA, "Apply", answer(w))
    await pressed_once_more(w)
    assert (w.item(1).due, w.item(1).slips) == (date(2026, 12, 8), 1)
    assert "That is done already; once is enough." in said(w.last(MARIA, w.dm(MARIA))["blocks"])


def last_click(w: World) -> tuple[Any, dict[str, Any]]:
    """The last click as Slack told it."""
    return next((kind, body) for kind, body in reversed(w.playground.delivery.sent) if "actions" in body)


async def pressed_once_more(w: World) -> None:
    """The same button a moment later: Slack had not shown yet what the first click did."""
    kind, payload = last_click(w)
    await w.playground.delivery.send(kind, {**payload, "actions": [{**payload["actions"][0], "action_ts": "1.5"}]})
    await w.settled()


async def test_what_changed_since_is_said_and_not_overwritten(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "2 more days")
    press = find(answer(w)["blocks"], "Apply", "")[1]
    await w.clicks(MARIA, "Something else…", answer(w))
    await w.types(JON, "/pmo move A-1 to 16 dec because the steering moved")
    assert "since you wrote “2 more days”, Jon moved A-1 to Wed 16 Dec." in text(w)
    kind, payload = last_click(w)
    late = {**payload["actions"][0], "action_id": press["action_id"], "value": press["value"]}
    await w.playground.delivery.send(kind, {**payload, "actions": [late]})
    await w.settled()
    assert w.item(1).due == date(2026, 12, 16)
    assert "changed since you wrote that" in said(w.last(MARIA, w.dm(MARIA))["blocks"])


async def test_the_words_of_one_person_are_not_applied_by_another(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "done")
    await w.clicks(MARIA, "Something else…", answer(w))
    kind, payload = last_click(w)
    stolen = {**payload["actions"][0], "action_id": "act.apply:1:done", "value": "1:apply:1:done"}
    await w.playground.delivery.send(kind, {**payload, "user": {"id": SAM, "team_id": "T0ALDER"}, "actions": [stolen]})
    await w.settled()
    assert w.item(1).is_open


async def test_a_message_delivered_again_is_answered_once(w: World) -> None:
    await one_promise(w)
    await w.says(MARIA, "done")
    answers = len(w.inbox(MARIA))
    await w.playground.delivery.event(
        {"type": "message", "channel": w.dm(MARIA), "channel_type": "im", "user": MARIA, "text": "done",
         "ts": w.playground.world.history(w.dm(MARIA))[-2].ts, "event_ts": "1.0", "team": "T0ALDER"},
        "message.im",
    )  # fmt: skip
    await w.settled()
    assert len(w.inbox(MARIA)) == answers


async def test_edits_and_the_bots_own_messages_are_left_alone(w: World) -> None:
    await one_promise(w)
    answers = len(w.inbox(MARIA))
    for extra in ({"subtype": "message_changed"}, {"subtype": "message_deleted"}, {"bot_id": "B0BOT"}):
        await w.playground.delivery.event(
            {"type": "message", "channel": w.dm(MARIA), "channel_type": "im", "user": MARIA, "text": "done",
             "ts": "1790000000.000100", **extra},
            "message.im",
        )  # fmt: skip
    await w.settled()
    assert len(w.inbox(MARIA)) == answers


async def test_more_than_ten_at_once_are_not_dropped_without_a_word(w: World) -> None:
    for number in range(12):
        await w.types(MARIA, f"/pmo add Thing {number} by friday")
    await w.says(MARIA, " ".join(f"A-{number} done," for number in range(1, 13)))
    assert "(A-10)" in text(w)
    assert "I took the first 10 of these; 2 are left (A-11, A-12). Write those again in another message." in text(w)
    await w.says(MARIA, " ".join(f"A-{number} done," for number in range(1, 12)))
    assert "one is left (A-11). Write it again" in text(w)
    await w.says(MARIA, " ".join(f"A-{number} done," for number in range(1, 11)))
    assert "left" not in text(w)


async def test_the_hint_how_to_name_an_item_is_in_the_words_that_were_said(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the cutover plan by friday")
    await w.types(MARIA, "/pmo add Access list for the new tenant by friday")
    await w.says(MARIA, "need two more days")
    assert "You can name it, too: `A-1 need two more days`." in text(w)
    await w.says(MARIA, "A-1 need two more days")
    assert "Draft the cutover plan (A-1) moves to *Tue 8 Dec* (it was Fri 4 Dec)." in text(w)
