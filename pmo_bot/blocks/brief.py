"""The brief as a message: greeting, lines with a button and a menu, previews, small print."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.asks import first_contact, question_blocks
from pmo_bot.blocks.decisions import choices
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.packet import packet_blocks
from pmo_bot.blocks.pairs import in_brief
from pmo_bot.blocks.pressing import endings, menu, press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.words import asks as ask_words
from pmo_bot.blocks.words import brief as words
from pmo_bot.blocks.words import news as news_words
from pmo_bot.blocks.words import packet as packet_words
from pmo_bot.blocks.words import tips as tip_words
from pmo_bot.model import LineKind, Mode
from pmo_bot.rules.brief import Brief, Entry, wants_answer
from pmo_bot.rules.modes import mode_of
from pmo_bot.rules.news import NewsLine
from pmo_bot.rules.packet import Packet

MILESTONES_SHOWN = 5
NEWS_TOGETHER, NEWS_PARTS = 10, 4
"""As many as one block of small print holds, and as many of those as a brief has room for."""


def brief_message(brief: Brief) -> Message:
    """One message for one working day."""
    blocks: list[Block] = []
    if brief.first_contact:
        blocks += first_contact()
    blocks.append(kit.section(words.greeting(brief), id="greeting"))
    if brief.questions or brief.packets:
        blocks.append(kit.section(ask_words.in_brief(), id="waiting"))
        for packet in brief.packets:
            blocks += packet_blocks(packet, brief.day, lead=False)
        for question in brief.questions:
            blocks += question_blocks(question, brief.day)
        blocks += [kit.section(words.DUE, id="due")] if brief.entries else []
    for entry in brief.entries:
        blocks += _line(entry, brief)
    blocks += in_brief(brief.pairs, brief.person, brief.day, more=brief.more_pairs)
    blocks += _news(brief)
    if brief.more or brief.left_out:
        blocks.append(kit.context(words.more(brief.more, brief.left_out), id="more"))
    if brief.tip is not None:
        blocks.append(kit.context(tip_words.SAYS[brief.tip], id="tip"))
    blocks.append(kit.actions(press(Verb.OPEN_HOME), press(Verb.PREFERENCES), why_these(brief.post_key), id="foot"))
    return Message(words.summary(brief), tuple(blocks))


def _news(brief: Brief) -> list[Block]:
    """What asks for nothing comes last, in small print."""
    if not brief.news:
        return []
    ahead = [one for one in brief.news if one.kind is LineKind.READINESS]
    guards = [_ahead(one, brief) for one in ahead[:MILESTONES_SHOWN]]
    lines = [news_words.line(one, brief.day) for one in brief.news if one not in ahead]
    parts = [lines[start : start + NEWS_TOGETHER] for start in range(0, len(lines), NEWS_TOGETHER)][:NEWS_PARTS]
    small = [kit.context(first, *more, id=f"news-{number}") for number, (first, *more) in enumerate(parts)]
    return [kit.section(news_words.HEADING, id="news"), *guards, *small]


def _ahead(one: NewsLine, brief: Brief) -> Block:
    """A milestone ahead that still needs something, with the way to what that is."""
    text = news_words.line(one, brief.day)
    return kit.section(text, id=f"ahead-{one.item.id}", accessory=press(Verb.NEEDS, one.item.id))


def _line(entry: Entry, brief: Brief) -> list[Block]:
    item = entry.item
    text = kit.section(words.due_line(entry, brief), id=f"item-{item.id}")
    if not wants_answer(entry, brief.person, brief.day):
        back = [press(Verb.UNDO, entry.undo)] if entry.undo is not None else []
        return [text, kit.actions(press(Verb.SHOW, item.id), *back, id=f"do-{item.id}")]
    first = choices(item.id, entry.options) if entry.options else endings(item)
    blocks = [text, kit.actions(*first, menu(item), id=f"do-{item.id}")]
    if entry.warned is not None:
        blocks.append(kit.context(words.warning(entry.warned, brief), id=f"warned-{item.id}"))
        blocks.append(kit.context(*packet_words.texts(entry.warned.packet), id=f"told-{item.id}"))
        blocks.append(_before_it_leaves(entry.warned.packet))
    return blocks


def _before_it_leaves(packet: Packet) -> Block:
    """What its owner can do.  The date that is suggested is one click where it moves without a reason."""
    item, suggested = packet.item, _suggested(packet)
    if suggested and mode_of(packet.project) is Mode.SUPPORTIVE:
        dates = [press(Verb.TAKE_DATE, item.id, suggested, label=packet_words.extend_label(packet))]
    else:
        dates = []
    return kit.actions(
        press(Verb.SENTENCE, packet.escalation.id),
        *dates,
        press(Verb.NEW_DATE, item.id, suggested),
        press(Verb.BLOCKED, item.id),
        id=f"warned-do-{item.id}",
    )


def _suggested(packet: Packet) -> str:
    """The date that the words above suggest, for the window to begin with."""
    suggests_one = packet.suggestion.option == "extend" and not packet.options
    return packet.extend_to.isoformat() if suggests_one else ""
