"""The README is true: its tables are what the code says."""

import re
from pathlib import Path

from pmo_bot.blocks.words.helping import GROUPS
from pmo_bot.cli.main import parser
from pmo_bot.rules.grammar_verbs import VERBS
from pmo_bot.settings import Settings

README = Path(__file__).parents[1] / "README.md"


def part(name: str) -> str:
    """What stands between two markers."""
    found = re.search(rf"<!-- {name}:.*?-->\n(.*?)<!-- /{name} -->", README.read_text(), re.DOTALL)
    assert found is not None
    return found[1]


def settings_table() -> str:
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = f"`{default}`" if default not in (None, frozenset()) else ""
        rows.append(f"| `{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows) + "\n"


def commands_table() -> str:
    rows = ["| command | what for |", "|---|---|", "| `/pmo` | See what you owe, with buttons. |"]
    told = [VERBS[verb] for verbs in GROUPS.values() for verb in verbs]
    rows += [f"| `/pmo {verb.example}` | {verb.summary} |" for verb in told]
    return "\n".join(rows) + "\n"


def test_the_table_of_settings_is_made_from_the_settings() -> None:
    assert part("settings") == settings_table()


def test_the_table_of_commands_is_made_from_the_grammar() -> None:
    assert part("commands") == commands_table()


def test_every_shell_command_is_in_the_readme_and_the_other_way_round() -> None:
    told = set(re.findall(r"^\| `\./run ([a-z]+)", README.read_text(), re.MULTILINE)) - {"test"}
    known = {name for action in parser()._actions if action.choices for name in action.choices}
    assert told == known


def test_every_file_the_readme_names_exists() -> None:
    names = re.findall(r"\]\(([\w./-]+)\)", README.read_text())
    assert [name for name in names if not (README.parent / name).exists()] == []


if __name__ == "__main__":  # write the tables anew: python -m tests.test_readme
    text = README.read_text()
    for name, table in (("settings", settings_table()), ("commands", commands_table())):
        text = text.replace(part(name), table, 1)
    README.write_text(text)
