"""The windows of an escalation: the owner's sentence, and the answers that need a word more than a click."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed, reason
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.words import forms as words
from pmo_bot.model import Item, Person
from pmo_bot.model.item import TITLE_LENGTH


def sentence(origin: Origin, item: Item, known: str) -> View:
    """The owner's words for a packet."""
    entry = kit.text_input(id="text", multiline=True, longest=500, initial=known)
    said = field(words.SENTENCE, entry, "text", hint=words.SENTENCE_HINT)
    return framed("sentence", Form.SENTENCE, origin, about(item), said)


def extend(origin: Origin, item: Item, offer: date) -> View:
    """Another date."""
    due = field(words.DATE_NEW, kit.datepicker(id="due", initial=offer), "due")
    return framed("extend", Form.EXTEND, origin, about(item), due, reason(words.REASON))


def reassign(origin: Origin, item: Item, offer: date) -> View:
    """Who takes over, and by when."""
    return framed(
        "reassign",
        Form.REASSIGN,
        origin,
        about(item),
        field(words.REASSIGN_WHO, kit.users_select(id="person"), "person", hint=words.REASSIGN_HINT),
        field(words.REASSIGN_DUE, kit.datepicker(id="due", initial=offer), "due", optional=True),
        reason(words.REASON),
    )


def drop(origin: Origin, item: Item, owner: Person | None) -> View:
    """It ends somebody's work: said before it does."""
    ends = kit.context(words.drop_ends(item, owner), id="ends")
    return framed("drop", Form.DROP, origin, about(item), ends, reason(words.REASON))


def smaller(origin: Origin, item: Item, offer: date) -> View:
    """What is left of it, and by when."""
    entry = kit.text_input(id="done_means", multiline=True, longest=2000, initial=item.done_means)
    return framed(
        "scope",
        Form.SCOPE,
        origin,
        field(words.SCOPE_TITLE, kit.text_input(id="title", initial=item.title, longest=TITLE_LENGTH), "title"),
        field(words.ADD_DONE_MEANS, entry, "done_means", hint=words.ADD_DONE_HINT, optional=True),
        field(words.REASSIGN_DUE, kit.datepicker(id="due", initial=offer), "due"),
        reason(words.REASON),
    )


def live_with(origin: Origin, item: Item, offer: date) -> View:
    """Why the delay is accepted, and when it is looked at again."""
    why = kit.text_input(id="reason", multiline=True, longest=500)
    return framed(
        "live",
        Form.LIVE_WITH,
        origin,
        about(item),
        field(words.LIVE_WHY, why, "reason", hint=words.DATE_HINT),
        field(words.LIVE_UNTIL, kit.datepicker(id="until", initial=offer), "until", hint=words.LIVE_HINT),
    )


def together(origin: Origin, item: Item) -> View:
    """Whom it needs, and the question."""
    entry = kit.text_input(id="text", multiline=True, longest=500, initial=words.TOGETHER_QUESTION)
    return framed(
        "together",
        Form.TOGETHER,
        origin,
        about(item),
        field(words.TOGETHER_WHO, kit.users_select(id="person"), "person", hint=words.TOGETHER_HINT, optional=True),
        field(words.TOGETHER_ASK, entry, "text"),
    )


def note(origin: Origin, item: Item) -> View:
    """A note for the owner."""
    entry = kit.text_input(id="text", multiline=True, longest=500)
    return framed("note", Form.NOTE, origin, about(item), field(words.NOTE, entry, "text", hint=words.NOTE_HINT))
