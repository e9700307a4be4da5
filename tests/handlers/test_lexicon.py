"""How the bot speaks: no blame, no jargon, in everything it can say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from pmo_bot.blocks import words
from pmo_bot.blocks.words.forms import MODES
from pmo_bot.rules.grammar_verbs import VERBS

BLAME = re.compile(
    r"\b(fail(s|ed|ure)?|forgot(ten)?|neglect\w*|still not|late again|you should have|must not|your fault"
    r"|unfortunately|sorry|invalid|illegal|error)\b|again!",
    re.IGNORECASE,
)
JARGON = re.compile(r"\b(RAID|RAG|escalat\w+|tier|stakeholders?|payload|null|exception|SLA)\b")


def said() -> list[tuple[str, str]]:
    """Every piece of text in the room of words, and the help."""
    found = [("grammar", text) for verb in VERBS.values() for text in (verb.summary, verb.example)]
    for path in Path(str(words.__file__)).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        docstrings = {id(node.body[0].value) for node in ast.walk(tree) if documented(node)}  # type: ignore[attr-defined]
        found += [
            (path.name, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
            and (" " in node.value or node.value[:1].isupper())
        ]  # fmt: skip
    return found


def documented(node: ast.AST) -> bool:
    return isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None


def test_nobody_is_blamed() -> None:
    assert [(where, text) for where, text in said() if BLAME.search(text)] == []


def test_no_jargon() -> None:
    assert [(where, text) for where, text in said() if JARGON.search(text)] == []


def test_a_sentence_that_names_a_command_names_one_that_works() -> None:
    known = set(VERBS) | {"add"}
    for where, text in said():
        for command in re.findall(r"`/pmo ([a-z]+)", text):
            assert command in known, (where, text)


def test_the_modes_are_explained_in_what_a_choice_has_room_for() -> None:
    assert all(len(about) <= 75 for _, about in MODES.values())
