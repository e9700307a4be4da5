"""The README and docs/ are true: their tables are what the code says."""

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
from pmo_bot.rules.priorities import QUOTAS
from pmo_bot.rules.spoken import Deed, read
from pmo_bot.settings import Settings

HERE = Path(__file__).parents[1]
PAGES = [HERE / "README.md", *sorted((HERE / "docs").glob("*.md"))]
TOLD = "\n".join(page.read_text() for page in PAGES)
SOURCES = HERE / "pmo_bot"


def part(name: str) -> str:
    """What stands between two markers."""
    found = re.search(rf"<!-- {name}:.*?-->\n(.*?)<!-- /{name} -->", TOLD, re.DOTALL)
    assert found is not None, f"no page has the table {name}"
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
    told = set(re.findall(r"^\| `\./run ([a-z]+)", TOLD, re.MULTILINE)) - ours
    known = {name for action in parser()._actions if action.choices for name in action.choices}
    assert told == known


def test_the_shell_calls_itself_what_the_readme_calls_it() -> None:
    assert parser().format_usage().startswith("usage: ./run ")
    called = {path.name: re.findall(r"pmo-bot [a-z]+", path.read_text()) for path in SOURCES.rglob("*.py")}
    assert {name: found for name, found in called.items() if found} == {}, "whoever reads it has `./run`"


def test_every_file_a_page_names_exists() -> None:
    named = [(page, name) for page in PAGES for name in re.findall(r"\]\(([\w./-]+)(?:#[\w-]+)?\)", page.read_text())]
    assert [(page.name, name) for page, name in named if not (page.parent / name).exists()] == []


def test_every_heading_a_page_leads_to_is_there() -> None:
    led = re.findall(r"\]\(([\w./-]+\.md)#([\w-]+)\)", TOLD)
    there = {(page.name, _anchor(line)) for page in PAGES for line in page.read_text().splitlines() if line[:1] == "#"}
    assert [one for one in led if (Path(one[0]).name, one[1]) not in there] == []


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lstrip("# ").lower()).replace(" ", "-")


def test_every_page_can_be_reached_from_the_readme() -> None:
    led = set(re.findall(r"\]\(docs/([\w-]+\.md)", PAGES[0].read_text()))
    assert led == {page.name for page in PAGES[1:]}


def test_the_guide_names_the_quotas() -> None:
    first, critical = (("no", "one", "two", "three")[QUOTAS[name]] for name in ("first_projects", "critical_items"))
    told = " ".join((HERE / "docs" / "guide.md").read_text().lower().split())
    assert f"{first} projects may come first, and {critical} open items of a project be critical" in told


def test_what_the_readme_says_can_be_said_is_understood() -> None:
    now, utc = datetime(2026, 11, 30, 10, tzinfo=UTC), Calendar(ZoneInfo("UTC"))
    examples = re.findall(r"^\| `([^`]+)`", part("said"), re.MULTILINE)
    read_as = {text: read(text.replace("@ana", "<@U0ANA>"), now=now, calendar=utc)[0] for text in examples}
    assert [text for text, said in read_as.items() if said.deed is Deed.NOTE] == [examples[-1]]


if __name__ == "__main__":  # write the tables anew: python -m tests.test_readme
    tables = {"settings": settings_table(), "commands": commands_table(), "rights": "\n".join(rights_table()) + "\n"}
    for page in PAGES:
        text = page.read_text()
        for name, table in tables.items():
            text = text.replace(part(name), table, 1)
        page.write_text(text)
