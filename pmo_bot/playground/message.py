"""One message, as it is kept and as Slack shows it to apps and to people."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pmo_bot.playground.workspace import AppIdentity, Json


@dataclass
class Message:
    """A message of a conversation; `only_for` makes it ephemeral."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    by_app: bool = False
    edited_ts: str | None = None
    only_for: str | None = None
    broadcast: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    unfurl: Json = field(default_factory=dict)

    def for_api(self, app: AppIdentity, team_id: str, *, all_metadata: bool = True) -> Json:
        """The message object of Web API answers and payloads."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": team_id}
        if self.by_app:
            shown |= {"bot_id": app.bot_id, "app_id": app.app_id}
            shown["bot_profile"] = {"id": app.bot_id, "app_id": app.app_id, "name": app.name, "team_id": team_id}
        for name in ("blocks", "attachments"):
            if getattr(self, name):
                shown[name] = deepcopy(getattr(self, name))
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata:
            kept = self.metadata if all_metadata else {"event_type": self.metadata["event_type"]}
            shown["metadata"] = deepcopy(kept)
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
        return shown

    def for_page(self, reply_count: int) -> Json:
        """The message object of the page."""
        return {
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "blocks": deepcopy(self.blocks),
            "thread_ts": self.thread_ts,
            "reply_count": reply_count,
            "edited": self.edited_ts is not None,
            "ephemeral": self.only_for is not None,
            "metadata_event_type": (self.metadata or {}).get("event_type"),
            "bot": self.by_app,
            "reactions": deepcopy(self.reactions),
        }


def walk(value: Any) -> Iterator[Json]:
    """Every object inside a payload, outermost first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def completed(blocks: list[Json], new_id: Any) -> list[Json]:
    """A copy of the blocks with what Slack adds itself: block and action ids, `emoji` and `verbatim`."""
    blocks = deepcopy(blocks)
    for block in blocks:
        _with_block_id(block, new_id)
        for part in walk(block):
            if part.get("type") == "plain_text":
                part.setdefault("emoji", True)
            elif part.get("type") == "mrkdwn":
                part.setdefault("verbatim", False)
    return blocks


INTERACTIVE = frozenset({
    "button", "checkboxes", "radio_buttons", "overflow", "static_select", "external_select", "users_select",
    "conversations_select", "channels_select", "multi_static_select", "multi_external_select", "multi_users_select",
    "multi_conversations_select", "multi_channels_select", "datepicker", "timepicker", "datetimepicker",
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
    "workflow_button", "feedback_buttons", "icon_button",
})  # fmt: skip


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements directly in a block."""
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict) and block[key].get("type") in INTERACTIVE:
            yield block[key]
    for key in ("elements", "actions"):
        for element in block.get(key, ()):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield element


def flat(blocks: list[Json]) -> Iterator[Json]:
    """The blocks and those nested in containers and carousels."""
    for block in blocks:
        yield block
        if block.get("type") == "container":
            yield from flat(block.get("child_blocks", []))
        elif block.get("type") == "carousel":
            yield from block.get("elements", [])


def _with_block_id(block: Json, new_id: Any) -> None:
    """Give the block, its children and its elements the ids they lack."""
    for each in flat([block]):
        if not each.get("block_id"):
            each["block_id"] = new_id()
        for element in elements_of(each):
            if not element.get("action_id"):
                element["action_id"] = new_id()
