"""Every block type, and on which surfaces Slack shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_bot.slack.limits import elements as e
from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.charts import CHART
from pmo_bot.slack.limits.rich import RICH_TEXT
from pmo_bot.slack.limits.shapes import (
    Flag,
    Found,
    Kinds,
    Many,
    Number,
    Problem,
    Record,
    Rule,
    Shape,
    Str,
    one_of,
    typed,
    words,
)
from pmo_bot.slack.limits.tables import DATA_TABLE, TABLE

_ID: dict[str, Shape] = {"block_id": o.BLOCK_ID}


def _needs(*names: str) -> Rule:
    return lambda value, at: o.at_least_one(value, at, *names)


def _files_do_not_dispatch(value: Mapping[str, Any], at: str) -> Found:
    if value["element"]["type"] == "file_input" and value.get("dispatch_action"):
        yield Problem(f"{at}/dispatch_action", "is not for a file_input")


def _own_task_ids(value: Mapping[str, Any], at: str) -> Found:
    seen: set[str] = set()
    for index, task in enumerate(value["tasks"]):
        if task["task_id"] in seen:
            yield Problem(f"{at}/tasks/{index}/task_id", "was used before")
        seen.add(task["task_id"])


_CARD = typed(
    "card",
    {},
    {
        **_ID,
        "hero_image": o.IMAGE,
        "icon": o.IMAGE,
        "title": o.text(at_most.CARD_TITLE),
        "subtitle": o.text(at_most.CARD_TITLE),
        "body": o.text(at_most.CARD_BODY),
        "subtext": o.text(at_most.CARD_BODY),
        "actions": Many(e.ELEMENTS.only("button"), at_most.CARD_ACTIONS),
    },
    rules=(_needs("hero_image", "title", "body", "actions"),),
)
_SOURCE = typed("url", {"url": o.URL, "text": words(at_most.TEXT)})
_TASK: dict[str, Shape] = {"task_id": Str(255), "title": words(at_most.TEXT)}
_TASK_MAY: dict[str, Shape] = {"details": RICH_TEXT, "output": RICH_TEXT, "sources": Many(_SOURCE, 100)}
_DONE = one_of("in_progress", "complete", "error")
_STATUS = one_of("pending", "in_progress", "complete", "error")

_SIMPLE: dict[str, Shape] = {
    "section": typed(
        "section",
        {},
        {
            **_ID,
            "text": o.text(at_most.TEXT),
            "fields": Many(o.text(at_most.FIELD_TEXT), at_most.SECTION_FIELDS),
            "accessory": e.ACCESSORIES,
            "expand": Flag(),
        },
        rules=(_needs("text", "fields"),),
    ),
    "header": typed("header", {"text": o.plain(at_most.HEADER_TEXT)}, {**_ID, "level": Number(1, 4)}),
    "context": typed(
        "context",
        {"elements": Many(Kinds({**o.text(at_most.TEXT).shapes, "image": o.IMAGE}), at_most.CONTEXT_ELEMENTS)},
        _ID,
    ),
    "actions": typed("actions", {"elements": Many(e.ACTIONS, at_most.ACTION_ELEMENTS)}, _ID),
    "divider": typed("divider", {}, _ID),
    "image": typed(
        "image",
        {"alt_text": words(at_most.ALT_TEXT)},
        {**_ID, **o.PICTURE, "title": o.plain(at_most.IMAGE_TITLE)},
        rules=(o.one_picture,),
    ),
    "input": typed(
        "input",
        {"label": o.plain(at_most.INPUT_LABEL), "element": e.INPUTS},
        {**_ID, "hint": o.plain(at_most.INPUT_LABEL), "optional": Flag(), "dispatch_action": Flag()},
        rules=(_files_do_not_dispatch,),
    ),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "video": typed(
        "video",
        {
            "alt_text": words(at_most.ALT_TEXT),
            "title": o.plain(at_most.VIDEO_TITLE),
            "thumbnail_url": o.URL,
            "video_url": o.URL,
        },
        {
            **_ID,
            "author_name": words(at_most.VIDEO_AUTHOR),
            "description": o.plain(at_most.VIDEO_DESCRIPTION),
            "provider_name": words(at_most.VIDEO_AUTHOR),
            "provider_icon_url": o.URL,
            "title_url": o.URL,
        },
    ),
}

BLOCKS = Kinds(
    {
        **_SIMPLE,
        "markdown": typed("markdown", {"text": words(at_most.MARKDOWN_TEXT)}, _ID),
        "data_table": DATA_TABLE,
        "data_visualization": typed("data_visualization", {"title": words(at_most.CHART_TITLE), "chart": CHART}, _ID),
        "container": typed(
            "container",
            {"child_blocks": Many(Kinds(_SIMPLE), at_most.CONTAINER_CHILDREN)},
            {
                **_ID,
                "title": o.plain(at_most.CONTAINER_TITLE),
                "rich_text_title": RICH_TEXT,
                "subtitle": o.text(at_most.CONTAINER_TITLE),
                "icon": o.IMAGE,
                "width": one_of("narrow", "standard", "wide", "full"),
                "is_collapsible": Flag(),
                "default_collapsed": Flag(),
                "has_header_divider": Flag(),
            },
            rules=(_needs("title", "rich_text_title"),),
        ),
        "card": _CARD,
        "carousel": typed("carousel", {"elements": Many(Kinds({"card": _CARD}), at_most.CAROUSEL_CARDS)}, _ID),
        "alert": typed(
            "alert",
            {"text": o.text(at_most.ALERT_TEXT)},
            {**_ID, "level": one_of("default", "info", "warning", "error", "success")},
        ),
        "context_actions": typed(
            "context_actions", {"elements": Many(e.CONTEXT_ACTIONS, at_most.CONTEXT_ACTIONS)}, _ID
        ),
        "task_card": typed("task_card", {**_TASK, "status": _DONE}, {**_ID, **_TASK_MAY}),
        "plan": typed(
            "plan",
            {
                "title": words(at_most.TEXT),
                "tasks": Many(Record({**_TASK, "status": _STATUS}, _TASK_MAY), at_most.PLAN_TASKS, least=0),
            },
            _ID,
            rules=(_own_task_ids,),
        ),
    }
)

# docs.slack.dev/blocks.json; where Slack's page and what others saw differ (a table in Home), the narrower.
_MESSAGE_AND_HOME = ("data_visualization", "container", "card", "carousel")
SURFACES: dict[str, frozenset[str]] = {
    **{kind: frozenset({"message", "modal", "home"}) for kind in _SIMPLE},
    **{kind: frozenset({"message", "home"}) for kind in _MESSAGE_AND_HOME},
    **{
        kind: frozenset({"message"})
        for kind in ("markdown", "table", "data_table", "context_actions", "task_card", "plan")
    },
    "alert": frozenset({"modal"}),
}
ELEMENT_SURFACES: dict[str, frozenset[str]] = {
    "datetimepicker": frozenset({"message", "modal"}),
    "email_text_input": frozenset({"modal"}),
    "url_text_input": frozenset({"modal"}),
    "number_input": frozenset({"modal"}),
    "file_input": frozenset({"modal"}),
    "rich_text_input": frozenset({"modal", "home"}),
    "workflow_button": frozenset({"message"}),
}
