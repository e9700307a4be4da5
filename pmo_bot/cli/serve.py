"""The processes: `worker` is Socket Mode and the heartbeat, `web` is HTTP."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from pmo_bot.app import Bot, build
from pmo_bot.cli.codes import LATER, MISSING
from pmo_bot.cli.data import prepare
from pmo_bot.cli.needed import not_known
from pmo_bot.logs import set_up
from pmo_bot.settings import Settings
from pmo_bot.store.alone import alone
from pmo_bot.web.listening import web_config
from pmo_bot.web.vital import vital_app

if TYPE_CHECKING:
    from pmo_bot.playground.serve import Server

CROWDED = LATER
NOT_ALLOWED = "42501"
"""PostgreSQL: insufficient privilege."""

CONNECTS_WITHIN = 3.0
"""Seconds after which whoever looks at the screen is told that it takes longer."""


def one_at_a_time(serve: Callable[[Settings], int]) -> Callable[[Settings], int]:
    """SQLite is for one process: a second one says so and ends."""

    @wraps(serve)
    def first(settings: Settings) -> int:
        with alone(settings.database_url) as free:
            return serve(settings) if free else crowded(settings)

    return first


def crowded(settings: Settings) -> int:
    """Say that somebody is at work already."""
    print(
        f"PMO Bot is at work on this database already ({settings.database_url}), and SQLite is for one process. "
        "Stop the other one first, or set DATABASE_URL to a PostgreSQL, which takes as many as you start.",
        file=sys.stderr,
    )
    return CROWDED


@one_at_a_time
def worker(settings: Settings) -> int:
    """Serve one workspace over Socket Mode until told to stop; several of them are served by `web`, and this ticks."""
    if settings.slack_app_token is None and not settings.serves_many:
        return missing("SLACK_APP_TOKEN", "it starts with xapp- and opens Socket Mode")
    if (lacking := not_known(settings)) is not None:
        return missing(*lacking)
    set_up(settings.log_level)
    if why := why_not_prepared(settings.database_url):
        return too_early(why)
    return asyncio.run(_work(build(settings)))


async def _work(bot: Bot) -> int:
    stopping = asyncio.Event()
    listen_for_stop(stopping.set)
    await bot.start(socket_mode=bot.settings.slack_app_token is not None)
    telling = asyncio.create_task(tell(bot))
    asked = _asked_how_it_is(bot)
    told = asyncio.create_task(asked.serve()) if asked is not None else None
    if told is not None:
        told.add_done_callback(lambda _: stopping.set())  # it cannot listen where it was told to
    await stopping.wait()
    telling.cancel()
    await bot.stop()
    if asked is not None and told is not None:
        asked.stop()
        await told
    return 0


async def tell(bot: Bot) -> None:
    """Say that it is at work when it is, and not before."""
    if not await bot.connected(within=CONNECTS_WITHIN):
        print(
            "PMO Bot cannot reach Slack yet, and tries again until it does. `./run doctor` says why; Ctrl-C stops it.",
            file=sys.stderr,
        )
        await bot.connected()
    print("PMO Bot is at work. Stop it with Ctrl-C.", file=sys.stderr)


def _asked_how_it_is(bot: Bot) -> Server | None:
    """A worker is called by nobody but those who watch it."""
    if not bot.settings.health_port:
        return None
    from pmo_bot.playground.serve import Server

    settings, app = bot.settings, vital_app(bot.why_not_ready)
    return Server(web_config(app, host=settings.host, port=settings.health_port, timeout_graceful_shutdown=1))


@one_at_a_time
def web(settings: Settings) -> int:
    """Answer what Slack calls over HTTP until told to stop."""
    if settings.slack_signing_secret is None:
        return missing("SLACK_SIGNING_SECRET", "with it the bot knows that a call comes from Slack")
    if (lacking := not_known(settings)) is not None:
        return missing(*lacking)
    set_up(settings.log_level)
    if why := why_not_prepared(settings.database_url):
        return too_early(why)
    return asyncio.run(_serve(build(settings)))


async def _serve(bot: Bot) -> int:
    from pmo_bot.playground.serve import Server

    settings = bot.settings
    config = web_config(bot.web(), host=settings.host, port=settings.port, timeout_graceful_shutdown=1)
    server = Server(config)
    listen_for_stop(server.stop)
    # Beside a worker on PostgreSQL the heartbeat is theirs; alone on SQLite it is ours.
    await bot.start(socket_mode=False, heartbeat=bot.db.is_sqlite)
    try:
        await server.serve()
    finally:
        await bot.stop()
    return 0


def why_not_prepared(url: str) -> str:
    """Bring the schema to the newest; why that is its owner's, or empty when it is there."""
    try:
        prepare(url)
    except DBAPIError as refused:
        if getattr(refused.orig, "sqlstate", "") != NOT_ALLOWED:
            raise
        return (
            "The database has an older schema, which the role in DATABASE_URL may not change. "
            "Run ./run migrate as its owner; then this process starts."
        )
    return ""


def too_early(why: str) -> int:
    """Say what has to happen first."""
    print(why, file=sys.stderr)
    return CROWDED


def listen_for_stop(stop: Callable[[], object]) -> None:
    """Call `stop` on Ctrl-C and on SIGTERM."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


def missing(name: str, why: str) -> int:
    """Say which setting is missing."""
    print(f"{name} is not set: {why}. `./run doctor` tells where to find it.", file=sys.stderr)
    return MISSING
