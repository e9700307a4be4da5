"""What a module of the tests imports, and what that imports: a judge shares nothing with what it judges."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent.parent
JUDGED = ("pmo_bot", "handlers", "migrations")


def modules_behind(module: str) -> dict[str, set[str]]:
    """By module of the tests, itself included: all that it imports."""
    found: dict[str, set[str]] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = set(_imports(ast.parse((HERE / f"{name.replace('.', '/')}.py").read_text())))
            waiting += [one for one in found[name] if one.split(".")[0] == "tests"]
    return found


def shared_with_the_bot(module: str) -> set[str]:
    """What of it comes from the bot, by whatever way."""
    return {one for all_ in modules_behind(module).values() for one in all_ if one.split(".")[0] in JUDGED}


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
