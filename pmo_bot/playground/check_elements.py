"""Checks of interactive elements, and of which block may hold which."""

from pmo_bot.playground.check_parts import (
    CONFIRM,
    DATE,
    DISPATCH,
    FILTER,
    GROUP,
    ID_OF_USER,
    IDENTIFIER,
    IMAGE_ELEMENT,
    OPTION,
    TIME,
    URL,
    focus,
    initial_among_options,
    option,
    options_or_groups,
    plain,
    text,
)
from pmo_bot.playground.check_rich_text import RICH_TEXT
from pmo_bot.playground.check_shape import Check, anything, ascending, boolean, choice, items, number, obj, on, string

_BASE: dict[str, Check] = {"type": anything}
_ACTION: dict[str, Check] = {"action_id": IDENTIFIER}
_FOCUS: dict[str, Check] = {"focus_on_load": focus}
_MENU: dict[str, Check] = {**_ACTION, **_FOCUS, "placeholder": plain(150), "confirm": CONFIRM}
_MULTI: dict[str, Check] = {**_MENU, "max_selected_items": number(1)}
_STATIC: dict[str, Check] = {"options": items(OPTION, 1, 100), "option_groups": items(GROUP, 1, 100)}
_TYPED: dict[str, Check] = {**_ACTION, **_FOCUS, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_CHECKED = items(option(mrkdwn=True), 1, 10)
_ANY_ID = string(255, 1)

BUTTON = obj(
    {**_BASE, "text": plain(75)},
    {
        **_ACTION,
        "url": URL,
        "value": string(2000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75, 1),
        "agent_prompt": string(4000, 1),
    },
)

_FEEDBACK = obj({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})

MENUS: dict[str, Check] = {
    "static_select": obj(
        _BASE, {**_MENU, **_STATIC, "initial_option": OPTION}, options_or_groups, initial_among_options
    ),
    "external_select": obj(_BASE, {**_MENU, "initial_option": OPTION, "min_query_length": number(0)}),
    "users_select": obj(_BASE, {**_MENU, "initial_user": ID_OF_USER}),
    "conversations_select": obj(
        _BASE,
        {
            **_MENU,
            "initial_conversation": _ANY_ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": obj(_BASE, {**_MENU, "initial_channel": _ANY_ID, "response_url_enabled": boolean}),
}

MULTI_MENUS: dict[str, Check] = {
    "multi_static_select": obj(
        _BASE,
        {**_MULTI, **_STATIC, "initial_options": items(OPTION, 1)},
        options_or_groups,
        initial_among_options,
    ),
    "multi_external_select": obj(_BASE, {**_MULTI, "initial_options": items(OPTION, 1), "min_query_length": number(0)}),
    "multi_users_select": obj(_BASE, {**_MULTI, "initial_users": items(ID_OF_USER)}),
    "multi_conversations_select": obj(
        _BASE,
        {
            **_MULTI,
            "initial_conversations": items(_ANY_ID),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": obj(_BASE, {**_MULTI, "initial_channels": items(_ANY_ID)}),
}

CHOICES: dict[str, Check] = {
    "checkboxes": obj(
        {**_BASE, "options": _CHECKED},
        {**_ACTION, **_FOCUS, "confirm": CONFIRM, "initial_options": _CHECKED},
        initial_among_options,
    ),
    "radio_buttons": obj(
        {**_BASE, "options": _CHECKED},
        {**_ACTION, **_FOCUS, "confirm": CONFIRM, "initial_option": option(mrkdwn=True)},
        initial_among_options,
    ),
}

PICKERS: dict[str, Check] = {
    "datepicker": obj(_BASE, {**_MENU, "initial_date": DATE}),
    "timepicker": obj(_BASE, {**_MENU, "initial_time": TIME, "timezone": string(255, 1)}),
}

DATETIME: dict[str, Check] = {
    "datetimepicker": obj(
        _BASE,
        {**_ACTION, **_FOCUS, "confirm": CONFIRM, "initial_date_time": number(1_000_000_000, 9_999_999_999)},
        on("message", "modal"),
    ),
}

OVERFLOW: dict[str, Check] = {
    "overflow": obj({**_BASE, "options": items(option(url=True), 1, 5)}, {**_ACTION, "confirm": CONFIRM}),
}

WORKFLOW: dict[str, Check] = {
    "workflow_button": obj(
        {**_BASE, "text": plain(75), "workflow": anything},
        {**_ACTION, "style": choice("primary", "danger"), "accessibility_label": string(75, 1)},
        on("message"),
    ),
}

TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": obj(
        _BASE,
        {
            **_TYPED,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        ascending("min_length", "max_length"),
    ),
    "email_text_input": obj(_BASE, {**_TYPED, "initial_value": string(3000)}, on("modal")),
    "url_text_input": obj(_BASE, {**_TYPED, "initial_value": string(3000)}, on("modal")),
    "number_input": obj(
        {**_BASE, "is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
        on("modal"),
    ),
    "rich_text_input": obj(_BASE, {**_TYPED, "initial_value": RICH_TEXT}, on("modal", "home")),
    "file_input": obj(_BASE, {**_ACTION, "filetypes": items(string(255, 1)), "max_files": number(1, 10)}, on("modal")),
}

_BUTTON: dict[str, Check] = {"button": BUTTON}
IN_SECTION: dict[str, Check] = (
    _BUTTON | MENUS | MULTI_MENUS | CHOICES | PICKERS | OVERFLOW | WORKFLOW | {"image": IMAGE_ELEMENT}
)
IN_ACTIONS: dict[str, Check] = (
    _BUTTON | MENUS | MULTI_MENUS | CHOICES | PICKERS | DATETIME | OVERFLOW | WORKFLOW
    | {"rich_text_input": TEXT_INPUTS["rich_text_input"]}
)  # fmt: skip
IN_INPUT: dict[str, Check] = MENUS | MULTI_MENUS | CHOICES | PICKERS | DATETIME | TEXT_INPUTS
IN_CONTEXT: dict[str, Check] = {"plain_text": text(), "mrkdwn": text(), "image": IMAGE_ELEMENT}
IN_CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": obj({**_BASE, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
    "icon_button": obj(
        {**_BASE, "icon": choice("trash"), "text": plain(75)},
        {
            **_ACTION,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(ID_OF_USER, 0, 10),
        },
    ),
}
