"""What people type, and what an app declares."""

import pytest

from pmo_bot.playground.words import as_command, as_message, as_plain_command
from pmo_bot.playground.workspace import small_company


@pytest.mark.parametrize(
    ("typed", "message", "escaped", "plain"),
    [
        ("@Jon Lindqvist, hi", "<@U0JON>, hi", "<@U0JON|jon>, hi", "@Jon Lindqvist, hi"),
        ("@inês duarte", "<@U0INES>", "<@U0INES|ines>", "@inês duarte"),
        ("<@U0SAM> a&b", "<@U0SAM> a&amp;b", "<@U0SAM|sam> a&amp;b", "@sam a&b"),
        ("#apollo-board!", "<#C0BOARD|apollo-board>!", "<#C0BOARD|>!", "#apollo-board!"),
        ("#apollo-x", "#apollo-x", "#apollo-x", "#apollo-x"),
        ("<!channel>", "&lt;!channel&gt;", "&lt;!channel&gt;", "<!channel>"),
        ("<@U0NOBODY>", "&lt;@U0NOBODY&gt;", "&lt;@U0NOBODY&gt;", "<@U0NOBODY>"),
        ("see https://a.b/?c&d", "see <https://a.b/?c&amp;d>", "see <https://a.b/?c&amp;d>", "see https://a.b/?c&d"),
        ("mail@jon.example", "mail@jon.example", "mail@jon.example", "mail@jon.example"),
    ],
)
def test_names_become_tokens_and_the_rest_is_escaped(typed: str, message: str, escaped: str, plain: str) -> None:
    company = small_company()
    known = (company.users, company.channels)
    assert as_message(typed, *known) == message
    assert as_command(typed, *known) == escaped
    assert as_plain_command(typed, *known) == plain


def test_a_manifest_says_what_the_app_offers() -> None:
    company = small_company().with_manifest(
        {
            "features": {
                "bot_user": {"display_name": "PMO Bot"},
                "app_home": {"home_tab_enabled": True},
                "slash_commands": [{"command": "/pmo", "description": "x", "should_escape": True}],
                "shortcuts": [{"name": "Track", "type": "message", "callback_id": "track", "description": "x"}],
            },
            "oauth_config": {"scopes": {"bot": ["chat:write"], "bot_optional": ["im:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
        }
    )
    assert (company.app.name, company.commands[0].command, company.shortcuts[0].callback_id) == (
        "PMO Bot", "/pmo", "track",
    )  # fmt: skip
    assert (company.scopes, company.bot_events, company.home_tab) == (
        ("chat:write", "im:write"), ("app_mention",), True,
    )  # fmt: skip
