"""The log: one line an event, with its moment and its kind, without secrets, whatever somebody put into a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import structlog

from pmo_bot.logs import set_up

LINE = re.compile(r"timestamp=\d{4}-\d\d-\d\dT[\d:.]+Z level=(?P<level>\w+) event=\S+ action=\S+.*")
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
    ["xoxb-12-34-abcDEF", "xoxp-1-2-x", "xoxe-1-abc", "xapp-1-A0-12-ff", "https://hooks.slack.com/commands/T1/2/abc"],
)
def test_secrets_are_left_out_wherever_they_stand(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = logged(capsys, error=f"could not send to {secret} (timeout)")
    assert secret not in line
    assert secret[-6:] not in line
