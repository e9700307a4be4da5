"""How projects stand, as messages."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.lists import named
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import outlook as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.rules.listing import Scope, Wanted
from pmo_bot.rules.outlook import Outlook, is_observed
from pmo_bot.rules.pages import Page

LOOKS = (("late", Scope.OVERDUE), ("unaccepted", Scope.UNACCEPTED), ("unowned", Scope.UNOWNED), ("open", Scope.ALL))
"""The lists behind the numbers."""


def status_message(outlook: Outlook, today: date, *, public: bool = False) -> Message:
    """How one project stands, with the lists behind its numbers; in `public` without what is its lead's alone."""
    text = words.full(outlook, today)
    buttons = [
        press(Verb.PAGE, 0, named(Wanted(scope, project=outlook.project), "look"), label=words.LOOK_LABELS[scope])
        for name, scope in LOOKS
        if getattr(outlook.counts, name)
    ]
    if outlook.may_draft and not public:
        buttons.append(press(Verb.DRAFT, outlook.project.id))
    if is_observed(outlook.project, today):
        buttons += [press(verb, outlook.project.id) for verb in (Verb.WOULD_SEND, Verb.START_NOW)]
    blocks: list[Block] = [kit.section(text, id="status")]
    if buttons:
        blocks.append(kit.actions(buttons[0], *buttons[1:], id="look"))
    return Message(plain(text), tuple(blocks))


def status_list(page: Page[Outlook], today: date) -> Message:
    """How everything stands that somebody leads."""
    if not page.total:
        return say(words.NOTHING_LED)
    texts = [words.full(one, today) for one in page.shown]
    blocks: list[Block] = [kit.section(words.HEADING, id="heading")]
    for one, text in zip(page.shown, texts, strict=True):
        blocks.append(kit.divider(id=f"line-{one.project.id}"))
        blocks.append(kit.section(text, id=f"status-{one.project.id}"))
        show = press(Verb.STATUS, one.project.id, label=LABELS[Verb.SHOW])
        blocks.append(kit.actions(show, id=f"status-do-{one.project.id}"))
    blocks += pager(page, "status", id="status")
    return Message(plain(Markup("\n").join([words.HEADING, *texts])), tuple(blocks))
