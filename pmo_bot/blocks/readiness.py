"""What a milestone still needs, as a message."""

from collections.abc import Mapping
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import readiness as words
from pmo_bot.model import Item, Person
from pmo_bot.rules.readiness import Readiness


def readiness_message(item: Item, found: Readiness, people: Mapping[int, Person], today: date) -> Message:
    """Everything that is open before it, however far back, by date."""
    heading = words.heading(item, found, today)
    lines = [words.line(one, people.get(one.owner_id or 0), today) for one in found.open[: words.SHOWN]]
    text = Markup("\n").join([heading, *lines, *words.beyond(found)])
    return Message(plain(text), (kit.section(text, id="readiness"), kit.actions(press(Verb.SHOW, item.id), id="do")))
