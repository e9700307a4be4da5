"""R2: the worker dies at every point there is, another one starts anew, and all is as if nothing had been.

Points are before and after each transaction, statement and commit, each call of Slack, and whatever else is awaited:
named by what they belong to.  Each is tried where it is come by first and last; on PostgreSQL, which makes as many
databases as there are deaths, once.
Whole: `./run prove tests/torture/test_crash_points.py`.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
import structlog

from tests import postgres
from tests.lengths import WHOLE, alone, length, proof
from tests.torture import report
from tests.torture.universe.moment import MOMENTS, Played, played, set_scene

EACH = length(41, 1)
"""One in so many of the points is tried."""
LEAST = 60
Copies = Callable[[], AbstractContextManager[str]]
_numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def copies(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Makes databases that are all alike: each is the scene as it was before the moment."""
    structlog.configure(processors=[_silent])
    if request.param == "sqlite":
        yield _files(request.getfixturevalue("sqlite_url"))
        return
    if not WHOLE:
        pytest.skip("in its short form on SQLite")
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database("the_scene", like=request.getfixturevalue("migrated_name")) as url:
        set_scene(url)
        yield lambda: server.database(f"moment_{os.getpid()}_{next(_numbers)}", like="the_scene")


def _silent(*_: object) -> dict[str, object]:
    raise structlog.DropEvent


def _files(url: str) -> Copies:
    set_scene(url)
    scene = Path(url.removeprefix("sqlite:///"))

    @contextmanager
    def copy() -> Iterator[str]:
        path = Path(shutil.copy(scene, scene.with_name(f"moment-{os.getpid()}.db")))
        yield f"sqlite:///{path}"
        path.unlink()

    return copy


def chosen(points: Sequence[str], *, ends: bool = True) -> list[int]:
    """The number of each named point where it is come by first and last; else somewhere between."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(points, start=1):
        places.setdefault(name, []).append(number)
    every = places.values()
    return sorted({found[n] for found in every for n in ((0, -1) if ends else (len(found) // 2,))})


def differences(undisturbed: Played, found: Played) -> Iterator[str]:
    """What is not as if nothing had been."""
    for message, times in (found.posted - undisturbed.posted).items():
        yield f"doubled: {message} {times} times more"
    for message in undisturbed.posted - found.posted:
        yield f"lost: {message}"
    for name, there in found.state.items():
        if there != undisturbed.state[name]:
            yield f"{name}: {_apart(undisturbed.state[name], there)}"
    yield from found.wrong


def _apart(before: object, after: object) -> str:
    """What two lists, or counts, do not share."""
    one, other = list(before), list(after)  # type: ignore[call-overload]
    return f"without {[x for x in one if x not in other][:3]}, with {[x for x in other if x not in one][:3]}"


_copies: list[Copies] = []
"""Where the processes that try points find theirs: it is there when they are forked."""


def _tried(moment: str, number: int | None = None) -> Played:
    with _copies[-1]() as url:
        return played(url, moment, dies_at=number)


def all_tried(points: Sequence[tuple[str, int]]) -> list[Played]:
    """Each of them; whole, with a process for each core."""
    if not WHOLE:
        return [_tried(*point) for point in points]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as processes:
        return list(processes.map(_tried, *zip(*points, strict=True)))


@alone
@proof
def test_r2_a_worker_may_die_at_every_point(copies: Copies, request: pytest.FixtureRequest) -> None:
    _copies.append(copies)
    began = time.monotonic()
    undisturbed = {moment: _tried(moment) for moment in MOMENTS}
    assert {moment: one.wrong for moment, one in undisturbed.items() if one.wrong} == {}
    where = request.node.callspec.params["copies"]
    ends = where == "sqlite"
    every = [(moment, number) for moment, one in undisturbed.items() for number in chosen(one.points, ends=ends)]
    names = {point for one in undisturbed.values() for point in one.points}
    points = every[::EACH]
    wrong = []
    for (moment, number), found in zip(points, all_tried(points), strict=True):
        assert found.died == undisturbed[moment].points[number - 1]
        wrong += [f"{moment}, {number} {found.died}: {one}" for one in differences(undisturbed[moment], found)]
    report.row(
        f"R2 {where}", seed="every one",
        target=f"every crash point, ≥ {LEAST} named: 100 % as if nothing had been",
        measured=f"{len(names)} named points, {len(points)} of {len(every)} deaths tried, {len(wrong)} differences, "
        f"{time.monotonic() - began:.0f} s",
    )  # fmt: skip
    assert wrong == []
    assert len(names) >= LEAST
    assert rooms(names) == {"plan", "claim", "send", "complete"}


def rooms(names: set[str]) -> set[str]:
    """What a worker was at when it died."""
    words = {"services.planning": "plan", "claim": "claim", "chat.postMessage": "send", "settling.arrived": "complete"}
    return {what for word, what in words.items() if any(word in name for name in names)}
