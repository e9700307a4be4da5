"""The outermost shapes: a message, a modal, a Home tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.blocks import BLOCKS
from pmo_bot.slack.limits.shapes import Flag, Found, Many, Number, Problem, Record, Shape, Str, one_of, typed, words

Kind = Literal["message", "modal", "home"]


class _Any:
    """Whatever JSON there is: it is counted as bytes, not looked at."""

    def problems(self, value: Any, at: str) -> Found:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")

    def fit(self, value: Any) -> Any:
        return value


def _has_text(value: Mapping[str, Any], at: str) -> Found:
    """Notifications and screen readers read the text, not the blocks."""
    if "text" not in value and value.get("delete_original") is not True:
        yield Problem(at, "`text` is missing")


_METADATA = Record({"event_type": Str(255), "event_payload": _Any()})
_ADDRESS: dict[str, Shape] = {name: Str(255) for name in ("channel", "user", "thread_ts", "ts")}
_MANNERS: dict[str, Shape] = {
    name: Flag()
    for name in (
        "unfurl_links",
        "unfurl_media",
        "link_names",
        "mrkdwn",
        "reply_broadcast",
        "replace_original",
        "delete_original",
    )
}
# No username or icon: an app that goes by another name is refused without a scope we do not ask for.
# No attachments and no markdown_text: they bring text past this check.
_MESSAGE = Record(
    {},
    {
        **_ADDRESS,
        **_MANNERS,
        "text": words(at_most.MESSAGE_TEXT),
        "blocks": Many(BLOCKS, at_most.MESSAGE_BLOCKS, least=0),
        "metadata": _METADATA,
        "parse": one_of("none"),
        "post_at": Number(0),
        "response_type": one_of("ephemeral", "in_channel"),
    },
    rules=(_has_text,),
)
_VIEW: dict[str, Shape] = {
    "private_metadata": Str(at_most.PRIVATE_METADATA, least=0),
    "callback_id": Str(at_most.CALLBACK_ID),
    "external_id": Str(at_most.EXTERNAL_ID, least=0),
}
_VIEW_BLOCKS = Many(BLOCKS, at_most.VIEW_BLOCKS, least=0)
PAYLOADS: dict[str, Record] = {
    "message": _MESSAGE,
    "home": typed("home", {"blocks": _VIEW_BLOCKS}, _VIEW),
    "modal": typed(
        "modal",
        {"title": o.plain(at_most.VIEW_TITLE), "blocks": _VIEW_BLOCKS},
        {
            **_VIEW,
            "submit": o.plain(at_most.VIEW_TITLE),
            "close": o.plain(at_most.VIEW_TITLE),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
        },
    ),
}
