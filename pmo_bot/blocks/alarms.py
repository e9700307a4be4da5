"""What is wrong with the bot itself, as a message to PMO leads."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import alarms as words
from pmo_bot.rules.alarms import AlarmNote


def alarm_message(note: AlarmNote) -> Message:
    """Each cause with what helps; when nothing is wrong any more, that."""
    top, lines = words.heading(note), [words.line(one, note) for one in note.alarms]
    blocks: list[Block] = [kit.section(top, id="heading")]
    blocks += [kit.section(line, id=f"alarm-{one.id}") for one, line in zip(note.alarms, lines, strict=True)]
    if lines:
        blocks.append(kit.context(words.FOOT, id="foot"))
    return Message(plain(Markup("\n").join([top, *lines])), tuple(blocks))
