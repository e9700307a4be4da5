"""Text on its way to Slack: what people wrote is data, `Markup` is what we mean as mrkdwn.

Slack has an escape for `& < >` only.  For the signs of formatting there is none, so in people's text
  * `*`, `_` and `~` get a zero-width space on both sides where they could open or close a span (not inside a
    word or alone: `snake_case`, `2*3` and `2 * 3` stay as they are); the sign itself survives copying;
  * a backtick, which works everywhere, becomes its look-alike `ˋ` (U+02CB);
  * `>` at the start of a line, which would quote it, gets a zero-width space in front.
Where no formatting of ours is needed, send people's text as plain_text or a rich_text leaf instead.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate, takewhile
from string import Formatter
from typing import LiteralString, SupportsIndex

from pmo_bot.model.signs import INVISIBLE

ELLIPSIS = "…"
_ZERO_WIDTH = "\u200b"
_CONTROL = re.compile(f"[{INVISIBLE}]")
_SPECIAL = re.compile(f"[{INVISIBLE}*_~`&<>]")  # any of the below
_SPAN_SIGN = re.compile(r"[*_~]+")
_QUOTE_START = re.compile(r"(?m)^(\s*)>")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two make a flag
_ADDRESS = re.compile(r"(?i)(?:https?://|mailto:|slack://)\S+")
_ANGLE = re.compile(r"<([^<>]*)>")
# People's own signs stand between two zero-width spaces; ours never have one on their outer side.
_SPAN = re.compile(r"(?<![\w\u200b])([*_~])(?!\s)([^\n]*?)(?<!\s)\1(?![\w\u200b])")
_UNCUTTABLE = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")


class Markup(str):
    """mrkdwn that is safe to send; plain text that joins it is escaped on the way in."""

    __slots__ = ()

    def __add__(self, other: str) -> Markup:
        return Markup(str.__add__(self, markup(other)))

    def __radd__(self, other: str) -> Markup:
        return Markup(str(markup(other)) + str(self))

    def __mul__(self, times: SupportsIndex) -> Markup:
        return Markup(str(self) * times)

    def __mod__(self, values: object) -> str:
        raise TypeError("use mrkdwn(template, name=value): % would let plain text in")

    def format(self, *values: object, **named: object) -> str:
        """Refuse: `mrkdwn` does this and escapes."""
        raise TypeError("use mrkdwn(template, name=value): format would let plain text in")

    def join(self, parts: Iterable[str]) -> Markup:
        """Join the parts, escaping those that are plain text."""
        return Markup(str.join(self, map(markup, parts)))


def mrkdwn(template: LiteralString, /, **values: object) -> Markup:
    """The template with its `{names}` filled in: plain values escaped, Markup values as they are."""
    said: list[str] = []
    for text, name, how in _pieces(template):
        said.append(text)
        if name is not None:
            value = values[name]
            said.append(value if isinstance(value, Markup) else markup(format(value, how)))
    return Markup("".join(said))


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """Text, the name of the value that follows it, and how that is formatted: each template is taken apart once."""
    return tuple((text, name, how or "") for text, name, how, _ in Formatter().parse(template))


def markup(text: str) -> Markup:
    """Markup as it is; plain text escaped and made unable to format anything."""
    if isinstance(text, Markup):
        return text
    if _SPECIAL.search(text) is None:
        return Markup(text)  # most of what people write
    calm = _SPAN_SIGN.sub(_calmed, clean(text)).replace("`", "\u02cb")
    return Markup(escape(_QUOTE_START.sub(rf"\1{_ZERO_WIDTH}>", calm)))


def _calmed(sign: re.Match[str]) -> str:
    before, after = sign.string[: sign.start()][-1:], sign.string[sign.end() :][:1]
    harmless = (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace())
    return sign[0] if harmless else _ZERO_WIDTH + _ZERO_WIDTH.join(sign[0]) + _ZERO_WIDTH


def clean(raw: str) -> str:
    """Without control characters and broken surrogates, which Slack or the wire would refuse, and without signs
    that turn the direction of all that follows in a line."""
    return _CONTROL.sub("", raw)


def escape(raw: str) -> str:
    """The three characters that Slack reads as control, as entities; `&` first, or it would double them."""
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(slack_id: str) -> Markup:
    """A person by id; notifies them where Slack does."""
    return Markup(f"<@{_target(slack_id)}>")


def channel_link(channel_id: str) -> Markup:
    """A channel by id; Slack shows its name only to those who may see it."""
    return Markup(f"<#{_target(channel_id)}>")


def link(url: str, label: str) -> Markup:
    """A link with a label; what is no web, mail or Slack address becomes no link: the label stands alone."""
    words = markup(label)
    if not _ADDRESS.fullmatch(url):
        return words
    one_line = words.replace("|", "\u00a6").replace("\n", " ")
    return Markup(f"<{_target(url)}|{one_line}>" if one_line else f"<{_target(url)}>")


def _target(raw: str) -> str:
    return escape(clean(raw)).replace("|", "%7C").replace("\n", "")


def size(text: str) -> int:
    """Length in UTF-16 units: the larger of the two ways Slack may count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(raw: str, limit: int) -> str:
    """People's text cut to the limit with an ellipsis, between whole signs; cut before it becomes markup."""
    if size(raw) <= limit:
        return raw
    end = _end(raw, limit - 1)
    while end and _belongs_together(raw, end):
        end -= 1
    return raw[:end].rstrip() + ELLIPSIS


def cut(text: Markup, limit: int) -> Markup:
    """Markup cut to the limit with an ellipsis, never inside `<…>` or an entity."""
    if size(text) <= limit:
        return text
    end = _end(text, limit - 1)
    for piece in _UNCUTTABLE.finditer(text):
        if piece.start() < end < piece.end():
            end = piece.start()
    return Markup(text[:end].rstrip() + ELLIPSIS)


def _end(text: str, limit: int) -> int:
    """How many characters fit into the limit."""
    lengths = accumulate(2 if sign > "\uffff" else 1 for sign in text)
    return sum(1 for _ in takewhile(lambda length: length <= limit, lengths))


def _belongs_together(text: str, at: int) -> bool:
    """Whether a cut here would tear one visible sign: an accent, an emoji with its skin or family, a flag."""
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after) or after in "\u200d\ufe0e\ufe0f" or before == "\u200d":
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    flags = at - len(text[:at].rstrip(_FLAG_LETTERS))
    return flags % 2 == 1 and after in _FLAG_LETTERS


def plain(text: str, names: Mapping[str, str] | None = None) -> str:
    """What the markup says, as plain text for notifications; `names` turns ids into words."""
    if not isinstance(text, Markup):
        return text
    known = names or {}
    unmarked = _ANGLE.sub(lambda found: _spoken(found[1], known), text)
    while unmarked != (unmarked := _SPAN.sub(r"\2", unmarked)):
        pass
    return html.unescape(unmarked.replace("`", "").replace(_ZERO_WIDTH, ""))


def _spoken(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    if label:
        return label
    if target[:1] == "@":
        return escape(names.get(target[1:], "somebody"))
    if target[:1] == "#":
        return "#" + escape(names.get(target[1:], "channel"))
    return target
