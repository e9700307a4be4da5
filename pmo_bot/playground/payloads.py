"""The payloads apps receive, in Slack's shapes."""

from typing import Any

from pmo_bot.playground.api_conversations import message_json
from pmo_bot.playground.message import Message
from pmo_bot.playground.view import VALUE_KEYS, View
from pmo_bot.playground.workspace import Channel, Json
from pmo_bot.playground.world import World


def head(world: World, kind: str, user: str) -> Json:
    """What every interactive payload begins with."""
    account, workspace = world.users[user], world.workspace
    return {
        "type": kind,
        "user": {"id": user, "username": account.name, "name": account.name, "team_id": account.team_id},
        "api_app_id": workspace.app.app_id,
        "token": "playground",
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": {"id": workspace.enterprise_id, "name": ""} if workspace.enterprise_id else None,
        "is_enterprise_install": workspace.org_wide,
    }


def place(channel: Channel) -> Json:
    """The channel of a payload; of direct and private ones Slack does not tell the name."""
    name = "privategroup" if channel.is_private else channel.name
    return {"id": channel.id, "name": "directmessage" if channel.is_im else name}


def slash_command(world: World, user: str, channel: Channel, command: str, text: str) -> Json:
    """The form fields of a slash command, without `response_url`."""
    workspace = world.workspace
    return {
        "token": "playground",
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": place(channel)["name"],
        "user_id": user,
        "user_name": world.users[user].name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app.app_id,
        "is_enterprise_install": "true" if workspace.org_wide else "false",
        "trigger_id": world.triggers.give(user),
    } | ({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {})


def in_message(world: World, message: Message) -> Json:
    """Where a click in a message happened; an ephemeral message itself is not sent along."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Json = {"container": container, "channel": place(world.channels[message.channel])}
    if message.only_for is None:
        where["message"] = message_json(world, message)
    return where


def in_view(view: View) -> Json:
    """Where a click in a modal or Home tab happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.json}


def action(element: Json, block_id: str, chosen: Json, ts: str) -> Json:
    """The entry in `actions`: the element and what was chosen."""
    kept = ("type", "action_id", "text", "value", "style", "placeholder", "url", "timezone", "min_query_length")
    shown: Json = {key: element[key] for key in kept if key in element}
    shown |= {key: value for key, value in element.items() if key.startswith("initial_")}
    if element["type"] in VALUE_KEYS or element["type"] == "overflow":
        shown.pop("value", None)
        shown |= chosen
    elif element["type"] == "feedback_buttons":
        shown |= chosen
    return shown | {"block_id": block_id, "action_ts": ts}


def chosen_in(element: Json, given: Json) -> Json:
    """What was chosen, as state: options given by their value become whole options."""
    key = "selected_option" if element["type"] == "overflow" else VALUE_KEYS.get(element["type"], ("value",))[0]
    if key not in given:
        return {}
    value = given[key]
    if key == "selected_option":
        value = _option(element, value)
    elif key == "selected_options":
        value = [_option(element, each) for each in value or []]
    elif key == "rich_text_value" and isinstance(value, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        value = {"type": "rich_text", "elements": [section]}
    return {key: value}


def _option(element: Json, value: Any) -> Any:
    """The whole option for a value; anything else stays what it is."""
    wanted = value.get("value") if isinstance(value, dict) else value
    groups = [each.get("options", []) for each in element.get("option_groups", [])]
    for option in [each for options in [element.get("options", []), *groups] for each in options]:
        if option["value"] == wanted:
            return option
    return value
