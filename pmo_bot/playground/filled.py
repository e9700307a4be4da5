"""What Slack's own form refuses before an app hears of a submission."""

import re
from collections.abc import Callable
from typing import Any

from pmo_bot.playground.view import VALUE_KEYS
from pmo_bot.playground.workspace import Json

REQUIRED = "Please complete this required field."


def complaints(view: Json) -> dict[str, str]:
    """Block id to sentence, for every input that is empty but required, or filled in badly."""
    found: dict[str, str] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
        value = state.get(VALUE_KEYS[element["type"]][0])
        if value in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
        elif element["type"] in _CHECKS and (problem := _CHECKS[element["type"]](element, value)) is not None:
            found[block["block_id"]] = problem
    return found


def _text(element: Json, value: Any) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(str(value)) < least:
        return f"Please write at least {least} characters."
    return f"Please write at most {most} characters." if len(str(value)) > most else None


def _number(element: Json, value: Any) -> str | None:
    form = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(form, str(value)):
        return "Please enter a number." if element["is_decimal_allowed"] else "Please enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _email(_: Json, value: Any) -> str | None:
    return None if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", str(value)) else "Please enter an e-mail address."


def _link(_: Json, value: Any) -> str | None:
    return None if re.match(r"https?://\S+$", str(value)) else "Please enter a link that starts with https://."


_CHECKS: dict[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _link,
}
