"""The brief as a message: greeting, lines with a button and a menu, previews, small print."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.words import brief as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.rules.brief import Brief, Entry, wants_answer

MENU = (Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SNOOZE, Verb.WHY)


def brief_message(brief: Brief) -> Message:
    """One message for one working day."""
    blocks: list[Block] = []
    if brief.first_contact:
        blocks += first_contact()
    blocks.append(kit.section(words.greeting(brief), id="greeting"))
    for entry in brief.entries:
        blocks += _line(entry, brief)
    if brief.more:
        blocks.append(kit.context(words.more(brief.more), id="more"))
    blocks.append(kit.actions(press(Verb.OPEN_HOME), press(Verb.PREFERENCES), id="foot"))
    return Message(words.summary(brief), tuple(blocks))


def first_contact() -> list[Block]:
    """What the bot is and how to quiet it; said once to each person."""
    choices = kit.actions(
        press(Verb.OPEN_HOME), press(Verb.PREFERENCES, label=words.CHOOSE_WHEN), press(Verb.PAUSE), id="hello-do"
    )
    return [kit.section(words.FIRST_CONTACT, id="hello"), choices, kit.divider(id="hello-end")]


def _line(entry: Entry, brief: Brief) -> list[Block]:
    item = entry.item
    text = kit.section(words.due_line(entry, brief), id=f"item-{item.id}")
    if not wants_answer(entry, brief.person, brief.day):
        back = [press(Verb.UNDO, entry.undo)] if entry.undo is not None else []
        return [text, kit.actions(press(Verb.SHOW, item.id), *back, id=f"do-{item.id}")]
    blocks = [text, kit.actions(press(Verb.DONE, item.id), menu(item.id), id=f"do-{item.id}")]
    if entry.warned is not None:
        blocks.append(kit.context(words.warning(entry.warned, entry, brief), id=f"warned-{item.id}"))
        blocks.append(
            kit.actions(
                press(Verb.SENTENCE, entry.warned.escalation_id),
                press(Verb.NEW_DATE, item.id),
                press(Verb.BLOCKED, item.id),
                id=f"warned-do-{item.id}",
            )
        )
    return blocks


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


def menu(item_id: int, verbs: tuple[Verb, ...] = MENU) -> Element:
    """The overflow of a line: at most five."""
    return kit.overflow([kit.option(LABELS[verb], encode(verb, item_id)) for verb in verbs], id=f"act.menu:{item_id}")
