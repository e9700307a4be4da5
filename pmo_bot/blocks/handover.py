"""A hand-over note as a message."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import handover as words
from pmo_bot.rules.handover import HandOver


def handover_message(note: HandOver) -> Message:
    """Everything that somebody keeps in motion, for one reader."""
    heading = words.heading(note)
    blocks: list[Block] = [kit.section(heading, id="heading")]
    blocks += [kit.section(words.task(one, note), id=f"task-{one.item.id}") for one in note.tasks]
    if note.more:
        blocks.append(kit.context(words.more(note), id="more"))
    for title, items, name in ((words.ASKED, note.asked, "asked"), (words.ANSWERS, note.answers, "answers")):
        if items:
            blocks.append(kit.section(Markup("\n").join([title, *(words.other(i, note) for i in items)]), id=name))
    if len(blocks) == 1:
        blocks.append(kit.section(words.empty(note), id="empty"))
    return Message(plain(heading), tuple(blocks))
