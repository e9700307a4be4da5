"""Read a file of Jira issues: one a line, a search result, or a list.  What cannot be read is said, not fatal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmo_bot.exchange.jira_issue import Issue, Unreadable, issue_of


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the file that is no issue: where, and why."""

    where: str
    why: str


def read(path: Path) -> tuple[list[Issue], list[Broken]]:
    """All issues of a file in its order, the last one of each key, and what could not be read."""
    issues: dict[str, Issue] = {}
    broken: list[Broken] = []
    for where, raw in _pieces(path.read_text(encoding="utf-8-sig", errors="replace")):
        try:
            issue = issue_of(_read(raw) if isinstance(raw, str) else raw)
        except json.JSONDecodeError as wrong:
            broken.append(Broken(where, f"not JSON ({wrong.msg})"))
        except Unreadable as wrong:
            broken.append(Broken(where, str(wrong)))
        else:
            issues[issue.key] = issue
    return list(issues.values()), broken


def _read(text: str) -> Any:
    """JSON, which nobody nests so deep that it cannot be read."""
    try:
        return json.loads(text)
    except RecursionError:
        raise json.JSONDecodeError("Nested too deep", "", 0) from None


def _pieces(text: str) -> Iterator[tuple[str, Any]]:
    """Each issue with the place where it stands; a line is not parsed yet, so that one may be broken."""
    try:
        whole = _read(text)
    except json.JSONDecodeError:
        yield from _lines(text)
        return
    listed = whole.get("issues") if isinstance(whole, dict) else whole
    if isinstance(listed, list):
        yield from ((f"issue {number}", one) for number, one in enumerate(listed, start=1))
    else:
        yield "line 1", whole


def _lines(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        yield from _pages(f"line {number}", line)


def _pages(where: str, line: str) -> Iterator[tuple[str, Any]]:
    # Pages of a search result may stand below each other.
    if not line.lstrip().startswith('{"issues"') and '"issues":' not in line[:200]:
        yield where, line
        return
    try:
        page = _read(line)
    except json.JSONDecodeError:
        yield where, line
        return
    listed = page.get("issues") if isinstance(page, dict) else None
    if isinstance(listed, list):
        yield from ((f"{where}, issue {number}", one) for number, one in enumerate(listed, start=1))
    else:
        yield where, line
