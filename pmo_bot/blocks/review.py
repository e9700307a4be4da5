"""Whether the rules are worth it, as a message: figures per rule, and what might be left out."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import review as words
from pmo_bot.rules.retro import Review, can_tell


def review_message(review: Review, *, may_change: bool) -> Message:
    """The figures, and a button for each rule that brought little."""
    if not review.figures:
        return say(words.NOTHING)
    heading, effort = words.heading(review), words.effort(review)
    rows = [words.HEAD, *map(words.row, review.figures)]
    blocks: list[Block] = [
        kit.section(heading, id="heading"),
        kit.table(rows, id="figures", align=("left", "right", "right", "right")),
    ]
    well = words.ALL_WELL if can_tell(review.figures) else words.TOO_FEW
    hints = [words.suggestion(figure) for figure in review.quiet] or [well]
    for number, hint in enumerate(hints):
        rule = review.quiet[number].rule if review.quiet and may_change else ""
        row = review.project.id if review.project is not None else 0
        button = press(Verb.POLICY_WITHOUT, row, rule) if rule else None
        blocks.append(kit.section(hint, id=f"hint-{number}", accessory=button))
    if review.unused:
        blocks.append(kit.section(words.unused(review), id="unused"))
        hints.append(words.unused(review))
    blocks.append(kit.context(effort, id="effort"))
    told = Markup("\n").join([heading, *map(words.line, review.figures), *hints, effort])
    return Message(plain(told), tuple(blocks))
