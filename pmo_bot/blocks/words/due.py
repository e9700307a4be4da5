"""How a date is said where the words stay."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item


def due_words(item: Item, today: date) -> Markup:
    """`was due Tue 1 Dec`, `due Fri 4 Dec`: dates, not ages, where the words stay."""
    if item.due is None:
        return mrkdwn("no date yet")
    on = when.due(item.due, item.due_time, today)
    return mrkdwn("was due {day}", day=on) if item.due < today else mrkdwn("due {day}", day=on)
