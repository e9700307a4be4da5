"""R11: the clock of the host, or of the database, is set: nothing is doubled, and nothing is stuck once it is right."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.databases import made
from tests.lengths import length, proof
from tests.torture.clockwork import A_DAY, BEGINS, Clockwork, Message, clockwork, found, local_day
from tests.torture.nursery import silent

STEPS = {
    "1 s": timedelta(seconds=1), "1 min": timedelta(minutes=1), "1 h": timedelta(hours=1), "1 d": A_DAY,
    "1 week": 7 * A_DAY, "30 d": 30 * A_DAY, "1 year": 365 * A_DAY,
}  # fmt: skip
SHORT = {("1 h", -1), ("1 year", 1), ("1 year", -1)}
OWNERS = length(2, 4)
ENDS = BEGINS.replace(hour=7, minute=55) + 7 * A_DAY
"""A Monday, five minutes before the digest and the briefs of Madrid."""
MOMENTS = length(1, 2)
WRONG = timedelta(minutes=30)
HOURS = timedelta(hours=6)
SEED = 20270301


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clockwork]:
    """A company that has lived for a week."""
    with silent(), clockwork(made(f"sqlite:///{tmp_path_factory.mktemp('steps') / 'bot.db'}"), BEGINS) as works:
        found(works.db, OWNERS)
        works.play(ENDS - A_DAY, most=HOURS)
        yield works


@contextmanager
def again(before: Clockwork, folder: Path) -> Iterator[Clockwork]:
    """The same company from here on, as often as wanted."""
    before.db.close()
    copy = folder / "again.db"
    shutil.copy(before.db.url.removeprefix("sqlite:///"), copy)
    with silent(), clockwork(f"sqlite:///{copy}", before.host.at) as works:
        works.inbox.messages += before.inbox.messages
        yield works


@dataclass(frozen=True)
class Life:
    """What reached whom, apart from what left while the clock was wrong."""

    meanwhile: list[Message]
    after: list[Message]


def lived(works: Clockwork, at: datetime, step: timedelta) -> Life:
    """The clock is wrong for half an hour, and right again for nine days."""
    works.play(at, most=HOURS)
    number = len(works.inbox.messages)
    works.host.wrong_by = step
    works.play(at + WRONG, most=timedelta(minutes=5))
    meanwhile = works.inbox.messages[number:]
    works.host.wrong_by = timedelta()
    works.play(at + 9 * A_DAY, most=HOURS)
    return Life(meanwhile, works.inbox.messages[number + len(meanwhile) :])


def told(life: Life) -> set[tuple[str, str]]:
    """Who heard on which of their days, once the clock was right."""
    return {(one.to, str(local_day(one))) for one in life.after if one.to.startswith("U00")}


def judge(works: Clockwork, life: Life, undisturbed: Life, step: timedelta) -> int:
    """How many messages there were too many, or none for want of the clock; what is doubled or stuck is an error."""
    assert works.doubled() == []
    assert works.left() == []
    for kind, most in (("brief", 1), ("ask", 3)):
        each = Counter(one.to for one in life.meanwhile if one.kind == kind)
        assert all(count <= most for count in each.values()), (kind, each)
    reports = [one for one in life.meanwhile if one.kind == "digest" and one.key.count(":") == 2]
    assert len(reports) <= 1
    days = Counter((one.to, local_day(one)) for one in life.after if one.kind == "brief" and one.to.startswith("U00"))
    assert all(count == 1 for count in days.values()), days
    early = abs(step) <= 7 * A_DAY and step > timedelta()
    weeks = {one.key for one in life.after if one.kind == "digest" and one.key.count(":") == 2}
    weeks |= {one.key for one in reports} if early else set()
    wanted = {
        one.key
        for one in (*undisturbed.meanwhile, *undisturbed.after)
        if one.kind == "digest" and one.key.count(":") == 2
    }
    assert wanted <= weeks, (wanted, weeks)
    return len(told(undisturbed) - told(life))


@pytest.fixture(scope="module")
def undisturbed(before: Clockwork, tmp_path_factory: pytest.TempPathFactory) -> dict[datetime, Life]:
    """What happens when the clock is always right, by the moment."""
    lives = {}
    for at in moments():
        with again(before, tmp_path_factory.mktemp("undisturbed")) as works:
            lives[at] = lived(works, at, timedelta())
    return lives


def moments() -> list[datetime]:
    """When it is set: on a Monday before nine, and at other times of that day."""
    rng = random.Random(SEED)  # noqa: S311 - the same moments each time
    return [ENDS, *(ENDS + timedelta(minutes=rng.randrange(24 * 60)) for _ in range(MOMENTS - 1))]


@proof
@pytest.mark.parametrize("ahead", [1, -1])
@pytest.mark.parametrize("name", STEPS)
def test_r11_the_clock_of_the_host_is_set_and_right_again(
    name: str, ahead: int, before: Clockwork, undisturbed: dict[datetime, Life], tmp_path: Path
) -> None:
    if length((name, ahead) not in SHORT, False):
        pytest.skip("the short form has three of them")
    missed = 0
    for at in moments():
        with again(before, tmp_path) as works:
            life = lived(works, at, STEPS[name] * ahead)
            missed += judge(works, life, undisturbed[at], STEPS[name] * ahead)
