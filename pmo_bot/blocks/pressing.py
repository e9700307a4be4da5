"""Buttons and menus that do what their verb says."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Element
from pmo_bot.blocks.words import checks
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.model import About, Item, Kind
from pmo_bot.rules.value import SCORES

MENU = (Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SNOOZE, Verb.DECLINE)
"""What an owner can answer besides *Done*.  Why it came is told for the whole brief, below it."""


def press(
    verb: Verb,
    row_id: int = 0,
    extra: str = "",
    *,
    label: str | None = None,
    style: str | None = None,
    confirm: kit.Confirm | None = None,
) -> Element:
    """A button that does one thing."""
    return kit.button(
        label or LABELS[verb],
        id=action_id(verb, row_id, extra),
        value=encode(verb, row_id, extra),
        style="primary" if style == "primary" else "danger" if style == "danger" else None,
        confirm=confirm,
    )


def menu(item: Item, verbs: tuple[Verb, ...] = MENU) -> Element:
    """The overflow of a line: at most five."""
    labels: dict[str, str] = {}
    for verb in verbs:  # where two of them lead to the same place it is offered once
        labels.setdefault(encode(_ending(verb, item), item.id), _label(verb, item))
    options = [kit.option(label, value) for value, label in labels.items()]
    return kit.overflow(options, id=f"act.menu:{item.id}")


def ending(item: Item) -> Element:
    """The button that ends an item: done, decided, looked at."""
    verb = _ending(Verb.DONE, item)
    return press(verb, item.id, label=_label(Verb.DONE, item))


def endings(item: Item) -> list[Element]:
    """The same; five where a view from one to five is asked for, two where it is asked what was learned."""
    if item.about is About.PULSE:
        return [press(Verb.SCORE, item.id, str(score), label=str(score)) for score in SCORES]
    if item.about is About.LESSON:
        return [press(Verb.LEARN, item.id), press(Verb.NOTHING_LEARNED, item.id)]
    return [ending(item)]


def _ending(verb: Verb, item: Item) -> Verb:
    if verb is Verb.DONE and item.about is About.PULSE:
        return Verb.SHOW
    if verb is Verb.DONE and item.about is About.KPI:
        return Verb.VALUE
    if verb is Verb.DONE and item.about is About.LESSON:
        return Verb.LEARN
    if verb is Verb.DONE and item.about is About.FIRST_DAYS:
        return Verb.FIRST_DAYS
    return Verb.DECIDE if verb is Verb.DONE and item.kind is Kind.DECISION else verb


def _label(verb: Verb, item: Item) -> str:
    said = checks.as_it_was(item) if verb is Verb.DONE else None
    return said or LABELS[_ending(verb, item)]
