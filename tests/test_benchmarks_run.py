"""The benchmarks run; how fast is not for a test to say."""

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.figures import Figure, percentile, table


def test_they_print_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--no-postgres", "slash", "tick", "digest", "exchange"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("what")
    assert {line.split(",")[0].split(" of ")[0] for line in lines[1:]} == {
        "slash command", "tick", "digest", "export json", "import json", "export csv", "import csv",
    }  # fmt: skip
    assert all("×" in line for line in lines[1:])


def test_what_misses_its_aim_is_marked() -> None:
    slow, fast = (Figure("start", "SQLite", measured, 1.0, "an import", "s", aim=1.5) for measured in (2.0, 1.4))
    assert [("misses its aim" in line) for line in list(table([slow, fast]))[1:]] == [True, False]
    assert Figure("start", "SQLite", 3.0, 1.5, "an import").ratio == 2
    assert Figure("start", "SQLite", 3.0, 0.0, "nothing").met


def test_a_percentile_is_what_that_share_stays_below() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.0, 0.5, 0.99)] == [1, 3, 4]
