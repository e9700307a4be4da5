"""Block Kit in the house's words: pure functions that make the dicts Slack takes.

Every block that can be changed or clicked gets its `id=` from the caller: equal input gives an equal message.
People's text is passed as plain str and arrives as plain_text; only `Markup` (from `text.mrkdwn`) is formatted.
Too long is cut with "…", too many is cut off, None is left out; nothing here raises for what people wrote.
"""

# ruff: noqa: A002  # `id=` is the word of the kit: no caller needs the builtin here

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NewType

from pmo_bot.blocks.elements import (
    NOTHING,
    Confirm,
    Element,
    Option,
    button,
    checkboxes,
    confirm,
    conversations_select,
    datepicker,
    given,
    multi_users_select,
    option,
    overflow,
    plain_text,
    radio,
    static_select,
    text_input,
    text_object,
    timepicker,
    users_select,
)
from pmo_bot.blocks.rich import (
    Block,
    Leaf,
    Part,
    bar_chart,
    bullets,
    channel_leaf,
    leaf,
    line,
    line_chart,
    link_leaf,
    quote,
    rich_text,
    table,
    user_leaf,
)
from pmo_bot.blocks.text import Markup, cut, markup, shorten

__all__ = [
    "Block",
    "Confirm",
    "Element",
    "Leaf",
    "Message",
    "Option",
    "Part",
    "View",
    "actions",
    "bar_chart",
    "bullets",
    "button",
    "channel_leaf",
    "checkboxes",
    "confirm",
    "context",
    "conversations_select",
    "datepicker",
    "divider",
    "header",
    "home",
    "input_block",
    "leaf",
    "line",
    "line_chart",
    "link_leaf",
    "modal",
    "multi_users_select",
    "option",
    "overflow",
    "quote",
    "radio",
    "rich_text",
    "section",
    "static_select",
    "table",
    "text_input",
    "timepicker",
    "user_leaf",
    "users_select",
]

View = NewType("View", dict[str, Any])

# Slack's limits, as in slack/limits/numbers.py; a test holds the two together.
HEADER = 150
SECTION_TEXT = 3000
FIELDS, FIELD_TEXT = 10, 2000
CONTEXT_ELEMENTS, CONTEXT_TEXT = 10, 3000
ACTION_ELEMENTS = 25
INPUT_LABEL = 2000
ALT_TEXT = 2000
VIEW_TITLE = 24
MESSAGE_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks, and the text that notifications and screen readers get.

    The text is always safe: plain str is escaped, Markup is taken as it is.
    """

    text: str
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        words = self.text if isinstance(self.text, Markup) else markup(shorten(self.text, MESSAGE_TEXT))
        object.__setattr__(self, "text", cut(words if words.strip() else Markup(NOTHING), MESSAGE_TEXT))

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        return given(text=str(self.text), blocks=list(self.blocks) or None)


def header(text: str, *, id: str) -> Block:
    """A headline."""
    return Block({"type": "header", "block_id": id, "text": plain_text(text, HEADER)})


def section(text: str | None = None, *, id: str, accessory: Element | None = None, fields: Sequence[str] = ()) -> Block:
    """A paragraph, with something to press beside it, and up to ten short fields in two columns below."""
    if text is None and not fields:
        text = NOTHING
    return Block(
        given(
            type="section",
            block_id=id,
            text=text_object(text, SECTION_TEXT) if text is not None else None,
            fields=[text_object(field, FIELD_TEXT) for field in fields[:FIELDS]] or None,
            accessory=accessory,
        )
    )


def context(first: str, *more: str, id: str) -> Block:
    """Small grey print; up to ten pieces."""
    pieces = [text_object(piece, CONTEXT_TEXT) for piece in (first, *more)[:CONTEXT_ELEMENTS]]
    return Block({"type": "context", "block_id": id, "elements": pieces})


def actions(first: Element, *more: Element, id: str) -> Block:
    """A row of things to press; up to 25."""
    return Block({"type": "actions", "block_id": id, "elements": [first, *more][:ACTION_ELEMENTS]})


def divider(*, id: str | None = None) -> Block:
    """A line across; nobody clicks it, so it may go without an id."""
    return Block(given(type="divider", block_id=id))


def input_block(
    label: str,
    element: Element,
    *,
    id: str,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """A labelled field of a form; with `dispatch` every change is told at once."""
    return Block(
        given(
            type="input",
            block_id=id,
            label=plain_text(label, INPUT_LABEL),
            element=element,
            hint=plain_text(hint, INPUT_LABEL) if hint else None,
            optional=optional or None,
            dispatch_action=dispatch or None,
        )
    )


def modal(
    title: str,
    *blocks: Block,
    id: str,
    submit: str | None = None,
    close: str | None = None,
    metadata: str | None = None,
    clear_on_close: bool = False,
    notify_on_close: bool = False,
) -> View:
    """A form in a window of its own; `id` says who answers it, `metadata` comes back with the answer."""
    return View(
        given(
            type="modal",
            callback_id=id,
            title=plain_text(title, VIEW_TITLE),
            submit=plain_text(submit, VIEW_TITLE) if submit else None,
            close=plain_text(close, VIEW_TITLE) if close else None,
            blocks=list(blocks),
            private_metadata=metadata,
            clear_on_close=clear_on_close or None,
            notify_on_close=notify_on_close or None,
        )
    )


def home(*blocks: Block, id: str | None = None, metadata: str | None = None) -> View:
    """The Home tab of one person."""
    return View(given(type="home", callback_id=id, blocks=list(blocks), private_metadata=metadata))
