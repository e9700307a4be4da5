"""R12: down for a minute or for thirty days: one brief each and one digest, marked late, and nothing that is stale."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pmo_bot.model import LineKind
from tests.databases import made
from tests.lengths import length, proof
from tests.torture import report
from tests.torture.clockwork import A_DAY, BEGINS, CHANNEL, Clockwork, clockwork, found, local_day
from tests.torture.nursery import silent

pytestmark = pytest.mark.xdist_group("downtime")  # all begin with the same company
DOWN = {
    "1 min": timedelta(minutes=1), "10 min": timedelta(minutes=10), "1 h": timedelta(hours=1),
    "3 d": timedelta(days=3), "30 d": timedelta(days=30),
}  # fmt: skip
OWNERS = length(3, 12)
ENDS = BEGINS.replace(hour=7, minute=55) + length(7, 14) * A_DAY
"""A Monday, five minutes before the digest and the briefs of Madrid."""
MOMENTS = length(1, 6)
SEED = 20270308
LATE = "it should have come on"
HOURS = timedelta(hours=6)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clockwork]:
    """A company that has lived for a fortnight."""
    with silent(), clockwork(made(f"sqlite:///{tmp_path_factory.mktemp('down') / 'bot.db'}"), BEGINS) as works:
        found(works.db, OWNERS)
        works.play(ENDS - A_DAY, most=HOURS)
        yield works


def again(before: Clockwork, folder: Path, at: datetime) -> Iterator[Clockwork]:
    """The same company from here on, as often as wanted."""
    before.db.close()
    copy = folder / "again.db"
    shutil.copy(before.db.url.removeprefix("sqlite:///"), copy)
    with clockwork(f"sqlite:///{copy}", before.host.at) as works:
        works.inbox.messages += before.inbox.messages
        works.play(at, most=HOURS)
        yield works


def named(message_key: str) -> date:
    """The local date in the name of a slot."""
    return date.fromisoformat(message_key.split(":")[2])


def judge(works: Clockwork, back: datetime, span: timedelta) -> tuple[int, int]:
    """How many briefs and how many digests there were on the day after; all else is an error."""
    briefs, digests = works.sent("brief", since=back), works.sent("digest", since=back)
    assert works.doubled() == []
    assert works.left() == []
    assert all(count == 1 for count in Counter((one.to, one.key) for one in briefs).values())
    for one in briefs:
        lines = [line for line in works.lines(one.key) if line.kind is LineKind.NUDGE]
        assert len({line.item_id for line in lines}) == len(lines), "an item is named once, whatever was missed"
        if one.to.startswith("U00"):
            assert named(one.key) == local_day(one), "nothing leaves for a day that is over"
    asks = Counter((one.to, named(one.key)) for one in works.sent("ask", since=back))
    assert all(count <= 3 for count in asks.values())
    reports = [one for one in digests if one.key.count(":") == 2]
    for one in reports:
        assert named(one.key) == one.at.date() - one.at.weekday() * A_DAY, "the newest week, and no other"
        assert (LATE in one.text) is (one.at.weekday() != 0), "late is said where it was for another day"
    assert {one.to for one in reports} <= {CHANNEL}
    first = [one for one in briefs if one.to.startswith("U00") and one.at < back + A_DAY]
    if span >= A_DAY:
        assert {one.to for one in first} == {f"U{n:04}" for n in range(OWNERS)}, "whoever missed something reads of it"
        assert all(count == 1 for count in Counter((one.to, local_day(one)) for one in first).values())
    return len(first), len(reports)


def moments() -> list[datetime]:
    """When it goes down: just before everything, and at any other time."""
    rng = random.Random(SEED)  # noqa: S311 - the same moments each time
    return [ENDS, *(ENDS - timedelta(minutes=rng.randrange(24 * 60)) for _ in range(MOMENTS - 1))]


@proof
@pytest.mark.parametrize("name", DOWN)
def test_r12_down_and_back(name: str, before: Clockwork, tmp_path: Path) -> None:
    briefs = digests = 0
    for at in moments():
        for works in again(before, tmp_path, at):
            back = at + DOWN[name]
            works.host.at = back
            works.begin_anew()
            works.play(back + A_DAY, most=HOURS)
            one, other = judge(works, back, DOWN[name])
            assert other == 1, "one digest, however many Mondays it was down"
            briefs, digests = briefs + one, digests + other
    measured = f"{briefs} briefs to {OWNERS} owners, {digests} digests after {MOMENTS} times down; 0 doubled, 0 stale"
    report.row(f"R12 {name}", target="one brief each, one digest, marked late", measured=measured, seed=SEED)
