"""Messages and views as a whole."""

from __future__ import annotations

from tests.bad_payloads.case import (
    Bad,
    actions,
    button,
    chart,
    data_table,
    field,
    home,
    message,
    modal,
    mrkdwn,
    pie,
    plain,
    section,
    select,
    table,
    task,
    text_input,
    without,
)

_KEY = {"event_type": "pmo_delivery", "event_payload": {"k": "0f3c"}}
_WIDE = [section(text=mrkdwn("x" * 2_500)) for _ in range(5)]
_PLAN = {"type": "plan", "title": "Plan", "tasks": [task()]}

WHOLE = [
    Bad("message", "no text at all", {"blocks": [section()]}, "", ours=True),
    Bad("message", "empty text", message(section(), text=""), "/text", ours=True),
    Bad("message", "text is no string", message(section(), text=7), "/text"),
    Bad("message", "text of 4,001", message(section(), text="x" * 4_001), "/text", too_much=True, ours=True),
    Bad("message", "51 blocks", message(*[section() for _ in range(51)]), "/blocks", too_much=True),
    Bad("message", "12,500 characters in all", message(*_WIDE), "/blocks", too_much=True),
    Bad("message", "10,001 characters in all", message(*_WIDE[:4], section(text=mrkdwn("x"))), "/blocks", True, True),
    Bad("message", "blocks are an object", message() | {"blocks": section()}, "/blocks"),
    Bad("message", "a block is a string", message() | {"blocks": ["hello"]}, "/blocks/0"),
    Bad("message", "a block is null", message() | {"blocks": [None]}, "/blocks/0"),
    Bad("message", "a block without type", message(without(section(), "type")), "/blocks/0"),
    Bad("message", "an unknown block", message({"type": "sectoin", "text": mrkdwn()}), "/blocks/0/type"),
    Bad(
        "message", "two blocks with one id", message(section(block_id="a"), section(block_id="a")), "/blocks/1/block_id"
    ),
    Bad("message", "two tables", message(table(), table()), "/blocks/1", too_much=True),
    Bad("message", "a table and a data table", message(table(), data_table()), "/blocks/1", too_much=True),
    Bad("message", "three charts", message(chart(), pie(), chart()), "/blocks/2", too_much=True),
    Bad("message", "two plans", message(_PLAN, _PLAN), "/blocks/1", too_much=True),
    Bad("message", "an alert", message({"type": "alert", "text": plain()}), "/blocks/0/type"),
    Bad(
        "message",
        "a remote file",
        message({"type": "file", "external_id": "F1", "source": "remote"}),
        "/blocks/0/type",
        ours=True,
    ),
    Bad(
        "message",
        "a number input",
        message(field({"type": "number_input", "action_id": "n", "is_decimal_allowed": False})),
        "/blocks/0/element/type",
    ),
    Bad("message", "a file input", message(field({"type": "file_input", "action_id": "f"})), "/blocks/0/element/type"),
    Bad(
        "message",
        "an e-mail input",
        message(field({"type": "email_text_input", "action_id": "e"})),
        "/blocks/0/element/type",
    ),
    Bad(
        "message", "a URL input", message(field({"type": "url_text_input", "action_id": "u"})), "/blocks/0/element/type"
    ),
    Bad(
        "message",
        "a rich text input",
        message(field({"type": "rich_text_input", "action_id": "r"})),
        "/blocks/0/element/type",
    ),
    Bad("message", "metadata without type", message(section(), metadata=without(_KEY, "event_type")), "/metadata"),
    Bad(
        "message", "metadata without payload", message(section(), metadata=without(_KEY, "event_payload")), "/metadata"
    ),
    Bad(
        "message",
        "metadata payload is a string",
        message(section(), metadata=_KEY | {"event_payload": "k"}),
        "/metadata/event_payload",
    ),
    Bad(
        "message",
        "metadata of 2 KB",
        message(section(), metadata=_KEY | {"event_payload": {"k": "x" * 2_000}}),
        "/metadata",
        ours=True,
    ),
    Bad("message", "an unknown argument", message(section(), blokcs=[]), "", ours=True),
    Bad("message", "a name of its own", message(section(), username="CEO"), "", ours=True),
    Bad("message", "link_names is a word", message(section(), link_names="yes"), "/link_names", ours=True),
    Bad("message", "an unknown response type", message(section(), response_type="public"), "/response_type", ours=True),
    Bad(
        "message",
        "calls the channel in a block",
        message(section(text=mrkdwn("<!channel> look"))),
        "/blocks/0/text/text",
        ours=True,
    ),
    Bad("message", "calls the channel in its text", message(section(), text="<!here> look"), "/text", ours=True),
    Bad(
        "message",
        "half a character",
        message(section(text=plain("a\ud800"))),
        "/blocks/0/text/text",
        too_much=True,
        ours=True,
    ),
    Bad("modal", "no title", without(modal(section()), "title"), ""),
    Bad("modal", "title of 25", modal(section(), title=plain("x" * 25)), "/title/text", too_much=True),
    Bad("modal", "a mrkdwn title", modal(section(), title=mrkdwn("New")), "/title/type"),
    Bad("modal", "title is a string", modal(section(), title="New"), "/title"),
    Bad("modal", "submit of 25", modal(section(), submit=plain("x" * 25)), "/submit/text", too_much=True),
    Bad("modal", "close of 25", modal(section(), close=plain("x" * 25)), "/close/text", too_much=True),
    Bad("modal", "an input without submit", without(modal(field(text_input())), "submit"), ""),
    Bad("modal", "no blocks", without(modal(), "blocks"), ""),
    Bad("modal", "101 blocks", modal(*[section() for _ in range(101)]), "/blocks", too_much=True),
    Bad("modal", "private metadata of 3,001", modal(section(), private_metadata="x" * 3_001), "/private_metadata"),
    Bad("modal", "private metadata is an object", modal(section(), private_metadata={}), "/private_metadata"),
    Bad("modal", "callback id of 256", modal(section(), callback_id="x" * 256), "/callback_id"),
    Bad("modal", "external id of 256", modal(section(), external_id="x" * 256), "/external_id"),
    Bad("modal", "an unknown property", modal(section(), titel=plain()), ""),
    Bad("modal", "another type", modal(section(), type="dialog"), "/type"),
    Bad("modal", "a table", modal(table()), "/blocks/0/type"),
    Bad("modal", "a chart", modal(chart()), "/blocks/0/type"),
    Bad("modal", "a markdown block", modal({"type": "markdown", "text": "**x**"}), "/blocks/0/type"),
    Bad(
        "modal",
        "a workflow button",
        modal(
            actions(
                {
                    "type": "workflow_button",
                    "text": plain(),
                    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/1"}},
                }
            )
        ),
        "/blocks/0/elements/0/type",
    ),
    Bad(
        "modal",
        "two elements with the focus",
        modal(field(text_input(focus_on_load=True)), field(select(focus_on_load=True))),
        "/blocks/1/element/focus_on_load",
    ),
    Bad("modal", "more than 250 KB", modal(*[section(text=mrkdwn("x" * 3_000)) for _ in range(90)]), "", too_much=True),
    Bad("home", "101 blocks", home(*[section() for _ in range(101)]), "/blocks", too_much=True),
    Bad("home", "a title", home(section(), title=plain("Home")), ""),
    Bad("home", "no blocks", without(home(), "blocks"), ""),
    Bad("home", "no type", without(home(section()), "type"), ""),
    Bad("home", "a markdown block", home({"type": "markdown", "text": "**x**"}), "/blocks/0/type"),
    Bad("home", "an alert", home({"type": "alert", "text": plain()}), "/blocks/0/type"),
    Bad("home", "a table", home(table()), "/blocks/0/type", ours=True),
    Bad(
        "home",
        "a number input",
        home(field({"type": "number_input", "action_id": "n", "is_decimal_allowed": False})),
        "/blocks/0/element/type",
    ),
    Bad(
        "home",
        "a date and time picker",
        home(actions({"type": "datetimepicker", "action_id": "d"})),
        "/blocks/0/elements/0/type",
    ),
    Bad("home", "private metadata of 3,001", home(section(), private_metadata="x" * 3_001), "/private_metadata"),
    Bad(
        "home",
        "two blocks with one id",
        home(section(block_id="a"), actions(button(), block_id="a")),
        "/blocks/1/block_id",
    ),
]
