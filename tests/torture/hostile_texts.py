"""What nobody should type: commands taken apart, signs of every kind, what a reader of text trips over; from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

from pmo_bot.rules.grammar_verbs import VERBS

EXAMPLES = tuple(f"{verb.example}" for verb in VERBS.values())
WORDS = tuple(sorted({word for example in EXAMPLES for word in example.split()}))
ATTACKS = (
    "<!channel>",
    "<!here|all>",
    "<!everyone>",
    "<!subteam^S1|team>",
    "<!date^1^{date}^https://evil.example|x>",
    "<@U0BOSS>",
    "<@U0BOSS|boss>",
    "<#C0SECRET|secret>",
    "<https://evil.example|bank>",
    "https://evil.example/a|b",
    "<javascript:x|y>",
    "mailto:x@evil.example",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "&#60;!channel&#62;",
    "<<!channel>>",
    "<!channel",
    "!channel>",
    "<",
    ">",
    "|",
    "<|>",
    "<@>",
    "<!>",
    "<#>",
    "<@U0BOSS",
    "@here",
    "@channel",
    "@everyone",
    "#general",
    "*bold*",
    "_it_",
    "~gone~",
    "`code`",
    "```<!channel>```",
    "> quoted",
    "&gt;&gt;&gt; all",
    "• <!here>",
    ":tada:",
    "{title}",
    "{0}",
    "%s",
    "%(x)s",
    "${x}",
    "\x00",
    "\ud800",
    "\udfff",
    "\u202e<!channel>",
    "\u200b<\u200b!channel>",
    "<\u200b!channel>",
    "<!chan\u00adnel>",
    "＜!channel＞",
    "‹!here›",
    "🎯",
    "👩🏽‍🚀",
    "🇪🇸",
    "e\u0301" * 20,
    "مرحبا",
    "שלום",
    "٣",
    "Ⅷ",
    "ﷺ",
    "ß",
    "İ",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\r\n",
    "\t",
    "\ufeff",
    "\ufffe",
    "'; drop table item; --",
    '"',
    "“",
    "\\",
    "\\u003c!channel>",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "<script>",
    "]]>",
    "\x1b[31m",
    "0" * 400,
    "9" * 30,
    "-1",
    "1e9",
    "31 feb",
    "30 feb 99999",
    "in 99999999999 working days",
    "by by by",
    "because " * 30,
    "A-" + "9" * 40,
    "A-0",
    "A-٣",
    "req:",
    "4x3",
    "9x9",
    "!high",
    "#" * 50,
    "@" * 50,
    "<" * 200,
    "(" * 200,
    '"' * 199,
    "a" * 2_000,
    "by " * 400,
    "1 " * 700,
    "- " * 400,
    "\n" * 300,
    "in channel",
)
MOST = 8_000
"""Signs of the longest text: twice what Slack takes."""


def _example(rng: random.Random) -> str:
    return rng.choice(EXAMPLES)


def _shuffled(rng: random.Random) -> str:
    words = rng.choice(EXAMPLES).split() + rng.choice(EXAMPLES).split()
    rng.shuffle(words)
    return " ".join(words[: rng.randint(1, len(words))])


def _soup(rng: random.Random) -> str:
    return rng.choice((" ", "", ", ", "\n")).join(rng.choices(WORDS + ATTACKS, k=rng.randint(1, 9)))


def _pricked(rng: random.Random) -> str:
    text = rng.choice(EXAMPLES)
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(ATTACKS) + text[at + rng.randint(0, 2) :]
    return text


def _signs(rng: random.Random) -> str:
    most = rng.choice((0x7F, 0x7F, 0x24F, 0xFFFF, 0x10FFFF))
    return "".join(chr(rng.randint(0, most)) for _ in range(rng.randint(0, 40)))


def _long(rng: random.Random) -> str:
    piece = rng.choice(ATTACKS + WORDS) + rng.choice(("", " "))
    return (piece * (MOST // len(piece)))[: rng.choice((500, 3_000, MOST))]


KINDS: tuple[Callable[[random.Random], str], ...] = (
    _example,
    _shuffled,
    _soup,
    _soup,
    _pricked,
    _pricked,
    _pricked,
    _signs,
)


def hostile_text(rng: random.Random) -> str:
    """A text; one in two hundred is very long."""
    return (_long if rng.random() < 0.005 else rng.choice(KINDS))(rng)[:MOST]


def hostile_texts(seed: int, count: int) -> list[str]:
    """So many of them."""
    rng = random.Random(seed)  # noqa: S311 - the same texts each time
    return list(islice(iter(lambda: hostile_text(rng), None), count))
