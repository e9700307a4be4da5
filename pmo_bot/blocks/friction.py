"""What the bot asks of people, and what could go, as parts of the review of a policy."""

from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.words import friction as words
from pmo_bot.rules.friction import Friction
from pmo_bot.rules.left_out import PREFIX

HINTS = 5


def friction_blocks(found: Friction, row: int, *, may_change: bool) -> list[Block]:
    """The meter, then each thing that could go with the button that a person may press."""
    blocks: list[Block] = [kit.section(words.meter(found), id="meter")] if found.meters else []
    for field, often in found.same:
        button = press(Verb.POLICY_WITHOUT, row, PREFIX + field, label=words.without(field)) if may_change else None
        blocks.append(kit.section(words.same(field, often), id=f"same-{field}", accessory=button))
    for one in found.stricter[:HINTS]:
        asked = kit.confirm(words.SURE, words.sure(one), words.YES, words.NO)
        looser = press(Verb.LOOSER, one.project.id, one.looser.value, label=words.looser(one), confirm=asked)
        button = looser if may_change else None
        blocks.append(kit.section(words.stricter(one), id=f"stricter-{one.project.id}", accessory=button))
    return blocks


def leave_out(fields: Sequence[str], row: int) -> Block:
    """The buttons for fields that nobody fills in."""
    buttons = [press(Verb.POLICY_WITHOUT, row, PREFIX + field, label=words.without(field)) for field in fields]
    return kit.actions(buttons[0], *buttons[1:], id="leave-out")
