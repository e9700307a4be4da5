"""Labels and hints of the windows of decisions."""

from pmo_bot.blocks.text import shorten
from pmo_bot.model import Decision

TITLE, WHY, WHO = "What was decided?", "Why?", "Who decided?"
CONSIDERED, CONSIDERED_HINT = "What else was possible?", "One a line. Nobody has to ask again why not."
INFORMED, INFORMED_HINT = "Who has to know?", "They are named in the channel and say that they have read it."
REVIEW, REVIEW_HINT = "When do we look again?", "On that day whoever decided is asked whether it is still true."
NEXT, NEXT_HINT = "What follows first?", "A decision is carried out when somebody has the next step. More can follow."
NEXT_WHO, NEXT_DUE = "Who does that?", "By when?"

RELATION = "What is yours to it?"
NEW_ONE, SAME = "Something else: keep both", "The same: write nothing down"


def replaces(one: Decision) -> str:
    """The choice that puts the new one in the place of another."""
    return shorten(f"It replaces {one.key}", 75)


def excepts(one: Decision) -> str:
    """The choice that lets both count."""
    return shorten(f"An exception to {one.key}: both count", 75)


QUESTION, DECIDER = "What is to be decided?", "Who decides?"
DECIDER_HINT = "Left empty, the project's sponsor is asked."
OPTIONS, OPTIONS_HINT = (
    "Between what?",
    "One a line, at most five; a star before one suggests it. Left empty: yes or no.",
)
ANSWER_BY, ANSWER_BY_HINT = "Answer by", "Left empty: three working days of whoever decides."
CONTEXT, CONSULTED = "What has to be known to decide?", "Who was heard?"
ASK = "Ask"

CHOICE, CHOICE_HINT = "Your decision", "It stands with the decision, for whoever asks later."
COUNT_OPTIONS = "Name two to five, one a line; or leave it empty for yes or no."
WHICH_DAY = "Choose a day."
