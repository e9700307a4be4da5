"""Many risks at a glance as a message: the matrix as a table, the ranking below it, what comes from one cause."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import menu
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import heat as words
from pmo_bot.rules.heat import RANKED, Heat
from pmo_bot.rules.pages import page
from pmo_bot.rules.risks import LEVELS

RISK_MENU = (Verb.SHOW, Verb.ASSESS, Verb.MEASURE, Verb.PLAN_FOR, Verb.HAPPENED)
CAUSES_SHOWN = 10


def heat_message(heat: Heat, start: int = 0) -> Message:
    """The matrix, a page of the ranking, the causes; the text says the same without a table."""
    if not heat.risks:
        return say(words.empty(heat.project))
    shown = page(heat.risks, RANKED, start)
    lines = [words.line(one, shown.start + n, heat) for n, one in enumerate(shown.shown, 1)]
    causes = [words.cause(one) for one in heat.causes[:CAUSES_SHOWN]]
    blocks: list[Block] = [kit.section(words.heading(heat), id="heading"), *_matrix(heat)]
    for one, line in zip(shown.shown, lines, strict=True):
        blocks.append(kit.section(line, id=f"risk-{one.item.id}", accessory=menu(one.item, RISK_MENU)))
    if causes:
        blocks.append(kit.section(Markup("\n").join([words.SAME_CAUSE, *causes]), id="causes"))
    blocks += pager(shown, f"risks:{heat.project.id if heat.project else 0}", id="risks")
    said = [words.heading(heat), *words.cells(heat), *lines, *([words.SAME_CAUSE, *causes] if causes else [])]
    return Message(plain(Markup("\n").join(said)), tuple(blocks))


def _matrix(heat: Heat) -> list[Block]:
    if not heat.cells:
        return []
    rows = [[words.CORNER, *(str(impact) for impact in LEVELS)]]
    for probability in reversed(LEVELS):
        counts = [words.cell(heat.cells.get((probability, i), 0), probability, i) for i in LEVELS]
        rows.append([str(probability), *counts])
    return [kit.table(rows, id="matrix"), kit.context(words.LEGEND, id="legend")]
