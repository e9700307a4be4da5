"""Checks of what blocks and elements are composed of: texts, options, confirmations, images."""

from datetime import date
from typing import Any

from pmo_bot.playground.check_shape import (
    Check,
    Report,
    anything,
    boolean,
    choice,
    items,
    obj,
    only_one,
    some_of,
    string,
    typed,
)

IDENTIFIER = string(255, 1)
URL = string(3000, 1, r"[A-Za-z][A-Za-z0-9+.-]*:.+", "a URL")
PICTURE = string(3000, 1, r"https?://.+", "a URL")
ID_OF_USER = string(255, 1, r"[UW][A-Z0-9]+", "a user id")

TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d", "HH:mm")


def DATE(value: Any, at: str, report: Report) -> None:  # noqa: N802  # a check like the constants above
    """A day that exists, as YYYY-MM-DD."""
    try:
        good = isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        good = False
    if not good:
        report.say("must be a date as YYYY-MM-DD", at)


def plain(most: int = 3000) -> Check:
    """A `plain_text` object."""
    return typed({"plain_text": obj({"type": anything, "text": string(most, 1)}, {"emoji": boolean})})


def text(most: int = 3000) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return typed({"plain_text": plain(most), "mrkdwn": _mrkdwn(most)})


def _mrkdwn(most: int) -> Check:
    return obj({"type": anything, "text": string(most, 1)}, {"verbatim": boolean})


SLACK_FILE = obj({}, {"id": string(255, 1), "url": URL}, only_one("id", "url"))

CONFIRM = obj(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)

DISPATCH = obj({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 1, 2)})

FILTER = obj(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    some_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

IMAGE_ELEMENT = obj(
    {"type": anything, "alt_text": string(2000, 1)},
    {"image_url": PICTURE, "slack_file": SLACK_FILE},
    only_one("image_url", "slack_file"),
)


def option(*, mrkdwn: bool = False, url: bool = False) -> Check:
    """One option of a menu or group."""
    shown = text(75) if mrkdwn else plain(75)
    extra = {"url": URL} if url else {}
    return obj({"text": shown, "value": string(150, 1)}, {"description": shown, **extra})


OPTION = option()
GROUP = obj({"label": plain(75), "options": items(OPTION, 1, 100)})


def focus(value: Any, at: str, report: Report) -> None:
    """A boolean that at most one element of a view may have set."""
    boolean(value, at, report)
    if value is True:
        if report.focused:
            report.say("only one element may have focus_on_load", at)
        report.focused.append(at)


def initial_among_options(value: Any, at: str, report: Report) -> None:
    """What is selected at first must be one of the options."""
    offered = _offered(value)
    for name in ("initial_option", "initial_options"):
        chosen = value.get(name)
        if chosen is None:
            continue
        wanted = chosen if isinstance(chosen, list) else [chosen]
        if any(_value_of(each) not in offered for each in wanted):
            report.say("initial options must exactly match some of the options", f"{at}/{name}")


def options_or_groups(value: Any, at: str, report: Report) -> None:
    """A static menu has options or groups of them, never both."""
    only_one("options", "option_groups")(value, at, report)


def _offered(value: Any) -> set[Any]:
    groups = value.get("option_groups")
    lists = [value.get("options")]
    if isinstance(groups, list):
        lists += [group.get("options") for group in groups if isinstance(group, dict)]
    return {_value_of(each) for options in lists if isinstance(options, list) for each in options}


def _value_of(each: Any) -> Any:
    found = each.get("value") if isinstance(each, dict) else None
    return found if isinstance(found, str) else None
