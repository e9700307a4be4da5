"""The page of the playground, as a newcomer uses it: every test drives a real browser against the real server."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Opening
from tests.playground.conftest import Stand

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def button(words: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "value": "7", "text": text(words), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def field(block_id: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    element = {"action_id": "it", **element}
    return {"type": "input", "block_id": block_id, "label": text(label), "element": element, **more}


def modal(*more: dict[str, Any], title: str = "New thing") -> dict[str, Any]:
    name = field("name", "Name", {"type": "plain_text_input", "min_length": 2})
    return {
        "type": "modal",
        "callback_id": "form",
        "title": text(title),
        "submit": text("Keep it"),
        "blocks": [name, *more],
    }


def opens(stand: Stand, view: dict[str, Any]) -> None:
    """The command /do opens this modal."""

    @stand.app.command("/do")
    async def do(ack: Any, client: Any, body: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def heard(stand: Stand, words: list[Any]) -> None:
    """Wait until the app has heard this."""
    async with asyncio.timeout(5):
        while stand.seen != words:
            await asyncio.sleep(0.01)


async def say(page: Page, words: str) -> None:
    box = page.locator(".main .composer textarea")
    await box.fill(words)
    await box.press("Enter")


async def test_another_person_sees_their_own_places_and_time(opened: Opening) -> None:
    page = await opened()
    await expect(page.locator(".bar .clock-time")).to_have_text("09:00")
    await page.locator(".acting").click()
    await page.get_by_role("menuitemradio", name="Kenji Mori").click()
    await expect(page.locator(".acting .person-name")).to_have_text("Kenji Mori")
    await expect(page.locator(".bar .clock-time")).to_have_text("17:00")
    await expect(page.locator(".pane-head h1")).to_have_text("#apollo")
    await expect(page.locator(".rail")).not_to_contain_text("apollo-board")


async def test_a_command_is_completed_sent_and_answered_for_one_person_only(stand: Stand, opened: Opening) -> None:
    @stand.app.command("/do")
    async def do(ack: Any, command: Any) -> None:
        stand.seen.append(command["text"])
        await ack("Noted *well* <!date^1796288400^{time}|then> &amp; <https://example.com|so on>")

    page = await opened()
    box = page.locator(".main .composer textarea")
    await box.press_sequentially("/d")
    await expect(page.get_by_role("option")).to_contain_text("Does it")
    await box.press("Enter")
    await expect(box).to_have_value("/do ")
    await box.press_sequentially("ask @jon")
    await expect(page.get_by_role("option")).to_contain_text("Jon Lindqvist")
    await box.press("Enter")
    await box.press_sequentially("now")
    await box.press("Enter")
    answer = page.locator(".message")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.locator(".body")).to_have_text("Noted well 10:00 & so on")
    await expect(answer.locator("strong")).to_have_text("well")
    assert stand.seen == ["ask <@U0JON|jon> now"]


async def test_a_click_shows_that_it_works_and_the_message_changes_in_place(stand: Stand, opened: Opening) -> None:
    @stand.app.action("go")
    async def go(ack: Any, body: Any, respond: Any) -> None:
        stand.seen.append(body["state"]["values"]["row"]["when"]["selected_date"])
        await ack()
        await respond(text="Gone", replace_original=True)

    sure = {"title": text("Sure?"), "text": text("Really"), "confirm": text("Yes"), "deny": text("No")}
    date = {"type": "datepicker", "action_id": "when", "initial_date": "2026-12-04"}
    blocks = [actions(button("Go", "go", confirm=sure), date)]
    page = await opened(at="D0MARIA")
    await stand.client.chat_postMessage(channel="U0MARIA", text="Ready?", blocks=blocks)
    await page.get_by_role("button", name="Go", exact=True).click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Yes").click()
    await expect(page.locator(".message")).to_have_count(1)
    await expect(page.locator(".message .body")).to_contain_text("Gone")
    assert stand.seen == ["2026-12-04"]


async def test_a_failed_click_says_so_beside_it(opened: Opening, stand: Stand) -> None:
    page = await opened(at="D0MARIA")
    await stand.client.chat_postMessage(channel="U0MARIA", text="Hm", blocks=[actions(button("Nobody", "nobody"))])
    await page.get_by_role("button", name="Nobody").click()
    await expect(page.locator(".message .failure")).to_contain_text("the app did not respond")
    await expect(page.locator(".toast")).to_have_count(0)


async def test_a_message_changes_and_goes_while_one_looks_and_an_open_menu_stays(stand: Stand, opened: Opening) -> None:
    options = [{"text": text(word), "value": word} for word in ("One", "Two")]
    blocks = [actions({"type": "static_select", "action_id": "pick", "options": options})]
    page = await opened(at="D0MARIA")
    first = await stand.client.chat_postMessage(channel="U0MARIA", text="<b>First</b>")
    second = await stand.client.chat_postMessage(channel="U0MARIA", text="Second", blocks=blocks)
    await expect(page.locator(".message")).to_have_count(2)
    await page.locator(".message input").click()
    await expect(page.get_by_role("option")).to_have_count(2)
    await stand.client.chat_update(channel=first["channel"], ts=first["ts"], text="<script>alert(1)</script> *bold*")
    await expect(page.locator(".message").first).to_contain_text("<script>alert(1)</script> bold(edited)")
    await expect(page.get_by_role("option")).to_have_count(2)
    await stand.client.chat_delete(channel=second["channel"], ts=second["ts"])
    await expect(page.locator(".message")).to_have_count(1)


def a_form(stand: Stand) -> None:
    """A modal with all sorts of fields: it changes when Large is chosen, and refuses the name Wrong."""
    kinds = [{"text": text(word), "value": word.lower()} for word in ("Small", "Large")]
    more = (
        field("kind", "Kind", {"type": "static_select", "options": kinds}, dispatch_action=True),
        field("who", "Who", {"type": "multi_users_select"}, optional=True),
        field("when", "When", {"type": "datepicker", "initial_date": "2026-12-04"}),
        field("ext", "Relates to", {"type": "external_select", "min_query_length": 1}, optional=True),
    )
    opens(stand, modal(*more))

    @stand.app.action("it")
    async def changed(ack: Any, client: Any, body: Any) -> None:
        await ack()
        why = field("why", "Why so large?", {"type": "plain_text_input", "multiline": True})
        await client.views_update(view_id=body["view"]["id"], view=modal(why, *more, title="Large thing"))

    @stand.app.options("it")
    async def offered(ack: Any, payload: Any) -> None:
        await ack(options=[{"text": text(f"About {payload['value']}"), "value": "1"}])

    @stand.app.view("form")
    async def form(ack: Any, view: Any) -> None:
        values = view["state"]["values"]
        if values["name"]["it"]["value"] == "Wrong":
            await ack(response_action="errors", errors={"name": "Not that one"})
        else:
            stand.seen.append(values)
            await ack()


async def test_a_form_shows_its_errors_keeps_what_was_typed_and_closes(stand: Stand, opened: Opening) -> None:
    a_form(stand)
    page = await opened()
    await say(page, "/do")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Name")).to_be_focused()
    await page.keyboard.type("Wrong")
    await dialog.get_by_label("Kind").click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("heading")).to_have_text("Large thing")
    await expect(dialog.get_by_label("Name")).to_have_value("Wrong")
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(dialog.locator(".error")).to_have_text("Please complete this required field.")
    await dialog.get_by_label("Why so large?").fill("Because")
    await dialog.get_by_label("Who").fill("pri")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await dialog.get_by_label("Relates to").fill("apples")
    await page.get_by_role("option", name="About apples").click()
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(dialog.locator("[data-block=name] .error")).to_have_text("Not that one")
    await expect(dialog.get_by_label("Name")).to_be_focused()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("Right")
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    values = stand.seen[0]
    assert values["name"]["it"]["value"] == "Right"
    assert values["kind"]["it"]["selected_option"]["value"] == "large"
    assert values["who"]["it"]["selected_users"] == ["U0PRIYA"]
    assert values["when"]["it"]["selected_date"] == "2026-12-04"
    assert values["ext"]["it"]["selected_option"]["value"] == "1"
    assert values["why"]["it"]["value"] == "Because"


async def test_everything_can_be_done_with_the_keyboard_alone(stand: Stand, opened: Opening) -> None:
    opens(stand, modal())

    @stand.app.shortcut("keep")
    async def keep(ack: Any, body: Any) -> None:
        await ack()
        stand.seen.append(body["message"]["text"])

    await stand.act("U0JON", "message", channel="C0APOLLO", text="Remember this")
    page = await opened()
    await expect(page.locator(".message")).to_have_count(1)
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".composer textarea")).to_be_focused()
    await page.keyboard.type("/do")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator(".composer textarea")).to_be_focused()
    await page.locator(".messages").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Reply in thread")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await heard(stand, ["Remember this"])
    await page.locator(".acting").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".acting .person-name")).to_have_text("Jon Lindqvist")


async def test_moving_the_clock_says_where_something_arrived_and_leads_there(stand: Stand, opened: Opening) -> None:
    advance = stand.clock.advance

    async def something_happens(by: timedelta | None) -> Any:
        now = await advance(by)
        await stand.client.chat_postMessage(channel="U0KENJI", text="Good evening, Kenji")
        return now

    stand.playground.page.advance = something_happens
    page = await opened()
    await page.get_by_role("button", name="+1 hour").click()
    await expect(page.locator(".bar .clock-time")).to_have_text("10:00")
    await page.locator(".toast .chip", has_text="Kenji Mori").click()
    await expect(page.locator(".acting .person-name")).to_have_text("Kenji Mori")
    await expect(page.locator(".message")).to_contain_text("Good evening, Kenji")
    assert stand.clock.moves == [timedelta(hours=1)]


async def test_a_thread_and_the_home_of_the_app(stand: Stand, opened: Opening) -> None:
    @stand.app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        greeting = {"type": "section", "text": {"type": "mrkdwn", "text": f"Hello, <@{event['user']}>"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [greeting]})

    page = await opened()
    await say(page, "Shall we?")
    await page.locator(".message").hover()
    await page.get_by_role("button", name="Reply in thread").click()
    reply = page.locator(".thread .composer textarea")
    await reply.fill("We shall")
    await reply.press("Enter")
    await expect(page.locator(".thread .message")).to_have_count(2)
    await expect(page.locator(".main .replies")).to_contain_text("1 reply")
    await page.keyboard.press("Escape")
    await expect(page.locator(".thread")).to_have_count(0)
    await page.get_by_role("button", name="Bot Home").click()
    await expect(page.locator(".home-body")).to_have_text("Hello, @Maria Ortega")


async def test_a_narrow_window_has_a_drawer_and_nothing_sticks_out(stand: Stand, opened: Opening) -> None:
    opens(stand, modal())
    page = await opened(viewport={"width": 360, "height": 700}, color_scheme="dark")
    rail = page.locator(".rail")
    await expect(rail).to_be_hidden()
    await page.get_by_role("button", name="Places").click()
    await rail.get_by_role("button", name="general").click()
    await expect(rail).to_be_hidden()
    await expect(page.locator(".pane-head h1")).to_have_text("#general")
    await say(page, "/do")
    await page.get_by_role("dialog").get_by_label("Name").wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_on_a_phone_the_three_things_leave_room_and_name_what_is_there(opened: Opening) -> None:
    page = await opened(viewport={"width": 390, "height": 780})
    told = page.locator(".welcome")
    box = await told.bounding_box()
    assert box is not None
    assert box["height"] < 780 / 8
    assert "on the left" not in await told.inner_text()
    await expect(told).to_contain_text("Press Next")
    signs = await told.locator(".welcome-sign").all_inner_texts()
    assert "".join(signs).isascii(), "a machine may have no font for more"


async def test_what_is_longer_than_the_screen_is_read_from_its_beginning(stand: Stand, opened: Opening) -> None:
    long = "Good morning\n" + "and so on\n" * 60 + "the end"
    page = await opened(viewport={"width": 1000, "height": 500})
    await stand.act("U0JON", "message", channel="C0APOLLO", text=long)
    await expect(page.get_by_text("Good morning")).to_be_in_viewport()
    await page.reload()
    await expect(page.get_by_text("Good morning")).to_be_in_viewport()
    await stand.act("U0JON", "message", channel="C0APOLLO", text="One more")
    await page.get_by_role("button", name="New below").click()
    await expect(page.get_by_text("One more")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
async def test_news_covers_nothing_that_is_read(stand: Stand, opened: Opening, width: int) -> None:
    page = await opened(viewport={"width": width, "height": 780})
    await stand.act("U0JON", "message", channel="C0GENERAL", text="Elsewhere")
    card, log = page.locator(".toast.news"), page.locator(".messages-wrap")
    await expect(card).to_contain_text("general")
    above, below = await card.bounding_box(), await log.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    assert above["x"] >= 0
    assert above["x"] + above["width"] <= width


async def test_when_nobody_is_there_any_more_the_page_says_how_to_begin_again(opened: Opening) -> None:
    page = await opened()
    await page.clock.install()
    gone = "window.EventSource = class { constructor() { setTimeout(() => this.onerror(), 10) } close() {} }"
    await page.add_init_script(gone)
    await page.reload()
    word = page.locator(".clock-word")
    await expect(word).to_have_text("Reconnecting…")
    await page.clock.run_for(7000)
    await expect(page.get_by_role("alert")).to_have_text(re.compile(r"has stopped\. Start \./run again\."))
    await expect(word).to_be_empty()


async def test_a_newcomer_is_told_three_things_once(opened: Opening) -> None:
    page = await opened()
    await expect(page.locator(".welcome li")).to_have_count(3)
    await page.get_by_role("button", name="Got it").click()
    await page.reload()
    await page.locator(".composer").wait_for()
    await expect(page.locator(".welcome")).to_have_count(0)


async def test_whoever_speaks_in_a_channel_with_much_unread_sees_the_answer(stand: Stand, opened: Opening) -> None:
    @stand.app.command("/do")
    async def do(ack: Any) -> None:
        await ack("Here you are")

    page = await opened(viewport={"width": 1000, "height": 500})
    for number in range(30):
        await stand.act("U0JON", "message", channel="C0GENERAL", text=f"News {number}")
    general = page.locator(".rail").get_by_role("button", name="general")
    await expect(general).to_contain_text("30")  # the page has heard of all of them
    await general.click()
    await expect(page.locator(".new-line")).to_be_in_viewport()
    await say(page, "/do")
    await expect(page.locator(".message", has_text="Here you are")).to_be_in_viewport()
