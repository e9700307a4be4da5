"""Takes the text of a command apart as Slack sends it: words, quoted text, people and channels."""

import re
from typing import Literal, NamedTuple

Kind = Literal["word", "verbatim", "person", "channel"]


class Token(NamedTuple):
    """A piece of a command: its text as people read it, and for people and channels their id."""

    kind: Kind
    text: str
    id: str = ""
    attached: bool = False  # no space before it

    @property
    def typed(self) -> str:
        """The piece with the id of whom or what it names, the way Slack writes it."""
        return {"person": f"<@{self.id}>", "channel": f"<#{self.id}>"}.get(self.kind, self.text)


_TOKEN = re.compile(
    r"<@(?P<person>[UW][A-Z0-9]+)(?:\|(?P<name>[^<>]*))?>"
    r"|<\#(?P<channel>[CG][A-Z0-9]+)(?:\|(?P<title>[^<>]*))?>"
    r"|(?<!\S)(?P<quoted>\"[^\"]+\"|“[^“”]+”)"
    r"|(?P<word>(?:<(?![@\#])[^<>]*>|[^\s<])+|<)"
)
_MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def tokenize(text: str) -> list[Token]:
    """The pieces in the order they were typed; nothing but white space is lost."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        tokens.append(_token(match, match.start() == end))
        end = match.end()
    return tokens


def _token(match: re.Match[str], attached: bool) -> Token:
    if match.lastgroup == "word" and match[0].isalnum():
        return Token("word", match[0], "", attached)  # nearly all of them
    if person := match["person"]:
        return Token("person", "@" + _unescaped(match["name"] or person), person, attached)
    if channel := match["channel"]:
        return Token("channel", "#" + _unescaped(match["title"] or channel), channel, attached)
    text = " ".join(readable(match[0]).split())
    verbatim = match["quoted"] or "<" in match[0]  # quoted text and links are nobody's date or command
    return Token("verbatim" if verbatim else "word", text, "", attached)


def readable(text: str) -> str:
    """Text from Slack as its author typed it: links as addresses, mentions by name, signs unescaped once."""
    return _unescaped(_MARKUP.sub(_shown, text))


def _shown(match: re.Match[str]) -> str:
    what, label = match["what"], match["label"]
    if match["sign"] in {"@", "#"}:
        return match["sign"] + (label or what)
    if match["sign"] == "!":
        return "@" + (label or what).removeprefix("@")
    return what.removeprefix("mailto:")


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(tokens: list[Token | None]) -> str:
    """The tokens as they were typed; a lone sign that hung on a taken one goes with it."""
    kept: list[str] = []
    attached: list[bool] = []
    before: Token | None = None
    for token in tokens:
        if token and (before or not token.attached or any(map(str.isalnum, token.text))):
            kept.append(token.text)
            attached.append(token.attached and before is not None)
        before = token
    return joined(kept, attached)


def joined(texts: list[str], attached: list[bool]) -> str:
    """The texts in one line, with a space before each that is not attached to the one before it."""
    return "".join(text if joined else f" {text}" for text, joined in zip(texts, attached, strict=True)).strip()
