"""R11: the clock of the host, or of the database, is set: nothing is doubled, and nothing is stuck once it is right."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.databases import made
from tests.delivery.office import DIGESTS
from tests.lengths import WHOLE, length, proof
from tests.torture import report
from tests.torture.clockwork import A_DAY, BEGINS, Clockwork, Message, again, clockwork, found, local_day
from tests.torture.local_slack import local_slack
from tests.torture.nursery import nursery, silent
from tests.torture.outbox import CLEAN, Waiting, fill, judge

pytestmark = pytest.mark.xdist_group("clock steps")  # all begin with the same company
STEPS = {
    "1 s": timedelta(seconds=1), "1 min": timedelta(minutes=1), "1 h": timedelta(hours=1), "1 d": A_DAY,
    "1 week": 7 * A_DAY, "30 d": 30 * A_DAY, "1 year": 365 * A_DAY,
}  # fmt: skip
SHORT = {("1 h", -1), ("1 year", 1)}
OWNERS = length(1, 4)
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


def told(messages: list[Message]) -> set[str]:
    """The briefs among them: who, and for which of their days."""
    return {one.key for one in messages if one.kind == "brief" and one.to.startswith("U00")}


def reports(messages: list[Message]) -> set[str]:
    """The digests among them, without what stands in their threads."""
    return {one.key for one in messages if one.kind == "digest" and one.key.count(":") == 2}


def missed(works: Clockwork, life: Life, undisturbed: Life) -> list[str]:
    """What would have come and did not; what came too often is an error."""
    assert works.doubled() == []
    for kind, most in (("brief", 1), ("ask", 3)):
        each = Counter(one.to for one in life.meanwhile if one.kind == kind)
        assert all(count <= most for count in each.values()), (kind, each)
    assert len(reports(life.meanwhile)) <= 1
    days = Counter((one.to, local_day(one)) for one in life.after if one.kind == "brief" and one.to.startswith("U00"))
    assert all(count == 1 for count in days.values()), days
    wanted, came = [*undisturbed.meanwhile, *undisturbed.after], [*life.meanwhile, *life.after]
    heard = {
        one.to: local_day(one) for one in life.meanwhile if one.key in told(life.meanwhile)
    }  # all there was to say
    wanted = [one for one in wanted if one.to not in heard or not one.key.endswith(str(heard[one.to]))]
    digests = reports(wanted) - reports(came)
    if reports(life.meanwhile):  # the channel has read one on that Monday, be it next week's
        digests -= {f"digest:APOLLO:{ENDS.date()}"}
    return [*(told(wanted) - told(came)), *digests, *(post.key for post in works.left())]


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
    if not WHOLE and (name, ahead) not in SHORT:
        pytest.skip("the short form has two of them")
    meanwhile = 0
    for at in moments():
        with again(before, tmp_path) as works:
            life = lived(works, at, STEPS[name] * ahead)
            assert missed(works, life, undisturbed[at]) == []
            meanwhile += len(life.meanwhile)
    measured = f"{MOMENTS} times: {meanwhile} messages meanwhile, 0 doubled, 0 missed afterwards"
    sign = "+" if ahead > 0 else "-"
    report.row(f"R11 {sign} {name}", target="0 doubled, ≤ 1 coalesced each", measured=measured, seed=SEED)


@proof
def test_r11_a_bot_that_does_not_notice_is_caught(
    before: Clockwork, undisturbed: dict[datetime, Life], tmp_path: Path
) -> None:
    if not WHOLE:
        pytest.skip("the whole form has it")
    with again(before, tmp_path) as works:
        works.heartbeat._afresh.look = lambda now: None  # type: ignore[method-assign]
        found_missing = missed(works, lived(works, ENDS, STEPS["1 year"]), undisturbed[ENDS])
    report.row("R11 unnoticed", target="is caught", measured=f"is caught: {len(found_missing)} missed", seed=SEED)
    assert found_missing


# --- the clock of the database --------------------------------------------------------------

MOCK = """
CREATE SCHEMA mock;
CREATE TABLE mock.off (by interval);
INSERT INTO mock.off VALUES ('0');
CREATE FUNCTION mock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + (SELECT by FROM mock.off)';
"""
"""Whoever asks for the time finds this one first."""
OF_DATABASE = length(("1 hour", "-1 hour"), ("1 second", "-1 second", "1 hour", "-1 hour", "1 year", "-1 year"))
TIMES, LANES, EACH = length(1, 3), length(10, 60), length(10, 25)
LONGEST = 150.0


@contextmanager
def settable(server: postgres.Server, url: str) -> Iterator[Callable[[str], None]]:
    """A clock of this database alone that can be set, by so much."""
    name = url.split("/")[3].partition("?")[0]
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as line:
        line.execute(MOCK)  # type: ignore[arg-type]  # our own words
        server.run(f"ALTER DATABASE {name} SET search_path TO mock, public, pg_catalog")
        yield lambda by: line.execute("UPDATE mock.off SET by = %s", (by,)) and None


@proof
def test_r11_the_clock_of_the_database_is_set(postgres_server: postgres.Server, postgres_url: str) -> None:
    """Workers are in the middle of sending to a slow Slack that is wrong at times; leases go by this clock."""
    rng, steps = random.Random(SEED), 0  # noqa: S311 - the same instants each time
    with settable(postgres_server, postgres_url) as set_by, local_slack(DIGESTS) as slack:
        channels, waiting = fill(postgres_url, slack, LANES, EACH), Waiting(postgres_url)
        slack.trouble(share=0.1, seed=SEED, slow=0.2, often=0.5)
        with nursery(postgres_url, slack.api_url, DIGESTS) as made_ready:
            made_ready.bear(2)
            for by in OF_DATABASE * TIMES:
                time.sleep(rng.uniform(0.2, 0.6))
                set_by(by)
                time.sleep(rng.uniform(1.0, 1.5))  # long enough for each worker to see it, as a tick of 5 s does
                set_by("0")
                steps += 2 if waiting.count() else 0
            waiting.until_done(LONGEST)
        waiting.close()
        verdict = judge(slack.ask("held"), channels, EACH)
    measured = f"{verdict}; {steps} steps while {LANES * EACH:,} messages left"
    report.row("R11 database", target="± 1 s, 1 h, 1 year: 0 doubled, 0 stuck", measured=measured, seed=SEED)
    assert verdict == CLEAN
    assert steps
