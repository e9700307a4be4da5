"""Wins, and how the first ninety days of a PMO go, as messages."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import baseline
from pmo_bot.blocks.words import first_days as words
from pmo_bot.model import Project, Win
from pmo_bot.rules.first_days import FirstDays
from pmo_bot.rules.wins import Won

LISTED, TOLD = 20, 8


def win_kept(win: Win, project: Project | None) -> Message:
    """It is in the log, and can be taken out again."""
    return say(words.kept(win, project), press(Verb.WIN_BACK, win.id))


def wins_message(found: Sequence[Won], today: date) -> Message:
    """The log, the newest first."""
    return say(_lines(words.HEADING, found, today, LISTED) if found else words.NO_WINS)


def _lines(heading: Markup, found: Sequence[Won], today: date, most: int) -> Markup:
    left = [words.more(len(found) - most)] if len(found) > most else []
    return Markup("\n").join([heading, *(words.line(one, today) for one in found[:most]), *left])


def first_days_message(found: FirstDays, check: int = 0) -> Message:
    """The report; `check` is the question that it answers, where it was opened from one."""
    wins = _lines(words.REACHED, found.wins, found.today, TOLD) if found.wins else words.NO_WINS_YET
    texts = [words.heading(found), wins, baseline.compared(found.figures, found.today)]
    blocks: list[Block] = [kit.section(text, id=f"part-{number}") for number, text in enumerate(texts)]
    if check:
        if found.passes_on:
            blocks.append(kit.context(words.passes_on(found), id="passes-on"))
        blocks.append(kit.actions(press(Verb.DONE, check, label=words.READ, style="primary"), id="do"))
    return Message(plain(Markup("\n").join(texts)), tuple(blocks))
