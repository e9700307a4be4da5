"""The objects that elements and blocks are made of: texts, options, confirmations, images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits.shapes import (
    Flag,
    Found,
    Kinds,
    Many,
    Problem,
    Record,
    Shape,
    Str,
    one_of,
    typed,
    words,
)

BLOCK_ID = Str(at_most.BLOCK_ID)
ACTION_ID = Str(at_most.ACTION_ID)
URL = Str(at_most.URL)
SLACK_ID = Str(255, pattern=r"[A-Z][A-Z0-9]*")
BROADCAST = r"<!(?:channel|here|everyone)\b"


def plain(most: int) -> Kinds:
    """A plain_text object."""
    return Kinds({"plain_text": typed("plain_text", {"text": words(most)}, {"emoji": Flag()})})


def text(most: int) -> Kinds:
    """A plain_text or mrkdwn object."""
    return Kinds({**plain(most).shapes, **mrkdwn(most).shapes})


def mrkdwn(most: int) -> Kinds:
    """A mrkdwn object."""
    return Kinds({"mrkdwn": typed("mrkdwn", {"text": words(most)}, {"verbatim": Flag()})})


def exactly_one(value: Mapping[str, Any], at: str, *names: str) -> Found:
    """Of these properties one and only one."""
    if sum(name in value for name in names) != 1:
        yield Problem(at, f"needs exactly one of {', '.join(names)}")


def at_least_one(value: Mapping[str, Any], at: str, *names: str) -> Found:
    """Of these properties one or more."""
    if not any(name in value for name in names):
        yield Problem(at, f"needs one of {', '.join(names)}")


CONFIRM = Record(
    {
        "title": plain(at_most.CONFIRM_TITLE),
        "text": text(at_most.CONFIRM_TEXT),
        "confirm": plain(at_most.CONFIRM_BUTTON),
        "deny": plain(at_most.CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)


def option(formatted: bool = False, linked: bool = False) -> Record:
    """A choice: formatted in checkboxes and radio buttons, linked in an overflow."""
    shown = text if formatted else plain
    more: dict[str, Shape] = {"url": URL} if linked else {}
    return Record(
        {"text": shown(at_most.OPTION_TEXT), "value": Str(at_most.OPTION_VALUE)},
        {"description": shown(at_most.OPTION_TEXT), **more},
    )


OPTION_GROUP = Record({"label": plain(at_most.OPTION_GROUP_LABEL), "options": Many(option(), at_most.SELECT_OPTIONS)})

SLACK_FILE = Record({}, {"id": SLACK_ID, "url": URL}, rules=(lambda v, at: exactly_one(v, at, "id", "url"),))
PICTURE: dict[str, Shape] = {"image_url": URL, "slack_file": SLACK_FILE}


def one_picture(value: Mapping[str, Any], at: str) -> Found:
    """An image comes from one place."""
    return exactly_one(value, at, "image_url", "slack_file")


IMAGE = typed("image", {"alt_text": words(at_most.ALT_TEXT)}, PICTURE, rules=(one_picture,))

DISPATCH = Record(
    {"trigger_actions_on": Many(one_of("on_enter_pressed", "on_character_entered"), 2)},
)
CONVERSATION_FILTER = Record(
    {},
    {
        "include": Many(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    rules=(lambda v, at: at_least_one(v, at, "include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
