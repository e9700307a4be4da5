"""Lessons as messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb, is_row
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import lessons as words
from pmo_bot.model import Lesson, Person, Project
from pmo_bot.rules.lessons import Helping, Thing, Told
from pmo_bot.rules.pages import Page
from pmo_bot.rules.permission import may_lead

ITEM, PROJECT = "item", "project"


@dataclass(frozen=True, slots=True)
class Look:
    """Which lessons are listed: of a project, those without a next step, about these things."""

    project_id: int = 0
    waiting: bool = False
    about: tuple[str, ...] = ()

    def named(self) -> str:
        """As the button names it that leafs through them."""
        return f"lessons:{self.project_id}:{int(self.waiting)}:{','.join(self.about)}"

    @classmethod
    def of(cls, named: str) -> "Look":
        """From what follows the first word in a button."""
        project, waiting, about = named.split(":", 2)
        return cls(
            int(project) if is_row(project) else 0, waiting == "1", tuple(one for one in about.split(",") if one)
        )


def lessons_message(found: Page[Told], look: Look, project: Project | None, reader: Person, today: date) -> Message:
    """One page of lessons, each with what can be done about it."""
    write = press(Verb.LEARN, extra=str(project.id) if project is not None else "", label=words.WRITE_ONE)
    if not found.total:
        return say(words.nothing(project, look.about, look.waiting), write)
    heading = words.heading(project, look.about, look.waiting)
    lines = [words.line(one, today) for one in found.shown]
    blocks: list[Block] = [kit.section(heading, id="heading")]
    for one, line in zip(found.shown, lines, strict=True):
        takes = press(Verb.IMPROVE, one.lesson.id) if not one.acts and not one.waits else None
        blocks.append(kit.section(line, id=f"lesson-{one.lesson.id}", accessory=takes))
        if buttons := _deeds(one, reader):
            blocks.append(kit.actions(buttons[0], *buttons[1:], id=f"do-{one.lesson.id}"))
    blocks += pager(found, look.named(), id="lessons")
    blocks.append(kit.actions(write, id="write"))
    return Message(plain(Markup("\n").join([heading, *lines])), tuple(blocks))


def _deeds(one: Told, reader: Person) -> list[Element]:
    """Where it waits for that: somebody takes its next step, or says that it needs none."""
    if not one.waits:
        return []
    may = one.lesson.by_id == reader.id or may_lead(reader, one.project)
    return [press(Verb.IMPROVE, one.lesson.id), *([press(Verb.NO_ACTION, one.lesson.id)] if may else [])]


def kept_message(kept: Sequence[Lesson], project: Project, about: Sequence[str]) -> Message:
    """What was written down; what wants a next step offers it."""
    if not kept:
        return say(words.KNOWN)
    wants = [press(Verb.IMPROVE, one.id) for one in kept if one.wants_action]
    return say(words.kept(kept, project, about), *wants[:1])


# --- shown again ------------------------------------------------------------------------


def with_help(message: Message, help_: Helping) -> Message:
    """An answer with what was learned about the same, and whether that helps."""
    blocks: list[Block] = []
    for one in help_.told:
        known = one.lesson.id in help_.useful
        blocks.append(kit.context(words.learned(one, found_useful=known), id=f"learned-{one.lesson.id}"))
        if not known:
            about = _named(help_.thing)
            verbs = (Verb.USEFUL, Verb.NOT_THIS_TIME)
            first, second = (press(verb, one.lesson.id, about) for verb in verbs)
            blocks.append(kit.actions(first, second, id=f"helps-{one.lesson.id}"))
    return replace(message, blocks=(*message.blocks, *blocks))


def _named(thing: Thing) -> str:
    """What it was shown for, as a button carries it."""
    return f"{ITEM}:{thing.item_id}" if thing.item_id is not None else f"{PROJECT}:{thing.project_id}"


def thing_of(extra: str) -> tuple[int | None, int | None] | None:
    """The item or the project that a button names; None for what is neither."""
    kind, _, number = extra.partition(":")
    if not is_row(number) or kind not in (ITEM, PROJECT):
        return None
    return (int(number), None) if kind == ITEM else (None, int(number))
