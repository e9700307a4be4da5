"""The windows about waiting: when it is ready, why not, what moves with a date, when to be reminded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.words import forms as words
from pmo_bot.blocks.words import ripple as ripple_words
from pmo_bot.model import Item
from pmo_bot.rules.ripple import Ripple


def ready_by(origin: Origin, item: Item, offer: date) -> View:
    """By when the owner can have what they wait for."""
    day = field(words.READY_DAY, kit.datepicker(id="due", initial=offer), "due")
    return framed("readyby", Form.READY_BY, origin, about(item), day, _words(words.READY_WORDS))


def not_waited(origin: Origin, item: Item) -> View:
    """It does not wait for them: what shall the owner know?"""
    return framed("notwaited", Form.NOT_WAITED, origin, about(item), _words(words.NOT_WAITED_WORDS))


def refuse_pause(origin: Origin, item: Item) -> View:
    """The date stays: why?"""
    return framed("refuse", Form.REFUSE, origin, about(item), _words(words.KEEP_REASON))


def _words(label: str) -> kit.Block:
    entry = kit.text_input(id="reason", multiline=True, longest=500)
    return field(label, entry, "reason", hint=words.DATE_HINT, optional=True)


def snooze(origin: Origin, item: Item, offers: Sequence[tuple[str, date]]) -> View:
    """When its line comes back: one of some days, or a date of one's own."""
    options = [kit.option(label, day.isoformat()) for label, day in offers]
    return framed(
        "snooze",
        Form.SNOOZE,
        origin,
        about(item),
        field(words.SNOOZE_WHEN, kit.radio(options, id="when", initial=offers[0][1].isoformat()), "when"),
        field(words.SNOOZE_DATE, kit.datepicker(id="due"), "due", hint=words.SNOOZE_HINT, optional=True),
    )


def move_anyway(
    origin: Origin, item: Item, due: date, reason: str, found: Ripple, today: date, form: Form = Form.MOVE_ANYWAY
) -> View:
    """What moves with a date, before it moves: the window that asks once more, with the date and the reason kept."""
    kept = replace(origin, due=due.isoformat(), words=reason)
    lines = [kit.section(line, id=f"touched-{n}") for n, line in enumerate(ripple_words.lines(found, due, today))]
    asked = kit.section(ripple_words.opening(item, due, today), id="about")
    return framed("moveanyway", form, kept, asked, *lines, submit=words.MOVE_ANYWAY)
