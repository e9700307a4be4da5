"""Answers to somebody's own action: private, short, with the next step one tap away."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import answers as words
from pmo_bot.blocks.words import changes as change_words
from pmo_bot.blocks.words import helping, refusals, setup, severity
from pmo_bot.blocks.words import modes as mode_words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.blocks.words.changes import Change
from pmo_bot.model import Event, Item, Person, Post, Project
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.modes import Need, lacked_by
from pmo_bot.rules.refusals import Refused

PROJECTS_SHOWN = 30
BUTTON_VALUE = 2000


def say(text: Markup, *buttons: kit.Element) -> Message:
    """One sentence, with buttons if there are any."""
    blocks: list[Block] = [kit.section(text, id="say")]
    if buttons:
        blocks.append(kit.actions(buttons[0], *buttons[1:], id="do"))
    return Message(plain(text), tuple(blocks))


def refusal(refused: Refused) -> Message:
    """Why something was not done, with the button that helps where there is one."""
    item, command = refused.facts.get("item"), str(refused.facts.get("command", ""))
    buttons = [press(Verb.SHOW, item.id)] if isinstance(item, Item) else []
    if refused.why == "unread_date" and command and len(value := encode(Verb.PICK_DATE, 0, command)) <= BUTTON_VALUE:
        buttons.append(kit.button(LABELS[Verb.PICK_DATE], id=action_id(Verb.PICK_DATE), value=value))
        if refused.facts.get("title") and len(value := encode(Verb.KEEP_TITLE, 0, command)) <= BUTTON_VALUE:
            buttons.append(kit.button(LABELS[Verb.KEEP_TITLE], id=action_id(Verb.KEEP_TITLE), value=value))
    if refused.why == "not_in_channel" and command and len(value := encode(Verb.RETRY, 0, command)) <= BUTTON_VALUE:
        buttons.append(kit.button(LABELS[Verb.RETRY], id=action_id(Verb.RETRY), value=value))
    project = refused.facts.get("project")
    if refused.why == "gate_lacks" and isinstance(project, Project):
        buttons.append(press(Verb.SHOW_GATE, project.id))
        if refused.facts["may_waive"]:
            buttons.append(press(Verb.GO_WITHOUT, project.id, str(refused.facts["phase"])))
    return say(refusals.sentence(refused), *buttons)


def captured(
    item: Item,
    owner: Person | None,
    project: Project | None,
    actor: Person,
    event: Event,
    today: date,
    hints: Sequence[Block] = (),
    clock: tuple[Person, datetime] | None = None,
) -> Message:
    """What was kept, as it was understood; `hints` are what does not fit with it.

    `clock` says who is asked, and when, if nobody takes up an issue.
    """
    text = words.captured(item, owner, project, today, actor)
    blocks: list[Block] = [kit.section(text, id="captured")]
    hint = words.next_step(item, owner, actor)
    if clock is not None:
        asked = [hint] if hint is not None and owner is not None and item.due is not None else []
        hint = Markup(" ").join([*asked, severity.clock(*clock, actor, today)])
    if hint is not None:
        blocks.append(kit.context(hint, id="next"))
    blocks += hints
    buttons = [*_what_a_draft_needs(item), press(Verb.CHANGE, item.id), press(Verb.UNDO, event.id)]
    blocks.append(kit.actions(buttons[0], *buttons[1:], id="do"))
    return Message(plain(text), tuple(blocks))


def _what_a_draft_needs(item: Item) -> list[Element]:
    lacked = lacked_by(item)
    owner = [press(Verb.HAND, item.id, label=mode_words.ADD_OWNER)] if Need.OWNER in lacked else []
    return owner + ([press(Verb.NEW_DATE, item.id, label=mode_words.ADD_DATE)] if Need.DUE in lacked else [])


def changed(
    changes: Sequence[Change], today: date, refused: Sequence[Refused] = (), hints: Sequence[Block] = ()
) -> Message:
    """What was done, item by item, each with a way back; then what was not, and why; then what does not fit."""
    lines = [change_words.sentence(change, today) for change in changes]
    not_done = [refusals.sentence(one) for one in refused]
    blocks = [
        kit.section(line, id=f"did-{change.event.id}", accessory=_way_back(change))
        for line, change in zip(lines, changes, strict=True)
    ]
    blocks += [kit.section(line, id=f"refused-{number}") for number, line in enumerate(not_done)]
    blocks += hints
    return Message(plain(Markup("\n").join([*lines, *not_done])), tuple(blocks))


def _way_back(change: Change) -> Element | None:
    if change.event.what in ("item.undone", "item.noted", "item.objected", "risk.undone"):
        return None
    return press(Verb.UNDO, change.event.id)


def misread(word: Misread) -> Message:
    """An unknown command."""
    return say(helping.misread(word))


def projects(
    found: Sequence[tuple[Project, Person | None, Person | None]],
    today: date | None = None,
    lost: Mapping[int, Post] | None = None,
) -> Message:
    """The projects somebody may see; `lost` has the reports that did not reach their channels."""
    lines = [setup.project_line(*row, today, (lost or {}).get(row[0].id)) for row in found[:PROJECTS_SHOWN]]
    text = Markup("\n").join(lines) if lines else setup.NO_PROJECTS
    return say(text, press(Verb.NEW_PROJECT))
