"""What changed for a requirement, as a message."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import requirements as words
from pmo_bot.rules.requirements import ChangeLog


def log_message(log: ChangeLog, today: date) -> Message:
    """One page of it."""
    if not log.changes.total:
        return say(words.nothing(log))
    heading = words.heading(log)
    lines = [words.line(told, log, today) for told in log.changes.shown]
    which = f"tag:{log.tag.id}:{log.project.id if log.project is not None else 0}"
    sections = [kit.section(line, id=f"change-{told.event.id}")
                for line, told in zip(lines, log.changes.shown, strict=True)]  # fmt: skip
    blocks = (kit.section(heading, id="heading"), *sections, *pager(log.changes, which, id="log"))
    return Message(plain(Markup("\n").join([heading, *lines])), blocks)
