"""Finds things in what Slack shows: a button by its label, all the words, the fields of a form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def find(
    blocks: Sequence[dict[str, Any]], label: str, about: str
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The block and element with this label; after the block that mentions `about`, if given."""
    reached = not about
    for block in blocks:
        reached = reached or about in json.dumps(block, ensure_ascii=False)
        for element in _elements(block):
            if not reached:
                continue
            if element.get("type") == "button" and element["text"]["text"] == label:
                return block, element, {"value": element.get("value")}
            for option in element.get("options", []):
                if option["text"]["text"] == label:
                    return block, element, {"selected_option": option}
    raise AssertionError(f"no {label!r} about {about!r} in {said(blocks)}")


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]


def said(blocks: Sequence[dict[str, Any]]) -> str:
    """All text of some blocks, as one string."""
    return "\n".join(_texts(blocks))


def _texts(node: Any) -> list[str]:
    if isinstance(node, list | tuple):
        return [text for part in node for text in _texts(part)]
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [
            text for key, part in node.items() if not (key == "text" and isinstance(part, str)) for text in _texts(part)
        ]
    return []


def typed(view: dict[str, Any], values: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A form's state: what was typed, and the initial value of what was left alone."""
    kinds = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    state = {name: {name: _initial(element)} for name, element in kinds.items()}
    for name, fields in values.items():
        assert name in kinds, f"no field {name!r} in {sorted(kinds)}"
        state[name] = {name: _filled(kinds[name], fields[name])}
    return state


VALUE_KEYS = {
    "plain_text_input": "value", "datepicker": "selected_date", "timepicker": "selected_time",
    "users_select": "selected_user", "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
}  # fmt: skip


def _filled(element: dict[str, Any], value: Any) -> dict[str, Any]:
    key = VALUE_KEYS.get(element["type"])
    if element["type"] == "checkboxes":
        ticked = [option for option in element["options"] if {option["value"], option["text"]["text"]} & {*value}]
        return {"type": "checkboxes", "selected_options": ticked}
    if key is not None:
        return {"type": element["type"], key: value}
    chosen = next(option for option in element["options"] if value in (option["value"], option["text"]["text"]))
    return {"type": element["type"], "selected_option": chosen}


def _initial(element: dict[str, Any]) -> dict[str, Any]:
    names = {"value": "initial_value", "selected_date": "initial_date", "selected_time": "initial_time",
             "selected_user": "initial_user", "selected_conversation": "initial_conversation",
             "selected_users": "initial_users"}  # fmt: skip
    if element["type"] == "checkboxes":
        return {"type": "checkboxes", "selected_options": element.get("initial_options", [])}
    key = VALUE_KEYS.get(element["type"], "selected_option")
    return {"type": element["type"], key: element.get(names.get(key, "initial_option"))}
