"""Requests that nobody should send: made from a seed, without a signature or with a good one."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from pmo_bot.blocks.ids import Form, Shortcut, Verb, encode
from pmo_bot.playground.delivery import signature
from tests.torture.alone import SECRET, TEAM

Headers = list[tuple[bytes, bytes]]
Json = dict[str, Any]


@dataclass
class Sent:
    """A request as it goes over the wire."""

    body: bytes = b"{}"
    headers: Headers = field(default_factory=list)
    method: str = "POST"
    path: str = "/slack/events"
    query: bytes = b""
    pieces: int = 1
    cut_off: bool = False
    """Whether the caller hangs up before the end of the body."""
    kind: str = ""


# --- bodies ---------------------------------------------------------------------------


@cache
def _large(sign: bytes, size: int) -> bytes:
    return sign * size


def _garbage(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 7, 64, 900)))


BODIES: tuple[Callable[[random.Random], bytes], ...] = (
    _garbage,
    lambda rng: b"payload=" + _garbage(rng),
    lambda rng: _large(b"[", rng.choice((10, 1_000, 50_000))),
    lambda rng: _large(b'{"a":', rng.choice((10, 1_000, 20_000))),
    lambda rng: b"payload=" + _large(b"%5B", 5_000),
    lambda rng: _large(b"a=b&", rng.choice((10, 5_000))),
    lambda rng: b'{"n":' + _large(b"9", rng.choice((20, 6_000))) + b"}",
    lambda rng: b'{"n":1e' + _large(b"9", 400) + b"}",
    lambda rng: b'{"s":"' + _large(b"\\u0000", 2_000) + b'"}',
    lambda rng: b'{"s":"\\ud800"}',
    lambda rng: b'{"s":"\xff\xfe"}',
    lambda rng: b"\xef\xbb\xbf{}",
    lambda rng: b"null",
    lambda rng: b"[]",
    lambda rng: b'"text"',
    lambda rng: b"payload=null",
    lambda rng: b"payload=[]",
    lambda rng: b"payload=%7B%7D&payload=%7B%7D",
    lambda rng: b"command=%2Fpmo&text=" + quote(rng.randbytes(30)).encode(),
    lambda rng: b"ssl_check=1",
    lambda rng: b'{"type":"url_verification","challenge":"mine"}',
    lambda rng: json.dumps(mutated(rng, rng.choice(list(GOOD.values()))(rng))).encode(),
)
TOO_LARGE = (lambda rng: _large(b"x", 1_000_001), lambda rng: _large(b'{"a":1}', 200_000))

TYPES = (
    b"application/json",
    b"application/x-www-form-urlencoded",
    b"text/plain",
    b"",
    b"\xff",
    b"application/json; charset=utf-7",
    b"multipart/form-data; boundary=x",
    b"application/xml",
    b"application/json, text/html",
    b"a" * 3000,
)
STRANGE: Headers = [
    (b"x-slack-retry-num", b"99999999999999999999"),
    (b"x-slack-retry-reason", b"http_error"),
    (b"host", b"evil.example\\@x"),
    (b"content-encoding", b"gzip"),
    (b"transfer-encoding", b"chunked"),
    (b"expect", b"100-continue"),
    (b"cookie", b"a=b; \xff"),
    (b"x-slack-bolt-lazy-only", b"1"),
    (b"x-slack-bolt-lazy-function-name", b"pmo"),
    (b"authorization", b"Bearer x"),
    (b"x-forwarded-for", b"127.0.0.1"),
    (b"x-slack-request-timestamp", b"nan"),
    (b"accept", b"*/*," * 500),
    (b"", b""),
    (b"content-length", b"-1"),
    (b"content-length", b"1e9"),
    (b"content-length", b"99999999999999999999"),
    (b"content-length", b"\xd9\xa1"),
]


# --- without a good signature -----------------------------------------------------------


def _stamps(rng: random.Random) -> bytes:
    now = int(time.time())
    return rng.choice(
        (
            str(now).encode(),
            str(now - 301).encode(),
            str(now + 400).encode(),
            b"0",
            b"-1",
            b"",
            b"nan",
            b"inf",
            b"1e9",
            b"9" * 400,
            b" " + str(now).encode(),
            str(now).encode() + b".0",
            "١٢٣".encode(),
            b"\xff\xfe",
            b"0x1",
            b"1_000",
            str(now).encode() + b"\x00",
            b"+" + str(now).encode(),
        )
    )


def _signatures(rng: random.Random, body: bytes, stamp: bytes) -> bytes:
    good = signature("another-secret", body)["x-slack-signature"].encode()
    return rng.choice(
        (
            good,
            b"",
            b"v0=",
            b"v0=" + b"0" * 64,
            good.upper(),
            b"v1" + good[2:],
            good[:-1],
            good + b"0",
            good + b"\n",
            b"v0=" + b"\xff" * 64,
            "v0=Ａ".encode() + good[6:],
            b"\x00",
            b"=" * 5_000,
            b"v0=" + rng.randbytes(32),
        )
    )


METHODS = ("POST",) * 30 + ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "post", "CONNECT")
PATHS = ("/slack/events",) * 30 + (
    "/slack/events/",
    "//slack/events",
    "/slack/events/../events",
    "/",
    "/slack",
    "/slack/events\x00",
    "/metrics/",
    "/a" * 2_000,
    "/slack/events;x=1",
    "/%2e%2e/etc/passwd",
    "/slack/événements",
    "/healthz/x",
    "http://evil.example/slack/events",
)


def unsigned(rng: random.Random) -> Sent:
    """A request that Slack did not sign."""
    body = rng.choice(TOO_LARGE if rng.random() < 0.0005 else BODIES)(rng)
    stamp = _stamps(rng) if rng.random() < 0.7 else str(int(time.time())).encode()
    headers: Headers = [(b"content-type", rng.choice(TYPES))]
    if rng.random() < 0.9:
        headers.append((b"x-slack-request-timestamp", stamp))
    if rng.random() < 0.9:
        headers.append((b"x-slack-signature", _signatures(rng, body, stamp)))
    headers += rng.sample(STRANGE, rng.choice((0, 0, 1, 3)))
    rng.shuffle(headers)
    return Sent(
        body,
        headers,
        rng.choice(METHODS),
        rng.choice(PATHS),
        rng.choice((b"", b"", b"a=b", b"\xff", b"ssl_check=1")),
        rng.choice((1, 1, 2, 9)),
        rng.random() < 0.03,
        "unsigned",
    )


# --- signed, and hostile all the same ---------------------------------------------------

VERBS, FORMS, SHORTCUTS = list(Verb), list(Form), list(Shortcut)
USER = {"id": "U0MARIA", "username": "maria", "team_id": TEAM}
GOOD: dict[str, Callable[[random.Random], Json]] = {
    "command": lambda rng: {
        "token": "t",
        "team_id": TEAM,
        "user_id": "U0MARIA",
        "channel_id": "C0APOLLO",
        "command": "/pmo",
        "text": "list",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/r",
        "api_app_id": "A0",
    },
    "click": lambda rng: {
        "type": "block_actions",
        "user": dict(USER),
        "team": {"id": TEAM},
        "trigger_id": "1.2.3",
        "api_app_id": "A0",
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C0APOLLO", "is_ephemeral": False},
        "channel": {"id": "C0APOLLO", "name": "apollo"},
        "message": {"ts": "1.2", "text": "x", "blocks": []},
        "response_url": "http://127.0.0.1:9/r",
        "actions": [
            {
                "type": "button",
                "action_id": "act.x",
                "block_id": "b",
                "action_ts": "1.3",
                "value": encode(rng.choice(VERBS), rng.randint(0, 3)),
            }
        ],
    },
    "form": lambda rng: {
        "type": "view_submission",
        "user": dict(USER),
        "team": {"id": TEAM},
        "trigger_id": "1.2.3",
        "api_app_id": "A0",
        "view": {
            "id": "V0",
            "type": "modal",
            "hash": "1.h",
            "callback_id": rng.choice(FORMS),
            "private_metadata": "{}",
            "blocks": [
                {"type": "input", "block_id": "title", "element": {"type": "plain_text_input", "action_id": "title"}}
            ],
            "state": {"values": {"title": {"title": {"type": "plain_text_input", "value": "A title"}}}},
        },
    },
    "shortcut": lambda rng: {
        "type": "message_action",
        "user": dict(USER),
        "team": {"id": TEAM},
        "trigger_id": "1.2.3",
        "callback_id": rng.choice(SHORTCUTS),
        "channel": {"id": "C0APOLLO"},
        "message": {"ts": "1.2", "text": "said", "user": "U0JON"},
        "message_ts": "1.2",
        "response_url": "http://127.0.0.1:9/r",
    },
    "event": lambda rng: {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0",
        "event_id": "Ev1",
        "event_time": 1,
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}],
        "event": {
            "type": "message",
            "channel_type": "im",
            "channel": "D0MARIA",
            "user": "U0MARIA",
            "text": "done",
            "ts": "1.2",
        },
    },
    "home": lambda rng: {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0",
        "event_id": "Ev2",
        "event_time": 1,
        "event": {"type": "app_home_opened", "user": "U0MARIA", "tab": "home", "channel": "D0MARIA"},
    },
    "options": lambda rng: {
        "type": "block_suggestion",
        "user": dict(USER),
        "team": {"id": TEAM},
        "action_id": "act.x",
        "value": "x",
    },
    "unknown": lambda rng: {"type": "never_heard_of", "user": dict(USER), "team": {"id": TEAM}},
}


def _deep(levels: int) -> Any:
    thing: Any = []
    for _ in range(levels):
        thing = {"a": thing}
    return thing


def _wrong(rng: random.Random) -> Any:
    return rng.choice(
        (
            None,
            "",
            0,
            -1,
            1e308,
            True,
            [],
            {},
            [None],
            [[]],
            {"id": None},
            {"id": {}},
            {"value": []},
            "x" * 5_000,
            "\x00",
            "\ud800",
            "٣",
            "<!channel>",
            [{}],
            {"type": "modal"},
            10**30,
            _deep(100),
            "'; drop table item; --",
            "../../etc",
        )
    )


def mutated(rng: random.Random, thing: Json) -> Json:
    """The same with one to three parts gone, wrong or of another kind."""
    for _ in range(rng.randint(1, 3)):
        inside: Any = thing
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                break
            key = rng.choice(keys)
            if isinstance(inside[key], (dict, list)) and inside[key] and rng.random() < 0.75:
                inside = inside[key]
                continue
            if rng.random() < 0.3:
                del inside[key]
            else:
                inside[key] = _wrong(rng)
            break
    return thing


def signed(rng: random.Random) -> Sent:
    """A request with a good signature that no Slack would send."""
    content_type = b"application/json"
    if rng.random() < 0.25:
        body, kind = rng.choice(BODIES)(rng), "garbage"
        content_type = rng.choice(TYPES)
    else:
        kind = rng.choice(list(GOOD))
        payload = mutated(rng, GOOD[kind](rng))
        if kind == "command":
            said = {name: value if isinstance(value, str) else json.dumps(value) for name, value in payload.items()}
            body = urlencode(said, errors="surrogatepass").encode()
        elif kind in ("event", "home"):
            body = json.dumps(payload).encode()
        else:
            body = urlencode({"payload": json.dumps(payload)}).encode()
        if body[:1] != b"{":
            content_type = b"application/x-www-form-urlencoded"
    proof = [(name.encode(), value.encode()) for name, value in signature(SECRET, body).items()]
    return Sent(body, [(b"content-type", content_type), *proof], pieces=rng.choice((1, 2)), kind=f"signed {kind}")
