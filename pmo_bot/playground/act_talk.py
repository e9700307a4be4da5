"""Acts of talking: slash commands, messages, shortcuts, opening the app's Home."""

from typing import Any

from pmo_bot.playground import payloads
from pmo_bot.playground.acts import Act, CannotDo, act
from pmo_bot.playground.api_conversations import message_json
from pmo_bot.playground.delivery import Ack, Failed
from pmo_bot.playground.heard import SUBSCRIPTIONS, channel_type, message_event
from pmo_bot.playground.message import Message
from pmo_bot.playground.validator import refused_message
from pmo_bot.playground.words import as_command, as_message, as_plain_command
from pmo_bot.playground.workspace import Channel, Command, Json


@act("command")
async def command(act: Act) -> Json:
    """Run a slash command."""
    channel = act.writable()
    act.of_this_workspace()
    if act.text("thread_ts"):
        raise CannotDo("not_in_thread", "Slash commands do not work in threads. Sorry!")
    typed = act.text("text").strip()
    name, _, rest = typed.partition(" ")
    found = next((each for each in act.world.workspace.commands if each.command == name), None)
    if found is None or "commands" not in act.world.workspace.scopes:
        raise CannotDo("unknown_command", f"{name or '/'} is not a valid command.")
    payload = payloads.slash_command(act.world, act.user.id, channel, name, _argument(act, found, rest.strip()))
    payload["response_url"] = act.response_url(channel)
    outcome = await act.stage.delivery.send("slash_commands", payload)
    if isinstance(outcome, Failed):
        act.complain(outcome, f'{name} failed with the error "{outcome.error}"', channel)
    elif outcome.body is not None:
        _answered(act, channel, typed, outcome)
    return {}


def _argument(act: Act, found: Command, rest: str) -> str:
    convert = as_command if found.should_escape else as_plain_command
    return convert(rest, act.world.users.values(), act.world.channels.values())


def _answered(act: Act, channel: Channel, typed: str, outcome: Ack) -> None:
    """Show what the acknowledgement of a command says; `in_channel` also shows what was typed."""
    answer: Any = outcome.body if isinstance(outcome.body, dict) else {"text": str(outcome.body)}
    if refused_message(answer, hook=True) is not None:
        act.complain(outcome, f'{typed.split(" ")[0]} failed with the error "invalid_blocks"', channel)
    if answer.get("response_type") == "in_channel":
        act.world.post(Message(act.world.next_ts(channel.id), channel.id, act.user.id, typed))
    act.stage.hooks.respond(act.user.id, channel.id, answer)


@act("message")
async def message(act: Act) -> Json:
    """Write a message; the app hears of it in its direct message, or when it is mentioned."""
    channel = act.writable()
    world, app = act.world, act.world.workspace.app
    if not act.text("text").strip():
        raise CannotDo("no_text", "There is nothing to send.")
    if channel.is_im and not world.workspace.messages_tab:
        raise CannotDo("messages_tab_disabled", "Sending messages to this app has been turned off.")
    thread = act.text("thread_ts") or None
    if thread and world.message(channel.id, thread) is None:
        raise CannotDo("thread_not_found", "That thread is gone.")
    text = as_message(act.text("text").strip(), world.users.values(), world.channels.values())
    posted = world.post(Message(world.next_ts(channel.id), channel.id, act.user.id, text, thread_ts=thread))
    world.read[act.user.id, channel.id] = posted.ts
    if app.bot_user_id in channel.members:
        await _heard(act, channel, posted)
    return {"ts": posted.ts}


async def _heard(act: Act, channel: Channel, posted: Message) -> None:
    """Tell the app of a message; Slack shows nobody when an app misses an event."""
    event, kind = message_event(act.world, posted), channel_type(channel)
    await act.stage.delivery.event(event, SUBSCRIPTIONS[kind])
    if kind != "im" and f"<@{act.world.bot}>" in posted.text:
        mention = {key: value for key, value in event.items() if key != "channel_type"}
        await act.stage.delivery.event(mention | {"type": "app_mention"})


@act("shortcut")
async def shortcut(act: Act) -> Json:
    """Use a shortcut, on a message or from anywhere."""
    act.of_this_workspace()
    wanted = act.text("callback_id")
    found = next((each for each in act.world.workspace.shortcuts if each.callback_id == wanted), None)
    if found is None:
        raise CannotDo("unknown_shortcut", "The app has no such shortcut.")
    kind = "message_action" if found.type == "message" else "shortcut"
    payload = payloads.head(act.world, kind, act.user.id)
    payload |= {"callback_id": found.callback_id, "trigger_id": act.world.triggers.give(act.user.id)}
    payload["action_ts"] = act.world.next_ts("action")
    if found.type == "message":
        payload |= _on_message(act)
    await act.interact(payload)
    return {}


def _on_message(act: Act) -> Json:
    channel = act.channel()
    target = act.world.message(channel.id, act.text("ts"))
    if target is None or target.only_for is not None:
        raise CannotDo("message_not_found", "That message is gone, or only you can see it.")
    return {
        "channel": payloads.place(channel),
        "message": message_json(act.world, target),
        "message_ts": target.ts,
        "response_url": act.response_url(channel, target.ts),
    }


@act("open_home")
async def open_home(act: Act) -> Json:
    """Look at the app's Home tab."""
    world = act.world
    act.of_this_workspace()
    act.stage.homes_opened.add(act.user.id)
    dm = world.open_dm(act.user.id)
    event: Json = {"type": "app_home_opened", "user": act.user.id, "channel": dm.id, "tab": "home"}
    event["event_ts"] = world.next_ts("event")
    view = world.views.homes.get(act.user.id)
    if view is not None:
        event["view"] = view.json
    await act.stage.delivery.event(event)
    return {}
