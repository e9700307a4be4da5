"""R10: the rules of a time zone change under a running bot: what lies ahead is worked out anew within one look."""

from __future__ import annotations

import random
import struct
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from pmo_bot import zones
from pmo_bot.model import Line, LineKind
from tests.databases import made
from tests.lengths import WHOLE, length, proof
from tests.torture import report
from tests.torture.clockwork import A_DAY, Clockwork, Message, again, clockwork, found
from tests.torture.nursery import silent

pytestmark = pytest.mark.xdist_group("new zone rules")  # all begin with the same company
HOME = "Europe/Madrid"
RULES = "CET-1CEST,M3.5.0,M10.5.0/3"
"""As it is: an hour ahead from the last Sunday in March."""
NEW = {
    "a week earlier": "CET-1CEST,M3.4.0,M10.5.0/3",
    "a week later": "CET-1CEST,M4.1.0,M10.5.0/3",
    "an hour earlier": "CET-1CEST,M3.5.0/1,M10.5.0/3",
    "an hour later": "CET-1CEST,M3.5.0/3,M10.5.0/3",
    "an hour east": "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "an hour west": "WET0WEST,M3.5.0/1,M10.5.0/2",
    "no summer": "CET-1",
}
SHORT = ("a week earlier", "an hour east")
OWNERS = length(2, 6)
BEGINS = datetime(2027, 3, 15, 6, tzinfo=UTC)
"""A Monday, a fortnight before clocks go ahead by the rules as they are."""
UNTIL = BEGINS + length(9, 23) * A_DAY - timedelta(hours=3)
"""Before nine by any rule."""
MOMENTS = length(1, 3)
SEED = 20270328
HOURS, A_LOOK = timedelta(hours=6), timedelta(seconds=61)


class Rules:
    """A folder of zones in which one stands that can change."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / HOME
        self.file.parent.mkdir(parents=True)

    def are(self, posix: str) -> None:
        """From now on these, put into place as a package manager does it."""
        new = self.file.with_suffix(".new")
        new.write_bytes(compiled(posix))
        new.replace(self.file)


def compiled(posix: str) -> bytes:
    """A zone file (RFC 8536) without a past: the rule alone."""
    header = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    body = struct.pack(">lBB", 0, 0, 0) + b"UTC\0"
    return header + body + header + body + b"\n" + posix.encode() + b"\n"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rules]:
    """As they are, in a folder of their own."""
    folder = tmp_path_factory.mktemp("zones")
    made_up = Rules(folder)
    made_up.are(RULES)
    zoneinfo.reset_tzpath(to=[folder])
    zones.read()
    yield made_up
    zoneinfo.reset_tzpath()
    zones.read()
    ZoneInfo.clear_cache()


@pytest.fixture(scope="module")
def before(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clockwork]:
    """A company in one zone."""
    with silent(), clockwork(made(f"sqlite:///{tmp_path_factory.mktemp('rules') / 'bot.db'}"), BEGINS) as works:
        found(works.db, OWNERS, places=[HOME], weeks=length(2, 5), begins=BEGINS)
        works.play(BEGINS, most=HOURS)
        yield works


@contextmanager
def by_the_old_rules(before: Clockwork, rules: Rules, folder: Path) -> Iterator[Clockwork]:
    """The same company from here on."""
    rules.are(RULES)
    zones.read()
    with again(before, folder) as works:
        yield works


def packets(works: Clockwork) -> set[str]:
    """What was passed on."""
    with works.db.reading() as session:
        return set(session.exec(select(Line.key).where(Line.kind == LineKind.PACKET)))


def moments() -> list[datetime]:
    """When the rules change: once just before nine, and at any other time before clocks change by any rule."""
    rng = random.Random(SEED)  # noqa: S311 - the same moments each time
    first = BEGINS + 2 * A_DAY + timedelta(minutes=40)
    return [first, *(BEGINS + timedelta(minutes=rng.randrange(5 * 24 * 60)) for _ in range(MOMENTS - 1))]


def punctual(messages: list[Message], changed: datetime) -> int:
    """How many left at nine by the new rules, or at once where these had it that nine was over; others are errors."""
    here = ZoneInfo.no_cache(HOME)
    for one in messages:
        there = one.at.astimezone(here)
        nine = datetime.combine(there.date(), time(9), here)
        assert one.at - max(nine, changed) <= A_LOOK, (one.key, there, "too late by the new rules")
        assert one.at >= nine, (one.key, there, "too early by the new rules")
    return len(messages)


@pytest.fixture(scope="module")
def undisturbed(before: Clockwork, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """Which slots are filled, and what is passed on, while the rules stay as they are."""
    with by_the_old_rules(before, rules, tmp_path_factory.mktemp("undisturbed")) as works:
        works.play(UNTIL, most=HOURS)
        return {one.key for one in works.sent("brief", "digest")}, packets(works)


@proof
@pytest.mark.parametrize("name", NEW)
def test_r10_new_rules_under_a_running_bot(
    name: str, before: Clockwork, rules: Rules, undisturbed: tuple[set[str], set[str]], tmp_path: Path
) -> None:
    if not WHOLE and name not in SHORT:
        pytest.skip("the short form has two of them")
    slots, passed_on = undisturbed
    checked = 0
    for changed in moments():
        with by_the_old_rules(before, rules, tmp_path) as works:
            works.play(changed, most=HOURS)
            rules.are(NEW[name])
            works.host.at += A_LOOK
            works.play(UNTIL, most=HOURS)
            checked += punctual(works.sent("brief", since=changed), changed)
            punctual([one for one in works.sent("digest", since=changed) if one.key.count(":") == 2], changed)
            assert works.doubled() == []
            assert {one.key for one in works.sent("brief", "digest")} == slots
            assert packets(works) == passed_on
    measured = f"{checked} briefs punctual by the new rules, {len(passed_on)} packets; 0 lost, 0 doubled"
    report.row(f"R10 {name}", target="new within one look, 0 lost, 0 doubled", measured=measured, seed=SEED)


@proof
def test_r10_a_bot_that_does_not_notice_is_caught(before: Clockwork, rules: Rules, tmp_path: Path) -> None:
    if not WHOLE:
        pytest.skip("the whole form has it")
    (changed, *_), name = moments(), "an hour east"
    with by_the_old_rules(before, rules, tmp_path) as works:
        works.heartbeat._afresh.rules = lambda: "as ever"
        works.play(changed, most=HOURS)
        rules.are(NEW[name])
        works.host.at += A_LOOK
        works.play(UNTIL, most=HOURS)
        with pytest.raises(AssertionError, match="too late"):
            punctual(works.sent("brief", since=changed), changed)
    report.row("R10 unnoticed", target="is caught", measured="is caught: a brief is too late")
