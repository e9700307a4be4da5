"""What Slack would not take, and under which name it says so."""

from typing import Any

import pytest

from pmo_bot.playground import problems
from pmo_bot.playground.validator import refused_message, refused_view
from tests.bad_payloads import BAD, GOOD

LIMITS_OF_ITS_OWN = {"no text at all", "empty text", "text of 4,001"}
"""The bot is stricter with itself here than Slack's chat.postMessage is."""


@pytest.mark.parametrize("bad", [bad for bad in BAD if not bad.ours], ids=lambda bad: f"{bad.kind}: {bad.name}")
def test_the_shared_bad_payloads_are_refused(bad: Any) -> None:
    assert bool(problems(bad.kind, bad.payload)) is (bad.name not in LIMITS_OF_ITS_OWN)


def test_the_shared_good_payloads_are_taken() -> None:
    for kind, name, payload in GOOD:
        assert problems(kind, payload) == [], f"{kind}: {name}"


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def table() -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 2500)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": [table(), table()]}, "only_one_table_allowed"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "metadata": "nonsense"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "x", "event_payload": {"k": "x" * 9000}}}, "metadata_too_large"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ],
)
def test_every_refusal_has_slacks_name(message: dict[str, Any], error: str) -> None:
    refusal = refused_message(message)
    assert refusal is not None
    assert refusal.error == error


def test_a_response_url_takes_more_text_than_a_post() -> None:
    long = {"text": "x", "blocks": [section("x" * 2500)] * 5}
    assert refused_message(long, hook=True) is None


def test_views_that_are_too_big_say_so() -> None:
    blocks = [section("x" * 2999) for _ in range(99)]
    refusal = refused_view("home", {"type": "home", "blocks": blocks})
    assert refusal is not None
    assert refusal.error == "view_too_large"
