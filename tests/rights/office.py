"""The real listeners behind the real dispatcher, in this process: payloads in, answers and changes out, all undone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlmodel import Session

from handlers import listener
from handlers.listener import Desk
from handlers.registry import register
from handlers.turns import Turns
from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.heartbeat import Heartbeat, advance
from pmo_bot.jobs.rehearsal import AtOnce
from pmo_bot.ports import Content, Fate, Outcome, ReplyTo, SlackChannel, SlackProfile
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import people
from pmo_bot.store import outbox
from pmo_bot.store.database import Database
from tests.rights.payloads import TEAM, click, command, shortcut, submission

_numbers = count(1)


class Undone(Database):
    """A database on one connection, of which everything that is done inside `undone` is taken back."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.connection = self._writer.connect()
        self.connection.begin()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """As the real one: all or nothing."""
        with self._on_it() as session, session.begin():
            try:
                yield session
            except BaseException:
                session.expunge_all()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """As the real one: what it changes is thrown away."""
        with self._on_it(autoflush=False) as session:
            yield session

    def _on_it(self, *, autoflush: bool = True) -> Session:
        mode = "create_savepoint"
        return Session(self.connection, expire_on_commit=False, autoflush=autoflush, join_transaction_mode=mode)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside has not happened afterwards."""
        point = self.connection.begin_nested()
        try:
            yield
        finally:
            point.rollback()

    def close(self) -> None:
        """Nothing of it is kept."""
        self.connection.close()
        super().close()


@dataclass
class Shown:
    """What the bot showed to whoever acted: every message, window and Home, as Slack would get it."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    public: list[dict[str, Any]] = field(default_factory=list)
    windows: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    @property
    def words(self) -> str:
        """All of it, to look for words in."""
        return json.dumps([self.replies, self.public, self.windows, self.errors], ensure_ascii=False)


@dataclass
class Surface:
    """Keeps what it is to show."""

    shown: Shown = field(default_factory=Shown)

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        """An answer."""
        (self.shown.public if public else self.shown.replies).append(content.payload())

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """A window."""
        self.shown.windows.append(dict(view))

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        """A window in the place of another."""
        self.shown.windows.append(dict(view))

    async def home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> None:
        """A Home."""
        self.shown.windows.append(dict(view))


@dataclass
class Directory:
    """A Slack that knows these people and channels."""

    profiles: dict[str, SlackProfile]
    channels: dict[str, tuple[SlackChannel, frozenset[str]]]

    async def profile(self, team: str, slack_id: str) -> SlackProfile | None:
        """Somebody."""
        return self.profiles.get(slack_id)

    async def channel(self, team: str, channel_id: str) -> SlackChannel | None:
        """A channel."""
        found = self.channels.get(channel_id)
        return found[0] if found else None

    async def members(self, team: str, channel_id: str) -> frozenset[str]:
        """Who is in it."""
        return self.channels[channel_id][1]


