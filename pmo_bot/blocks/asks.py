"""A question as blocks: what is asked, and the buttons that answer it."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.decisions import choices
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.words import asks as words
from pmo_bot.blocks.words import brief as brief_words
from pmo_bot.blocks.words.suggesting import ASK_SOMEBODY
from pmo_bot.model import LineKind, Mode
from pmo_bot.rules.question import Question


def first_contact() -> list[Block]:
    """What the bot is and how to quiet it; said once to each person."""
    choices = kit.actions(
        press(Verb.OPEN_HOME), press(Verb.PREFERENCES, label=brief_words.CHOOSE_WHEN), press(Verb.PAUSE), id="hello-do"
    )
    return [kit.section(brief_words.FIRST_CONTACT, id="hello"), choices, kit.divider(id="hello-end")]


def question_blocks(question: Question, today: date, *, lead: bool = False) -> list[Block]:
    """One question with its buttons; `lead` gives it the message's one primary button."""
    row = question.line.id
    if not question.live:
        back = [press(Verb.UNDO, question.undo)] if question.undo is not None else []
        return [
            kit.section(words.settled(question, today), id=f"asked-{row}"),
            kit.actions(press(Verb.SHOW, question.item.id), *back, id=f"answer-{row}"),
        ]
    first, *more = ANSWERS[question.kind](question, today, lead)
    blocks = [
        kit.section(words.asked(question, today), id=f"asked-{row}"),
        kit.actions(first, *more, press(Verb.WHY, question.item.id), id=f"answer-{row}"),
    ]
    if question.kind is LineKind.REQUEST and question.load:
        blocks.append(kit.context(words.load(question), id=f"load-{row}"))
    return blocks


def _request(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    label = "OK" if question.mode is Mode.DIRECTIVE else None
    return [press(Verb.ACCEPT, item, label=label, style=style), press(Verb.COUNTER, item), press(Verb.DECLINE, item),
            press(Verb.ASK_BACK, item)]  # fmt: skip


def _decide(question: Question, today: date, lead: bool) -> list[Element]:
    item = question.item.id
    return [*choices(item, question.options, lead=lead), press(Verb.COUNTER, item), press(Verb.DECLINE, item),
            press(Verb.ASK_BACK, item)]  # fmt: skip


def _counter(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [
        press(Verb.APPROVE, item, label=words.approve_label(question, today), style=style),
        press(Verb.KEEP, item, label=words.keep_label(question, today)),
        press(Verb.NEW_DATE, item),
    ]


def _declined(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    suggested = [press(Verb.GIVE, item, str(question.item.offer_owner_id), label=words.give_label(question),
                       style=style)] if question.item.offer_owner_id else []  # fmt: skip
    again = press(Verb.KEEP, item, label=words.keep_label(question, today))
    return [*suggested, press(Verb.HAND, item), again]


def _question(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.ANSWER, item, style=style), press(Verb.HAND, item)]


def _orphan(question: Question, today: date, lead: bool) -> list[Element]:
    leaver, style = question.owner.id if question.owner else 0, "primary" if lead else None
    if not question.heirs:
        return [press(Verb.HEIRS, leaver, style=style), press(Verb.HAND_OVER, leaver)]
    best = question.heirs[0].person
    return [press(Verb.HEIR, leaver, str(best.id), label=words.heir_label(question), style=style),
            press(Verb.HEIRS, leaver), press(Verb.HAND_OVER, leaver)]  # fmt: skip


def _confirm(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.CONFIRM, item, style=style), press(Verb.NOT_YET, item), press(Verb.SHOW, item)]


def _blocker(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.READY, item, style=style), press(Verb.READY_BY, item), press(Verb.NOT_WAITED, item)]


def _approval(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.ALLOW, item, style=style), press(Verb.REFUSE, item)]


def _ripple(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    fits = question.fits
    return [press(Verb.SEEN, item, style=style if fits else None),
            press(Verb.NEW_DATE, item, style=None if fits else style), press(Verb.OBJECT, item)]  # fmt: skip


def _review(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.UNCHANGED, item, style=style), press(Verb.ASSESS, item), press(Verb.HAPPENED, item)]


def _plan(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.ACTIVATE, item, style=style), press(Verb.SHOW, item)]


def _untaken(question: Question, today: date, lead: bool) -> list[Element]:
    item, style = question.item.id, "primary" if lead else None
    return [press(Verb.HAND, item, label=ASK_SOMEBODY, style=style), press(Verb.TAKE, item), press(Verb.SHOW, item)]


ANSWERS: dict[LineKind, Callable[[Question, date, bool], list[Element]]] = {
    LineKind.REQUEST: _request,
    LineKind.DECIDE: _decide,
    LineKind.COUNTER: _counter,
    LineKind.DECLINED: _declined,
    LineKind.QUESTION: _question,
    LineKind.CONFIRM: _confirm,
    LineKind.ORPHAN: _orphan,
    LineKind.BLOCKER: _blocker,
    LineKind.APPROVAL: _approval,
    LineKind.RIPPLE: _ripple,
    LineKind.REVIEW: _review,
    LineKind.PLAN: _plan,
    LineKind.UNTAKEN: _untaken,
}
"""The buttons of each kind of question; a test holds this table and `rules.asks` together."""
