"""S6: whatever things are called, a calendar has one event for each, and no line that its writer did not make.

It is read by the few rules of RFC 5545 that matter for that, written here a second time: the library that wrote it
would forgive itself.
"""

from __future__ import annotations

import random
import re
from datetime import date

from pmo_bot.exchange.ics import calendar_of
from pmo_bot.services.feeds import Dated, Dates
from tests.lengths import WHOLE, alone, length, proof
from tests.rows import MARIA, item, project
from tests.torture import report
from tests.torture.both_cores import over_seeds
from tests.torture.hostile_texts import hostile_text

SEED = 20261128
SUMMARIES = length(1_000, 1_000_000)
EACH = 500
OCTETS = 75
LINE = re.compile(r"([A-Z][A-Z-]*)((?:;[A-Z-]+=(?:[^\";:,]+|\"[^\"]*\"))*):(.*)", re.DOTALL)
"""A content line: a name, parameters, a value."""
CALENDAR = ["PRODID", "VERSION", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"]
EVENT = ["UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "URL", "TRANSP"]
ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
ADDRESSES = ("https://slack.example.org/archives/C1/p1", "", "https://x.example\r\nBEGIN:VEVENT", "javascript:x")


def events(raw: bytes) -> list[dict[str, str]]:
    """The values of each event by name; a line that may not be there is an error."""
    found: list[dict[str, str]] = []
    assert raw.endswith(b"\r\n")
    for octets in raw.split(b"\r\n"):
        assert len(octets) <= OCTETS, octets
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", octets), octets
    lines = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in lines[1:-1]:
        match = LINE.fullmatch(line)
        assert match is not None, line
        name, value = match[1], match[3]
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif (name, value) != ("END", "VEVENT"):
            assert name in (EVENT if found else CALENDAR), line
            assert name not in (found[-1] if found else {}), line
            if found:
                found[-1][name] = value
    assert [line for line in lines[1:-1] if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VEVENT",
        "END:VEVENT",
    ] * len(found)
    return found


def plain(value: str) -> str:
    """What a text stood for before it was written."""
    return re.sub(r"\\[nN,;\\]", lambda sign: ESCAPES[sign[0]], value)


def read_back(seed: int) -> int:
    """One calendar of hostile names; how many events it has."""
    dice = random.Random(seed)  # noqa: S311 - the same texts each time
    owed = [
        Dated(
            item(id=number, title=hostile_text(dice)[:300], done_means=hostile_text(dice)[:300], due=date(2026, 12, 4),
                 permalink=dice.choice(ADDRESSES)),
            project(name=hostile_text(dice)[:100]),
        )
        for number in range(1, EACH + 1)
    ]  # fmt: skip
    found = events(calendar_of(Dates(MARIA, owed)))
    assert len(found) == EACH
    for dated, event in zip(owed, found, strict=True):
        assert plain(event["SUMMARY"]).endswith(f"({dated.item.key})")
    return len(found)


@alone
@proof
def test_one_event_for_each_thing_whatever_it_is_called() -> None:
    seeds = range(SEED, SEED + SUMMARIES // EACH)
    made = sum(over_seeds(read_back, seeds, at_once=10))
    if WHOLE:
        report.row("S6", target="ICS: as many events as things", measured=f"{made:,} of {SUMMARIES:,}", seed=SEED)
    assert made == SUMMARIES
