"""The digest as messages: the one in the channel, and what did not fit for its thread."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import digest as words
from pmo_bot.blocks.words.observing import banner
from pmo_bot.rules.digest import Digest, DigestLine, Section
from pmo_bot.rules.outlook import is_observed

THREAD_LINES = 20
THREAD_LONGEST = 40
"""Lines of one section in a thread: nobody reads three hundred."""
BULLET = Markup("• ")


def digest_message(digest: Digest, *, alone: bool = False) -> Message:
    """The message in the channel: at most five lines a section; one line when nothing changed.

    Shown `alone` to somebody it has no thread: there the list of the project has the rest.
    """
    if digest.quiet:
        line = kit.section(words.quiet(digest), id="quiet", accessory=_why(digest))
        return Message(words.summary(digest), (line, *_observed(digest), kit.context(words.as_of(digest), id="as-of")))
    blocks: list[Block] = [
        kit.header(words.headline(digest), id="headline"),
        kit.section(words.health(digest), id="health"),
    ]
    blocks += _observed(digest)
    blocks += [_section(section, digest, alone) for section in digest.sections]
    small = [text for text in (words.flow(digest), words.complete(digest)) if text]
    small += [words.kept(digest)] if digest.finished else []
    blocks += [kit.context(text, id=f"figures-{number}") for number, text in enumerate(small, 1)]
    blocks += [kit.context(words.as_of(digest), id="as-of"), kit.actions(_why(digest), id="foot")]
    return Message(words.summary(digest), tuple(blocks))


def _observed(digest: Digest) -> list[Block]:
    """That nobody in the channel reads it yet."""
    observed = is_observed(digest.project, digest.day)
    return [kit.context(banner(digest.project, None), id="observed")] if observed else []


def _why(digest: Digest) -> Element:
    """The way to why it came: whoever asks is told alone."""
    return why_these(f"digest:{digest.project.key}:{digest.week_of}", words.WHY)


def _section(section: Section, digest: Digest, alone: bool) -> Block:
    lines = [mrkdwn("*{heading}*", heading=words.HEADINGS[section.name]), *_bullets(section.shown, digest)]
    if section.rest:
        rest = len(section.rest)
        lines.append(words.beyond(rest, digest) if alone else words.more(rest))
    return kit.section(Markup("\n").join(lines), id=section.name)


def _bullets(lines: tuple[DigestLine, ...], digest: Digest, *, calls: bool = True) -> list[Markup]:
    return [BULLET + words.line(line, digest.day, calls=calls) for line in lines]


def thread_messages(digest: Digest) -> list[Message]:
    """The rest of each long section, twenty lines a message."""
    messages = []
    for section in () if digest.quiet else digest.sections:
        rest = section.rest[:THREAD_LONGEST]
        left = len(section.rest) - len(rest)
        for start in range(0, len(rest), THREAD_LINES):
            part = rest[start : start + THREAD_LINES]
            heading = mrkdwn("*{heading}*, continued", heading=words.HEADINGS[section.name])
            last = [words.beyond(left, digest)] if left and start + THREAD_LINES >= len(rest) else []
            text = Markup("\n").join([heading, *_bullets(part, digest, calls=False), *last])
            block = kit.section(text, id=f"{section.name}-{start}")
            messages.append(Message(f"{words.HEADINGS[section.name]}, continued", (block,)))
    return messages
