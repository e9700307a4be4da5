"""To a lead alone: the colour that was said, beside what is on record."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, framed, reason
from pmo_bot.blocks.ids import Form, Verb
from pmo_bot.blocks.kit import Message, View
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.receipts import why_these
from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import health as words
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.model import Health, Project
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.health import BADNESS


def colour_message(question: ColourAsked) -> Message:
    """What differs, and the three answers: another colour, the reason why it stays, a look at it."""
    row, record = question.project.id, question.evidence.colour
    declared = question.project.health
    worse = [colour for colour in Health if declared is None or BADNESS[declared] < BADNESS[colour] <= BADNESS[record]]
    says = [press(Verb.SAY_COLOUR, row, colour.value, label=words.say_label(colour)) for colour in worse]
    text = words.asked(question)
    do = kit.actions(*says, press(Verb.KEEP_COLOUR, row), press(Verb.STATUS, row),
                     why_these(question.post_key, LABELS[Verb.WHY]), id="do")  # fmt: skip
    return Message(plain(text), (kit.section(text, id="said"), do))


def keep_colour(origin: Origin, project: Project) -> View:
    """Why the colour stays."""
    return framed("colour", Form.KEEP_COLOUR, origin, kit.section(project.name, id="about"),
                  reason(labels.COLOUR_WHY, labels.COLOUR_HINT, needed=True))  # fmt: skip
