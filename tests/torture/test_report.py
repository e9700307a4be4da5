"""The table of `./run torture`: every proof that measures something is played, and what is not there is told."""

from __future__ import annotations

from tests.torture.__main__ import phases, proofs, worst
from tests.torture.report import PROMISED, in_order, missing, table


def test_by_letter_and_number_and_the_rest_at_the_end() -> None:
    rows = ["S2 sockets | a", "R10 x | b", "Several machines | c", "R2 sqlite | d", "R1 | e"]
    assert [row[-1] for row in in_order(rows)] == ["e", "d", "b", "a", "c"]


def test_what_has_no_row_is_missing() -> None:
    rows = [f"{one} on SQLite | wanted | measured" for one in PROMISED if one not in ("R1", "R3", "R24")]
    assert missing([*rows, "R1 + R3 | wanted | R24"]) == ["R24"]
    assert missing([*rows, "R1 | ", "R3 | ", "R24 | "]) == []


def test_columns_are_as_wide_as_they_have_to_be() -> None:
    assert table(["R1 | 0 lost | 0 | 7"]).splitlines() == [
        "proof  target  measured  seed", "R1     0 lost  0         7"
    ]  # fmt: skip


def test_wherever_it_is_a_file_that_measures_is_played() -> None:
    assert {"tests/services/test_item_machine.py", "tests/audit/test_no_false_alarms.py"} <= {*proofs()}
    assert {"tests/torture/test_crash_points.py", "tests/torture/test_one_who_sends_a_lot.py"} <= {*proofs()}
    assert "tests/torture/test_report.py" not in proofs()


def test_who_names_files_gets_those() -> None:
    for phase in phases(["tests/torture/test_poison.py", "-x"]):
        assert [one for one in phase if one.endswith(".py")] == ["tests/torture/test_poison.py"]
    for phase in phases(["-k", "crash"]):
        assert phase[-len(proofs()) :] == proofs()


def test_the_exit_code_hides_nothing() -> None:
    assert worst([0, 0]) == 0
    assert worst([0, 1]) == 1
    assert worst([5, 2]) == 2
    assert worst([5, 0]) == 0
    assert worst([5, 5]) == 5
