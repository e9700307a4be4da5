"""Editions of a report as messages: a project's in other words, one over all projects, and what goes where."""

from collections.abc import Sequence
from itertools import groupby

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.digest import BULLET, asks_to_decide, digest_message, question, thread_messages
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import Markup, mrkdwn, plain
from pmo_bot.blocks.words import digest as digest_words
from pmo_bot.blocks.words import digest_state
from pmo_bot.blocks.words import editions as words
from pmo_bot.model import Cadence
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.editions import EditionReport, Planned, PortfolioLine, is_told

SHOWN = 20
"""Ways that reports go, and projects with a message of their own in a thread."""


def edition_message(report: EditionReport) -> Message:
    """The message itself."""
    if report.is_portfolio:
        return _portfolio(report)
    message = digest_message(report.digests[0])
    outlet = report.outlet
    if outlet.person_id is None and outlet.cadence is Cadence.WEEK:
        return message
    said = words.direct(outlet) if outlet.person_id is not None else words.often(outlet)
    at = next((n for n, one in enumerate(message.blocks) if one.get("block_id") == "as-of"), len(message.blocks))
    return Message(message.text, (*message.blocks[:at], kit.context(said, id="often"), *message.blocks[at:]))


def edition_asks(report: EditionReport) -> bool:
    """Whether it has buttons that change once something is decided."""
    if report.is_portfolio:
        return any(_asked(one) for one in report.lines)
    return asks_to_decide(report.digests[0])


def edition_thread(report: EditionReport) -> list[Message]:
    """What stands below it: the rest of a project's; of one over all, each project that has something to tell."""
    if not report.is_portfolio:
        return thread_messages(report.digests[0])
    if _is_quiet(report):
        return []
    telling = [one for one in report.digests if is_told(one) or not one.quiet]
    silent = [one for one in report.digests if one not in telling]
    found = [_of_project(one) for one in telling[:SHOWN]]
    left = (*silent, *telling[SHOWN:])
    return [*found, *([say(words.rest(left))] if left else [])]


def _portfolio(report: EditionReport) -> Message:
    why = why_these(report.key, digest_state.WHY)
    if _is_quiet(report):
        line = kit.section(words.quiet(report), id="quiet", accessory=why)
        return Message(words.summary(report), (line, *_goals(report)))
    return Message(words.summary(report), (
        kit.header(words.headline(report), id="headline"),
        *_goals(report),
        kit.section(words.colours(report), id="colours"),
        *_lines(report),
        *([kit.context(words.more(report.more), id="more")] if report.more else []),
        kit.context(words.as_of(report), id="as-of"),
        kit.actions(why, id="foot"),
    ))  # fmt: skip


def _lines(report: EditionReport) -> list[Block]:
    """The five, in their order; a decision that somebody here is asked for has its buttons."""
    blocks: list[Block] = []
    for asks, lines in groupby(report.lines, key=_asked):
        said = [(one, words.portfolio_line(one, report)) for one in lines]
        if asks:
            blocks += [block for one, text in said if one.line is not None for block in question(one.line, text)]
        else:
            text = Markup("\n").join(BULLET + text for _, text in said)
            blocks.append(kit.section(text, id=f"lines-{len(blocks)}" if blocks else "lines"))
    return blocks


def _asked(one: PortfolioLine) -> bool:
    return one.line is not None and bool(one.line.options)


def _goals(report: EditionReport) -> list[Block]:
    return [kit.context(words.goals(report), id="goals")] if report.goals else []


def _is_quiet(report: EditionReport) -> bool:
    return not report.lines


def _of_project(digest: Digest) -> Message:
    text = words.of_project(digest)
    blocks: list[Block] = [kit.section(text, id="project")]
    for section in digest.sections:
        lines = [BULLET + digest_words.line(line, digest.day, calls=False, project=digest.project)
                 for line in section.lines[: max(section.room, 1)]]  # fmt: skip
        heading = mrkdwn("*{heading}*", heading=digest_words.HEADINGS[section.name])
        blocks.append(kit.section(Markup("\n").join([heading, *lines]), id=section.name))
    return Message(plain(text), tuple(blocks))


# --- what goes where --------------------------------------------------------------------


def kept_message(planned: Planned) -> Message:
    """It goes there from now on."""
    return say(words.kept(planned), press(Verb.SEE_EDITION, planned.row_id), press(Verb.STOP_EDITION, planned.row_id))


def stopped_message(planned: Planned) -> Message:
    """It goes there no longer."""
    return say(words.stopped(planned))


def planned_message(found: Sequence[Planned]) -> Message:
    """What would be sent, to whom and when: each with a look at it, and a way to end it."""
    if not found:
        return say(words.NOTHING)
    blocks: list[Block] = [kit.section(words.HEADING, id="heading")]
    for number, one in enumerate(found[:SHOWN]):
        blocks.append(kit.section(BULLET + words.planned_line(one), id=f"way-{number}"))
        if one.row_id:
            buttons = [press(Verb.SEE_EDITION, one.row_id)]
            buttons += [press(Verb.STOP_EDITION, one.row_id)] if one.may_stop else []
            blocks.append(kit.actions(buttons[0], *buttons[1:], id=f"do-{number}"))
    text = [words.HEADING, *(words.planned_line(one) for one in found[:SHOWN])]
    return Message(plain(Markup("\n").join(text)), tuple(blocks))
