"""What the product promises of accountability, each with the test that proves it: `capabilities.toml`."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LISTED = (
    "0.5 0.7 0.11 0.12 0.13 0.14 0.16 0.17 0.18 0.19 0.20 0.21 0.22 0.23 0.24 0.25 0.26 1.5 1.15 "
    "1.25 1.26 1.30 2.4 2.5 2.6 2.9 2.10 2.22 2.23 2.24 "
    "0.29 0.32 0.34 1.2 1.3 1.6 1.7 1.8 2.2 2.13 2.14 3.1 3.2 3.3 "
    "2.25 2.26 2.27 2.28 2.29 2.33 2.34 2.42 I-1 I-2 I-3 I-4 I-5 I-6 I-8 I-10 I-11 I-13 "
    "c1 c2 c3 c4 c5 c6 c7 c8 c9 c9b c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 c21 c22 c23 c24 c25 c26 c27 c27b c28 "
    "c29 c30 c31 c32 c33 c34 c34b c35 c36 c37 c38 c39 c40 c41 c42 c43 c44 c45 c46 c47 c48 c49 c50 c51 c52 c53 c54 c55 "
    "c56 c57 c58 c59 c60 c61 c62 "
    "0.6 1.21 1.22 1.23 2.16 3.5 3.6 3.7 "
    "1.17 2.14 2.46 "
    "0.8 0.9 0.30 2.40 2.45 I-9 "
    "0.1 0.2 0.4 0.27 0.28 0.31 1.18 1.19 1.20 1.24 1.27 1.29 1.33 2.1 2.3 2.7 2.8 2.15 "
    "2.18 2.19 2.20 2.21 2.30 2.31 2.32 2.47 3.4 3.12 "
    "0.33 0.35 0.36 0.38 1.1 1.16 1.35 2.11 2.12 2.43 3.8 3.9 3.10 3.11 I-14 "
    "0.3 0.15 1.9 1.10 1.11 1.12 1.13 1.14 2.17 1.31 1.32 1.34 0.37 "
    "0.10 1.28 2.41 2.44 I-12 I-15 "
    "1.4"
)
ROWS = frozenset(LISTED.split())
"""Claims, ideas and complaints, by the numbers that the list of capabilities gives them."""
LONG_ENOUGH = 20
"""Letters of a reason that says something."""


@cache
def listed() -> dict[str, dict[str, object]]:
    """Every row with what proves it, or why nothing does."""
    rows = tomllib.loads((HERE / "capabilities.toml").read_text(encoding="utf-8"))
    return dict(rows)


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((HERE.parent / path).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions)


def test_every_row_is_listed_and_no_other() -> None:
    assert set(listed()) == ROWS


@pytest.mark.parametrize("row", sorted(ROWS))
def test_a_row_names_tests_that_exist_or_says_why_not(row: str) -> None:
    entry = listed()[row]
    assert str(entry["what"]).strip()
    proofs = [str(one) for one in entry.get("tests", [])]  # type: ignore[attr-defined]
    assert proofs or len(str(entry.get("not", ""))) > LONG_ENOUGH, "neither a test nor a reason"
    for proof in proofs:
        path, _, name = proof.partition("::")
        assert (HERE.parent / path).is_file(), proof
        assert not name or name in names_in(path), proof
