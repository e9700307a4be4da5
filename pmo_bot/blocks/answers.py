"""Answers to somebody's own action: private, short, with the next step one tap away."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.brief import menu, press
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import answers as words
from pmo_bot.blocks.words import refusals
from pmo_bot.model import Decision, Event, Item, Person, Project
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.refusals import Refused


def say(text: Markup, *buttons: kit.Element) -> Message:
    """One sentence, with buttons if there are any."""
    blocks: list[Block] = [kit.section(text, id="say")]
    if buttons:
        blocks.append(kit.actions(buttons[0], *buttons[1:], id="do"))
    return Message(plain(text), tuple(blocks))


def refusal(refused: Refused) -> Message:
    """Why something was not done, with the button that helps where there is one."""
    buttons = [press(Verb.SHOW, refused.facts["item"].id)] if isinstance(refused.facts.get("item"), Item) else []
    return say(refusals.sentence(refused), *buttons)


def captured(
    item: Item, owner: Person | None, project: Project | None, actor: Person, event: Event, today: date
) -> Message:
    """What was kept, as it was understood."""
    text = words.captured(item, owner, project, today)
    blocks: list[Block] = [kit.section(text, id="captured")]
    hint = words.next_step(item, owner, actor)
    if hint is not None:
        blocks.append(kit.context(hint, id="next"))
    blocks.append(kit.actions(press(Verb.CHANGE, item.id), press(Verb.UNDO, event.id), id="do"))
    return Message(plain(text), tuple(blocks))


def changed(
    event: Event, item: Item, owner: Person | None, requester: Person | None, today: date, *, undo: bool = True
) -> Message:
    """What was done, with a way back."""
    buttons = [press(Verb.UNDO, event.id)] if undo and event.what != "item.undone" else []
    return say(words.changed(event, item, owner, requester, today), *buttons)


def trail(text: Markup, lines: Sequence[Markup]) -> Message:
    """Why somebody hears about an item, and what was sent so far."""
    blocks: list[Block] = [kit.section(text, id="why")]
    if lines:
        blocks.append(kit.section(Markup("\n").join(lines[-20:]), id="trail"))
    return Message(plain(text), tuple(blocks))


def decided(decision: Decision, decider: Person | None, project: Project | None) -> Message:
    """A logged decision."""
    return say(words.decided(decision, decider, project))


def decisions(found: Sequence[tuple[Decision, Person | None]], today: date) -> Message:
    """The hits of a search."""
    if not found:
        return say(words.NO_DECISIONS)
    return say(Markup("\n").join(words.decision_line(decision, who, today) for decision, who in found))


def listing(heading: Markup, items: Sequence[Item], people: dict[int, Person], more: int, today: date) -> Message:
    """A list with a menu beside each of its first ten lines."""
    if not items:
        return say(words.list_empty())
    blocks: list[Block] = [kit.section(heading, id="heading")]
    for item in items:
        line = words.list_line(item, people.get(item.owner_id or 0), today)
        blocks.append(kit.section(line, id=f"item-{item.id}", accessory=menu(item.id, LIST_MENU)))
    if more:
        blocks.append(kit.context(f"and {more} more", id="more"))
    return Message(plain(heading), tuple(blocks))


LIST_MENU = (Verb.DONE, Verb.NEW_DATE, Verb.BLOCKED, Verb.SHOW, Verb.WHY)


def misread(word: Misread) -> Message:
    """An unknown command."""
    return say(words.misread(word))


def help_message(verbs: Sequence[str]) -> Message:
    """Everything the bot can do, from the grammar."""
    lines = words.help_lines(verbs)
    parts = [lines[start : start + 10] for start in range(0, len(lines), 10)]
    blocks: list[Block] = [kit.section(words.HELP_HEADING, id="heading")]
    blocks += [kit.section(Markup("\n").join(part), id=f"part-{n}") for n, part in enumerate(parts)]
    blocks.append(kit.context(words.HELP_FOOT, id="foot"))
    return Message(plain(words.HELP_HEADING), tuple(blocks))


def projects(found: Sequence[tuple[Project, Person | None, Person | None]]) -> Message:
    """The projects somebody may see."""
    lines = [words.project_line(*row) for row in found[:30]]
    text = Markup("\n").join(lines) if lines else Markup("There is no project yet.")
    return say(text, press(Verb.NEW_PROJECT))
