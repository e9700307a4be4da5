"""Rules that were tried, as a message: a table of what was sent and what would have been, with examples."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import back_test as words
from pmo_bot.rules.back_test import Tried


def tried_message(tried: Tried, today: date) -> Message:
    """What other rules would have sent."""
    compared, heading = tried.compared, words.heading(tried)
    (average, most), (average_would, most_would) = words.number(compared.now), words.number(compared.would)
    rows: list[tuple[str, str, str]] = [
        words.HEAD,
        *((words.KINDS[about], str(now), str(would)) for about, now, would in compared.counts),
        (words.AVERAGE, average, average_would),
        (words.MOST, most, most_would),
    ]
    examples = words.examples(tried, today)
    blocks = (
        kit.section(heading, id="heading"),
        kit.table(rows, id="figures", align=("left", "right", "right")),
        kit.section(examples, id="examples"),
        kit.context(words.FOOT, id="foot"),
    )
    return Message(plain(Markup("\n").join([heading, words.lines(compared), examples])), blocks)
