"""What arrives on a socket and is hardly HTTP at all: made from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.torture.hostile_requests import unsigned

Lines = Callable[[random.Random], bytes]
HEAD = b"POST /slack/events HTTP/1.1\r\nhost: bot.example\r\n"


def _request(rng: random.Random) -> bytes:
    """One of the made-up requests, written out as it is."""
    sent = unsigned(rng)
    target = sent.path.encode() + (b"?" + sent.query if sent.query else b"")
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in sent.headers)
    length = b"content-length: " + str(len(sent.body)).encode() + b"\r\n"
    whole = sent.method.encode() + b" " + target + b" HTTP/1.1\r\nhost: x\r\n" + lines + length + b"\r\n" + sent.body
    return whole[: rng.randrange(len(whole))] if sent.cut_off else whole


def _chunks(*chunks: bytes) -> Lines:
    return lambda rng: HEAD + b"transfer-encoding: chunked\r\n\r\n" + rng.choice(chunks)


NO_HTTP: tuple[Lines, ...] = (
    lambda rng: rng.randbytes(rng.randint(1, 400)),
    lambda rng: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + rng.randbytes(200),  # somebody speaks TLS
    lambda rng: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    lambda rng: b"GET /\r\n",
    lambda rng: b"\r\n" * rng.randint(1, 50) + HEAD + b"\r\n",
    lambda rng: b"POST /slack/events HTTP/1.1\r\n\r\n",  # nobody named
    lambda rng: b"POST /slack/events HTTP/9.9\r\nhost: x\r\n\r\n",
    lambda rng: b"POST  /slack/events  HTTP/1.1\r\nhost: x\r\n\r\n",
    lambda rng: b"POST /slack/\xc3\xa9vents HTTP/1.1\r\nhost: x\r\n\r\n",
    lambda rng: b"A" * rng.choice((100, 20_000, 70_000)) + b" / HTTP/1.1\r\n",
    lambda rng: HEAD + b"x: " + b"y" * rng.choice((1_000, 20_000, 70_000)) + b"\r\n\r\n",
    lambda rng: HEAD + b"".join(b"h%d: v\r\n" % n for n in range(rng.choice((50, 3_000)))) + b"\r\n",
    lambda rng: HEAD + b" folded: yes\r\n\r\n",
    lambda rng: HEAD + b"na me: x\r\n\r\n",
    lambda rng: HEAD + b"name: a\x00b\r\n\r\n",
    lambda rng: HEAD + b"name\r\n\r\n",
    lambda rng: HEAD + b": nameless\r\n\r\n",
    lambda rng: HEAD.replace(b"\r\n", b"\n") + b"\n",
)
BROKEN: tuple[Lines, ...] = (
    _chunks(
        b"zz\r\n",
        b"-1\r\nx\r\n",
        b"5\r\nab\r\n0\r\n\r\n",
        b"fffffffffffffffffff\r\n",
        b"1;ext=" + b"a" * 20_000,
        b"1\r\nx",
    ),
    _chunks(b"5\r\nhello\r\n0\r\n\r\n", b"0\r\n\r\n", b"1\r\na\r\n" * 3_000 + b"0\r\n\r\n", b"0\r\ntrailer: x\r\n\r\n"),
    lambda rng: HEAD + b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
    lambda rng: HEAD + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
    lambda rng: HEAD + b"transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    lambda rng: (
        HEAD + b"content-length: " + rng.choice((b"-5", b"+5", b"0x5", b"5 5", b"1e3", b"9" * 30)) + b"\r\n\r\nhello"
    ),
    lambda rng: HEAD + b"content-length: 2000000\r\n\r\n" + b"x" * 1_000,
    lambda rng: HEAD + b"content-length: 50\r\n\r\nnot all of it",
    lambda rng: HEAD + b"expect: 100-continue\r\ncontent-length: 5\r\n\r\n",
    lambda rng: HEAD + b"connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\n\r\n",
    lambda rng: HEAD + b"connection: upgrade\r\nupgrade: h2c\r\n\r\n",
    lambda rng: (HEAD + b"content-length: 0\r\n\r\n") * rng.randint(2, 60),  # all at once
    lambda rng: HEAD + b"content-length: 0\r\n\r\n" + rng.randbytes(60),
    lambda rng: b"HEAD /metrics HTTP/1.0\r\n\r\n" + rng.randbytes(20),
)


def hostile_bytes(rng: random.Random) -> bytes:
    """What one caller sends."""
    return rng.choice((_request, _request, rng.choice(NO_HTTP), rng.choice(BROKEN)))(rng)
