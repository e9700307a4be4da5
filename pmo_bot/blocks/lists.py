"""Lists as messages: twenty lines a page, each with its state and a menu; and `/pmo` alone, somebody's day."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.asks import question_blocks
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.packet import packet_blocks
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import endings, menu, press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import asks as ask_words
from pmo_bot.blocks.words import lists as words
from pmo_bot.blocks.words import today as today_words
from pmo_bot.rules.listing import Listing, Scope, Wanted
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.today import Today

LIST_MENU = (Verb.DONE, Verb.NEW_DATE, Verb.BLOCKED, Verb.SHOW, Verb.WHY)


def list_message(found: Listing) -> Message:
    """One page of a list."""
    if not found.items.total:
        return say(words.empty(found.wanted))
    heading = words.heading(found.wanted, found.items.total)
    lines = [words.line(item, found) for item in found.items.shown]
    blocks: list[Block] = [kit.section(heading, id="heading")]
    for item, line in zip(found.items.shown, lines, strict=True):
        blocks.append(kit.section(line, id=f"item-{item.id}", accessory=menu(item, LIST_MENU)))
    blocks += pager(found.items, named(found.wanted), id="list")
    return Message(plain(Markup("\n").join([heading, *lines])), tuple(blocks))


def named(wanted: Wanted, how: str = "list") -> str:
    """A list as the button that leafs through it names it; `look` for one that opens it beside what is there."""
    person, project = wanted.person, wanted.project
    tag = wanted.unit or wanted.requirement
    unit = f":{tag.id}" if tag is not None else ""
    return f"{how}:{wanted.scope}:{person.id if person else 0}:{project.id if project else 0}{unit}"


def today_message(today: Today) -> Message:
    """Somebody's day: what waits for their answer, then what is due."""
    if not today.owed and not today.waiting.total:
        return say(words.empty(Wanted(Scope.MINE)))
    heading = today_words.heading(today)
    blocks: list[Block] = [kit.section(heading, id="heading"), *_waiting(today)]
    lines = [today_words.line(item, today) for item in today.due.shown]
    if lines and today.waiting.total:
        blocks.append(kit.section(today_words.DUE, id="due"))
    for item, line in zip(today.due.shown, lines, strict=True):
        blocks.append(kit.section(line, id=f"item-{item.id}"))
        blocks.append(kit.actions(*endings(item), menu(item), id=f"do-{item.id}"))
    blocks.append(_foot(today))
    return Message(plain(Markup("\n").join([heading, *lines])), tuple(blocks))


def _waiting(today: Today) -> list[Block]:
    if not today.waiting.total:
        return []
    blocks: list[Block] = [kit.section(ask_words.in_brief(), id="waiting")]
    for one in today.waiting.shown:
        if isinstance(one, Packet):
            blocks += packet_blocks(one, today.today, lead=False)
        else:
            blocks += question_blocks(one, today.today)
    rest = today.waiting.total - len(today.waiting.shown)
    return [*blocks, *([kit.context(today_words.more_waiting(rest), id="waiting-more")] if rest else [])]


def _foot(today: Today) -> Block:
    every = press(Verb.PAGE, 0, named(Wanted(Scope.MINE), "look"), label=today_words.all_label(today.owed))
    return kit.actions(*([every] if today.owed else []), press(Verb.PREFERENCES), id="foot")
