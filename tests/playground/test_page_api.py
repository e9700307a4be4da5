"""What the page is told, and who may ask."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.playground.conftest import Stand, standing


async def test_the_state_is_one_persons_view(stand: Stand) -> None:
    await stand.client.chat_postMessage(channel="U0JON", text="hello")
    jon = await stand.get("state", **{"as": "U0JON"})
    assert (jon["me"], jon["team"]["name"], jon["clock"]["movable"]) == ("U0JON", "Alder & Finch", True)
    channels = {channel["id"]: channel for channel in jon["channels"]}
    assert channels["C0BOARD"]["kind"] == "private"
    assert (channels["D0JON"]["unread"], channels["D0JON"]["with"]) == (1, "U0BOT")
    assert "D0MARIA" not in channels
    assert jon["unread_by_user"]["U0JON"] == 1
    maria = await stand.get("state", **{"as": "U0MARIA"})
    assert "C0BOARD" not in {channel["id"] for channel in maria["channels"]}
    guest = await stand.get("state", **{"as": "U0GUEST"})
    assert {channel["id"] for channel in guest["channels"]} == {"C0HELP", "D0GUEST"}
    users = {user["id"]: user for user in jon["users"]}
    assert (users["U0KENJI"]["local_time"], users["U0GUEST"]["is_guest"], users["U0EXTERN"]["is_external"]) == (
        "17:00", True, True,
    )  # fmt: skip


async def test_reading_marks_as_read(stand: Stand) -> None:
    await stand.client.chat_postMessage(channel="C0APOLLO", text="hello")
    await stand.get("messages", **{"as": "U0SAM", "channel": "C0APOLLO"})
    state = await stand.get("state", **{"as": "U0SAM"})
    assert next(c for c in state["channels"] if c["id"] == "C0APOLLO")["unread"] == 0


async def test_a_thread_is_read_apart_from_its_channel(stand: Stand) -> None:
    posted = await stand.client.chat_postMessage(channel="C0APOLLO", text="first")
    await stand.act("U0SAM", "message", channel="C0APOLLO", text="reply", thread_ts=posted["ts"])
    top = (await stand.get("messages", **{"as": "U0SAM", "channel": "C0APOLLO"}))["messages"]
    assert [(m["text"], m["reply_count"]) for m in top] == [("first", 1)]
    thread = await stand.get("messages", **{"as": "U0SAM", "channel": "C0APOLLO", "thread": posted["ts"]})
    assert [m["text"] for m in thread["messages"]] == ["first", "reply"]


@pytest.mark.parametrize(
    ("who", "body", "error"),
    [
        ("U0LEFT", {"kind": "open_home"}, "user_disabled"),
        ("U0BOT", {"kind": "open_home"}, "user_is_bot"),
        ("U0NOBODY", {"kind": "open_home"}, "user_not_found"),
        ("U0JON", {"kind": "dance"}, "unknown_kind"),
        ("U0MARIA", {"kind": "message", "channel": "C0BOARD", "text": "x"}, "channel_not_found"),
        ("U0MARIA", {"kind": "message", "channel": "C0OLD", "text": "x"}, "is_archived"),
        ("U0MARIA", {"kind": "message", "channel": "C0APOLLO", "text": " "}, "no_text"),
        ("U0EXTERN", {"kind": "command", "channel": "C0APOLLO", "text": "/do"}, "external_member"),
        ("U0JON", {"kind": "command", "channel": "C0APOLLO", "text": "/dance"}, "unknown_command"),
        ("U0JON", {"kind": "command", "channel": "C0APOLLO", "text": "/do", "thread_ts": "1.1"}, "not_in_thread"),
        ("U0JON", {"kind": "command", "channel": "C0APOLLO", "text": "/do"}, "dispatch_failed"),
        ("U0JON", {"kind": "submit", "view_id": "V0GONE"}, "view_not_found"),
        ("U0JON", {"kind": "click", "container": "message", "channel": "C0APOLLO", "ts": "1"}, "message_not_found"),
        ("U0JON", {"kind": "shortcut", "callback_id": "nothing"}, "unknown_shortcut"),
    ],
)
async def test_impossible_acts_are_sentences(stand: Stand, who: str, body: Any, error: str) -> None:
    answer = await stand.act(who, **body)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"][0].isupper() or answer["message"][0] in "#/"


async def test_events_stream_what_a_person_may_see_and_end_with_the_server() -> None:
    seen: list[Any] = []
    async with aiohttp.ClientSession() as session, standing() as stand:
        url = f"{stand.playground.url}/play/events?as=U0MARIA"

        async def listen() -> None:
            async with session.get(url) as response:
                async for line in response.content:
                    if line.startswith(b"data: "):
                        seen.append(json.loads(line[6:]))
                        stand.world.tell("test")

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.1)
        await stand.client.chat_postMessage(channel="U0JON", text="secret")
        await stand.client.chat_postEphemeral(channel="C0APOLLO", user="U0JON", text="secret")
        await stand.client.chat_postMessage(channel="C0APOLLO", text="open")
        await stand.world.until(lambda: any(event["type"] == "message" for event in seen))
    await asyncio.wait_for(listening, 1)
    told = [event for event in seen if event["type"] in ("message", "ephemeral")]
    assert [event["message"]["text"] for event in told] == ["open"]


async def test_the_clock_moves_by_a_time_or_to_the_next_thing(stand: Stand) -> None:
    url = f"{stand.playground.url}/play/clock"
    async with stand.http.post(url, json={"seconds": 3600}) as response:
        assert (await response.json())["now"] == "2026-12-03T09:00:00+00:00"
    async with stand.http.post(url, json={"next": True}) as response:
        assert response.status == 200
    assert stand.clock.moves[-1] is None
    async with stand.http.post(url, json={"seconds": -1}) as response:
        assert response.status == 400


async def test_the_page_is_served_with_a_strict_policy(stand: Stand) -> None:
    async with stand.http.get(f"{stand.playground.url}/") as response:
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert "<html" in await response.text()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_hosts_and_pages_are_refused(stand: Stand, headers: dict[str, str]) -> None:
    body = {"as": "U0JON", "kind": "message", "channel": "C0APOLLO", "text": "x"}
    async with stand.http.post(f"{stand.playground.url}/play/act", json=body, headers=headers) as response:
        assert response.status == 403
    assert stand.world.history("C0APOLLO") == []


async def test_a_form_of_a_foreign_page_does_nothing(stand: Stand) -> None:
    text = '{"as": "U0JON", "kind": "message", "channel": "C0APOLLO", "text": "x"}'
    async with stand.http.post(f"{stand.playground.url}/play/act", data=text) as response:
        assert (await response.json())["error"] == "invalid_json"
