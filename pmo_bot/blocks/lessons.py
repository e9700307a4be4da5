"""Lessons as messages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import lessons as words
from pmo_bot.model import Lesson, Person, Project

MOST = 10


def lessons_message(found: Sequence[Lesson], projects: Mapping[int, Project], people: Mapping[int, Person]) -> Message:
    """The newest lessons a reader may see."""
    known = [one for one in found if one.project_id in projects][:MOST]
    if not known:
        return say(words.NONE)
    lines = [words.line(one, projects[one.project_id], people.get(one.by_id)) for one in known]
    every = [words.HEADING, *lines]
    return Message(
        plain(Markup("\n").join(every)),
        tuple(kit.section(one, id=f"lesson-{number}") for number, one in enumerate(every)),
    )


def reminded(message: Message, found: Sequence[Lesson], projects: Mapping[int, Project]) -> Message:
    """An answer with what was learned about the same, in small print."""
    lines = [words.learned(one, projects[one.project_id]) for one in found if one.project_id in projects]
    small = [kit.context(line, id=f"learned-{number}") for number, line in enumerate(lines)]
    return replace(message, blocks=(*message.blocks, *small))
