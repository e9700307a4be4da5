"""A bot with little patience, a local Slack, and people who are owed a brief: what tests of delivery share."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import SecretStr
from sqlmodel import col, select, update

from pmo_bot.app import Bot, build
from pmo_bot.jobs.patience import Patience
from pmo_bot.model import Audience, Cadence, Line, Post, PostKind, PostState, Sent
from pmo_bot.playground import Playground, create_playground, serving, small_company
from pmo_bot.services import decisions, editions, items, people, projects, stakeholders, statements
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.editions import Wanted
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject
from pmo_bot.services.stakeholders import Care
from pmo_bot.settings import Settings
from pmo_bot.slack.pacing import Pacing
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from tests.world import MANIFEST, TEAM, StillClock

STAFF = ("U0MARIA", "U0JON", "U0PRIYA", "U0INES", "U0SAM", "U0KENJI")
MADRID = ZoneInfo("Europe/Madrid")
PROMISED = datetime(2026, 11, 30, 10, tzinfo=MADRID)
BRIEFS = datetime(2026, 12, 1, 9, tzinfo=MADRID)
"""A Tuesday at nine: everybody who promised something for Wednesday is owed a brief."""
DIGESTS = datetime(2026, 12, 7, 9, tzinfo=MADRID)
STATEMENTS = datetime(2027, 2, 1, 9, tzinfo=MADRID)
"""A Monday on which a month begins."""
REPORTS = ("C0APOLLO", "C0GENERAL", "C0HELP", "U0SAM", "U0INES")
STEADY = Patience(lease=30, http=5, provider=0.2, margin=0.1)
"""What is in doubt is looked up soon; leases and calls last, however busy the machine is."""
IMPATIENT = 0.4
BRIEF = Patience(lease=1.5, http=0.4, provider=0.3, margin=0.1)
"""For a worker that will be killed."""
ENOUGH = 20.0
LANES, REPLIES = 10, 30


def settings_for(url: str, api_url: str) -> Settings:
    """The settings of a worker on this database, for this Slack."""
    return Settings(
        _env_file=None,
        database_url=url,
        slack_bot_token=SecretStr("xoxb-playground"),
        slack_app_token=SecretStr("xapp-playground"),
        slack_signing_secret=SecretStr("made-up-secret"),
        slack_api_url=api_url,
    )


def worker(url: str, api_url: str, at: datetime = BRIEFS, patience: Patience = STEADY) -> Bot:
    """A worker whose clock stands still."""
    pacing = Pacing(0.0, 0.0)
    return build(settings_for(url, api_url), clock=StillClock(at), pacing=pacing, patience=patience, strict=True)


def promises(db: Database, who: Sequence[str] = STAFF) -> None:
    """Each of them has promised something for Wednesday, and works in Madrid."""
    people.ensure_workspace(db, TEAM, PROMISED - timedelta(days=30))
    for slack_id in who:
        person = people.know(db, TEAM, Profile(slack_id, slack_id.title(), "Europe/Madrid"), PROMISED)
        wanted = Capture(f"Promise of {slack_id}", owner_id=person.id, due=(BRIEFS + timedelta(days=1)).date())
        items.capture(db, Act(person, PROMISED), wanted)


def project(db: Database, channel: str = "C0APOLLO") -> None:
    """A project that owes its channel a digest every Monday."""
    people.ensure_workspace(db, TEAM, PROMISED - timedelta(days=30))
    jon = people.know(db, TEAM, Profile("U0JON", "Jon", "Europe/Madrid"), PROMISED)
    projects.create(db, Act(jon, PROMISED), NewProject("Apollo", channel=channel))


def reports(db: Database) -> None:
    """On `STATEMENTS` all of these are due: the digest of a project, three more of its reports, and the statement."""
    project(db)
    known = {one: people.know(db, TEAM, Profile(one, one.title(), "Europe/Madrid"), PROMISED,
                              frozenset({"U0PRIYA"})) for one in STAFF}  # fmt: skip
    jon, priya = Act(known["U0JON"], STATEMENTS - timedelta(days=20)), Act(known["U0PRIYA"], PROMISED)
    for channel in ("C0GENERAL", "C0HELP"):
        editions.send_to(db, jon, Wanted("APOLLO", channel, Audience.SPONSOR))
    with db.reading() as session:
        sam = queries.person_by_slack(session, TEAM, "U0SAM")
    assert sam is not None
    care = Care(sam.id, "pays for it", 2, 2, Audience.SPONSOR, Cadence.WEEK, direct=True)
    stakeholders.note_person(db, jon, "APOLLO", care)
    statements.name_sponsor(db, priya, known["U0INES"].id)
    decisions.log(db, jon, NewDecision("We take Birch"))


def threads(db: Database) -> None:
    """Thirty replies wait in each of ten threads, one lane each."""
    project(db)
    with db.transaction() as session:
        apollo = queries.project_by_key(session, TEAM, "APOLLO")
        assert apollo is not None
        for lane in range(LANES):
            sent = Sent(team_id=TEAM, key=f"parent:{lane}", channel="C0APOLLO", ts=f"{lane}.0", sent_at=DIGESTS)
            session.add(sent)
            session.flush()
            session.add_all(_reply(apollo.id, sent, lane, number) for number in range(REPLIES))


def _reply(project_id: int, sent: Sent, lane: int, number: int) -> Post:
    return Post(
        team_id=TEAM, key=f"reply:{lane}:{number}", kind=PostKind.THREAD, lane=f"lane:{lane}", project_id=project_id,
        sent_id=sent.id, body={"text": f"{number:03}"}, not_before=DIGESTS, created_at=DIGESTS,
    )  # fmt: skip


@dataclass
class Office:
    """The bot and the Slack it sends to."""

    bot: Bot
    playground: Playground

    async def deliver(self) -> None:
        """Tick until nothing is under way or put off any more; Slack's own waits pass in real time."""
        until = time.monotonic() + ENOUGH
        while time.monotonic() < until:
            await self.bot.heartbeat.tick()
            if not self.posts(PostState.DUE, PostState.SENDING):
                return
            await asyncio.sleep(0.1)

    def posts(self, *states: PostState) -> list[Post]:
        """The outbox, in these states."""
        with self.bot.db.reading() as session:
            return list(session.exec(select(Post).where(col(Post.state).in_(states)).order_by(col(Post.id))))

    def hang_up_early(self) -> None:
        """From now on wait for no answer longer than a moment."""
        self.bot.client._timeout = aiohttp.ClientTimeout(total=IMPATIENT)

    def rewrite(self, those: PostState, **values: Any) -> None:
        """Change all messages in a state, as if something had happened to them."""
        with self.bot.db.transaction() as session:
            session.exec(update(Post).where(Post.state == those).values(**values))

    def add(self, post: Post) -> None:
        """One more message."""
        with self.bot.db.transaction() as session:
            session.add(post)

    def where(self, post: Post) -> Sent:
        """Where a message is."""
        with self.bot.db.reading() as session:
            return session.exec(select(Sent).where(Sent.key == post.key)).one()

    def lines(self, post: Post) -> list[Line]:
        """What a message carries, to count as said."""
        with self.bot.db.reading() as session:
            return list(session.exec(select(Line).where(Line.post_key == post.key)))

    @property
    def clock(self) -> StillClock:
        """The bot's clock."""
        assert isinstance(self.bot.clock, StillClock)
        return self.bot.clock

    def fates(self) -> dict[str, tuple[PostState, str]]:
        """What became of each message, by its key, with the reason."""
        return {post.key: (post.state, post.outcome) for post in self.posts(*PostState)}

    def inboxes(self) -> dict[str, int]:
        """How many messages of the bot each person has."""
        return {who: len(self.playground.world.posted(who)) for who in STAFF}

    def calls(self, method: str) -> list[datetime]:
        """When a method was called, in real time."""
        return [call.real_at for call in self.playground.world.calls if call.method == method]


ONCE_EACH = dict.fromkeys(STAFF, 1)


@contextlib.asynccontextmanager
async def office(url: str, at: datetime = BRIEFS) -> AsyncIterator[Office]:
    """A playground and a bot that nobody talks to, on a database with the newest schema."""
    async with slack(at) as playground:
        bot = worker(url, playground.api_url, at)
        try:
            yield Office(bot, playground)
        finally:
            await bot.stop()


@contextlib.asynccontextmanager
async def slack(at: datetime) -> AsyncIterator[Playground]:
    """A local Slack whose clock stands still."""
    company = small_company().with_manifest(MANIFEST)
    playground = create_playground(company, now=lambda: at, signing_secret="made-up-secret")
    async with serving(playground):
        yield playground
