"""What the bot does not use at all: code out of text, commands, formats that run things, readers of XML."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.supply import ROOT

FILES = sorted(path for room in ("pmo_bot", "handlers") for path in (ROOT / room).rglob("*.py"))
MODULES = {
    "pickle", "marshal", "shelve", "subprocess", "ctypes", "xml", "lxml", "ldap", "smtplib", "imaplib", "ftplib",
    "pylibmc", "memcache", "jinja2", "mako", "pty", "code", "codeop", "runpy",
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
    """Statements that are text are constants; only the names of our own pragmas and counters are put into one."""
    ours = {"backup.py", "database.py", "copy.py", "whole.py"}
    made = {
        name
        for name, what, node in called()
        if what.rpartition(".")[2] in ("text", "exec_driver_sql", "execute") and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    }  # fmt: skip
    assert made <= ours, made - ours
