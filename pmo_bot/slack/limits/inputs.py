"""What is typed or picked: texts, numbers, days and times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.rich import RICH_TEXT
from pmo_bot.slack.limits.shapes import Flag, Found, Many, Number, Problem, Shape, Str, typed, words

_FIELD: dict[str, Shape] = {
    "action_id": o.ACTION_ID,
    "focus_on_load": Flag(),
    "placeholder": o.plain(at_most.PLACEHOLDER),
}
MENU: dict[str, Shape] = {**_FIELD, "confirm": o.CONFIRM}
_TYPED: dict[str, Shape] = {**_FIELD, "dispatch_action_config": o.DISPATCH}


def _real_day(value: Mapping[str, Any], at: str) -> Found:
    try:
        date.fromisoformat(value.get("initial_date", "2000-01-01"))
    except ValueError:
        yield Problem(f"{at}/initial_date", "is no day of the calendar")


_NUMBER = Str(255, pattern=r"-?\d+(\.\d+)?")
_LENGTHS: dict[str, Shape] = {
    "min_length": Number(0, at_most.INPUT_TEXT),
    "max_length": Number(1, at_most.INPUT_TEXT),
}


def _length_order(value: Mapping[str, Any], at: str) -> Found:
    if value.get("min_length", 0) > value.get("max_length", at_most.INPUT_TEXT):
        yield Problem(f"{at}/min_length", "is more than max_length")


FIELDS: dict[str, Shape] = {
    "datepicker": typed(
        "datepicker",
        {},
        {**MENU, "initial_date": Str(10, pattern=r"\d{4}-\d\d-\d\d")},
        rules=(_real_day,),
    ),
    "timepicker": typed(
        "timepicker",
        {},
        {**MENU, "initial_time": Str(5, pattern=r"([01]\d|2[0-3]):[0-5]\d"), "timezone": Str(255)},
    ),
    "datetimepicker": typed(
        "datetimepicker",
        {},
        {
            "action_id": o.ACTION_ID,
            "confirm": o.CONFIRM,
            "focus_on_load": Flag(),
            "initial_date_time": Number(1_000_000_000, 9_999_999_999),
        },
    ),
    "plain_text_input": typed(
        "plain_text_input",
        {},
        {**_TYPED, **_LENGTHS, "multiline": Flag(), "initial_value": words(at_most.INPUT_TEXT, least=0)},
        rules=(_length_order,),
    ),
    "email_text_input": typed("email_text_input", {}, {**_TYPED, "initial_value": Str(3000, 0)}),
    "url_text_input": typed("url_text_input", {}, {**_TYPED, "initial_value": Str(3000, 0)}),
    "number_input": typed(
        "number_input",
        {"is_decimal_allowed": Flag()},
        {**_TYPED, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
    ),
    "rich_text_input": typed(
        "rich_text_input",
        {},
        {
            **_TYPED,
            "initial_value": RICH_TEXT,
            "min_lines": Number(1, at_most.INPUT_LINES),
            "max_lines": Number(1, at_most.INPUT_LINES),
        },
    ),
    "file_input": typed(
        "file_input",
        {},
        {"action_id": o.ACTION_ID, "filetypes": Many(Str(255), 100), "max_files": Number(1, at_most.FILES)},
    ),
}
