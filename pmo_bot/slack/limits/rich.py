"""The rich_text block and its leaves."""

from __future__ import annotations

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.shapes import Flag, Kinds, Many, Number, Record, Shape, Str, one_of, typed, words

_STYLE = Record(
    {},
    {
        name: Flag()
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    },
)
_STYLED: dict[str, Shape] = {"style": _STYLE}
_MANY = 1_000  # no limit is documented; MESSAGE_CHARACTERS is reached first

LEAVES = Kinds(
    {
        "text": typed("text", {"text": words(at_most.TEXT)}, _STYLED),
        "link": typed("link", {"url": o.URL}, {**_STYLED, "text": words(at_most.TEXT), "unsafe": Flag()}),
        "user": typed("user", {"user_id": o.SLACK_ID}, _STYLED),
        "usergroup": typed("usergroup", {"usergroup_id": o.SLACK_ID}, _STYLED),
        "channel": typed("channel", {"channel_id": o.SLACK_ID}, _STYLED),
        "team": typed("team", {"team_id": o.SLACK_ID}, _STYLED),
        "emoji": typed("emoji", {"name": Str(255)}, {**_STYLED, "unicode": Str(255), "skin_tone": Number(1, 6)}),
        "color": typed("color", {"value": Str(9, pattern=r"#[0-9a-fA-F]{3,8}")}, _STYLED),
        "date": typed(
            "date",
            {"timestamp": Number(0), "format": Str(at_most.TEXT)},
            {**_STYLED, "url": o.URL, "fallback": words(at_most.TEXT)},
        ),
    }
)
_SECTION = typed("rich_text_section", {"elements": Many(LEAVES, _MANY, least=0)})
_BORDER: dict[str, Shape] = {"border": Number(0, at_most.BORDER)}
PARTS = Kinds(
    {
        "rich_text_section": _SECTION,
        "rich_text_quote": typed("rich_text_quote", {"elements": Many(LEAVES, _MANY, least=0)}, _BORDER),
        "rich_text_preformatted": typed(
            "rich_text_preformatted", {"elements": Many(LEAVES.only("text", "link"), _MANY, least=0)}, _BORDER
        ),
        "rich_text_list": typed(
            "rich_text_list",
            {
                "style": one_of("bullet", "ordered"),
                "elements": Many(Kinds({"rich_text_section": _SECTION}), _MANY, least=0),
            },
            {**_BORDER, "indent": Number(0, at_most.LIST_INDENT), "offset": Number(0)},
        ),
    }
)
RICH_TEXT = typed("rich_text", {"elements": Many(PARTS, _MANY, least=0)}, {"block_id": o.BLOCK_ID})
