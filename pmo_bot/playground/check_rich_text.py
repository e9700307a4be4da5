"""Checks of `rich_text` blocks."""

from pmo_bot.playground.check_parts import IDENTIFIER, URL
from pmo_bot.playground.check_shape import Check, anything, boolean, choice, items, number, obj, string, typed

_BASE: dict[str, Check] = {"type": anything}
_FLAGS = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE: dict[str, Check] = {"style": obj({}, dict.fromkeys(_FLAGS, boolean))}
_ID = string(255, 1)

_LEAF = typed(
    {
        "text": obj({**_BASE, "text": string(least=1)}, _STYLE),
        "link": obj({**_BASE, "url": URL}, {"text": string(), "unsafe": boolean, **_STYLE}),
        "emoji": obj({**_BASE, "name": _ID}, {"unicode": string(), "skin_tone": number(1, 6), **_STYLE}),
        "user": obj({**_BASE, "user_id": _ID}, _STYLE),
        "usergroup": obj({**_BASE, "usergroup_id": _ID}, _STYLE),
        "channel": obj({**_BASE, "channel_id": _ID}, _STYLE),
        "team": obj({**_BASE, "team_id": _ID}, _STYLE),
        "broadcast": obj({**_BASE, "range": choice("here", "channel", "everyone")}, _STYLE),
        "color": obj({**_BASE, "value": string(255, 1)}, _STYLE),
        "date": obj(
            {**_BASE, "timestamp": number(0), "format": string(255, 1)},
            {"url": URL, "fallback": string(255, 1), **_STYLE},
        ),
    }
)
_LEAVES = items(_LEAF)
_SECTION = obj({**_BASE, "elements": _LEAVES})
_BORDER: dict[str, Check] = {"border": number(0, 1)}

RICH_TEXT = obj(
    {
        **_BASE,
        "elements": items(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_preformatted": obj({**_BASE, "elements": _LEAVES}, {**_BORDER, "language": string(255)}),
                    "rich_text_quote": obj({**_BASE, "elements": _LEAVES}, _BORDER),
                    "rich_text_list": obj(
                        {
                            **_BASE,
                            "style": choice("bullet", "ordered"),
                            "elements": items(typed({"rich_text_section": _SECTION})),
                        },
                        {"indent": number(0, 8), "offset": number(0), **_BORDER},
                    ),
                }
            )
        ),
    },
    {"block_id": IDENTIFIER},
)
