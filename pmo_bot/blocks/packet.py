"""An ask as a message: each packet with its facts, the owner's words, the suggestion and the options."""

from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.asks import first_contact, question_blocks
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.words import packet as words
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
    if ask.more:
        blocks.append(kit.context(words.MORE_WAITING, id="more"))
    blocks += [kit.divider(id="foot-line"), kit.actions(press(Verb.PREFERENCES), why_these(ask.post_key), id="foot")]
    return Message(words.summary(ask), tuple(blocks))


def packet_blocks(packet: Packet, today: date, *, lead: bool) -> list[Block]:
    """One packet; `lead` gives it the message's one primary button."""
    row = packet.escalation.id
    blocks = [kit.divider(id=f"line-{row}"), kit.section(words.facts(packet, today), id=f"facts-{row}")]
    if not packet.is_live:
        return [*blocks, kit.context(words.settled(packet, today), id=f"settled-{row}")]
    blocks.append(kit.section(words.owners_words(packet), id=f"words-{row}"))
    blocks.append(kit.section(words.suggestion(packet, today), id=f"suggest-{row}"))
    blocks.append(_options(packet, today, lead=lead))
    if packet.acknowledged_by is not None:
        blocks.append(kit.context(words.acknowledged(packet), id=f"seen-{row}"))
    return blocks


def _options(packet: Packet, today: date, *, lead: bool) -> Block:
    row, to = packet.escalation.id, packet.extend_to.isoformat()
    sure = kit.confirm(words.DROP_TITLE, words.drop_ends(packet), words.DROP_YES, words.DROP_NO)
    buttons = [
        press(Verb.EXTEND, row, to, label=words.extend_label(packet, today), style="primary" if lead else None),
        press(Verb.EXTEND_TO, row),
        press(Verb.REASSIGN, row),
        press(Verb.DROP, row, confirm=sure),
    ]
    if packet.acknowledged_by is None:
        buttons.append(press(Verb.ACKNOWLEDGE, row))
    if packet.can_release:
        buttons.append(press(Verb.RELEASE, row))
    buttons.append(press(Verb.WHY, packet.item.id))
    return kit.actions(buttons[0], *buttons[1:], id=f"options-{row}")
