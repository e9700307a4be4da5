"""What did not arrive, at the App Home of a PMO lead."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.words import letters as words
from pmo_bot.rules.letters import Letters


def letters_block(letters: Letters) -> Block:
    """One line, with a button where there is something to send again."""
    button = press(Verb.SEND_AGAIN, 0, letters.state.value) if letters.again else None
    return kit.section(words.letters_line(letters), id=f"letters-{letters.state.value}", accessory=button)
