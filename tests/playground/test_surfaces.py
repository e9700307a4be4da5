"""What a person does reaches an unchanged Bolt app, over HTTP and over Socket Mode alike."""

from typing import Any

from tests.playground.conftest import Stand

BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]


def modal(**more: Any) -> Any:
    title = {"type": "plain_text", "text": "Title"}
    field = {"type": "plain_text_input", "action_id": "name"}
    block = {"type": "input", "block_id": "who", "label": title, "element": field}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": title, "blocks": [block], **more}


async def test_a_command_is_answered_in_the_acknowledgement(connected: Stand) -> None:
    @connected.app.command("/do")
    async def do(ack: Any, command: Any) -> None:
        connected.seen.append(command)
        await ack(f"You said {command['text']}")

    answer = await connected.act("U0MARIA", "command", channel="C0APOLLO", text="/do tell @Jon Lindqvist <now>")
    assert answer == {"ok": True}
    assert connected.seen[0]["text"] == "tell <@U0JON|jon> &lt;now&gt;"
    assert connected.seen[0]["channel_name"] == "apollo"
    shown = (await connected.get("messages", **{"as": "U0MARIA", "channel": "C0APOLLO"}))["messages"]
    assert [message["ephemeral"] for message in shown] == [True]
    assert (await connected.get("messages", **{"as": "U0JON", "channel": "C0APOLLO"}))["messages"] == []


async def test_a_command_opens_a_modal_that_is_submitted_with_errors_and_then_closes(connected: Stand) -> None:
    @connected.app.command("/do")
    async def do(ack: Any, client: Any, body: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    @connected.app.view("form")
    async def form(ack: Any, view: Any) -> None:
        value = view["state"]["values"]["who"]["name"]["value"]
        if value == "wrong":
            await ack(response_action="errors", errors={"who": "Not that one"})
        else:
            connected.seen.append(value)
            await ack()

    await connected.act("U0MARIA", "command", channel="C0APOLLO", text="/do")
    view = (await connected.get("state", **{"as": "U0MARIA"}))["views"][0]
    state = {"who": {"name": {"type": "plain_text_input", "value": ""}}}
    empty = await connected.act("U0MARIA", "submit", view_id=view["id"], state=state)
    assert empty["errors"] == {"who": "Please complete this required field."}
    state["who"]["name"]["value"] = "wrong"
    assert (await connected.act("U0MARIA", "submit", view_id=view["id"], state=state))["errors"] == {
        "who": "Not that one"
    }
    state["who"]["name"]["value"] = "right"
    assert await connected.act("U0MARIA", "submit", view_id=view["id"], state=state) == {"ok": True}
    assert connected.seen == ["right"]
    assert connected.world.views.stack("U0MARIA") == []


async def test_a_click_in_a_message_carries_the_message_and_a_response_url(connected: Stand) -> None:
    @connected.app.action("go")
    async def go(ack: Any, body: Any, respond: Any) -> None:
        await ack()
        connected.seen.append(body)
        await respond(text="done", replace_original=True)

    posted = await connected.client.chat_postMessage(channel="U0JON", text="Ready?", blocks=BLOCKS)
    click = {"container": "message", "channel": posted["channel"], "ts": posted["ts"], "block_id": "b"}
    assert (await connected.act("U0JON", "click", action_id="go", **click))["ok"]
    message = connected.world.message(posted["channel"], posted["ts"])
    await connected.world.until(lambda: message.text == "done")
    body = connected.seen[0]
    assert body["message"]["text"] == "Ready?"
    assert body["container"]["message_ts"] == posted["ts"]
    assert body["actions"][0]["value"] == "7"
    assert body["channel"] == {"id": "D0JON", "name": "directmessage"}


async def test_opening_home_publishes_it(connected: Stand) -> None:
    @connected.app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": BLOCKS})

    view = (await connected.get("home", **{"as": "U0INES"}))["view"]
    assert view["blocks"][0]["block_id"] == "b"


async def test_a_message_to_the_bot_and_a_mention_are_events(connected: Stand) -> None:
    @connected.app.event("message")
    async def message(event: Any) -> None:
        connected.seen.append(("message", event["channel_type"], event["text"]))
        connected.world.tell("test")

    @connected.app.event("app_mention")
    async def mention(event: Any) -> None:
        connected.seen.append(("mention", event["text"]))
        connected.world.tell("test")

    await connected.act("U0SAM", "message", channel="D0SAM", text="a < b")
    await connected.act("U0SAM", "message", channel="C0APOLLO", text="@Bot help")
    await connected.world.until(lambda: len(connected.seen) == 2)
    assert sorted(connected.seen) == [("mention", "<@U0BOT> help"), ("message", "im", "a &lt; b")]


async def test_shortcuts_arrive_with_and_without_a_message(connected: Stand) -> None:
    @connected.app.shortcut("keep")
    async def keep(ack: Any, shortcut: Any) -> None:
        await ack()
        connected.seen.append(shortcut["message"]["text"])

    @connected.app.shortcut("begin")
    async def begin(ack: Any, shortcut: Any) -> None:
        await ack()
        connected.seen.append(shortcut["type"])

    said = await connected.act("U0SAM", "message", channel="C0APOLLO", text="I will do it")
    await connected.act("U0SAM", "shortcut", callback_id="keep", channel="C0APOLLO", ts=said["ts"])
    await connected.act("U0SAM", "shortcut", callback_id="begin")
    assert connected.seen == ["I will do it", "shortcut"]


async def test_options_of_an_external_menu_come_from_the_app(connected: Stand) -> None:
    @connected.app.options("pick")
    async def pick(ack: Any, payload: Any) -> None:
        text = {"type": "plain_text", "text": payload["value"].upper()}
        await ack(options=[{"text": text, "value": payload["value"]}])

    menu = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
    blocks = [{"type": "actions", "block_id": "m", "elements": [menu]}]
    posted = await connected.client.chat_postMessage(channel="C0APOLLO", text="Choose", blocks=blocks)
    where = {"channel": "C0APOLLO", "ts": posted["ts"], "block_id": "m", "action_id": "pick"}
    answer = await connected.act("U0SAM", "options", value="abc", **where)
    assert [option["value"] for option in answer["options"]] == ["abc"]
    assert answer["options"][0]["text"]["text"] == "ABC"
