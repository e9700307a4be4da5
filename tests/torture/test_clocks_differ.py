"""R11: two machines whose clocks differ for good: nothing that one of them makes is taken back by the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlmodel import select

from pmo_bot.model import Escalation, Line, LineKind
from tests.databases import made
from tests.lengths import length, proof
from tests.torture import report
from tests.torture.clockwork import A_DAY, BEGINS, Clockwork, Host, clockwork, found, heartbeat
from tests.torture.nursery import silent

pytestmark = pytest.mark.xdist_group("clocks differ")  # all begin with the same company
MOST = length(timedelta(hours=12), timedelta(minutes=10))
LIFE = 9 * A_DAY
AHEAD = length((10,), (3, 10))
"""Minutes."""


class Told(NamedTuple):
    """What one late promise came to."""

    lead: Counter[str]
    owner: Counter[str]
    steps: int
    """How often it went up."""
    shown: int
    """How often its owner saw beforehand that it would."""


@contextmanager
def company(url: str) -> Iterator[Clockwork]:
    """One owner has one promise in a project that somebody leads, and does not keep it."""
    with silent(), clockwork(url, BEGINS) as works:
        found(works.db, 1, weeks=1)
        yield works


def lived(works: Clockwork, ahead: timedelta) -> Told:
    """Two machines plan and send in turn for nine days; the clock of one is ahead."""
    until, host = works.host.at + LIFE, Host(works.host.at, ahead)
    mine, other = works.heartbeat, heartbeat(works.db, host, works.inbox)
    while works.host.at < until:
        host.at = works.host.at
        for works.heartbeat in (other, mine):
            works.tick()
        due = works.loop.run_until_complete(mine.next_at(works.host.now()))
        stops = [until, works.host.at + MOST, *([due] if due is not None else [])]
        works.host.at = min(stop for stop in stops if stop > works.host.at)
    assert works.doubled() == []
    lead, owner = (Counter(one.key for one in works.inbox.messages if one.to == who) for who in ("U0JON", "U0000"))
    with works.db.reading() as session:
        steps = len(session.exec(select(Escalation)).all())
        shown = len(session.exec(select(Line).where(Line.kind == LineKind.PREVIEW)).all())
    return Told(lead, owner, steps, shown)


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What happens when both show the same."""
    with company(made(f"sqlite:///{tmp_path_factory.mktemp('alike') / 'bot.db'}")) as works:
        return lived(works, timedelta())


@proof
@pytest.mark.parametrize("minutes", AHEAD)
def test_r11_what_one_makes_is_not_taken_back_by_the_other(minutes: int, database_url: str, alike: Told) -> None:
    with company(database_url) as works:
        told = lived(works, timedelta(minutes=minutes))
    store = database_url.partition(":")[0].partition("+")[0]
    measured = f"the lead hears {sum(told.lead.values())} times, the owner {sum(told.owner.values())} times"
    report.row(f"R11 {minutes} min apart, {store}", target="the same as together", measured=measured)
    assert told == alike
    assert (told.steps, told.shown) == (1, 1)
    assert sum(key.startswith("ask:") for key in told.lead) == 1
