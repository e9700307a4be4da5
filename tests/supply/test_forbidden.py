"""What the bot does not use at all: code out of text, commands, formats that run things, readers of XML."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.supply import ROOT

FILES = sorted(path for room in ("pmo_bot", "handlers") for path in (ROOT / room).rglob("*.py"))
MODULES = {
    "pickle", "marshal", "shelve", "subprocess", "ctypes", "xml", "lxml", "ldap", "smtplib", "imaplib", "ftplib",
    "pylibmc", "memcache", "cffi", "jinja2", "mako", "pty", "code", "codeop", "runpy",
}  # fmt: skip
HARMLESS = {"xml.sax.saxutils"}
"""Escapes what goes into a picture, and reads nothing."""
RUNS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "builtins.eval"}
YAML = {"yaml.safe_load", "yaml.safe_dump"}


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Every node of every file."""
    return [(path.name, node) for path in FILES for node in ast.walk(ast.parse(path.read_text()))]


def imported() -> Iterator[tuple[str, str]]:
    for name, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((name, one.name) for one in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield name, node.module


def called() -> Iterator[tuple[str, str, ast.Call]]:
    for name, node in nodes():
        if isinstance(node, ast.Call):
            yield name, ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else "", node


def test_no_module_that_runs_guesses_or_reaches_out() -> None:
    assert [one for one in imported() if one[1].split(".")[0] in MODULES and one[1] not in HARMLESS] == []


def test_nothing_is_run_that_was_text() -> None:
    assert [(name, what) for name, what, _ in called() if what in RUNS] == []


def test_yaml_is_only_read_safely() -> None:
    assert {what for _, what, _ in called() if what.startswith("yaml.")} <= YAML


def test_no_statement_for_the_database_is_put_together_from_text() -> None:
    """Statements that are text are constants; only the names of our own tables and counters are put into one."""
    ours = {"backup.py", "database.py", "copy.py", "whole.py", "verifying.py"}
    made = {path.name for path in FILES for scope in scopes(path) if any(asks(one, scope) for one in ast.walk(scope))}
    assert made <= ours, made - ours


def scopes(path: Path) -> Iterator[ast.AST]:
    """A file's functions, and what stands outside of them."""
    whole = ast.parse(path.read_text())
    functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    yield ast.Module([one for one in whole.body if not isinstance(one, functions)], [])
    yield from (node for node in ast.walk(whole) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


ASK = {"text", "exec_driver_sql", "execute", "executemany", "executescript", "stream"}


def asks(node: ast.AST, scope: ast.AST) -> bool:
    """Whether it asks the database what was put together, there or under a name that it was given before."""
    if not isinstance(node, ast.Call) or not node.args or not isinstance(node.func, ast.Name | ast.Attribute):
        return False
    asked = node.args[0]
    if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute) and asked.func.attr == "encode":
        asked = asked.func.value
    there = is_made(asked) or (isinstance(asked, ast.Name) and asked.id in names_made(scope))
    return there and ast.unparse(node.func).rpartition(".")[2] in ASK


def names_made(scope: ast.AST) -> set[str]:
    """What texts that are put together are called in a function, also where several names stand on one line."""
    found: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(map(is_made, parts_of(node.value))):
            found |= {one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return found


def parts_of(value: ast.AST) -> Iterator[ast.AST]:
    """A value, or those that stand side by side or on either side of an `else`."""
    beside = value.elts if isinstance(value, ast.Tuple) else ()
    beside = (value.body, value.orelse) if isinstance(value, ast.IfExp) else beside
    yield value
    for one in beside:
        yield from parts_of(one)


def is_made(node: ast.AST) -> bool:
    """Whether a text is put together: with braces, `%`, `+`, `format` or `join`."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Constant)
    ):
        return node.func.attr in ("format", "join")
    if isinstance(node, ast.BinOp):
        sides = (node.left, node.right)
        return any(is_made(one) or (isinstance(one, ast.Constant) and isinstance(one.value, str)) for one in sides)
    return isinstance(node, ast.JoinedStr)


def test_what_is_put_together_is_found_wherever_it_is_named() -> None:
    found = []
    for said in (
        "run(f'SELECT {x}')", "a = f'SELECT {x}'\n    run(a)", "a, b = f'SELECT {x}', ()\n    run(a, b)",
        "a = 'SELECT ' + x\n    run(a)", "a = 'SELECT %s' % x\n    run(a.encode())", "run('SELECT {}'.format(x))",
        "run('SELECT 1')", "a = select(x)\n    run(a)",
    ):  # fmt: skip
        scope = ast.parse(f"def f(x):\n    {said.replace('run', 'session.execute')}")
        found.append(any(asks(one, scope) for one in ast.walk(scope)))
    assert found == [True] * 6 + [False] * 2
