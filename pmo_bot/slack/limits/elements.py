"""Block elements: what can be pressed, chosen and typed in, and where Slack takes which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.inputs import FIELDS, MENU
from pmo_bot.slack.limits.shapes import (
    Flag,
    Found,
    Kinds,
    Many,
    Number,
    Problem,
    Record,
    Shape,
    Str,
    one_of,
    typed,
    words,
)

_PRESSED: dict[str, Shape] = {"action_id": o.ACTION_ID, "confirm": o.CONFIRM}
_SEVERAL: dict[str, Shape] = {"max_selected_items": Number(1)}
_STYLE = one_of("primary", "danger")


def _initial(value: Mapping[str, Any], at: str) -> Found:
    """What is chosen at the start has to be one of the options, word for word."""
    options = _options(value)
    if "initial_option" in value and value["initial_option"] not in options:
        yield Problem(f"{at}/initial_option", "is not one of the options")
    for index, chosen in enumerate(value.get("initial_options", ())):
        if chosen not in options:
            yield Problem(f"{at}/initial_options/{index}", "is not one of the options")


def _options(value: Mapping[str, Any]) -> list[Any]:
    groups = value.get("option_groups", ())
    return [*value.get("options", ()), *(entry for group in groups for entry in group["options"])]


def _keep_chosen(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """When options are cut off, what is chosen at the start stays: it takes the last places."""
    options, chosen = after.get("options"), after.get("initial_options", [after.get("initial_option")])
    was = before.get("options")
    if not isinstance(options, list) or not isinstance(chosen, list) or was is None or len(was) == len(options):
        return after
    lost = [entry for entry in chosen if entry is not None and entry not in options][: len(options)]
    kept = options[: len(options) - len(lost)] + lost
    return {**after, "options": kept}


def _one_source(value: Mapping[str, Any], at: str) -> Found:
    return o.exactly_one(value, at, "options", "option_groups")


def _choices(kind: str, initial: dict[str, Shape]) -> Record:
    must: dict[str, Shape] = {"options": Many(o.option(formatted=True), at_most.CHOICE_OPTIONS)}
    may: dict[str, Shape] = {"action_id": o.ACTION_ID, "confirm": o.CONFIRM, "focus_on_load": Flag(), **initial}
    return typed(kind, must, may, rules=(_initial,), mend=_keep_chosen)


def _select(kind: str, may: Mapping[str, Shape], several: Mapping[str, Shape], **more: Any) -> dict[str, Shape]:
    """A menu, and its twin that takes several."""
    return {
        kind: typed(kind, {}, {**MENU, **may}, **more),
        f"multi_{kind}": typed(f"multi_{kind}", {}, {**MENU, **_SEVERAL, **several}, **more),
    }


def _static() -> dict[str, Shape]:
    options: dict[str, Shape] = {
        "options": Many(o.option(), at_most.SELECT_OPTIONS),
        "option_groups": Many(o.OPTION_GROUP, at_most.SELECT_GROUPS),
    }
    return _select(
        "static_select",
        {**options, "initial_option": o.option()},
        {**options, "initial_options": Many(o.option(), at_most.SELECT_OPTIONS)},
        rules=(_one_source, _initial),
        mend=_keep_chosen,
    )


_URL_WEB: dict[str, Shape] = {"response_url_enabled": Flag()}
_FILTER: dict[str, Shape] = {"filter": o.CONVERSATION_FILTER, "default_to_current_conversation": Flag()}
_QUERY: dict[str, Shape] = {"min_query_length": Number(0)}


def _ids(most: int = at_most.SELECT_OPTIONS) -> Many:
    return Many(o.SLACK_ID, most)


_BUTTON_MAY: dict[str, Shape] = {
    **_PRESSED,
    "url": o.URL,
    "value": Str(at_most.BUTTON_VALUE),
    "style": _STYLE,
    "accessibility_label": words(at_most.ACCESSIBILITY_LABEL),
    "agent_prompt": Str(at_most.AGENT_PROMPT),
}
_WORKFLOW = Record(
    {
        "trigger": Record(
            {"url": o.URL}, {"customizable_input_parameters": Many(Record({"name": Str(255), "value": Str(3000)}), 100)}
        )
    }
)
_FEEDBACK = Record(
    {"text": o.plain(at_most.BUTTON_TEXT), "value": Str(at_most.BUTTON_VALUE)},
    {"accessibility_label": words(at_most.ACCESSIBILITY_LABEL)},
)
ELEMENTS = Kinds(
    {
        "button": typed("button", {"text": o.plain(at_most.BUTTON_TEXT)}, _BUTTON_MAY),
        "workflow_button": typed(
            "workflow_button",
            {"text": o.plain(at_most.BUTTON_TEXT), "workflow": _WORKFLOW},
            {"action_id": o.ACTION_ID, "style": _STYLE, "accessibility_label": words(at_most.ACCESSIBILITY_LABEL)},
        ),
        "overflow": typed("overflow", {"options": Many(o.option(linked=True), at_most.OVERFLOW_OPTIONS)}, _PRESSED),
        "image": o.IMAGE,
        "checkboxes": _choices(
            "checkboxes", {"initial_options": Many(o.option(formatted=True), at_most.CHOICE_OPTIONS)}
        ),
        "radio_buttons": _choices("radio_buttons", {"initial_option": o.option(formatted=True)}),
        **_static(),
        **_select(
            "external_select",
            {**_QUERY, "initial_option": o.option()},
            {**_QUERY, "initial_options": Many(o.option(), at_most.SELECT_OPTIONS)},
        ),
        **_select("users_select", {"initial_user": o.SLACK_ID}, {"initial_users": _ids()}),
        **_select(
            "conversations_select",
            {**_FILTER, **_URL_WEB, "initial_conversation": o.SLACK_ID},
            {**_FILTER, "initial_conversations": _ids()},
        ),
        **_select("channels_select", {**_URL_WEB, "initial_channel": o.SLACK_ID}, {"initial_channels": _ids()}),
        **FIELDS,
        "feedback_buttons": typed(
            "feedback_buttons",
            {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
            {"action_id": o.ACTION_ID},
        ),
        "icon_button": typed(
            "icon_button",
            {"icon": one_of("trash"), "text": o.plain(at_most.BUTTON_TEXT)},
            {
                **_PRESSED,
                "value": Str(at_most.BUTTON_VALUE),
                "accessibility_label": words(at_most.ACCESSIBILITY_LABEL),
                "visible_to_user_ids": _ids(at_most.ICON_BUTTON_USERS),
            },
        ),
    }
)

_SELECTS = tuple(kind for kind in ELEMENTS.shapes if kind.endswith("_select"))
_PICKERS = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *_SELECTS)
ACCESSORIES = ELEMENTS.only("button", "workflow_button", "overflow", "image", *_PICKERS)
ACTIONS = ELEMENTS.only("button", "workflow_button", "overflow", "datetimepicker", *_PICKERS)
INPUTS = ELEMENTS.only(
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_PICKERS,
)
CONTEXT_ACTIONS = ELEMENTS.only("feedback_buttons", "icon_button")
