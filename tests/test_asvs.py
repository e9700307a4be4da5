"""Every requirement of the sections of ASVS 5.0 that the bot holds to is proved, or says why it does not apply."""

from __future__ import annotations

import pytest

from tests.supply.asvs import listed, requirements, table
from tests.test_capabilities import HERE, LONG_ENOUGH, names_in


def test_none_is_missing_and_each_has_its_level() -> None:
    assert {name: row["level"] for name, row in listed().items()} == requirements()


@pytest.mark.parametrize("name", sorted(requirements()))
def test_a_requirement_names_tests_that_exist_or_says_why_not(name: str) -> None:
    row = listed()[name]
    assert row["what"].strip()
    assert ("tests" in row) != ("not" in row)
    assert len(row.get("not", "x" * LONG_ENOUGH)) >= LONG_ENOUGH
    for proof in row.get("tests", []):
        path, _, test = proof.partition("::")
        assert (HERE.parent / path).is_file(), path
        assert not test or test in names_in(path), proof


def test_the_table_has_them_all() -> None:
    assert [line.split(" | ")[0].removeprefix("| ") for line in table().splitlines()[2:-2]] == list(listed())
