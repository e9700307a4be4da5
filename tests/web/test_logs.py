"""The log: one line an event, with its moment and its kind, without secrets, whatever somebody put into a value."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from prometheus_client import REGISTRY

from pmo_bot import metrics
from pmo_bot.logs import OfLibraries, set_up
from pmo_bot.web.slack_calls import REFUSED

LINE = re.compile(r"timestamp=\d{4}-\d\d-\d\dT[\d:.]+Z level=(?P<level>\w+) event=\S+ action=\S+.*")
SECRET = "xoxb-12-34-abcDEF"
FORGED = "x\ntimestamp=2026-01-01T00:00:00Z level=info event=start action=start.fine"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def logged(capsys: pytest.CaptureFixture[str], **more: object) -> list[str]:
    structlog.configure(cache_logger_on_first_use=False)
    set_up("DEBUG")
    structlog.get_logger().warning("web", action="web.test", **more)
    return capsys.readouterr().err.split("\n")[:-1]


def test_a_line_says_when_in_utc_how_grave_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = logged(capsys, reason="too slow")
    found = LINE.fullmatch(line)
    assert found is not None, line
    assert found["level"] == "warning"


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"], ids=repr)
def test_no_value_begins_a_line_of_its_own(sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "\n".join(logged(capsys, why=FORGED.replace("\n", sign))).splitlines()
    assert len(lines) == 1, lines


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-abcDEF",
        "xoxp-1-2-x",
        "xoxe-1-abc",
        "xapp-1-A0-12-ff",
        "https://hooks.slack.com/commands/T1/2/abc",
        "https://hooks.slack-gov.com/actions/T1/2/abcdef",
        "https://files.slack.com/upload/v1/abcdef",
    ],
)
def test_secrets_are_left_out_wherever_they_stand(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = logged(capsys, error=f"could not send to {secret} (timeout)")
    assert secret not in line
    assert secret[-6:] not in line


# --- what libraries log -----------------------------------------------------------------


class Lost:
    """A library that lost its connection: it says so again with each attempt."""

    def __init__(self, *, traces: bool = False) -> None:
        structlog.configure(cache_logger_on_first_use=False)
        set_up("INFO")
        self.now = 0.0
        self.handler = OfLibraries(traces=traces, ran=lambda: self.now)

    def says(self, text: str, name: str = "slack_sdk.socket_mode", line: int = 7) -> None:
        try:
            raise ConnectionError(SECRET)
        except ConnectionError:
            record = logging.LogRecord(name, logging.ERROR, "client.py", line, text, (), sys.exc_info())
        self.handler.emit(record)


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_what_a_library_says_is_a_short_line_like_ours(capsys: pytest.CaptureFixture[str]) -> None:
    Lost().says(f"Failed to connect with {SECRET}\nlevel=info " + "and so on " * 500)
    (line,) = told(capsys)
    found = LINE.fullmatch(line)
    assert found is not None, line
    assert found["level"] == "error"
    assert "action=library.slack_sdk.socket_mode" in line
    assert "Traceback" not in line
    assert SECRET not in line
    assert len(line) < 500


def test_an_attempt_is_written_down_once_in_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    lost = Lost()
    for second in range(21):
        lost.now = float(second)
        lost.says("Failed to connect")
        lost.says("Failed to receive", line=second + 8)
    attempts = [line for line in told(capsys) if "connect" in line]
    assert len(attempts) == 3
    assert ["left_out=9" in line for line in attempts] == [False, True, True]


def test_where_in_its_code_it_was_is_told_to_whoever_looks_for_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    Lost(traces=True).says("Failed to connect")
    Lost().says("A job failed", name="apscheduler.executors")
    assert [("Traceback" in line, SECRET in line) for line in told(capsys)] == [(True, False), (True, False)]


# --- the list of them -------------------------------------------------------------------


def test_every_kind_of_line_stands_in_the_list() -> None:
    root = Path(__file__).parents[2]
    sources = [path.read_text() for room in ("pmo_bot", "handlers") for path in (root / room).rglob("*.py")]
    written = {kind for text in sources for kind in re.findall(r'\baction=f?"(\w+)\.', text)}
    listed = set(re.findall(r"`(\w+)\.\*`", (root / "docs" / "security.md").read_text()))
    assert written == listed


def test_what_is_counted_names_no_workspace_project_or_person() -> None:
    """`/metrics` tells it to whoever reaches the port."""
    with metrics.timed("click"):
        REFUSED.labels("too slow").inc()
    metrics.ALARMS.labels("dead").inc(0)
    ours = [one for one in REGISTRY.collect() if one.name.startswith("pmo_")]
    labels = {name for one in ours for sample in one.samples for name in sample.labels}
    assert labels == {"kind", "cause", "reason", "le"}


# --- errors -----------------------------------------------------------------------------

WORDS = "the secret plan"


def test_an_error_that_repeats_what_it_could_not_read_is_named_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.configure(cache_logger_on_first_use=False)
    set_up("INFO")
    try:
        try:
            int(WORDS)
        except ValueError as first:
            raise KeyError(WORDS) from first
    except KeyError as failure:
        structlog.get_logger().exception("listener", action="listener.failed", reference="ab", error=failure)
    (line,) = told(capsys)
    assert WORDS not in line
    assert re.search(r"test_logs\.py.*int\(WORDS\).*ValueError.*KeyError", line)


def test_an_error_of_the_machine_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.configure(cache_logger_on_first_use=False)
    set_up("INFO")
    try:
        raise OSError(28, "No space left on device")
    except OSError:
        structlog.get_logger().exception("tick", action="tick.failed")
    (line,) = told(capsys)
    assert "No space left on device" in line
