"""R1, R3 and both at once: workers are killed at any instant, Slack answers wrong, and each message is there once."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import pytest

from tests import postgres
from tests.delivery.office import DIGESTS
from tests.lengths import WHOLE, alone, length, proof
from tests.torture import report
from tests.torture.local_slack import POST, LocalSlack, local_slack
from tests.torture.nursery import nursery
from tests.torture.outbox import CLEAN, Verdict, Waiting, fill, judge
from tests.torture.policies import MUTANTS, NOBODY_DIES, PATIENT

SEED = 20261128
LANES, EACH = length((20, 5), (500, 20))
KILLS = length(6, 500)
MOMENT = 0.05
WRONG = 0.3
LONGEST = 600.0


@dataclass(frozen=True)
class Result:
    """What a run came to."""

    verdict: Verdict
    kills: int
    seconds: float
    posts: float
    """Calls for each message."""
    look_ups: float

    def __str__(self) -> str:
        return (
            f"{self.verdict}; {self.kills} kills, {self.posts:.2f} posts and {self.look_ups:.2f} look-ups a message, "
            f"{self.seconds:.0f} s"
        )


def run(
    url: str, slack: LocalSlack, *, kills: int = 0, wrong: float = 0.0, slow: float = 0.0, workers: int = 1,
    policy: str = "", lanes: int = LANES, each: int = EACH,
) -> Result:  # fmt: skip
    """Drain an outbox through all of that."""
    rng, began = random.Random(SEED), time.monotonic()  # noqa: S311 - the same instants each time
    channels, waiting, killed = fill(url, slack, lanes, each), Waiting(url), 0
    if wrong or slow:
        slack.trouble(share=wrong, seed=SEED, slow=slow)
    with nursery(url, slack.api_url, DIGESTS, policy) as made:
        made.bear(workers)
        while killed < kills and at_work(slack, waiting, rng.randint(1, 2 * lanes * each // kills // 3 + 1)):
            time.sleep(rng.uniform(0.0, MOMENT))
            made.kill_one(rng)
            killed += 1
        waiting.until_done(LONGEST)
    waiting.close()
    calls, messages = slack.ask("calls"), lanes * each
    look_ups = sum(calls.get(f"conversations.{which}", 0) for which in ("history", "replies"))
    verdict = judge(slack.ask("held"), channels, each)
    return Result(verdict, killed, time.monotonic() - began, calls[POST] / messages, look_ups / messages)


def at_work(slack: LocalSlack, waiting: Waiting, posts: int) -> bool:
    """Wait until so many more posts have come; False when nothing is left to do."""
    before, until = slack.ask("calls").get(POST, 0), time.monotonic() + LONGEST
    while slack.ask("calls").get(POST, 0) < before + posts and time.monotonic() < until:
        if not waiting.count():
            return False
        time.sleep(0.01)
    return True


def told(row: str, target: str, result: Result) -> None:
    """A row of the table, when it was played whole."""
    if WHOLE:
        report.row(row, target=target, measured=str(result), seed=SEED)


def where(url: str) -> str:
    """Which database it is."""
    return "SQLite" if url.startswith("sqlite") else "PostgreSQL"


def short_on(database: str, url: str) -> None:
    """The short form is played on one database, the whole one on both."""
    if not WHOLE and where(url) != database:
        pytest.skip(f"in its short form on {database}")


@proof
def test_r1_killed_at_any_instant(database_url: str) -> None:
    with local_slack(DIGESTS) as slack:
        result = run(database_url, slack, kills=KILLS)
    told(f"R1 {where(database_url)}", f"{KILLS} kills, {LANES * EACH:,} messages: 0, 0, 0", result)
    assert result.verdict == CLEAN


@alone
@proof
def test_r3_slack_answers_wrong(database_url: str) -> None:
    short_on("SQLite", database_url)
    with local_slack(DIGESTS) as slack:
        result = run(database_url, slack, wrong=WRONG, each=length(10, EACH))  # shares of fewer would say little
    told(f"R3 {where(database_url)}", "30 % wrong: 0, 0, 0; ≤ 1.2 posts, ≤ 0.35 look-ups", result)
    assert result.verdict == CLEAN
    assert result.posts <= length(1.4, 1.2)
    assert result.look_ups <= length(0.5, 0.35)


@proof
def test_r1_and_r3_at_once(database_url: str) -> None:
    short_on("PostgreSQL", database_url)
    with local_slack(DIGESTS) as slack:
        result = run(database_url, slack, kills=KILLS, wrong=WRONG)
    told(f"R1 + R3 {where(database_url)}", "both at once: 0, 0, 0", result)
    assert result.verdict == CLEAN


# --- the same tests catch what peers do ---------------------------------------------------

CAUGHT_SOON = {("send then mark", "wrong"), ("mark then send", "killed"), ("blind retry", "wrong")}


@proof
@pytest.mark.parametrize("policy", [name for name in MUTANTS if name != "lease too short"])
@pytest.mark.parametrize("trouble", ["killed", "wrong"])
def test_r26_what_peers_do_is_caught(policy: str, trouble: str, sqlite_url: str) -> None:
    how = {"kills": length(15, 200)} if trouble == "killed" else {"wrong": WRONG}
    if not WHOLE and (policy, trouble) not in CAUGHT_SOON:
        pytest.skip("the short form has each policy once")
    lanes, each = length((20, 10 if trouble == "killed" else 5), (200, 20))
    with local_slack(DIGESTS) as slack:
        result = run(sqlite_url, slack, policy=policy, lanes=lanes, each=each, **how)
    told(f"R26 {policy}, {trouble}", "is caught", result)
    assert result.verdict != CLEAN


@proof
def test_r5_a_lease_that_is_too_short_doubles(postgres_url: str) -> None:
    lanes, each = length((4, 2), (100, 20))
    with local_slack(DIGESTS) as slack:
        result = run(postgres_url, slack, policy="lease too short", slow=0.8, workers=2, lanes=lanes, each=each)
    told("R5 lease too short", "is caught: more than 0 doubled", result)
    assert result.verdict.doubled > 0


# --- workers that stand still, and several of them ----------------------------------------


@proof
def test_r4_a_worker_that_overslept_its_lease_sends_nothing_twice(postgres_url: str) -> None:
    pauses, (lanes, each) = length(1, 30), length((20, 5), (500, 40))
    rng, stopped = random.Random(SEED), 0  # noqa: S311 - the same order each time
    with local_slack(DIGESTS) as slack:
        channels, waiting = fill(postgres_url, slack, lanes, each), Waiting(postgres_url)
        with nursery(postgres_url, slack.api_url, DIGESTS) as made:
            made.bear(length(2, 6))
            while stopped < pauses and at_work(slack, waiting, rng.randint(1, max(1, lanes * each // pauses // 4))):
                made.pause_one(rng, PATIENT.lease + rng.uniform(0.2, 1.0))
                stopped += 1
            waiting.until_done(LONGEST)
        waiting.close()
        verdict = judge(slack.ask("held"), channels, each)
    if WHOLE:
        measured = f"{verdict}; {stopped} times longer than the lease, {lanes * each:,} messages"
        report.row("R4", target="30 SIGSTOPs longer than the lease: 0 doubled", measured=measured, seed=SEED)
    assert verdict == CLEAN
    assert stopped == pauses


@proof
@pytest.mark.parametrize("workers", [2, 4, 8])
def test_r6_several_workers_race(workers: int, postgres_url: str) -> None:
    if not WHOLE and workers != 4:
        pytest.skip("in its short form with four")
    with local_slack(DIGESTS) as slack:
        result = run(postgres_url, slack, workers=workers, policy=NOBODY_DIES)
    told(f"R6 {workers} workers", "10,000 messages: 0, 0, 0", result)
    assert result.verdict == CLEAN
    assert result.look_ups == 0, "nothing was ever in doubt"


@proof
def test_r7_the_database_breaks_down(postgres_server: postgres.Server, postgres_url: str) -> None:
    breakdowns, rng, slowest = length(1, 20), random.Random(SEED), 0.0  # noqa: S311 - the same instants each time
    postgres_server.run(f"ALTER DATABASE {postgres_url.split('/')[3].partition('?')[0]} SET synchronous_commit TO on")
    with local_slack(DIGESTS) as slack:
        channels, waiting = fill(postgres_url, slack, LANES, EACH), Waiting(postgres_url)
        with nursery(postgres_url, slack.api_url, DIGESTS) as made:
            made.bear(2)
            for _ in range(breakdowns):
                at_work(slack, waiting, rng.randint(1, max(1, LANES * EACH // breakdowns // 2)))
                postgres_server.break_down()
                back = time.monotonic()
                at_work(slack, waiting, 1)
                slowest = max(slowest, time.monotonic() - back)
            waiting.until_done(LONGEST)
        waiting.close()
        verdict = judge(slack.ask("held"), channels, EACH)
    if WHOLE:
        measured = f"{verdict}; {breakdowns} breakdowns, sending again after {slowest:.1f} s at most"
        report.row("R7", target="20 breakdowns: 0, 0, 0; sending again ≤ 5 s after", measured=measured, seed=SEED)
    assert verdict == CLEAN
