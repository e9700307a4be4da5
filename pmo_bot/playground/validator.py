"""Slack's verdict on a message or view: nothing, or an error name with the problems in Slack's words."""

import json
from dataclasses import dataclass, field
from typing import Any

from pmo_bot.playground.check_blocks import check_blocks
from pmo_bot.playground.check_parts import plain
from pmo_bot.playground.check_shape import Check, Report, boolean, choice, length, obj, string
from pmo_bot.playground.message import walk
from pmo_bot.playground.workspace import Json

MOST_TEXT_IN_BLOCKS = 12_000
MOST_TEXT = 40_000
MOST_TEXT_IN_UPDATE = 4_000
MOST_METADATA = 8_000  # Slack has a limit but does not say which; far above what anyone needs
MOST_IN_VIEW = 250 * 1024


@dataclass
class Refusal:
    """An error name, and what was wrong in detail."""

    error: str
    problems: list[str] = field(default_factory=list)

    def answer(self) -> Json:
        """The Web API answer."""
        answer: Json = {"ok": False, "error": self.error}
        if self.problems:
            answer["errors"] = [each.removeprefix("[ERROR] ") for each in self.problems]
            answer["response_metadata"] = {"messages": list(self.problems)}
        return answer


def problems(kind: str, payload: Any) -> list[str]:
    """Everything Slack would object to in a `message`, `modal` or `home`; empty when it would be taken."""
    refusal = refused_message(payload) if kind == "message" else refused_view(kind, payload)
    if refusal is None:
        return []
    return refusal.problems or [f"[ERROR] {refusal.error}"]


def refused_message(message: Any, *, update: bool = False, hook: bool = False) -> Refusal | None:
    """Why Slack would not take a message; `hook` is a response_url, where total text does not count."""
    if not isinstance(message, dict):
        return Refusal("invalid_arguments", ["[ERROR] must be an object [json-pointer:]"])
    return (
        _refused_text(message, update=update)
        or _refused_blocks(message.get("blocks"), hook=hook)
        or _refused_attachments(message.get("attachments"))
        or refused_metadata(message.get("metadata"))
    )


def _refused_text(message: Json, *, update: bool) -> Refusal | None:
    text, markdown = message.get("text"), message.get("markdown_text")
    if text is not None and not isinstance(text, str):
        return Refusal("invalid_arguments", ["[ERROR] must be a string [json-pointer:/text]"])
    if markdown is not None and (text or message.get("blocks")):
        return Refusal("markdown_text_conflict")
    if markdown is not None and length(str(markdown)) > MOST_TEXT_IN_BLOCKS:
        return Refusal("msg_too_long")
    if message.get("delete_original"):
        return None
    if not (text or markdown or message.get("blocks") or message.get("attachments")):
        return Refusal("no_text")
    if update and length(text or "") > MOST_TEXT_IN_UPDATE:
        return Refusal("msg_too_long")
    return None


def _refused_blocks(blocks: Any, *, hook: bool) -> Refusal | None:
    if blocks is None:
        return None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return Refusal("invalid_blocks_format")
    report = Report("message")
    check_blocks(blocks, "/blocks", report)
    if report.found:
        return Refusal("invalid_blocks", report.found)
    kinds = [each.get("type") for each in walk(blocks)]
    if kinds.count("table") + kinds.count("data_table") > 1:
        return Refusal("only_one_table_allowed")
    if not hook and total_text(blocks) > MOST_TEXT_IN_BLOCKS:
        return Refusal("msg_blocks_too_long")
    return None


def total_text(blocks: Any) -> int:
    """How much readable text the blocks hold together."""
    readable = ("text", "title", "subtitle", "label", "name", "caption", "alt_text", "fallback")
    return sum(length(each[key]) for each in walk(blocks) for key in readable if isinstance(each.get(key), str))


def _refused_attachments(attachments: Any) -> Refusal | None:
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        return Refusal("invalid_attachments")
    return Refusal("too_many_attachments") if len(attachments) > 100 else None


def refused_metadata(metadata: Any) -> Refusal | None:
    """Why Slack would not take message metadata."""
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        return Refusal("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    unknown = set(metadata) - {"event_type", "event_payload", "entities"}
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict) or unknown:
        return Refusal("invalid_metadata_schema")
    return Refusal("metadata_too_large") if len(json.dumps(metadata)) > MOST_METADATA else None


def _blocks(value: Any, at: str, report: Report) -> None:
    if isinstance(value, list):
        check_blocks(value, at, report)
    else:
        report.say("must be an array", at)


def _submit_for_inputs(value: Any, at: str, report: Report) -> None:
    blocks = value.get("blocks")
    kinds = [b.get("type") for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    if "input" in kinds and value.get("submit") is None:
        report.say("must define `submit` to use an `input` block in modals", at)


_COMMON: dict[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEW: dict[str, Check] = {
    "modal": obj(
        {"type": choice("modal"), "title": plain(24), "blocks": _blocks},
        {
            **_COMMON,
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        _submit_for_inputs,
    ),
    "home": obj({"type": choice("home"), "blocks": _blocks}, _COMMON),
}


def refused_view(kind: str, view: Any) -> Refusal | None:
    """Why Slack would not take a view of this kind (`modal` or `home`)."""
    if not isinstance(view, dict):
        return Refusal("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"])
    if len(json.dumps(view, ensure_ascii=False).encode()) > MOST_IN_VIEW:
        return Refusal("view_too_large")
    report = Report(kind)
    _VIEW[kind](view, "/view", report)
    return Refusal("invalid_arguments", report.found) if report.found else None
