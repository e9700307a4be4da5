"""The table of OWASP ASVS 5.0, made from `tests/asvs.toml`."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.supply import ROOT

LEVELS = {
    "1.1": "2 2", "1.2": "1 1 1 1 1 2 2 2 2 3", "1.3": "1 1 2 2 2 2 2 2 2 2 2 3", "1.4": "2 2 2", "1.5": "1 2 3",
    "2.1": "1 2 2", "2.2": "1 1 2", "2.3": "1 2 2 2 3", "2.4": "2 3",
    "15.4": "3 3 3 3",
    "16.1": "2", "16.2": "2 2 2 2 2", "16.3": "2 2 2 2", "16.4": "2 2 2", "16.5": "2 2 2 3",
}  # fmt: skip
"""The sections, and the level of each of their requirements in order."""


def requirements() -> dict[str, int]:
    """Each requirement with its level."""
    told = {section: levels.split() for section, levels in LEVELS.items()}
    return {f"{section}.{n}": int(level) for section, levels in told.items() for n, level in enumerate(levels, 1)}


def listed() -> dict[str, dict[str, Any]]:
    """What is said of each."""
    return dict(tomllib.loads((ROOT / "tests" / "asvs.toml").read_text()))


def table() -> str:
    """As Markdown."""
    rows = ["| ASVS 5.0 | level | what holds here | proved by |", "|---|---|---|---|"]
    for name, row in listed().items():
        proofs = "<br>".join(f"`{proof}`" for proof in row.get("tests", [])) or f"does not apply: {row['not']}"
        rows.append(f"| {name} | {row['level']} | {row['what']} | {proofs} |")
    applying = sum("tests" in row for row in listed().values())
    rows += ["", f"{applying} of {len(listed())} apply, and each of these is proved."]
    return "\n".join(rows) + "\n"
