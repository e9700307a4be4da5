"""Whether the rules are worth it, as a message: a line of figures per rule, and what might be left out."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.friction import friction_blocks, leave_out
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import friction as friction_words
from pmo_bot.blocks.words import review as words
from pmo_bot.rules.retro import Review, can_tell

LINES = 15
"""As many figures fit well into one paragraph."""


def review_message(review: Review, *, may_change: bool) -> Message:
    """The figures, and a button for each rule that brought little."""
    if not review.figures:
        return say(words.nothing(review))
    heading, effort = words.heading(review), words.effort(review)
    lines = [words.line(figure) for figure in review.figures]
    blocks: list[Block] = [kit.section(heading, id="heading")]
    blocks += [
        kit.section(Markup("\n").join(lines[first : first + LINES]), id=f"figures-{first}")
        for first in range(0, len(lines), LINES)
    ]
    blocks.append(kit.context(words.MEASURED, id="measured"))
    well = words.ALL_WELL if can_tell(review.figures) else words.TOO_FEW
    hints = [words.suggestion(figure) for figure in review.quiet] or [well]
    for number, hint in enumerate(hints):
        rule = review.quiet[number].rule if review.quiet and may_change else ""
        button = press(Verb.POLICY_WITHOUT, row_of(review), rule) if rule else None
        blocks.append(kit.section(hint, id=f"hint-{number}", accessory=button))
    if review.unused:
        blocks.append(kit.section(words.unused(review), id="unused"))
        if may_change:
            blocks.append(leave_out([field.value for field in review.unused], row_of(review)))
        hints.append(words.unused(review))
    blocks += friction_blocks(review.friction, row_of(review), may_change=may_change)
    if review.adoption is not None and review.adoption.reached:
        blocks.append(kit.context(friction_words.adoption(review.adoption), id="adoption"))
    blocks.append(kit.context(effort, id="effort"))
    told = Markup("\n").join([heading, *lines, *hints, effort])
    return Message(plain(told), tuple(blocks))


def row_of(review: Review) -> int:
    """The project that is looked at; 0 for all."""
    return review.project.id if review.project is not None else 0
