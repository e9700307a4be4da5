"""A listener reads what was said and calls one answer: small enough to see whole."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import handlers

MOST_LINES = 15
MOST_ELSEWHERE = 25
FILES = sorted(Path(str(handlers.__file__)).parent.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_listener_has_at_most_fifteen_lines(path: Path) -> None:
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(f.name, statements(f)) for f in functions if listens(f) and statements(f) > MOST_LINES] == []
    assert [(f.name, statements(f)) for f in functions if statements(f) > MOST_ELSEWHERE] == []


def listens(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "desk"


def statements(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function below its signature, without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_small_enough_to_see_whole(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_listeners_never_touch_bolts_client_say_or_respond() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                assert not names & {"client", "respond"}, (path.name, node.name)
