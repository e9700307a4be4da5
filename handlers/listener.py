"""The desk: acknowledges, finds the person, runs the listener in a thread, and turns every error into a sentence."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from handlers.answers import NOTHING, Answer, Invalid, Later, Next, Reply
from handlers.call import Call, Incoming
from handlers.giving import give, refused, say_broken
from handlers.profiles import as_known
from handlers.turns import Silenced, Turns
from handlers.under_way import UnderWay
from handlers.unread import where_unread
from handlers.well_formed import well_formed
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.forms import notice
from pmo_bot.blocks.words import answers as words
from pmo_bot.metrics import timed
from pmo_bot.model import Person, Standing
from pmo_bot.ports import Clock, Directory, SlackChannel, SlackProfile, Surface
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.services import people, projects
from pmo_bot.services.trying import Replay, no_replay
from pmo_bot.store.database import Database

T = TypeVar("T")
KNOWN_FOR = timedelta(hours=24)
THREADS = 32
ACK_SECONDS = 1.8
"""After so long it is acknowledged all the same: Slack takes nothing after three, and the door has its part of them."""

Listener = Callable[["Desk", Call], Answer]
EventListener = Callable[["Desk", str, Mapping[str, Any]], Awaitable[None]]
Handler = Callable[..., Awaitable[None]]
log = structlog.get_logger()


async def _no_kick() -> None:
    """Without a heartbeat nothing is delivered any sooner."""


def no_tokens() -> None:
    """One workspace alone: there is nothing to forget."""


@dataclass
class Desk:
    """Everything a listener may use."""

    db: Database
    clock: Clock
    surface: Surface
    directory: Directory
    pmo_leads: frozenset[str] = frozenset()
    kick: Callable[[], Awaitable[object]] = _no_kick
    """Deliver at once what a click made due, instead of at the next tick."""
    public_url: str = ""
    """Where people's programs reach the web process; empty where nobody said."""
    forget_tokens: Callable[[], None] = no_tokens
    """Ask anew whose token speaks: somebody let the bot in or took it out."""
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "listener"))
    turns: Turns = field(default_factory=Turns)
    """Whose turn it is, when somebody sends a lot at once."""
    replay: Replay = no_replay
    """Lets days happen again on a copy, to try other rules on them."""
    _under_way: UnderWay = field(default_factory=UnderWay)
    _at_work: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    # --- the three ways in --------------------------------------------------------

    def guarded(self, read: Callable[[Mapping[str, Any]], Incoming], listener: Listener) -> Handler:
        """A listener for commands, clicks and shortcuts: acknowledged when it is done and answered."""

        async def run(ack: AsyncAck, body: dict[str, Any]) -> None:
            await self._kept(self._serve(read(well_formed(body)), listener))
            await ack()

        return run

    def guarded_form(self, read: Callable[[Mapping[str, Any]], Incoming], listener: Listener) -> Handler:
        """A listener for submitted forms: what is wrong is shown in the form, so the answer comes first.

        One that takes too long goes on, and its answer comes as a message; the form stays open until then.
        """

        async def run(ack: AsyncAck, body: dict[str, Any]) -> None:
            with self._under_way.counted():
                incoming = read(well_formed(body))
                answering = asyncio.ensure_future(self._timed(incoming, listener))
                done, _ = await asyncio.wait({answering}, timeout=ACK_SECONDS)
                if not done:
                    await self._at_it(ack, incoming, answering)
                    return
                answer = answering.result()
                if isinstance(answer, Invalid):
                    await ack(response_action="errors", errors=dict(answer.errors))
                    return
                if isinstance(answer, Next):
                    await ack(response_action="update", view=answer.view)
                    return
                if isinstance(answer, Reply) and not incoming.has_place:
                    await ack(response_action="update", view=notice(answer.message))
                    self.soon()
                else:
                    await ack()
                    self._under_way.begin(self._given(incoming, answer))

        return run

    async def _timed(self, incoming: Incoming, listener: Listener) -> Answer:
        with timed(incoming.kind):
            return await self._answer(incoming, listener)

    async def _at_it(self, ack: AsyncAck, incoming: Incoming, answering: Awaitable[Answer]) -> None:
        """Say that it takes longer.  What is wrong with a form is seen when it is sent again; what is done, is done."""
        sentence = refused(incoming, Refused("still_at_it"))
        if isinstance(sentence, Invalid):
            await ack(response_action="errors", errors=dict(sentence.errors))
        elif isinstance(sentence, Reply):
            await ack(response_action="update", view=notice(sentence.message))
        self._under_way.begin(self._late(incoming, answering))

    async def _late(self, incoming: Incoming, answering: Awaitable[Answer]) -> None:
        await self._given(incoming, await answering)

    def guarded_event(self, listener: EventListener) -> Handler:
        """A listener for what Slack tells by itself."""

        async def of_event(desk: "Desk", team: str, body: Mapping[str, Any]) -> None:
            await listener(desk, team, body.get("event") or {})

        return self.guarded_envelope(of_event)

    def guarded_envelope(self, listener: EventListener) -> Handler:
        """The same with all that stands around the event: for whom, and when.  Bolt acknowledges when this returns."""

        async def run(body: dict[str, Any]) -> None:
            await self._kept(self._hear(well_formed(body), listener))

        return run

    async def _hear(self, body: Mapping[str, Any], listener: EventListener) -> None:
        event, team = body.get("event") or {}, str(body.get("team_id", ""))
        try:
            await listener(self, team, body)
        except Refused as refusal:  # nobody asked, so nobody is answered
            log.info("event", action="event.refused", kind=event.get("type"), why=refusal.why)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("event", action="event.failed", kind=event.get("type"), reference=reference)
            await say_broken(self.surface, team, event, reference)

    async def heard(self, incoming: Incoming, listener: Listener) -> None:
        """Words to the bot: answered like a click, although nobody waits for an acknowledgement."""
        await self._serve(incoming, listener)

    async def _kept(self, work: Coroutine[Any, Any, object]) -> None:
        """Do this before Slack has its acknowledgement, or what of it can be done in time; the rest goes on.

        A process that is killed meanwhile has acknowledged nothing: Slack says so to whoever typed or clicked, and
        tells an event again.
        """
        await asyncio.wait({self._under_way.begin(work)}, timeout=ACK_SECONDS)

    async def _serve(self, incoming: Incoming, listener: Listener) -> None:
        with timed(incoming.kind):
            answer = await self._answer(incoming, listener)
            await give(self.surface, incoming, answer)
        if isinstance(answer, Later):
            self._under_way.begin(self._work(incoming, answer))
        self.soon()

    async def _work(self, incoming: Incoming, later: Later) -> None:
        """What takes seconds, one after the other: meanwhile everybody else is answered."""
        async with self._at_work:
            answer = await self._answered(incoming, self.thread(lambda: Reply(later.work())))
        await self._given(incoming, answer)

    # --- running a listener -------------------------------------------------------

    async def _answer(self, incoming: Incoming, listener: Listener) -> Answer:
        async def run() -> Answer:
            async with self.turns.of(incoming.team, incoming.slack_id):
                return await self.thread(listener, self, await self._call(incoming))

        return await self._answered(incoming, run())

    async def _answered(self, incoming: Incoming, running: Awaitable[Answer]) -> Answer:
        try:
            try:
                return await running
            except Refused as refusal:
                log.info(
                    "listener", action="listener.refused", kind=incoming.kind, why=refusal.why, who=incoming.slack_id
                )
                return refused(incoming, refusal)
            except ValueError as failure:
                if not (where := where_unread(failure)):
                    raise
                log.warning("listener", action="listener.unread", kind=incoming.kind, where=where)
                return refused(incoming, Refused("old_button" if incoming.kind == "click" else "unread"))
        except Silenced:  # a window stays open, so it says why each time
            return refused(incoming, Refused("too_much_at_once")) if incoming.kind == "form" else NOTHING
        except AlreadyDone:
            return NOTHING if incoming.kind in ("form", "words") else Reply(say(words.SAME_CLICK))
        except Exception:  # whatever happened, the person gets a sentence and Slack its answer
            reference = secrets.token_hex(4)
            log.exception("listener", action="listener.failed", kind=incoming.kind, reference=reference)
            return refused(incoming, Refused("broken", reference=reference))

    async def _call(self, incoming: Incoming) -> Call:
        now = self.clock.now()
        person = await self.meet(incoming.team, incoming.slack_id)
        if person is None:
            raise Refused("slack_silent")
        if person.standing in (Standing.BOT, Standing.DEACTIVATED):
            raise Refused("not_a_member")
        mentioned = incoming.mentioned() - {incoming.slack_id}
        named = {one: who for one in mentioned if (who := await self.meet(incoming.team, one)) is not None}
        named[incoming.slack_id] = person
        rooms: dict[str, SlackChannel | None] = {}
        for place in incoming.places():
            rooms[place] = await self.room(incoming.team, place, named=True)
        return Call(incoming, person, now, named, rooms)

    # --- whom and what it knows ---------------------------------------------------

    async def meet(self, team: str, slack_id: str) -> Person | None:
        """Somebody, asked from Slack when they are new or not heard of for a day."""
        known = await self.thread(people.find, self.db, team, slack_id)
        heard_at = known.checked_at if known is not None else None
        if heard_at is not None and self.clock.now() - heard_at < KNOWN_FOR:
            return known
        profile = await self.directory.profile(team, slack_id)
        return await self.learn(team, profile) if profile is not None else known

    async def learn(self, team: str, profile: SlackProfile) -> Person:
        """Keep what Slack says about somebody."""
        known = as_known(profile, team)
        return await self.thread(people.know, self.db, team, known, self.clock.now(), self.pmo_leads)

    async def room(self, team: str, channel: str, *, named: bool = False) -> SlackChannel | None:
        """A channel, and who is in it where that decides who may know of its project: a private one, that of a project,
        and one that is `named` to be so."""
        found = await self.directory.channel(team, channel)
        if found is None or not found.is_member:
            return found
        decides = named or found.is_private or await self.thread(projects.talks_in, self.db, team, channel)
        if decides and (members := await self.directory.members(team, channel)) is not None:
            await self.thread(people.set_members, self.db, team, channel, members, self.clock.now())
        if found.is_private:
            await self.thread(projects.turned_private, self.db, team, channel, self.clock.now())
        return found

    async def thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run synchronous work in the desk's own threads."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *arguments)

    async def _given(self, incoming: Incoming, answer: Answer) -> None:
        await give(self.surface, incoming, answer)
        self.soon()

    def soon(self) -> None:
        """Have the heartbeat look now."""
        self._under_way.begin(self._kicked())

    async def _kicked(self) -> object:
        return await self.kick()

    @property
    def busy(self) -> bool:
        """Whether anything that people did is still under way."""
        return self._under_way.busy

    async def close(self, seconds: float = 1.0) -> None:
        """Let what is under way end, for a moment."""
        await self._under_way.end(seconds)
        self.pool.shutdown(wait=False)