@dataclass
class Messenger:
    """A Slack that takes everything, and remembers what reached whom."""

    sent: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    at: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Where each message is, by its key."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """Everybody can be written to."""
        return Outcome(Fate.DONE, channel=f"D{slack_id[1:]}")

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """It arrives."""
        self.sent.setdefault(channel, []).append(content.payload())
        self.at[key] = channel, f"{next(_numbers)}.000001"
        return Outcome(Fate.DONE, *self.at[key])

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """What arrived is there."""
        return Outcome(Fate.DONE, *self.at[key]) if key in self.at else Outcome(Fate.DEAD)

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """An edit arrives too."""
        self.sent.setdefault(channel, []).append(content.payload())
        return Outcome(Fate.DONE, channel, ts)

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """A Home."""
        self.sent.setdefault(f"H{slack_id[1:]}", []).append(dict(view))
        return Outcome(Fate.DONE)


@dataclass
class Office:
    """The bot in this process, and what people can send it."""

    db: Undone
    desk: Desk
    bolt: AsyncApp
    surface: Surface
    messenger: Messenger
    heartbeat: Heartbeat
    loop: asyncio.AbstractEventLoop
    at: datetime

    @classmethod
    def open(cls, url: str, at: datetime, directory: Directory, leads: frozenset[str]) -> Office:
        """It is there, and nobody has said anything yet."""
        db, surface, messenger = Undone(url), Surface(), Messenger()
        loop = asyncio.new_event_loop()
        loop.set_default_executor(AtOnce())
        office: Office

        class Now:
            def now(self) -> datetime:
                return office.at.astimezone(UTC)

        courier = Courier(db, messenger, lambda: Now().now(), "worker 1")
        heartbeat = Heartbeat(db, courier, lambda: Now().now())
        desk = Desk(
            db,
            Now(),
            surface,
            directory,
            leads,
            public_url="https://pmo.example.org",
            pool=AtOnce(),
            turns=Turns(burst=1e9),
        )
        bolt = _bolt()
        register(bolt, desk)
        office = cls(db, desk, bolt, surface, messenger, heartbeat, loop, at)
        people.ensure_workspace(db, TEAM, Now().now())
        return office

    def close(self) -> None:
        """It is gone."""
        self.loop.close()
        self.db.close()

    # --- people act -----------------------------------------------------------------------

    def command(self, who: str, text: str, channel: str = "C0PLAIN", team: str = TEAM) -> Shown:
        """Somebody types `/pmo …`."""
        return self._sends(command(who, text, channel, team), "application/x-www-form-urlencoded")

    def click(self, who: str, value: str, team: str = TEAM, **more: Any) -> Shown:
        """Somebody presses a button."""
        return self._interacts(click(who, value, team, **more))

    def submit(self, who: str, view: Mapping[str, Any], state: Mapping[str, Any], team: str = TEAM) -> Shown:
        """Somebody sends a window in."""
        return self._interacts(submission(who, view, state, team))

    def shortcut(self, who: str, name: str, channel: str = "", text: str = "", team: str = TEAM) -> Shown:
        """Somebody uses a shortcut, on a message or from anywhere."""
        return self._interacts(shortcut(who, name, channel, text, team))

    def event(self, team: str = TEAM, **event: Any) -> Shown:
        """Slack tells something."""
        body = {"type": "event_callback", "team_id": team, "event": event, "event_id": f"Ev{next(_numbers)}"}
        return self._sends(json.dumps(body), "application/json")

    def _interacts(self, payload: dict[str, Any]) -> Shown:
        return self._sends(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    def _sends(self, body: str, kind: str) -> Shown:
        self.surface.shown = shown = Shown()
        before = self._happened()
        answer = self.loop.run_until_complete(self._dispatched(body, kind, shown))
        said = json.loads(answer.body) if answer.body else {}
        shown.errors = dict(said.get("errors") or {})
        if said.get("view"):
            shown.windows.append(said["view"])
        shown.changed = self._happened() != before
        return shown

    async def _dispatched(self, body: str, kind: str, shown: Shown) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            refused = listener.refused

            def heard(incoming: Any, refusal: Refused) -> Any:
                shown.refused.append(refusal.why)
                return refused(incoming, refusal)

            patch.setattr(listener, "refused", heard)
            answer = await self.bolt.async_dispatch(AsyncBoltRequest(body=body, headers={"content-type": [kind]}))
            while self.desk.busy:
                await asyncio.sleep(0.0005)  # and leave the processor to it
            return answer

    def _happened(self) -> tuple[Any, ...]:
        """How much has happened: events, and what else people can set in motion."""
        raw = self.db.connection.exec_driver_sql
        return tuple(raw(f"SELECT count(*), max(id) FROM {name}").one() for name in ("event", "outbox"))  # noqa: S608

    # --- time passes ----------------------------------------------------------------------

    def until(self, at: datetime) -> None:
        """Everything that is due on the way happens."""

        def jump(to: datetime) -> None:
            self.at = max(self.at, to)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(outbox, "shared_clock", lambda session: self.at.astimezone(UTC))
            self.loop.run_until_complete(advance(self.heartbeat, lambda: self.at.astimezone(UTC), jump, at - self.at))


def _bolt() -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-nobody")

    return AsyncApp(authorize=authorize, signing_secret="none", request_verification_enabled=False,
                    ssl_check_enabled=False)  # fmt: skip
