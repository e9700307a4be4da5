"""The digest as messages: the one in the channel, and what did not fit for its thread."""

from dataclasses import dataclass
from typing import Any

from pmo_bot.blocks import kit, people, when
from pmo_bot.blocks.decisions import choices
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import digest as words
from pmo_bot.blocks.words import digest_state as state
from pmo_bot.blocks.words import drafts
from pmo_bot.blocks.words import options as option_words
from pmo_bot.blocks.words.observing import banner
from pmo_bot.model import Audience
from pmo_bot.rules.digest_lines import DECIDE_ID, Digest, DigestLine, Section, SettledDigest
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
        line = kit.section(state.quiet(digest), id="quiet", accessory=_why(digest))
        return Message(state.summary(digest), (line, *_observed(digest), kit.context(state.as_of(digest), id="as-of")))
    blocks: list[Block] = [
        kit.header(state.headline(digest), id="headline"),
        kit.section(state.health(digest), id="health"),
    ]
    if digest.note is not None:
        blocks.append(kit.section(drafts.carried(people.name(digest.note.by, "The lead"), digest.note.why), id="note"))
    blocks += _observed(digest)
    if digest.aim:
        blocks.insert(1, kit.context(state.aim(digest), id="aim"))
    for section in digest.sections:
        blocks += _section(section, digest, alone) if section.shown else []
    blocks += _left_out(digest, alone)
    whole = digest.audience is Audience.TEAM
    small = [text for text in (state.flow(digest), state.complete(digest)) if text and whole]
    small += [state.kept(digest)] if digest.finished and not digest.weeks else []
    blocks += [kit.context(text, id=f"figures-{number}") for number, text in enumerate(small, 1)]
    blocks += _chart(digest)
    blocks += [kit.context(state.as_of(digest), id="as-of"), kit.actions(_why(digest), id="foot")]
    return Message(state.summary(digest), tuple(blocks))


def _chart(digest: Digest) -> list[Block]:
    """What was kept on its first date, week by week: as a line, and in words for whoever sees no charts."""
    if not digest.weeks:
        return []
    days = [when.day(monday, digest.day) for monday, _, _ in digest.weeks]
    shares = [round(100 * kept / finished) for _, kept, finished in digest.weeks]
    chart = kit.line_chart(state.KEPT_CHART, {state.KEPT_LINE: shares}, categories=days, id="kept-chart",
                           y_label=state.KEPT_AXIS)  # fmt: skip
    return [chart, kit.context(state.kept_weeks(digest), id="kept")]


def _observed(digest: Digest) -> list[Block]:
    """That nobody in the channel reads it yet."""
    observed = is_observed(digest.project, digest.day)
    return [kit.context(banner(digest.project, None), id="observed")] if observed else []


def _why(digest: Digest) -> Element:
    """The way to why it came: whoever asks is told alone."""
    slot = digest.slot or f"digest:{digest.project.key}"
    return why_these(f"{slot}:{digest.week_of}", state.WHY)


def _left_out(digest: Digest, alone: bool) -> list[Block]:
    """An executive's report has room for five lines in all: how many there are besides is said once."""
    rest = sum(len(section.rest) for section in digest.sections) if digest.audience is Audience.EXECUTIVE else 0
    return [kit.context(words.beyond(rest, digest) if alone else words.more(rest), id="left-out")] if rest else []


def _section(section: Section, digest: Digest, alone: bool) -> list[Block]:
    asked = [line for line in section.shown if line.options]
    plain = tuple(line for line in section.shown if not line.options)
    lines = [mrkdwn("*{heading}*", heading=words.HEADINGS[section.name]), *_bullets(plain, digest)]
    if section.rest and digest.audience is not Audience.EXECUTIVE:
        rest = len(section.rest)
        lines.append(words.beyond(rest, digest) if alone else words.more(rest))
    blocks = [kit.section(Markup("\n").join(lines), id=section.name)]
    for line in asked:
        blocks += _question(line, digest)
    return blocks


def _question(line: DigestLine, digest: Digest) -> list[Block]:
    return question(line, words.line(line, digest.day, project=digest.project))


def question(line: DigestLine, text: Markup) -> list[Block]:
    """A decision that is asked for, with its options: it can be taken right here."""
    item = line.item.id if line.item is not None else 0
    listed, text = option_words.listed(line.options), BULLET + text
    return [
        kit.section(mrkdwn("{text}\n{listed}", text=text, listed=listed) if listed else text, id=f"asked-{item}"),
        kit.actions(*choices(item, line.options), id=f"{DECIDE_ID}{item}"),
    ]


def asks_to_decide(digest: Digest) -> bool:
    """Whether it has buttons that change once something is decided."""
    return any(line.options for section in digest.sections for line in section.shown)


def settled_message(settled: SettledDigest) -> "Settled":
    """A report as it was sent, with what was decided where the buttons of a question were."""
    said = {f"{DECIDE_ID}{one.item.id}": words.settled(one) for one in settled.answers}
    blocks = [
        kit.context(said[block["block_id"]], id=block["block_id"]) if block.get("block_id") in said else block
        for block in settled.body.get("blocks") or ()
    ]
    return Settled({**settled.body, "blocks": blocks})


@dataclass(frozen=True, slots=True)
class Settled:
    """A payload that was sent before, changed in one place."""

    body: dict[str, Any]

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        return self.body


def _bullets(lines: tuple[DigestLine, ...], digest: Digest, *, calls: bool = True) -> list[Markup]:
    return [
        BULLET + words.line(line, digest.day, calls=calls and _reads(line, digest), project=digest.project)
        for line in lines
    ]


def _reads(line: DigestLine, digest: Digest) -> bool:
    """Whether who is named reads it there: nobody else is called."""
    return digest.readers is None or (line.person is not None and line.person.id in digest.readers)


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
