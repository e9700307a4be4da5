"""Decisions as messages: the card, what a channel is told, a list, and the buttons of a question."""

from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb, encode
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import decisions as words
from pmo_bot.blocks.words import options as option_words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.model import DecisionOption
from pmo_bot.rules.decisions import DecisionCard

MORE = (Verb.EXCEPT, Verb.REVIEW, Verb.NOTHING_FOLLOWS, Verb.WITHDRAW)


def decision_message(card: DecisionCard) -> Message:
    """One decision with everything about it, and what can be done with it."""
    heading, standing, follows = words.heading(card), words.standing(card), words.follows(card)
    blocks: list[Block] = [kit.section(heading, id="decision")]
    if standing:
        blocks.append(kit.section(standing, id="standing"))
    blocks.append(kit.section(follows, id="follows"))
    small = words.details(card)
    if small:
        blocks.append(kit.context(small[0], *small[1:], id="details"))
    if card.holds:
        blocks.append(kit.actions(*_deeds(card), id="do"))
    return Message(plain(Markup("\n").join([heading, *([standing] if standing else []), follows])), tuple(blocks))


def _deeds(card: DecisionCard) -> list[Element]:
    row = card.decision.id
    rest = [
        verb for verb in MORE if verb is not Verb.NOTHING_FOLLOWS or not (card.items or card.decision.needs_nothing)
    ]
    return [
        press(Verb.FOLLOW, row),
        press(Verb.REPLACE, row),
        kit.overflow([kit.option(LABELS[verb], encode(verb, row)) for verb in rest], id=f"act.decision:{row}"),
    ]


def logged_message(card: DecisionCard) -> Message:
    """What was written down, with what comes next."""
    row = card.decision.id
    return say(words.logged(card), press(Verb.FOLLOW, row), press(Verb.SHOW_DECISION, row), press(Verb.WITHDRAW, row))


def announcement(card: DecisionCard) -> Message:
    """What a project's channel is told, once; it is edited when it no longer counts, or somebody has read it."""
    row = card.decision.id
    blocks: list[Block] = [kit.section(words.announced(card), id="decided")]
    if card.holds:
        if card.items:
            blocks.append(kit.section(words.follows(card), id="follows"))
        if to_know := words.to_know(card):
            blocks.append(kit.section(to_know, id="to-know"))
        blocks.append(kit.actions(press(Verb.READ_IT, row), press(Verb.SHOW_DECISION, row), id="do"))
    if read := words.readers(card):
        blocks.append(kit.context(read, id="read"))
    return Message(words.announced_summary(card), tuple(blocks))


def found_message(found: Sequence[DecisionCard]) -> Message:
    """The hits of a search, newest first, each with a way to all of it."""
    if not found:
        return say(words.NO_DECISIONS)
    lines = [words.line(card) for card in found]
    blocks = [
        kit.section(line, id=f"decision-{card.decision.id}", accessory=press(Verb.SHOW_DECISION, card.decision.id))
        for card, line in zip(found, lines, strict=True)
    ]
    return Message(plain(Markup("\n").join(lines)), tuple(blocks))


def choices(item_id: int, options: Sequence[DecisionOption], *, lead: bool = False) -> list[Element]:
    """A button for each option, and one to decide with a reason; `lead` makes what is suggested primary."""
    style = "primary" if lead else None
    return [
        press(Verb.CHOOSE, item_id, str(one.position), label=option_words.option_label(one, options),
              style=style if one.recommended else None)
        for one in options
    ] + [press(Verb.DECIDE, item_id, label=option_words.WITH_REASON)]  # fmt: skip
