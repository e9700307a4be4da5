"""Modals and Home tabs: what each person has open, and what they filled in."""

import secrets
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from pmo_bot.playground.message import completed, elements_of, flat
from pmo_bot.playground.workspace import Json, Workspace

NO_STATE = frozenset({"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"})

VALUE_KEYS = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),
}
"""Per element type: the key of its state, and the property that it starts with."""

LISTS = frozenset({"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"})


@dataclass
class View:
    """A view some person sees; `json` is the object apps receive."""

    json: Json
    user: str

    @property
    def id(self) -> str:
        """The view's id."""
        return str(self.json["id"])

    @property
    def is_modal(self) -> bool:
        """Whether it is a modal (else it is a Home tab)."""
        return bool(self.json["type"] == "modal")


@dataclass
class Views:
    """Every person's stack of modals and Home tab."""

    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    changed: Callable[[str, str], None] = lambda kind, user: None

    def stack(self, user: str) -> list[View]:
        """The modals a person has open, the top one last."""
        return self.stacks.setdefault(user, [])

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """An open view by its id or the app's own."""
        for view in [*(v for stack in self.stacks.values() for v in stack), *self.homes.values()]:
            if view_id is not None and view.id == view_id:
                return view
            if external_id and view.json.get("external_id") == external_id:
                return view
        return None

    def show(self, user: str, json: Json, *, push: bool = False) -> View:
        """Open a modal: alone, or on top of the ones already open."""
        stack = self.stack(user)
        if not push:
            stack.clear()
        json["previous_view_id"] = stack[-1].id if stack else None
        json["root_view_id"] = stack[0].id if stack else json["id"]
        stack.append(View(json, user))
        self.changed("views", user)
        return stack[-1]

    def replace(self, view: View, json: Json) -> None:
        """Give an open view new content; what was filled in stays where block and action ids stay."""
        kept = {key: view.json[key] for key in ("id", "root_view_id", "previous_view_id")}
        filled = view.json["state"]["values"]
        view.json = json | kept
        view.json["state"] = {"values": state_of(json["blocks"], filled)}
        self.changed("views" if view.is_modal else "home", view.user)

    def close(self, view: View) -> None:
        """Take a modal and everything above it away."""
        stack = self.stack(view.user)
        del stack[stack.index(view) :]
        self.changed("views", view.user)

    def clear(self, user: str) -> None:
        """Close every modal of a person."""
        self.stack(user).clear()
        self.changed("views", user)


def new_view(payload: Json, workspace: Workspace, new_id: Callable[..., str]) -> Json:
    """The view object Slack makes from what an app sent."""
    blocks = completed(payload.get("blocks", []), new_id)
    view: Json = {
        "id": new_id("V0"),
        "team_id": workspace.team_id,
        "type": payload["type"],
        "blocks": blocks,
        "private_metadata": payload.get("private_metadata") or "",
        "callback_id": payload.get("callback_id") or "",
        "state": {"values": state_of(blocks, {})},
        "hash": f"{secrets.randbelow(10**10)}.{secrets.token_urlsafe(6)}",
        "title": payload.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(payload.get("clear_on_close", False)),
        "notify_on_close": bool(payload.get("notify_on_close", False)),
        "close": payload.get("close"),
        "submit": payload.get("submit"),
        "previous_view_id": None,
        "root_view_id": None,
        "app_id": workspace.app.app_id,
        "external_id": payload.get("external_id") or "",
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.app.bot_id,
    }
    return view


def state_of(blocks: list[Json], filled: Json) -> Json:
    """`state.values`: every stateful element with what was filled in, else what it starts with."""
    values: Json = {}
    for block in flat(blocks):
        for element in elements_of(block):
            if element["type"] in NO_STATE:
                continue
            given = filled.get(block["block_id"], {}).get(element["action_id"])
            values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, given)
    return values


def _value(element: Json, given: Json | None) -> Json:
    """The state of one element."""
    key, initial = VALUE_KEYS[element["type"]]
    start = element.get(initial, [] if key in LISTS else None)
    found = start if given is None or key not in given else given[key]
    state: Json = {"type": element["type"], key: deepcopy(found)}
    if element["type"] == "timepicker" and "timezone" in element:
        state["timezone"] = element["timezone"]
    return state
