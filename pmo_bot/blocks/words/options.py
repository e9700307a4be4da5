"""What there is to choose from when somebody is asked to decide."""

from collections.abc import Sequence

from pmo_bot.blocks.people import shown
from pmo_bot.blocks.text import Markup, mrkdwn, shorten
from pmo_bot.model import DecisionOption

BUTTON_SHOWN = 30
"""Letters of an option that a button has room for on a phone; longer ones are listed, and the buttons say A, B."""
LETTERS = "ABCDE"
AGREED = ("Agreed", "Not like this")
"""What can be said to something that counts only when somebody agrees."""
WITH_REASON = "With a reason…"


def option(option: DecisionOption) -> Markup:
    """One option, and whether whoever asked suggests it."""
    tail = " (suggested)" if option.recommended else ""
    return mrkdwn("{text}{tail}", text=shown(option.text), tail=tail)


def option_label(option: DecisionOption, options: Sequence[DecisionOption]) -> str:
    """What a button says: the option itself, or its letter where the words are too long for buttons."""
    return LETTERS[option.position - 1] if long_options(options) else option.text


def long_options(options: Sequence[DecisionOption]) -> bool:
    """Whether the options have to be listed above their buttons."""
    return any(len(one.text) > BUTTON_SHOWN for one in options)


def listed(options: Sequence[DecisionOption]) -> Markup:
    """The options where buttons have no room for them; else only what is suggested."""
    if long_options(options):
        return Markup("\n").join(
            mrkdwn("*{letter}* {option}", letter=LETTERS[one.position - 1], option=option(one)) for one in options
        )
    suggested = [one for one in options if one.recommended]
    return mrkdwn("Suggested: {option}", option=shown(suggested[0].text)) if suggested else Markup("")


def chosen_word(options: Sequence[DecisionOption], choice: int | None) -> str:
    """The words of the option that was taken."""
    return next((shorten(one.text, 150) for one in options if one.position == choice), "")
