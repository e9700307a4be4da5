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
JARGON = re.compile(r"\b(RAID|RAG|escalat\w+|tier|stakeholders?|payload|null|SLA|(?<![Aa]n )exception)\b")


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


SENTENCE = re.compile(r"^[A-Z“*_].*[a-z’']+ [a-z’']+ [a-z’']+|[a-z] [a-z’']+ [a-z’']+.*[.?!…]$")
"""What reads like something said to a person: it begins like a sentence, or ends like one."""
SPEAK = ("blocks", "services", "handlers", "slack", "rules")
"""The rooms that messages go through."""
SAY_THEMSELVES = {
    "grammar_verbs.py": "what each command is for stands with its grammar, and is checked like the others",
    "trimming.py": "the one sentence that is put in after all words are said, where Slack has no room for more",
}


def test_every_sentence_lives_in_the_room_of_words() -> None:
    home = Path(str(words.__file__)).parent
    rooms = [home.parents[1] / room for room in SPEAK if room != "handlers"] + [home.parents[2] / "handlers"]
    found = [
        (path.name, text)
        for room in rooms
        for path in sorted(room.rglob("*.py"))
        if home not in path.parents and path.name not in SAY_THEMSELVES
        for text in spoken(ast.parse(path.read_text()))
    ]
    assert found == []


def spoken(tree: ast.AST) -> list[str]:
    """The sentences in some code, without docstrings and what is only said to whoever runs it."""
    aside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in aside)
    return [
        node.value
        for node in strings
        if isinstance(node.value, str) and SENTENCE.search(node.value) and "(?" not in node.value
    ]


def test_the_check_for_sentences_finds_them() -> None:
    code = "def f():\n    'Says what it does.'\n    return say('I could not read that.'), {'due': 'was_used'}\n"
    assert spoken(ast.parse(code)) == ["I could not read that."]


def test_a_sentence_that_names_a_command_names_one_that_works() -> None:
    known = set(VERBS) | {"add"}
    for where, text in said():
        for command in re.findall(r"`/pmo ([a-z]+)", text):
            assert command in known, (where, text)


def test_the_modes_are_explained_in_what_a_choice_has_room_for() -> None:
    assert all(len(about) <= 75 for _, about in MODES.values())
