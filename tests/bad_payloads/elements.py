"""Elements and the objects in them, each wrong in one way."""

from __future__ import annotations

from typing import Any

from tests.bad_payloads.case import (
    Bad,
    Json,
    actions,
    button,
    confirm,
    field,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    select,
    text_input,
    without,
)


def _pressed(name: str, element: Json, pointer: str, too_much: bool = False, ours: bool = False) -> Bad:
    return Bad("message", name, message(actions(element)), f"/blocks/0/elements/0{pointer}", too_much, ours)


def _filled(name: str, element: Json, pointer: str, too_much: bool = False, ours: bool = False) -> Bad:
    return Bad("modal", name, modal(field(element)), f"/blocks/0/element{pointer}", too_much, ours)


def _of(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "a", **more}


_GROUP = {"label": plain("Team"), "options": options(2)}

ELEMENTS = [
    _pressed("button without text", without(button(), "text"), ""),
    _pressed("button text of 76", button(text=plain("x" * 76)), "/text/text", True),
    _pressed("button text in mrkdwn", button(text=mrkdwn()), "/text/type"),
    _pressed("button with empty text", button(text=plain("")), "/text/text"),
    _pressed("button value of 2,001", button(value="x" * 2_001), "/value"),
    _pressed("button value is a number", button(value=12), "/value"),
    _pressed("button URL of 3,001", button(url="https://e.org/" + "x" * 2_987), "/url"),
    _pressed("green button", button(style="green"), "/style"),
    _pressed("button with the default style spelt out", button(style="default"), "/style"),
    _pressed("action id of 256", button(action_id="x" * 256), "/action_id"),
    _pressed("empty action id", button(action_id=""), "/action_id"),
    _pressed("accessibility label of 76", button(accessibility_label="x" * 76), "/accessibility_label", True),
    _pressed("button with an unknown property", button(colour="red"), ""),
    _pressed("element without type", without(button(), "type"), ""),
    _pressed("unknown element", button(type="buton"), "/type"),
    _pressed("confirmation title of 101", button(confirm=confirm(title=plain("x" * 101))), "/confirm/title/text", True),
    _pressed("confirmation text of 301", button(confirm=confirm(text=plain("x" * 301))), "/confirm/text/text", True),
    _pressed("confirmation yes of 31", button(confirm=confirm(confirm=plain("x" * 31))), "/confirm/confirm/text", True),
    _pressed("confirmation no of 31", button(confirm=confirm(deny=plain("x" * 31))), "/confirm/deny/text", True),
    _pressed("confirmation without no", button(confirm=without(confirm(), "deny")), "/confirm"),
    _pressed("confirmation title in mrkdwn", button(confirm=confirm(title=mrkdwn())), "/confirm/title/type"),
    _pressed("confirmation of an unknown style", button(confirm=confirm(style="loud")), "/confirm/style"),
    _pressed("overflow of 6", _of("overflow", options=options(6)), "/options", True),
    _pressed("empty overflow", _of("overflow", options=[]), "/options"),
    _pressed("overflow in mrkdwn", _of("overflow", options=[option(text=mrkdwn())]), "/options/0/text/type"),
    _pressed("option text of 76", select(options=[option(text=plain("x" * 76))]), "/options/0/text/text", True),
    _pressed("option value of 151", select(options=[option(value="x" * 151)]), "/options/0/value"),
    _pressed("option without value", select(options=[without(option(), "value")]), "/options/0"),
    _pressed("option without text", select(options=[without(option(), "text")]), "/options/0"),
    _pressed(
        "option description of 76",
        select(options=[option(description=plain("x" * 76))]),
        "/options/0/description/text",
        True,
    ),
    _pressed("option with a URL outside of an overflow", select(options=[option(url="https://e.org")]), "/options/0"),
    _pressed("option with an unknown property", select(options=[option(id="1")]), "/options/0"),
    _pressed("option in mrkdwn in a menu", select(options=[option(text=mrkdwn())]), "/options/0/text/type"),
    _pressed("menu of 101", select(options=options(101)), "/options", True),
    _pressed("empty menu", select(options=[]), "/options"),
    _pressed("menu without options", without(select(), "options"), ""),
    _pressed("menu with options and groups", select(option_groups=[_GROUP]), ""),
    _pressed("menu of 101 groups", without(select(option_groups=[_GROUP] * 101), "options"), "/option_groups", True),
    _pressed(
        "group label of 76",
        without(select(option_groups=[_GROUP | {"label": plain("x" * 76)}]), "options"),
        "/option_groups/0/label/text",
        True,
    ),
    _pressed(
        "group without label", without(select(option_groups=[without(_GROUP, "label")]), "options"), "/option_groups/0"
    ),
    _pressed("start that is no option", select(initial_option=option(9)), "/initial_option"),
    _pressed("placeholder of 151", select(placeholder=plain("x" * 151)), "/placeholder/text", True),
    _pressed("placeholder in mrkdwn", select(placeholder=mrkdwn()), "/placeholder/type"),
    _pressed("placeholder is a string", select(placeholder="Pick"), "/placeholder"),
    _pressed("11 checkboxes", _of("checkboxes", options=options(11)), "/options", True),
    _pressed("no checkboxes", _of("checkboxes", options=[]), "/options"),
    _pressed(
        "ticked box that does not exist",
        _of("checkboxes", options=options(2), initial_options=[option(9)]),
        "/initial_options/0",
    ),
    _pressed("11 radio buttons", _of("radio_buttons", options=options(11)), "/options", True),
    _pressed(
        "radio start that is no option",
        _of("radio_buttons", options=options(2), initial_option=option(9)),
        "/initial_option",
    ),
    _pressed("initial user is a list", _of("users_select", initial_user=["U1"]), "/initial_user"),
    _pressed("several users at most nought", _of("multi_users_select", max_selected_items=0), "/max_selected_items"),
    _pressed(
        "conversations of an unknown kind", _of("conversations_select", filter={"include": ["dm"]}), "/filter/include/0"
    ),
    _pressed("empty filter", _of("conversations_select", filter={}), "/filter"),
    _pressed("filter that includes nothing", _of("conversations_select", filter={"include": []}), "/filter/include"),
    _pressed("date the American way", _of("datepicker", initial_date="12/31/2026"), "/initial_date"),
    _pressed("31 June", _of("datepicker", initial_date="2026-06-31"), "/initial_date"),
    _pressed("24 o'clock", _of("timepicker", initial_time="24:00"), "/initial_time"),
    _pressed("time with seconds", _of("timepicker", initial_time="09:00:00"), "/initial_time"),
    _pressed("epoch of 9 digits", _of("datetimepicker", initial_date_time=123_456_789), "/initial_date_time"),
    _pressed("epoch as a string", _of("datetimepicker", initial_date_time="1790000000"), "/initial_date_time"),
    _filled("text field with a maximum of 3,001", text_input(max_length=3_001), "/max_length"),
    _filled("text field with a maximum of nought", text_input(max_length=0), "/max_length"),
    _filled("text field with a minimum below nought", text_input(min_length=-1), "/min_length"),
    _filled("minimum above maximum", text_input(min_length=9, max_length=3), "/min_length"),
    _filled("multiline is a word", text_input(multiline="yes"), "/multiline"),
    _filled("text field placeholder of 151", text_input(placeholder=plain("x" * 151)), "/placeholder/text", True),
    _filled("text field with options", text_input(options=options(2)), ""),
    _filled(
        "unknown trigger",
        text_input(dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
        "/dispatch_action_config/trigger_actions_on/0",
    ),
    _filled("number input without decimals said", _of("number_input"), ""),
    _filled("number as a number", _of("number_input", is_decimal_allowed=True, initial_value=7), "/initial_value"),
    _filled("11 files", _of("file_input", max_files=11), "/max_files"),
    _filled("nought files", _of("file_input", max_files=0), "/max_files"),
    _filled("overflow in a form", _of("overflow", options=options(2)), "/type"),
    Bad(
        "modal",
        "file input that dispatches",
        modal(field(_of("file_input"), dispatch_action=True)),
        "/blocks/0/dispatch_action",
    ),
]
