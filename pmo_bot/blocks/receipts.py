"""Receipts as messages: why one line was sent, every line about an item, why a whole message was sent."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import pairs as pair_words
from pmo_bot.blocks.words import receipts as words
from pmo_bot.blocks.words import reckoning
from pmo_bot.blocks.words import trail as trail_words
from pmo_bot.model import Person
from pmo_bot.rules.receipt import Why, WhyMessage

LINES_EXPLAINED = 20


def why_these(post_key: str, label: str | None = None) -> Element:
    """The button that explains a whole message."""
    return press(Verb.WHY_THESE, 0, post_key, label=label)


def why_message(why: Why, reader: Person, today: date | None = None) -> Message:
    """Why the reader was told, what decides it from now on, and the trail."""
    now = reckoning.reckoning(why.item, why.owner, why.effective_due, why.policy_version, today)
    first = [words.because(why.mine)] if why.mine is not None else []
    texts = [*first, now]
    blocks: list[Block] = [kit.section(text, id=f"why-{number}") for number, text in enumerate(texts)]
    lines = trail_words.trail_lines(why.trail.shown, reader.zone)
    heading = trail_words.HEADING if lines else trail_words.NOTHING_SENT
    blocks.append(kit.section(Markup("\n").join([heading, *lines]), id="trail"))
    blocks += pager(why.trail, f"why:{why.item.id}", id="trail")
    return Message(plain(Markup("\n").join([*texts, heading, *lines])), tuple(blocks))


def whole_message(why: WhyMessage) -> Message:
    """Why a whole message was sent, with each of its lines."""
    heading = trail_words.message(why)
    lines = [trail_words.reason(told) for told in why.told[:LINES_EXPLAINED]]
    lines += [pair_words.BECAUSE] if why.alike else []
    blocks: list[Block] = [kit.section(heading, id="why")]
    blocks += [kit.section(line, id=f"why-{number}") for number, line in enumerate(lines)]
    return Message(plain(Markup("\n").join([heading, *lines])), tuple(blocks))
