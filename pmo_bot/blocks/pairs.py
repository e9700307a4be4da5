"""Two things of different projects that look alike: in a brief, in a list, and in a conversation about them."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import pairs as words
from pmo_bot.model import Person
from pmo_bot.rules.pairs import PairSeen, PairTalk


def in_brief(pairs: Sequence[PairSeen], reader: Person, today: date, *, more: int = 0) -> list[Block]:
    """At the end of a brief, before the small print; `more` had no room there."""
    blocks: list[Block] = [kit.section(words.HEADING, id="alike")] if pairs else []
    for seen in pairs:
        blocks += _pair(seen, reader, today)
    small = [*([words.SMALL] if pairs else []), *([words.more(more)] if more else [])]
    return [*blocks, kit.context(small[0], *small[1:], id="alike-small")] if small else []


def pairs_message(pairs: Sequence[PairSeen], reader: Person, today: date) -> Message:
    """All that waits, as an answer to one person."""
    if not pairs:
        return say(words.NONE)
    top = words.found(len(pairs))
    blocks: list[Block] = [kit.section(top, id="alike")]
    for seen in pairs:
        blocks += _pair(seen, reader, today)
    blocks.append(kit.context(words.SMALL, id="alike-small"))
    return Message(plain(Markup("\n").join([top, *(words.line(one, today) for one in pairs)])), tuple(blocks))


def said_message(seen: PairSeen, reader: Person, today: date) -> Message:
    """What somebody has just said of a pair."""
    return Message(plain(words.line(seen, today)), tuple(_pair(seen, reader, today)))


def _pair(seen: PairSeen, reader: Person, today: date) -> list[Block]:
    row, text = seen.pair.id, kit.section(words.line(seen, today), id=f"pair-{seen.pair.id}")
    if seen.live:
        same = press(Verb.PAIR_SAME, row, label=words.SAME_LABEL[seen.pair.kind])
        other = press(Verb.PAIR_DIFFERENT, row, label=words.DIFFERENT_LABEL[seen.pair.kind])
        return [text, kit.actions(same, other, press(Verb.PAIR_TALK, row), id=f"pair-do-{row}")]
    if seen.is_different and seen.by is not None and seen.by.id == reader.id:
        return [text, kit.actions(press(Verb.PAIR_AGAIN, row), id=f"pair-do-{row}")]
    return [text]


def talk_message(talk: PairTalk) -> Message:
    """Why these people are here, and both sides with a button for each."""
    seen, opening = talk.seen, words.opening(talk)
    facts = words.line(seen, talk.seen.pair.week)
    show = Verb.SHOW if seen.is_work else Verb.SHOW_DECISION
    buttons = [press(show, side.id, label=words.show_label(side)) for side in seen.sides]
    blocks: list[Block] = [
        kit.section(opening, id="opening"),
        kit.section(facts, id="facts"),
        kit.actions(buttons[0], *buttons[1:], id="do"),
        kit.context(words.settle(talk), id="foot"),
    ]
    return Message(plain(Markup("\n").join([opening, facts])), tuple(blocks))
