"""How full weeks are, as a message for one reader."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import load as words
from pmo_bot.rules.load import Load

PEOPLE_SHOWN = 30


def load_message(own: Load, others: Sequence[Load], today: date) -> Message:
    """The reader's own weeks with figures; those of people whose projects they lead as words, by name."""
    mine = Markup("\n").join([words.OWN, *(words.own_week(week, today) for week in own.weeks)])
    blocks: list[Block] = [kit.section(mine, id="own"), kit.context(words.FOOT, id="foot")]
    texts = [mine]
    if others:
        shown = [words.others_line(one, today) for one in others[:PEOPLE_SHOWN]]
        blocks.append(kit.section(words.OTHERS, id="others"))
        # A section holds 3,000 characters: six people with long names fit into each.
        parts = [Markup("\n").join(shown[number : number + 6]) for number in range(0, len(shown), 6)]
        blocks += [kit.section(part, id=f"others-{number}") for number, part in enumerate(parts)]
        blocks.append(kit.context(words.FOR_LEADS, id="for-leads"))
        texts += [words.OTHERS, *shown]
    return Message(plain(Markup("\n").join(texts)), tuple(blocks))
