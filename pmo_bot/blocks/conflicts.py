"""Dates that do not fit, and freezes, as messages."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import conflicts as words
from pmo_bot.blocks.words import digest as digest_words
from pmo_bot.model import AnyItem, Freeze, Person, Project
from pmo_bot.rules.conflicts import Conflict

SHOWN = 20
HINTED = 3


def conflicts_message(
    found: Sequence[Conflict], project: Project | None, movable: Callable[[AnyItem], bool], today: date
) -> Message:
    """Every date that does not fit, each with the button that opens the window with one that would."""
    if not found:
        return say(words.NONE)
    lines = [words.line(one, today) for one in found[:SHOWN]]
    top = words.heading(project, len(found))
    blocks: list[Block] = [kit.section(top, id="heading")]
    for number, (one, line) in enumerate(zip(found, lines, strict=False)):
        blocks.append(kit.section(line, id=f"conflict-{number}", accessory=_way_out(one, movable, today)))
    rest = len(found) - len(lines)
    blocks += [kit.context(digest_words.more(rest), id="more")] if rest else []
    return Message(plain(Markup("\n").join([top, *lines])), tuple(blocks))


def _way_out(one: Conflict, movable: Callable[[AnyItem], bool], today: date) -> Element:
    """The button that opens the date window with the date that would fit; for those who may not move it, the item."""
    if one.fix is None or not movable(one.fix.item):
        return press(Verb.SHOW, one.item.id)
    return press(Verb.FIX, one.fix.item.id, one.fix.day.isoformat(), label=words.fix_label(one, today))


def on_card(found: Sequence[Conflict], movable: Callable[[AnyItem], bool], today: date) -> list[Block]:
    """What does not fit about one item, with the way out where its reader may move it."""
    blocks = []
    for number, one in enumerate(found[:HINTED]):
        text = words.line(one, today)
        if one.fix is not None and movable(one.fix.item):
            blocks.append(kit.section(text, id=f"clash-{number}", accessory=_way_out(one, movable, today)))
        else:
            blocks.append(kit.section(text + words.suggestion(one, today), id=f"clash-{number}"))
    return blocks


def hints(found: Sequence[Conflict], today: date) -> list[Block]:
    """After something was kept or moved: what does not fit, in small print, and a way out; nothing is held up."""
    lines = [words.line(one, today) + words.suggestion(one, today) for one in found[:HINTED]]
    return [kit.context(line, id=f"hint-{number}") for number, line in enumerate(lines)]


def freezes_message(
    found: Sequence[Freeze],
    projects: Mapping[int, Project],
    people: Mapping[int, Person],
    may_lift: Collection[int],
    today: date,
) -> Message:
    """The freezes that are not over."""
    if not found:
        return say(words.NO_FREEZES)
    blocks, lines = [], []
    for one in found[:SHOWN]:
        line = words.freeze_line(one, projects.get(one.project_id or 0), people.get(one.by_id), today)
        lift = press(Verb.LIFT, one.id) if one.id in may_lift else None
        lines.append(line)
        blocks.append(kit.section(line, id=f"freeze-{one.id}", accessory=lift))
    return Message(plain(Markup("\n").join(lines)), tuple(blocks))
