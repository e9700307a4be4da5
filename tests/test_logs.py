"""A line of the log is one line, whatever people or Slack write, and holds no secret."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog import DropEvent

from pmo_bot.logs import Seldom, redact, tidy

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
MEAN = st.text(st.sampled_from(BREAKS + '\x1b\u202eab= "'), max_size=20)


@given(st.dictionaries(st.text("abc", min_size=1), MEAN | st.lists(MEAN) | st.tuples(MEAN, st.integers())))
def test_no_value_begins_another_line(event: dict[str, object]) -> None:
    for value in redact(None, "", dict(event)).values():
        assert len(str(value).splitlines()) <= 1
        assert "\x1b" not in str(value)


def test_numbers_stay_numbers() -> None:
    assert redact(None, "", {"count": 3, "share": 0.5, "ok": True, "none": None}) == {
        "count": 3, "share": 0.5, "ok": True, "none": None,
    }  # fmt: skip


def test_secrets_are_taken_out_wherever_they_stand() -> None:
    for secret in (
        "xoxb-123-abcDEF", "xapp-1-A2-3", "xoxe.xoxp-1-abc", "https://hooks.slack.com/actions/T1/2/abc",
        "postgresql://pmo:s3cr3t@host/db",
    ):  # fmt: skip
        shown = str(redact(None, "", {"said": [f"before {secret} after"]})["said"])
        assert "abc" not in shown.lower().replace("…", "")
        assert "s3cr3t" not in shown
        assert "after" in shown or "host" in shown


def test_a_sentence_stays_as_it_is() -> None:
    assert tidy("a plain sentence, with “quotes”") == "a plain sentence, with “quotes”"


def test_of_one_cause_there_is_one_line_in_ten_seconds_with_how_many_were_left_out() -> None:
    at = [0.0]
    seldom = Seldom(lambda: at[0])

    def lines(seconds: float, error: Exception) -> list[object]:
        at[0] = seconds
        try:
            return [seldom(None, "error", {"event": "tick", "exc_info": error}).get("left_out", 0)]
        except DropEvent:
            return []

    full, away = OSError("disk full"), OSError("away")
    said = chain(*(lines(n / 10, full) for n in range(205)))
    assert list(said) == [0, 99, 99]
    assert lines(20.5, away) == [0], "another cause has a line of its own"
    assert seldom(None, "info", {"event": "deliver"}) == {"event": "deliver"}
    elsewhere = {"event": "tick", "action": "plan.failed"}
    with pytest.raises(DropEvent):
        seldom(None, "error", {**elsewhere, "exc_info": away})
    assert seldom(None, "error", {**elsewhere, "exc_info": KeyError("x")}), "a fault of ours is not that of the disk"
    again = {"event": "deliver", "action": "deliver.failed", "exc_info": KeyError("x")}
    assert seldom(None, "error", dict(again)) == again, "and another one where the same goes wrong in another place"
    with pytest.raises(DropEvent):
        seldom(None, "error", again)


def test_a_reference_that_somebody_was_given_is_always_in_the_log() -> None:
    seldom = Seldom(lambda: 0.0)
    lines = [
        seldom(None, "error", {"event": "listener", "reference": one, "exc_info": KeyError("x")})
        for one in ("aa", "bb")
    ]
    assert [line["reference"] for line in lines] == ["aa", "bb"]
    assert (lines[1]["exc_info"], lines[1]["error"]) == (None, "KeyError"), "its trace stands in the first"
