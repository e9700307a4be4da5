"""What a button says about what comes next: "…" stands behind what always opens a window."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from textwrap import dedent
from typing import Any

from handlers.clicks import CLICKS
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.words.buttons import LABELS


def only_opens(click: Callable[..., Any]) -> bool:
    """Whether a window is all that this ever answers."""
    returns = [
        node.value for node in ast.walk(ast.parse(dedent(inspect.getsource(click)))) if isinstance(node, ast.Return)
    ]
    return bool(returns) and all(
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Open"
        for value in returns
    )  # fmt: skip


def test_a_button_that_always_opens_a_window_says_so() -> None:
    opening = {verb for verb, click in CLICKS.items() if only_opens(click)}
    assert {Verb.BLOCKED, Verb.PREFERENCES} <= opening
    assert {LABELS[verb] for verb in opening if not LABELS[verb].endswith("…")} == set()


def test_one_that_asks_only_where_more_is_needed_does_not() -> None:
    for verb in (Verb.DONE, Verb.TAKE_DATE, Verb.EXTEND, Verb.TOGETHER, Verb.IMPROVE):
        assert not only_opens(CLICKS[verb])
        assert not LABELS[verb].endswith("…")
