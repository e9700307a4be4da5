"""Web API: messages the app sends, edits and deletes."""

from pmo_bot.playground.api_conversations import message_json
from pmo_bot.playground.message import Message, completed
from pmo_bot.playground.method import Refused, Request, method
from pmo_bot.playground.validator import MOST_TEXT, Refusal, refused_message, refused_view
from pmo_bot.playground.workspace import Channel, Json
from pmo_bot.playground.world import World


@method("chat.postMessage", "channel", scope="chat:write", tier=5)
def post_message(request: Request) -> Json:
    """Post into a conversation; a user id means the app's direct message with that person."""
    channel = _target(request)
    content = _content(request)
    message = _new(request.world, channel, content)
    message.thread_ts = _thread(request, channel)
    message.broadcast = request.flag("reply_broadcast")
    message.metadata = content.get("metadata")
    message.unfurl = {k: request.args[k] for k in ("unfurl_links", "unfurl_media") if k in request.args}
    request.world.post(message)
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": message_json(request.world, message)}
    if len(str(content.get("text") or "")) > MOST_TEXT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


@method("chat.postEphemeral", "channel", "user", scope="chat:write", tier=4)
def post_ephemeral(request: Request) -> Json:
    """Show one person a message that is not kept."""
    channel = _target(request)
    user = request.user()
    if user.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = _new(request.world, channel, _content(request))
    message.thread_ts, message.only_for = _thread(request, channel), user.id
    request.world.post(message)
    return {"message_ts": message.ts}


@method("chat.update", "channel", "ts", scope="chat:write")
def update(request: Request) -> Json:
    """Replace what a message of the app says; what is left out stays."""
    channel, message = _own_message(request, "cant_update_message")
    content = _content(request, old=message)
    blocks = content.get("blocks")
    if blocks and _only_rich_text(message.blocks) and not any(b["type"] == "rich_text" for b in blocks):
        raise Refused("block_mismatch")
    if content.get("text") is not None:
        message.text = content["text"]
    if blocks is not None:
        message.blocks = completed(blocks, request.world.new_id)
    if content.get("attachments") is not None:
        message.attachments = content["attachments"]
    if content.get("metadata") is not None:
        message.metadata = content["metadata"] or None
    message.edited_ts = request.world.next_ts(channel.id)
    request.world.changed(message)
    shown = message_json(request.world, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "channel", "ts", scope="chat:write")
def delete(request: Request) -> Json:
    """Take a message of the app away."""
    channel, message = _own_message(request, "cant_delete_message")
    request.world.remove(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", "channel", "message_ts", tier=5)
def permalink(request: Request) -> Json:
    """The web address of a message."""
    channel = request.channel()
    message = request.world.message(channel.id, request.text("message_ts"))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    url = f"https://{request.world.workspace.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        url += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": url}


@method("reactions.add", "channel", "timestamp", "name", scope="reactions:write")
def react(request: Request) -> Json:
    """Put the app's reaction on a message."""
    channel = request.channel()
    message = request.world.message(channel.id, request.text("timestamp"))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if channel.is_archived:
        raise Refused("is_archived")
    who = message.reactions.setdefault(request.text("name").strip(":"), [])
    if request.world.bot in who:
        raise Refused("already_reacted")
    who.append(request.world.bot)
    request.world.changed(message)
    return {}


@method("blocks.validate")
def validate(request: Request) -> Json:
    """Slack's verdict on blocks, a message or a view."""
    if request.text("view"):
        view = request.json("view", "invalid_view")
        kind = str(view.get("type")) if isinstance(view, dict) else ""
        refusal = refused_view(kind if kind in ("modal", "home") else "modal", view)
        name = "invalid_view"
    elif request.text("message"):
        refusal, name = refused_message(request.json("message", "invalid_message")), "invalid_message"
    else:
        request.require("blocks")
        blocks = request.json("blocks", "invalid_blocks")
        refusal, name = refused_message({"text": "-", "blocks": blocks}), "invalid_blocks"
    if refusal is not None:
        raise Refused.because(Refusal(name, refusal.problems or [f"[ERROR] {refusal.error}"]))
    return {}


def _target(request: Request) -> Channel:
    """The conversation to post into, if the app may."""
    world, wanted = request.world, request.text("channel")
    if wanted in world.users:
        user = world.users[wanted]
        if user.is_bot:
            raise Refused("cannot_dm_bot")
        channel = world.open_dm(wanted)
    else:
        by_name = {c.name: c.id for c in world.channels.values() if not c.is_im}
        request.args["channel"] = by_name.get(wanted.removeprefix("#"), wanted)
        channel = request.channel()
    if channel.is_im and not world.workspace.messages_tab:
        raise Refused("messages_tab_disabled")
    if channel.is_archived:
        raise Refused("is_archived")
    if world.bot not in channel.members and "chat:write.public" not in world.workspace.scopes:
        raise Refused("not_in_channel")
    return channel


def _own_message(request: Request, foreign: str) -> tuple[Channel, Message]:
    channel = request.channel()
    message = request.world.message(channel.id, request.text("ts"))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if not message.by_app:
        raise Refused(foreign)
    return channel, message


def _content(request: Request, old: Message | None = None) -> Json:
    """The parts of a message, found good; for an update, what it has already counts as there."""
    content: Json = {
        "blocks": request.json("blocks", "invalid_blocks_format"),
        "attachments": request.json("attachments", "invalid_attachments"),
        "metadata": request.json("metadata", "invalid_metadata_format"),
    }
    content |= {name: request.args[name] for name in ("text", "markdown_text") if request.args.get(name) is not None}
    checked = dict(content)
    if old is not None:
        if all(content.get(name) is None for name in ("text", "blocks", "attachments", "markdown_text")):
            raise Refused("no_text")
        if checked["metadata"] == {}:
            checked["metadata"] = None
        if checked["blocks"] is None and old.blocks:
            checked["attachments"] = checked["attachments"] or [{"fallback": "the blocks stay"}]
    refusal = refused_message(checked, update=old is not None)
    if refusal is not None:
        raise Refused.because(refusal)
    if not all(request.world.can_show(block) for block in content["blocks"] or ()):
        raise Refused("invalid_blocks")
    if "markdown_text" in content:
        content["text"] = content["markdown_text"]
        content["blocks"] = [{"type": "markdown", "text": content["markdown_text"]}]
    return content


def _thread(request: Request, channel: Channel) -> str | None:
    """The thread to post into; a reply's own timestamp leads to its thread."""
    ts = request.text("thread_ts")
    if not ts:
        return None
    parent = request.world.message(channel.id, ts)
    if parent is None or parent.only_for:
        raise Refused("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _new(world: World, channel: Channel, content: Json) -> Message:
    text = str(content.get("text") or "")[:MOST_TEXT]
    blocks = completed(content.get("blocks") or [], world.new_id)
    attachments = content.get("attachments") or []
    return Message(world.next_ts(channel.id), channel.id, world.bot, text, blocks, attachments, by_app=True)


def _only_rich_text(blocks: list[Json]) -> bool:
    return bool(blocks) and all(block["type"] == "rich_text" for block in blocks)
