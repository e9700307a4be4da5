"""Checks of blocks, one by one and together."""

from collections.abc import Iterator
from typing import Any

from pmo_bot.playground.check_data import CHART, DATA_TABLE, TABLE
from pmo_bot.playground.check_elements import BUTTON, IN_ACTIONS, IN_CONTEXT, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from pmo_bot.playground.check_parts import IDENTIFIER, IMAGE_ELEMENT, PICTURE, SLACK_FILE, URL, plain, text
from pmo_bot.playground.check_rich_text import RICH_TEXT
from pmo_bot.playground.check_shape import (
    Check,
    Report,
    anything,
    boolean,
    choice,
    items,
    number,
    obj,
    on,
    only_one,
    some_of,
    string,
    typed,
)

_BASE: dict[str, Check] = {"type": anything}
_ID: dict[str, Check] = {"block_id": IDENTIFIER}


def _no_dispatch_with_files(value: Any, at: str, report: Report) -> None:
    element = value.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and value.get("dispatch_action"):
        report.say("file_input does not allow dispatch_action", f"{at}/dispatch_action")


def _title_for_collapsing(value: Any, at: str, report: Report) -> None:
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        report.say("default_collapsed requires is_collapsible", at)


_CARD = obj(
    _BASE,
    {
        **_ID,
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "slack_icon": anything,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": items(typed({"button": BUTTON}), 1, 2),
    },
    some_of("hero_image", "title", "body", "actions"),
)

_TASK: dict[str, Check] = {
    "task_id": string(255, 1),
    "title": string(3000, 1),
    "status": choice("pending", "in_progress", "complete", "error"),
}
_TASK_MORE: dict[str, Check] = {**_ID, "details": RICH_TEXT, "output": RICH_TEXT, "sources": anything}
_TASK_IN_PLAN = obj(_TASK, {"type": choice("task_card"), **_TASK_MORE})


def _tasks_once(value: Any, at: str, report: Report) -> None:
    tasks = value.get("tasks")
    ids = [each.get("task_id") for each in tasks if isinstance(each, dict)] if isinstance(tasks, list) else []
    if any(ids.count(each) > 1 for each in ids):
        report.say("task_id must be unique", f"{at}/tasks")


CHILDREN: dict[str, Check] = {
    "section": obj(
        _BASE,
        {
            **_ID,
            "text": text(3000),
            "fields": items(text(2000), 1, 10),
            "accessory": typed(IN_SECTION),
            "expand": boolean,
        },
        some_of("text", "fields"),
    ),
    "header": obj({**_BASE, "text": plain(150)}, {**_ID, "level": number(1, 4)}),
    "context": obj({**_BASE, "elements": items(typed(IN_CONTEXT), 1, 10)}, _ID),
    "actions": obj({**_BASE, "elements": items(typed(IN_ACTIONS), 1, 25)}, _ID),
    "divider": obj(_BASE, _ID),
    "image": obj(
        {**_BASE, "alt_text": string(2000, 1)},
        {**_ID, "image_url": PICTURE, "slack_file": SLACK_FILE, "title": plain(2000)},
        only_one("image_url", "slack_file"),
    ),
    "input": obj(
        {**_BASE, "label": plain(2000), "element": typed(IN_INPUT)},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _no_dispatch_with_files,
    ),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "video": obj(
        {**_BASE, "alt_text": string(2000, 1), "title": plain(200), "thumbnail_url": PICTURE, "video_url": PICTURE},
        {
            **_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": PICTURE,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}

_BLOCK = typed(
    CHILDREN
    | {
        "markdown": obj({**_BASE, "text": string(12_000, 1)}, _ID, on("message")),
        "data_table": DATA_TABLE,
        "data_visualization": CHART,
        "alert": obj(
            {**_BASE, "text": text(200)},
            {**_ID, "level": choice("default", "info", "warning", "error", "success")},
            on("modal"),
        ),
        "card": _CARD,
        "context_actions": obj({**_BASE, "elements": items(typed(IN_CONTEXT_ACTIONS), 1, 5)}, _ID, on("message")),
        "task_card": obj({**_BASE, **_TASK}, _TASK_MORE, on("message")),
        "plan": obj(
            {**_BASE, "title": string(3000, 1)},
            {**_ID, "tasks": items(_TASK_IN_PLAN, 0, 50)},
            _tasks_once,
            on("message"),
        ),
        "carousel": obj({**_BASE, "elements": items(typed({"card": _CARD}), 1, 10)}, _ID, on("message", "home")),
        "container": obj(
            {**_BASE, "child_blocks": items(typed(CHILDREN), 1, 10)},
            {
                **_ID,
                "title": plain(150),
                "rich_text_title": anything,
                "subtitle": text(150),
                "width": choice("narrow", "standard", "wide", "full"),
                "icon": anything,
                "is_collapsible": boolean,
                "default_collapsed": boolean,
                "has_header_divider": boolean,
            },
            some_of("title", "rich_text_title"),
            _title_for_collapsing,
            on("message", "home"),
        ),
    }
)


def check_blocks(blocks: list[Any], at: str, report: Report) -> None:
    """Check every block, and what only shows when they are seen together."""
    items(_BLOCK, 0, 50 if report.surface == "message" else 100)(blocks, at, report)
    objects = [(f"{at}/{index}", block) for index, block in enumerate(blocks) if isinstance(block, dict)]
    _unique_ids(objects, report)
    kinds = [block.get("type") for _, block in objects]
    if kinds.count("data_visualization") > 2:
        report.say("no more than 2 data_visualization blocks allowed", at)
    if kinds.count("plan") > 1:
        report.say("no more than 1 plan block allowed", at)


def _unique_ids(objects: list[tuple[str, Any]], report: Report) -> None:
    """A block id counts once per payload, an action id once per block."""
    seen: set[str] = set()
    for at, block in _with_nested(objects):
        _once(block.get("block_id"), "block_id", seen, at, report)
        actions: set[str] = set()
        for key in ("elements", "actions"):
            for where, element in _objects(block.get(key), f"{at}/{key}"):
                _once(element.get("action_id"), "action_id", actions, where, report)


def _once(value: Any, name: str, seen: set[str], at: str, report: Report) -> None:
    if isinstance(value, str):
        if value in seen:
            report.say(f"`{name}` {value} already exists", f"{at}/{name}")
        seen.add(value)


def _with_nested(objects: list[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The blocks and those inside of containers and carousels, each with its place."""
    for at, block in objects:
        yield at, block
        inside = {"container": "child_blocks", "carousel": "elements"}.get(str(block.get("type")))
        if inside:
            yield from _with_nested(list(_objects(block.get(inside), f"{at}/{inside}")))


def _objects(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """The objects of a list with their places; what is malformed was reported already."""
    if isinstance(value, list):
        yield from ((f"{at}/{index}", each) for index, each in enumerate(value) if isinstance(each, dict))
