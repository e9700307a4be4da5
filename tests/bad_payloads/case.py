"""One wrong payload, and the plain parts that all of them are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Bad:
    """A payload that is wrong in exactly one way, and the JSON pointer to where."""

    kind: str
    name: str
    payload: Json
    pointer: str
    too_much: bool = False  # only too long or too many: trimming has to mend it
    ours: bool = False  # Slack takes it, or nobody knows; this bot never sends it


def message(*blocks: Json, **more: Any) -> Json:
    return {"text": "What changed", "blocks": list(blocks), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("New item"), "submit": plain("Save"), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Words*") -> Json:
    return {"type": "mrkdwn", "text": text}


def without(thing: Json, name: str) -> Json:
    return {key: value for key, value in thing.items() if key != name}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Owner"), "element": element, **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "done", "text": plain("Done"), **more}


def option(number: int = 1, **more: Any) -> Json:
    return {"text": plain(f"Choice {number}"), "value": f"v{number}", **more}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(1, count + 1)]


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(2), **more}


def confirm(**more: Any) -> Json:
    words = {"title": plain("Sure?"), "text": plain("It is gone then."), "confirm": plain("Yes"), "deny": plain("No")}
    return {**words, **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "title", **more}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A chart", **more}


def leaf(text: str = "Words", **more: Any) -> Json:
    return {"type": "text", "text": text, **more}


def rich_section(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def rich_list(*lines: Json, **more: Any) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines), **more}


def rich_text(*parts: Json, **more: Any) -> Json:
    return {"type": "rich_text", "elements": list(parts), **more}


def cell(text: str = "9") -> Json:
    return {"type": "raw_text", "text": text}


def table(rows: int = 2, cells: int = 2, **more: Any) -> Json:
    return {"type": "table", "rows": [[cell() for _ in range(cells)] for _ in range(rows)], **more}


def data_table(rows: int = 2, cells: int = 2, **more: Any) -> Json:
    return {**table(rows, cells), "type": "data_table", "caption": "Overdue by owner", **more}


def series(name: str = "Kept", points: int = 2, **more: Any) -> Json:
    return {"name": name, "data": [{"label": f"Week {n}", "value": n} for n in range(points)], **more}


def axes(points: int = 2, **more: Any) -> Json:
    return {"categories": [f"Week {n}" for n in range(points)], **more}


def chart(*lines: Json, kind: str = "bar", axis: Json | None = None, **more: Any) -> Json:
    inside = {"type": kind, "series": list(lines) or [series()], "axis_config": axis or axes()}
    return {"type": "data_visualization", "title": "Commitments kept", "chart": inside, **more}


def pie(*segments: Json, **more: Any) -> Json:
    parts = list(segments) or [{"label": "Kept", "value": 6}]
    return {"type": "data_visualization", "title": "Kept", "chart": {"type": "pie", "segments": parts}, **more}


def container(*blocks: Json, **more: Any) -> Json:
    return {"type": "container", "title": plain("Apollo"), "child_blocks": list(blocks), **more}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Apollo"), **more}


def task(**more: Any) -> Json:
    return {"task_id": "t1", "title": "Collect", "status": "complete", **more}
