"""S7: answers go to Slack and nowhere else, whatever the response URL says and wherever Slack seems to send us."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from pmo_bot.blocks.kit import Message
from pmo_bot.ports import Fate, ReplyTo
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.places import Elsewhere, Places
from pmo_bot.slack.surface import SlackSurface

SLACK = "https://slack.com/api/"
HOOK = "https://hooks.slack.com/commands/T1/2/3"

OTHERS = [
    # other hosts, and names that look like ours
    "https://evil.example/hooks.slack.com",
    "https://hooks.slack.com.evil.example/x",
    "https://evilhooks.slack.com/x",
    "https://hooks-slack.com/x",
    "https://hooks.slack.co/x",
    "https://xhooks.slack.com/x",
    "https://hooks.slack.com.:443/x",
    "https://hooks.slack.com./x",
    "https://api.slack.com/x",
    "https://a.slack.com/x",
    "https://slack.com.evil.example/x",
    "https://hooks.slack.com%2eevil.example/x",
    "https://hooks.slack.com%00.evil.example/x",
    "https://hooks_slack_com/x",
    # somebody's name before the host
    "https://hooks.slack.com@evil.example/x",
    "https://hooks.slack.com:443@evil.example/x",
    "https://u:p@hooks.slack.com/x",
    "https://@hooks.slack.com/x",
    "https://evil.example:x@hooks.slack.com/x",
    "https://hooks.slack.com%40evil.example/x",
    "https://hooks.slack.com\\@evil.example/x",
    "https://evil.example\\@hooks.slack.com/x",
    "https://evil.example#@hooks.slack.com/x",
    "https://evil.example?@hooks.slack.com/x",
    "https://evil.example;@hooks.slack.com/x",
    "https://hooks.slack.com\\.evil.example/x",
    "https:\\\\hooks.slack.com\\x",
    # signs that one reader drops and another keeps
    "https://hooks.sla\tck.com/x",
    "https://hooks.slack\n.com/x",
    "\thttps://hooks.slack.com/x",
    " https://hooks.slack.com/x",
    "https://hooks.slack.com/x\r\nhost: evil.example",
    "https://hooks.slack.com /x",
    "https://hooks.slack.com/x y",
    "\x00https://x",
    "https://hooks.slack.com\u2024evil.example/x",
    "https://hooks\u3002slack\u3002com/x",
    "https://ℎooks.slack.com/x",
    "https://hооks.slack.com/x",
    "https://hooks.slack.com\uff0fx",
    "https://hooks.slack.com\u2100evil.example/x",
    "https://xn--hoks-4qa.slack.com/x",
    "https://hooks.slack.com\u200b/x",
    "https://hoo\u00adks.slack.com/x",
    # other schemes and ports
    "http://hooks.slack.com/x",
    "ftp://hooks.slack.com/x",
    "file:///etc/passwd",
    "gopher://hooks.slack.com:70/x",
    "javascript:alert(1)",
    "data:text/plain,x",
    "//hooks.slack.com/x",
    "hooks.slack.com/x",
    "ws://hooks.slack.com/x",
    "unix:/run/x.sock",
    "https:hooks.slack.com/x",
    "https:///hooks.slack.com/x",
    "https://hooks.slack.com:80/x",
    "https://hooks.slack.com:8443/x",
    "https://hooks.slack.com:0443x/x",
    # this machine and its neighbours, however they are written
    "http://127.0.0.1/x",
    "http://localhost/x",
    "http://[::1]/x",
    "http://0.0.0.0/x",
    "http://0/x",
    "http://127.1/x",
    "http://2130706433/x",
    "http://0x7f000001/x",
    "http://0177.0.0.1/x",
    "http://127.0.0.1.nip.io/x",
    "http://[::ffff:127.0.0.1]/x",
    "http://[::ffff:7f00:1]/x",
    "http://169.254.169.254/latest/meta-data",
    "https://169.254.169.254/x",
    "http://[fd00:ec2::254]/x",
    "http://metadata.google.internal/x",
    "http://①②⑦.⓪.⓪.①/x",
    "http://10.0.0.1/x",
    "https://[hooks.slack.com]/x",
    "https://[::1%25eth0]/x",
    "https://127.0.0.1:443/x",
    # names that point here after they were looked at
    "https://make-127-0-0-1-rebind-127-0-0-1-rr.example/x",
    "https://7f000001.c0a80001.rbndr.example/x",
    "https://localtest.example/x",
    # nothing of the kind
    "",
    "https://",
    "https://:443/x",
    "https://hooks.slack.com:port/x",
    "https://hooks.slack.com:99999/x",
    "https://[/x",
    "?",
    "x" * 5_000,
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every host that anybody wanted to connect to; nobody gets there."""
    hosts: list[str] = []

    async def connect(self: aiohttp.TCPConnector, request: aiohttp.ClientRequest, *_: object, **__: object) -> None:
        hosts.append(f"{request.url.scheme}://{request.url.host}:{request.url.port}")
        raise aiohttp.ClientConnectionError("nobody is to be reached here")

    monkeypatch.setattr(aiohttp.TCPConnector, "connect", connect)
    return hosts


