"""The README is true: its tables are what the code says."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pmo_bot.blocks.words.helping import GROUPS
from pmo_bot.cli.main import parser
from pmo_bot.cli.rights import table as rights_table
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.grammar_verbs import VERBS
from pmo_bot.rules.policy import DEFAULT, Ladder
from pmo_bot.rules.policy_check import check
from pmo_bot.rules.spoken import Deed, read
from pmo_bot.settings import Settings

README = Path(__file__).parents[1] / "README.md"
SOURCES = README.parent / "pmo_bot"


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


def test_the_table_of_rights_is_made_from_the_rights() -> None:
    assert part("rights") == "\n".join(rights_table()) + "\n"


def test_the_policy_in_the_readme_is_the_default() -> None:
    body = json.loads(part("policy").removeprefix("```json").strip().removesuffix("```"))
    assert check(body) == ()
    usual = Ladder(DEFAULT)
    assert body == {**DEFAULT, "critical": usual.lets_critical_through, "tell_requester": usual.tells_requester}


def test_every_shell_command_is_in_the_readme_and_the_other_way_round() -> None:
    ours = {"test", "prove", "torture", "supply"}
    told = set(re.findall(r"^\| `\./run ([a-z]+)", README.read_text(), re.MULTILINE)) - ours
    known = {name for action in parser()._actions if action.choices for name in action.choices}
    assert told == known


def test_the_shell_calls_itself_what_the_readme_calls_it() -> None:
    assert parser().format_usage().startswith("usage: ./run ")
    called = {path.name: re.findall(r"pmo-bot [a-z]+", path.read_text()) for path in SOURCES.rglob("*.py")}
    assert {name: found for name, found in called.items() if found} == {}, "whoever reads it has `./run`"


def test_every_file_the_readme_names_exists() -> None:
    names = re.findall(r"\]\(([\w./-]+)\)", README.read_text())
    assert [name for name in names if not (README.parent / name).exists()] == []


def test_what_the_readme_says_can_be_said_is_understood() -> None:
    now, utc = datetime(2026, 11, 30, 10, tzinfo=UTC), Calendar(ZoneInfo("UTC"))
    examples = re.findall(r"^\| `([^`]+)`", part("said"), re.MULTILINE)
    read_as = {text: read(text.replace("@ana", "<@U0ANA>"), now=now, calendar=utc)[0] for text in examples}
    assert [text for text, said in read_as.items() if said.deed is Deed.NOTE] == [examples[-1]]


if __name__ == "__main__":  # write the tables anew: python -m tests.test_readme
    text = README.read_text()
    for name, table in (("settings", settings_table()), ("commands", commands_table())):
        text = text.replace(part(name), table, 1)
    README.write_text(text)
