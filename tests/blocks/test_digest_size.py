"""A digest of any size is one that Slack takes, and loses nothing: what is not said is counted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.blocks.kit import Message
from pmo_bot.model import AnyItem, Audience, Item, Kind, Outline, Priority
from pmo_bot.rules.digest import build
from pmo_bot.rules.digest_audience import for_audience
from pmo_bot.rules.digest_facts import DigestFacts
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.slack.limits import problems
from tests.lengths import length, proof
from tests.rows import CALENDAR, JON, MARIA, MONDAY, at, day, item, project

MOST = 500
IN_MESSAGE, IN_THREAD = 5, 40
TITLES = ["Draft the cutover plan", "x" * 500, "*_~`<>&" * 70, "🎯 مرحبا " * 60, "<!channel> " * 45, ""]


def outline(one: Item) -> Outline:
    """The same as reports read it."""
    return Outline(*(getattr(one, name) for name in Outline._fields))


def digest(still_open: Sequence[AnyItem]) -> Digest:
    return build(
        DigestFacts(
            project=project(), calendar=CALENDAR, day=MONDAY, since=at(MONDAY - timedelta(days=7)),
            people={MARIA.id: MARIA, JON.id: JON}, open=still_open, closed=(), events=(), decisions=(),
        )
    )  # fmt: skip


def late(count: int, titles: Sequence[str]) -> list[Item]:
    """So many overdue items of all weights and ages."""
    weights, kinds = list(Priority), [Kind.ACTION, Kind.MILESTONE, Kind.ISSUE]
    return [
        item(titles[n % len(titles)], number=n + 1, due=day(-1 - n % 60), priority=weights[n % 4], kind=kinds[n % 3],
             owner_id=(MARIA.id, JON.id)[n % 2])
        for n in range(count)
    ]  # fmt: skip


def all_of(made: Digest) -> list[Message]:
    return [digest_message(made), digest_message(made, alone=True), *thread_messages(made)]


sizes = st.integers(0, MOST)


@proof
@settings(max_examples=length(25, 500))
@given(sizes, st.lists(st.sampled_from(TITLES) | st.text(max_size=500), min_size=1, max_size=5))
@example(0, TITLES)
@example(1, TITLES)
@example(IN_MESSAGE, TITLES)
@example(IN_MESSAGE + 1, TITLES)
@example(IN_MESSAGE + IN_THREAD, TITLES)
@example(IN_MESSAGE + IN_THREAD + 1, TITLES)
@example(MOST, TITLES)
def test_slack_takes_it_whatever_is_overdue(count: int, titles: list[str]) -> None:
    made = digest([outline(one) for one in late(count, titles)])
    for audience in Audience:
        for message in all_of(for_audience(made, audience)):
            payload = {"channel": "C1", **json.loads(json.dumps(message.payload()))}
            assert problems("message", payload) == []


@proof
@settings(max_examples=length(12, 200))
@given(sizes)
@example(0)
@example(IN_MESSAGE + IN_THREAD + 1)
@example(MOST)
def test_what_is_overdue_is_said_or_counted(count: int) -> None:
    made = digest([outline(one) for one in late(count, ["Plan"])])
    message, threads = digest_message(made), thread_messages(made)
    said = [re.findall(r"Plan \(\w-(\d+)\)", text) for text in map(spoken, [message, *threads])]
    numbers = [int(number) for found in said for number in found]
    assert len(set(numbers)) == len(numbers) == min(count, IN_MESSAGE + IN_THREAD)
    assert len(said[0]) == min(count, IN_MESSAGE)
    assert counted(spoken(message)) == max(0, count - IN_MESSAGE)
    assert sum(counted(spoken(one)) for one in threads) == max(0, count - IN_MESSAGE - IN_THREAD)


@proof
@settings(max_examples=length(12, 200))
@given(sizes)
def test_an_outline_says_what_its_item_says(count: int) -> None:
    rows = late(count, TITLES)
    assert [one.payload() for one in all_of(digest(rows))] == [
        one.payload() for one in all_of(digest([outline(one) for one in rows]))
    ]


def spoken(message: Message) -> str:
    return json.dumps(message.payload()["blocks"], ensure_ascii=False)


def counted(text: str) -> int:
    """What `… and 12 more` adds up to."""
    return sum(int(number) for number in re.findall(r"… and (\d+) more", text))
