"""An ask as a message: each packet with its facts, the owner's words, the suggestion and the options."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.asks import first_contact, question_blocks
from pmo_bot.blocks.decisions import choices
from pmo_bot.blocks.ids import Verb, encode
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.words import packet as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.rules.packet import Ask, Packet


def ask_message(ask: Ask, today: date) -> Message:
    """One message for what waits for one reader's decision."""
    blocks = first_contact() if ask.first_contact else []
    blocks.append(kit.section(words.heading(ask), id="heading"))
    lead = ask.open_count == 1
    for packet in ask.packets:
        blocks += packet_blocks(packet, today, lead=lead)
    for question in ask.questions:
        line = kit.divider(id=f"line-q{question.line.id}")
        blocks += [line, *question_blocks(question, today, lead=lead)]
    if ask.more or ask.left_out:
        blocks.append(kit.context(words.more_waiting(ask.left_out), id="more"))
    blocks += [kit.divider(id="foot-line"), kit.actions(press(Verb.PREFERENCES), why_these(ask.post_key), id="foot")]
    return Message(words.summary(ask), tuple(blocks))


def packet_blocks(packet: Packet, today: date, *, lead: bool) -> list[Block]:
    """One packet; `lead` gives it the message's one primary button."""
    row = packet.escalation.id
    line = kit.divider(id=f"line-{row}")
    if not packet.is_live:
        told = kit.section(words.facts(packet), id=f"facts-{row}")
        return [line, told, kit.context(words.settled(packet, today), id=f"settled-{row}")]
    facts, *more = words.texts(packet)
    blocks = [line, kit.section(facts, id=f"facts-{row}")]
    blocks += [kit.section(text, id=f"told-{row}-{number}") for number, text in enumerate(more)]
    blocks.append(_options(packet, lead=lead))
    return [*blocks, kit.context(words.onward(packet, today), id=f"onward-{row}")]


MORE = (Verb.SCOPE, Verb.DROP, Verb.LIVE_WITH, Verb.NOTE, Verb.WHY)
"""What stands behind the dots: answers that need a window of their own, and why it came."""


def _options(packet: Packet, *, lead: bool) -> Block:
    """What is suggested first, then the other answers; one primary button in a message."""
    row, style = packet.escalation.id, "primary" if lead else None
    answers = ("extend", "bring", "reassign")
    if packet.options:
        return _decide(packet, lead=lead)
    first = packet.suggestion.option
    ordered = sorted(answers, key=lambda name: name != first)
    buttons = [_button(packet, name, style if name == first else None) for name in ordered]
    buttons.append(press(Verb.EXTEND_TO, row))
    if packet.can_release:
        buttons.append(press(Verb.RELEASE, row, label=words.release_label(packet)))
    if packet.acknowledged_by is None and packet.gathered_by is None:
        buttons.append(press(Verb.ACKNOWLEDGE, row))
    rest = [kit.option(LABELS[verb], encode(verb, packet.item.id if verb is Verb.WHY else row)) for verb in MORE]
    return kit.actions(*buttons, kit.overflow(rest, id=f"act.more:{row}"), id=f"options-{row}")


def _decide(packet: Packet, *, lead: bool) -> Block:
    """A decision is late: its reader may take it, ask somebody else, or give it more time."""
    row = packet.escalation.id
    rest = [kit.option(LABELS[verb], encode(verb, packet.item.id if verb is Verb.WHY else row)) for verb in LATER]
    return kit.actions(
        *choices(packet.item.id, packet.options, lead=lead),
        press(Verb.REASSIGN, row),
        press(Verb.EXTEND_TO, row),
        kit.overflow(rest, id=f"act.more:{row}"),
        id=f"options-{row}",
    )


LATER = (Verb.TOGETHER, Verb.ACKNOWLEDGE, Verb.DROP, Verb.NOTE, Verb.WHY)
"""What else can be done about a decision that nobody takes."""


def _button(packet: Packet, option: str, style: str | None) -> Element:
    row = packet.escalation.id
    if option == "bring":
        return press(Verb.TOGETHER, row, label=words.bring_label(packet), style=style)
    if option == "reassign":
        return press(Verb.REASSIGN, row, style=style)
    return press(Verb.EXTEND, row, packet.extend_to.isoformat(), label=words.extend_label(packet), style=style)
