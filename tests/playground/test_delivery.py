"""What happens when the app is slow, away, or answers wrongly; and what it may answer later."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.playground.conftest import Stand, by_http, by_socket
from tests.playground.test_surfaces import BLOCKS, modal


async def test_a_slow_command_fails_visibly(connected: Stand) -> None:
    connected.playground.delivery.patience = 0.1

    @connected.app.command("/do")
    async def do(ack: Any) -> None:
        await asyncio.sleep(0.3)
        await ack()

    answer = await connected.act("U0JON", "command", channel="C0APOLLO", text="/do it")
    assert answer["message"] == '/do failed with the error "operation_timeout"'
    shown = (await connected.get("messages", **{"as": "U0JON", "channel": "C0APOLLO"}))["messages"]
    assert [(m["user"], m["ephemeral"], m["text"]) for m in shown] == [("USLACKBOT", True, answer["message"])]
    assert connected.world.notices[0].error == "operation_timeout"
    await asyncio.sleep(0.25)


async def test_a_wrong_signature_is_an_error_of_the_app(stand: Stand) -> None:
    async with by_http(stand):
        stand.playground.delivery.signing_secret = "another"
        answer = await stand.act("U0JON", "command", channel="C0APOLLO", text="/do")
        assert answer["error"] == "http_client_error"


async def test_events_without_a_connection_are_lost(stand: Stand) -> None:
    await stand.act("U0JON", "message", channel="D0JON", text="anybody?")
    assert [body["event"]["text"] for body in stand.world.undelivered] == ["anybody?"]


async def test_events_are_tried_again_with_the_same_id(stand: Stand) -> None:
    tries: list[Any] = []

    @stand.app.event("message")
    async def message(body: Any, request: Any) -> None:
        number = (request.headers.get("x-slack-retry-num") or [None])[0]
        tries.append((body["event_id"], number))
        stand.world.tell("test")

    stand.playground.delivery.retry_delays = (0.05, 0.05)
    await stand.act("U0JON", "message", channel="D0JON", text="anybody?")
    async with by_http(stand):
        await stand.world.until(lambda: tries)
    assert tries == [(stand.playground.delivery.sent[0][1]["event_id"], "1")]


async def test_an_app_subscribes_to_events(stand: Stand) -> None:
    stand.world.workspace.bot_events = ("message.im",)
    await stand.act("U0JON", "open_home")
    await stand.act("U0JON", "message", channel="D0JON", text="hello")
    assert [payload["event"]["type"] for _, payload in stand.playground.delivery.sent] == ["message"]


async def test_socket_mode_reconnects_when_asked_to(stand: Stand) -> None:
    @stand.app.command("/do")
    async def do(ack: Any) -> None:
        await ack({"response_type": "in_channel", "text": "here"})

    async with by_socket(stand):
        before = stand.playground.sockets.connections[0]
        await stand.playground.sockets.disconnect()
        for _ in range(300):
            if stand.playground.sockets.connections and stand.playground.sockets.connections[0] is not before:
                break
            await asyncio.sleep(0.01)
        assert (await stand.act("U0JON", "command", channel="C0APOLLO", text="/do it"))["ok"]
    assert [m.text for m in stand.world.history("C0APOLLO")] == ["/do it", "here"]


async def test_a_second_use_of_a_socket_address_is_refused(stand: Stand) -> None:
    client = stand.client
    url = (await client.apps_connections_open(app_token="xapp-playground"))["url"]
    async with stand.http.ws_connect(url) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await stand.http.ws_connect(url)


async def test_a_response_url_works_five_times(stand: Stand) -> None:
    url = stand.playground.hooks.give(stand.playground.url, "U0JON", "C0APOLLO")

    async def answer(**body: Any) -> tuple[int, str]:
        async with stand.http.post(url, json=body) as response:
            return response.status, await response.text()

    assert (await answer(text="x", blocks=[{"type": "nothing"}]))[0] == 400
    for _ in range(5):
        assert await answer(text="hello") == (200, "ok")
    assert await answer(text="hello") == (404, '{"ok":false,"error":"used_url"}')
    assert all(m.only_for == "U0JON" for m in stand.world.posted("C0APOLLO"))
    next(iter(stand.playground.hooks.given.values())).uses = 0
    next(iter(stand.playground.hooks.given.values())).expires = 0
    assert json.loads((await answer(text="hello"))[1])["error"] == "expired_url"


async def test_an_original_is_replaced_or_deleted_but_stays_ephemeral(stand: Stand) -> None:
    sent = await stand.client.chat_postEphemeral(channel="C0APOLLO", user="U0JON", text="one")
    url = stand.playground.hooks.give(stand.playground.url, "U0JON", "C0APOLLO", sent["message_ts"])
    body = {"text": "two", "replace_original": True, "response_type": "in_channel"}
    await (await stand.http.post(url, json=body)).release()
    (message,) = stand.world.posted("C0APOLLO")
    assert (message.text, message.only_for, message.ts) == ("two", "U0JON", sent["message_ts"])
    await (await stand.http.post(url, json={"delete_original": True})).release()
    assert stand.world.posted("C0APOLLO") == []


async def opened(connected: Stand, **more: Any) -> str:
    trigger = connected.world.triggers.give("U0JON")
    answer = await connected.client.views_open(trigger_id=trigger, view=modal(**more))
    return str(answer["view"]["id"])


@pytest.mark.parametrize(
    ("response", "titles"),
    [
        ({"response_action": "update", "view": modal(callback_id="second")}, ["second"]),
        ({"response_action": "push", "view": modal(callback_id="second")}, ["form", "second"]),
        ({"response_action": "clear"}, []),
    ],
)
async def test_a_submission_may_lead_to_another_view(stand: Stand, response: Any, titles: list[str]) -> None:
    @stand.app.view("form")
    async def form(ack: Any) -> None:
        await ack(**response)

    async with by_http(stand):
        view_id = await opened(stand)
        state = {"who": {"name": {"type": "plain_text_input", "value": "x"}}}
        assert (await stand.act("U0JON", "submit", view_id=view_id, state=state)) == {"ok": True}
    assert [view.json["callback_id"] for view in stand.world.views.stack("U0JON")] == titles


async def test_errors_for_blocks_that_are_not_there_are_trouble(stand: Stand) -> None:
    @stand.app.view("form")
    async def form(ack: Any) -> None:
        await ack(response_action="errors", errors={"nowhere": "No"})

    async with by_http(stand):
        view_id = await opened(stand)
        state = {"who": {"name": {"type": "plain_text_input", "value": "x"}}}
        answer = await stand.act("U0JON", "submit", view_id=view_id, state=state)
    assert answer["message"] == "We had some trouble connecting. Try again?"
    assert "nowhere" in answer["error"]


async def test_closing_is_told_to_apps_that_asked(stand: Stand) -> None:
    @stand.app.view_closed("form")
    async def closed(ack: Any, body: Any) -> None:
        stand.seen.append(body["is_cleared"])
        await ack()

    async with by_http(stand):
        view_id = await opened(stand, notify_on_close=True)
        assert (await stand.act("U0JON", "close", view_id=view_id))["ok"]
    assert stand.seen == [False]
    assert stand.world.views.stack("U0JON") == []


async def test_what_was_typed_stays_when_a_click_updates_the_modal(stand: Stand) -> None:
    @stand.app.action("go")
    async def go(ack: Any, body: Any, client: Any) -> None:
        stand.seen.append(body["view"]["state"]["values"]["who"]["name"]["value"])
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=body_of())
        await ack()

    def body_of() -> Any:
        return modal(blocks=[*modal()["blocks"], *BLOCKS])

    async with by_http(stand):
        view_id = await opened(stand, blocks=body_of()["blocks"])
        state = {"who": {"name": {"type": "plain_text_input", "value": "half"}}}
        click = {"container": "view", "view_id": view_id, "block_id": "b", "action_id": "go", "state": state}
        assert (await stand.act("U0JON", "click", **click))["ok"]
    view = stand.world.views.stack("U0JON")[0].json
    assert stand.seen == ["half"]
    assert view["state"]["values"]["who"]["name"]["value"] == "half"


async def test_accounts_members_and_channels_change_with_events(stand: Stand) -> None:
    await stand.act("U0PRIYA", "profile", user="U0SAM", tz="Asia/Tokyo", deleted=True)
    await stand.act("U0PRIYA", "join", user="U0GUEST", channel="C0APOLLO")
    await stand.act("U0PRIYA", "join", user="U0MARIA", channel="C0BOARD")
    await stand.act("U0PRIYA", "rename", channel="C0APOLLO", name="artemis")
    await stand.act("U0PRIYA", "archive", channel="C0APOLLO")
    await stand.act("U0PRIYA", "hire", user="U0NEW", real_name="New One", tz="Europe/Paris")
    await stand.act("U0PRIYA", "uninstall")
    told = [payload["event"]["type"] for _, payload in stand.playground.delivery.sent]
    assert told == [
        "user_change", "member_joined_channel", "channel_rename", "channel_archive", "team_join",
        "tokens_revoked", "app_uninstalled",
    ]  # fmt: skip
    assert stand.world.users["U0SAM"].tz == "Asia/Tokyo"
    with pytest.raises(Exception, match="account_inactive"):
        await stand.client.auth_test()


async def test_an_app_hears_of_its_own_messages_and_of_what_it_changes(stand: Stand) -> None:
    stand.world.workspace.bot_events = ("message.im",)

    @stand.app.event("message")
    async def message(event: Any) -> None:
        stand.seen.append(event)

    async with by_http(stand):
        posted = await stand.client.chat_postMessage(channel="U0JON", text="one")
        await stand.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
        await stand.client.chat_delete(channel=posted["channel"], ts=posted["ts"])
        await stand.client.chat_postMessage(channel="C0APOLLO", text="not subscribed")
        while len(stand.playground.delivery.sent) < 3 or stand.playground.delivery.busy:
            await asyncio.sleep(0.01)
    told = [payload["event"] for _, payload in stand.playground.delivery.sent]
    assert [event.get("subtype") for event in told] == [None, "message_changed", "message_deleted"]
    assert told[0]["bot_id"] == "B0BOT"
    assert (stand.seen, stand.world.undelivered) == ([], [])  # Bolt knows its own messages
    assert (told[1]["previous_message"]["text"], told[1]["message"]["text"]) == ("one", "two")
