"""Two checks of the same payloads, written apart: the one before sending and the playground's, as Slack would.

Where they agree with the corpus, and so with each other, neither has a hole of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pmo_bot.playground.validator import problems as refused_by_the_playground
from pmo_bot.slack.limits import problems as refused_by_us
from tests.bad_payloads import BAD, GOOD, Bad

Check = Callable[[Any, Any], list[Any]]
both = pytest.mark.parametrize("check", [refused_by_us, refused_by_the_playground], ids=["ours", "playground"])
each_bad = pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.kind}: {bad.name}")


@both
@each_bad
def test_is_refused(check: Check, bad: Bad) -> None:
    if bad.ours and check is refused_by_the_playground:
        pytest.skip("a rule of ours: Slack takes it, or nobody knows")
    assert check(bad.kind, bad.payload)


@both
@pytest.mark.parametrize(("kind", "name", "payload"), GOOD, ids=[f"{kind}: {name}" for kind, name, _ in GOOD])
def test_is_taken(check: Check, kind: str, name: str, payload: dict[str, Any]) -> None:
    assert check(kind, payload) == []