def test_there_are_sixty_ways_and_more() -> None:
    assert len(set(OTHERS)) == len(OTHERS) >= 60


@pytest.mark.parametrize("url", OTHERS)
async def test_an_answer_does_not_leave_for_anywhere_else(url: str, asked: list[str]) -> None:
    client = SlackClient("xoxb-x", SLACK)
    assert not Places(SLACK).allows(url)
    await SlackSurface(client, SLACK).reply(ReplyTo("T1", "U1", "C1", url), Message("secret words"))
    assert set(asked) == {"https://slack.com:443"}  # as a private note instead
    assert not await client.post(url, {"text": "secret words"})
    assert set(asked) == {"https://slack.com:443"}
    await client.close()


@pytest.mark.parametrize(
    "url", [HOOK, "https://HOOKS.slack.com/actions/T1/2/3", "https://hooks.slack.com:443/app/T1/2/3"]
)
async def test_it_leaves_for_slack(url: str, asked: list[str]) -> None:
    client = SlackClient("xoxb-x", SLACK)
    await SlackSurface(client, SLACK).reply(ReplyTo("T1", "U1", "C1", url), Message("words"))
    assert asked[0] == "https://hooks.slack.com:443"
    await client.close()


def test_another_slack_has_its_own_hosts() -> None:
    gov, local = Places("https://slack-gov.com/api/"), Places("http://127.0.0.1:4711/api/")
    assert gov.allows("https://hooks.slack-gov.com/x")
    assert not gov.allows(HOOK)
    assert local.allows("http://127.0.0.1:4711/respond/1")
    assert not local.allows("http://127.0.0.1:4712/respond/1")
    assert not local.allows(HOOK)


async def test_a_session_sends_nothing_elsewhere_even_when_it_is_asked_to(asked: list[str]) -> None:
    async with aiohttp.ClientSession(trace_configs=[Places(SLACK).guard()]) as session:
        with pytest.raises(Elsewhere):
            await session.get("https://evil.example/")
    assert asked == []


# --- redirects ------------------------------------------------------------------------


@dataclass
class Neighbour:
    """A server that notes what reaches it, and another that sends everybody there."""

    reached: list[str] = field(default_factory=list)
    url: str = ""
    status: int = 307


@contextlib.asynccontextmanager
async def redirecting(status: int) -> AsyncIterator[tuple[str, Neighbour]]:
    neighbour = Neighbour(status=status)

    async def note(request: web.Request) -> web.Response:
        neighbour.reached.append(request.path)
        return web.json_response({"ok": True})

    async def send_away(request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"location": neighbour.url + "/stolen"})

    async with _serving(note) as there, _serving(send_away) as here:
        neighbour.url = there
        yield here, neighbour


@contextlib.asynccontextmanager
async def _serving(handler: object) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler)  # type: ignore[arg-type]
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nobody_is_sent_on(status: int) -> None:
    async with redirecting(status) as (here, neighbour):
        client = SlackClient("xoxb-x", here + "/api/")
        outcome, _ = await client.call("chat.postMessage", channel="C1", text="secret words")
        assert outcome.fate is Fate.AMBIGUOUS
        assert not await client.post(here + "/respond", {"text": "secret words"})
        await asyncio.sleep(0)
        assert neighbour.reached == []
        await client.close()
