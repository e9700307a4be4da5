"""Messages that wait in numbered lanes, and what became of them, counted from what Slack holds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, text
from sqlalchemy.exc import OperationalError

from pmo_bot.model import Post, PostKind, PostState, Sent
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from tests.delivery.office import DIGESTS, project
from tests.torture.local_slack import LocalSlack
from tests.world import TEAM

PENDING = text("SELECT count(*) FROM outbox WHERE state IN ('due', 'sending')")


@dataclass(frozen=True)
class Verdict:
    """What went wrong."""

    lost: int
    doubled: int
    disordered: int
    """Lanes in which something came before what was to precede it."""

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.doubled} doubled, {self.disordered} out of order"


CLEAN = Verdict(0, 0, 0)


def judge(held: Mapping[str, Sequence[str]], lanes: Sequence[str], each: int) -> Verdict:
    """Every lane was to hold `0000`, `0001` and so on, once each, in this order."""
    lost = doubled = disordered = 0
    wanted = [f"{number:04}" for number in range(each)]
    for lane in lanes:
        there = list(held.get(lane, ()))
        counts = Counter(there)
        lost += sum(not counts[one] for one in wanted)
        doubled += sum(count - 1 for count in counts.values())
        first = list(dict.fromkeys(there))
        disordered += first != sorted(first)
    return Verdict(lost, doubled, disordered)


def fill(url: str, slack: LocalSlack, lanes: int, each: int) -> list[str]:
    """So many messages wait in each of so many lanes, half of them below a message; the channels."""
    places: list[tuple[str, str]] = slack.ask("lanes", lanes=lanes)
    db = Database(url)
    project(db)
    with db.transaction() as session:
        apollo = queries.project_by_key(session, TEAM, "APOLLO")
        assert apollo is not None
        parents = []
        for channel, ts in places:
            parents.append(Sent(team_id=TEAM, key=f"parent:{channel}", channel=channel, ts=ts, sent_at=DIGESTS))
        session.add_all(parents)
        session.flush()
        rows = [
            {
                "team_id": TEAM, "key": f"lane:{sent.channel}:{number}", "kind": PostKind.THREAD, "why": {},
                "lane": f"lane:{sent.channel}", "project_id": apollo.id, "sent_id": sent.id, "state": PostState.DUE,
                "body": {"text": f"{number:04}"}, "not_before": DIGESTS, "created_at": DIGESTS,
                "attempts": 0, "outcome": "",
            }
            for number in range(each)
            for sent in parents
        ]  # fmt: skip
        session.execute(insert(Post), rows)
    db.close()
    return [channel for channel, _ in places]


class Waiting:
    """How much is still to be done."""

    def __init__(self, url: str) -> None:
        self.db = Database(url)

    def count(self) -> int:
        """Messages that are not settled; one at least while the database does not say."""
        try:
            with self.db.reading() as session:
                return int(session.connection().execute(PENDING).scalar_one())
        except OperationalError:
            return 1

    def until_done(self, seconds: float) -> None:
        """Wait until all is settled; an error when that takes longer."""
        until = time.monotonic() + seconds
        while left := self.count():
            if time.monotonic() > until:
                raise TimeoutError(f"{left} messages are still waiting")
            time.sleep(0.1)

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()
