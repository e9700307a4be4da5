"""What people type, and what Slack makes of it before an app sees it."""

import re
from collections.abc import Callable, Iterable

from pmo_bot.playground.workspace import Channel, User

_KNOWN_TOKEN = re.compile(r"<([@#])([A-Z0-9]{3,})(?:\|[^<>]*)?>")
_URL = re.compile(r"https?://[^\s<>|]+")
_HIDDEN = re.compile("\x00(\\d+)\x00")


def escaped(text: str) -> str:
    """The text with Slack's three control characters turned into entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_message(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """A typed message as apps receive it: mentions, channels and links as tokens, the rest escaped."""
    return _converted(text, users, channels, lambda user: f"<@{user.id}>", lambda c: f"<#{c.id}|{c.name}>")


def as_command(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """The text of a slash command of an app that asked for escaped names."""

    def place(channel: Channel) -> str:
        # Slack does not tell an app the name of a private channel here.
        return f"<#{channel.id}|>" if channel.is_private else f"<#{channel.id}|{channel.name}>"

    return _converted(text, users, channels, lambda user: f"<@{user.id}|{user.name}>", place)


def as_plain_command(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """The text of a slash command of an app that did not ask: names stay what was typed."""
    people = {user.id: f"@{user.name}" for user in users}
    places = {channel.id: f"#{channel.name}" for channel in channels}
    return _KNOWN_TOKEN.sub(lambda found: (people | places).get(found[2], found[0]), text)


def _converted(
    text: str,
    users: Iterable[User],
    channels: Iterable[Channel],
    person: Callable[[User], str],
    place: Callable[[Channel], str],
) -> str:
    """Hide every token behind a placeholder, escape what is left, and put the tokens back."""
    users, channels = list(users), list(channels)
    by_id = {user.id: person(user) for user in users} | {c.id: place(c) for c in channels if not c.is_im}
    tokens: list[str] = []

    def hide(token: str) -> str:
        tokens.append(token)
        return f"\x00{len(tokens) - 1}\x00"

    def known(found: re.Match[str]) -> str:
        return hide(by_id[found[2]]) if found[2] in by_id else found[0]

    text = _KNOWN_TOKEN.sub(known, text.replace("\x00", ""))
    text = _URL.sub(lambda found: hide(f"<{escaped(found[0])}>"), text)
    text = _named(text, "@", [(n, by_id[u.id]) for u in users for n in (u.real_name, u.name)], hide)
    text = _named(text, "#", [(c.name, by_id[c.id]) for c in channels if not c.is_im], hide)
    return _HIDDEN.sub(lambda found: tokens[int(found[1])], escaped(text))


def _named(text: str, sign: str, names: list[tuple[str, str]], hide: Callable[[str], str]) -> str:
    """Replace `@name` and `#name`, the longest name first, where a word ends after it."""
    tokens = {name.casefold(): token for name, token in reversed(names) if name}
    if not tokens:
        return text
    choices = "|".join(re.escape(name) for name in sorted(tokens, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w{sign}]){sign}({choices})(?![\w-])", re.IGNORECASE)
    return pattern.sub(lambda found: hide(tokens[found[1].casefold()]), text)
