"""How likely and how hard, as choices in a window."""

import re
from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Block
from pmo_bot.blocks.words import forms_risks as words
from pmo_bot.blocks.words.risk_scores import IMPACT, PROBABILITY


def scale(label: str, steps: Sequence[str], name: str, initial: int | None) -> Block:
    """One step of a scale of five; nobody has to choose."""
    options = [kit.option(f"{number} · {step}", str(number)) for number, step in enumerate(steps, 1)]
    select = kit.static_select(options, id=name, initial=str(initial) if initial else None)
    return kit.input_block(label, select, id=name, optional=True)


def both_scales(score: str) -> list[Block]:
    """How likely, how hard; a `score` that was typed before, as `4x3`, is chosen already."""
    typed = re.fullmatch("([1-5])x([1-5])", score)
    likely, hard = (int(typed[1]), int(typed[2])) if typed else (None, None)
    return [
        scale(words.PROBABILITY, PROBABILITY, "probability", likely),
        scale(words.IMPACT, IMPACT, "impact", hard),
    ]
