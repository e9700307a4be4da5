"""The windows in which a question is answered in words, as pure functions."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed, reason, said_above
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import forms as words
from pmo_bot.model import Item


def counter(origin: Origin, item: Item, offer: date, *, above: Markup | None = None, needed: bool = False) -> View:
    """Offer another date; whoever asked decides."""
    return framed(
        "counter",
        Form.COUNTER,
        origin,
        about(item),
        field(words.COUNTER_DUE, kit.datepicker(id="due", initial=offer), "due", hint=words.COUNTER_HINT),
        reason(words.COUNTER_REASON, needed=needed),
        *said_above(above),
    )


def decline(origin: Origin, item: Item) -> View:
    """Not me; perhaps somebody else."""
    return framed(
        "decline",
        Form.DECLINE,
        origin,
        about(item),
        field(words.DECLINE_WHO, kit.users_select(id="person"), "person", optional=True),
        reason(words.REASON),
    )


def ask_back(origin: Origin, item: Item) -> View:
    """What the owner needs to know first."""
    entry = kit.text_input(id="text", multiline=True, longest=500)
    return framed("askback", Form.ASK_BACK, origin, about(item), field(words.ASK_BACK, entry, "text"))


def answer(origin: Origin, item: Item, question: str) -> View:
    """The answer to the owner's question."""
    entry = kit.text_input(id="text", multiline=True, longest=500)
    asked = [kit.context(question, id="question")] if question else []
    return framed("answer", Form.ANSWER, origin, about(item), *asked, field(words.ANSWER, entry, "text"))


def keep(origin: Origin, item: Item) -> View:
    """The date, or the owner, stays: why?"""
    return framed("keep", Form.KEEP, origin, about(item), reason(words.KEEP_REASON))
