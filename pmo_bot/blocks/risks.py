"""Risks as blocks: what a card adds, and the answers to what people say of them."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import risks as words
from pmo_bot.model import Acceptance, Item, Kind, Mode, Person
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.risks import asks_score


def card_blocks(card: RiskCard) -> list[Block]:
    """How it stands, its measures, its plan, and what can be done about it."""
    blocks = [kit.section(text, id=name) for name, text in card_texts(card)]
    buttons = _buttons(card)
    return [*blocks, *([kit.actions(buttons[0], *buttons[1:], id="risk-do")] if buttons else [])]


def card_texts(card: RiskCard) -> list[tuple[str, Markup]]:
    """Each part of it as text, by the name of its block."""
    parts: list[tuple[str, Markup]] = []
    if card.is_risk or (card.risk is not None and card.item.kind is Kind.ISSUE):
        parts.append(("risk", words.assessed(card)))
    if card.measures:
        parts.append(("measures", words.measures(card)))
    if card.plan:
        parts.append(("plan", words.plan(card)))
    belongs = words.belongs_to(card)
    return [*parts, *([("belongs", belongs)] if belongs else [])]


def _buttons(card: RiskCard) -> list[Element]:
    item = card.item
    if not item.is_open:
        return []
    begin = [press(Verb.ACTIVATE, item.id)] if card.can_be_activated else []
    if not card.is_risk:
        return begin
    is_begun = card.risk is not None and card.risk.activated_at is not None
    plans = [] if is_begun else [press(Verb.PLAN_FOR, item.id)]
    return [press(Verb.ASSESS, item.id), press(Verb.MEASURE, item.id), *plans, *begin, press(Verb.HAPPENED, item.id)]


# --- answers ----------------------------------------------------------------------------


def noted(message: Message, item: Item, mode: Mode, score: tuple[int, int] | None) -> Message:
    """A risk that was noted: its score; where the mode asks for one and none was said, the question."""
    *blocks, foot = message.blocks
    if score is not None:
        return _with(message, [*blocks, kit.context(words.noted_score(*score), id="score"), foot])
    if not asks_score(mode):
        return message
    asked = kit.actions(press(Verb.ASSESS, item.id), id="assess")
    return _with(message, [*blocks, kit.context(words.ASKS_SCORE, id="score"), asked, foot])


def measured(message: Message, risk: Item, latest: date | None, today: date) -> Message:
    """A measure that was noted, what for, and whether it comes too late for that."""
    *blocks, foot = message.blocks
    said = [words.measure_of(risk), *([words.comes_late(risk, latest, today)] if latest else [])]
    return _with(message, [*blocks, *(kit.context(text, id=f"measure-{n}") for n, text in enumerate(said)), foot])


def _with(message: Message, blocks: Sequence[Block]) -> Message:
    said = [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]
    return Message(Markup("\n").join([Markup(message.text), *(plain(Markup(one)) for one in said)]), tuple(blocks))


def it_happened(item: Item, event_id: int, lines: int) -> Message:
    """A risk is an issue now; where there is a plan for it, it is offered."""
    said = [words.it_happened(item), *([words.offer_plan(lines)] if lines else [])]
    begin = [press(Verb.ACTIVATE, item.id, style="primary")] if lines else []
    text = Markup("\n").join(said)
    buttons = [*begin, press(Verb.SHOW, item.id), press(Verb.UNDO, event_id)]
    return Message(plain(text), (kit.section(text, id="say"), kit.actions(buttons[0], *buttons[1:], id="do")))


def activated(risk: Item, made: Sequence[tuple[Item, Person | None]], today: date) -> Message:
    """What a plan was made into, and who is asked."""
    lines = [words.made_line(item, owner, item.acceptance is Acceptance.REQUESTED, today) for item, owner in made]
    text = Markup("\n").join([words.activated(risk), *lines])
    return Message(plain(text), (kit.section(text, id="say"), kit.actions(press(Verb.SHOW, risk.id), id="do")))
