"""The labels and hints of the windows about risks."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Response

PROBABILITY, IMPACT = "How likely is it?", "How hard would it hit?"
BOTH_SCALES = "Choose both, how likely and how hard; or leave both empty."
RESPONSE = "What do we do about it?"
RESPONSES = {
    Response.AVOID: "Avoid it: change the work so that it cannot happen",
    Response.REDUCE: "Reduce it: make it less likely, or less harmful",
    Response.TRANSFER: "Hand it on: an insurer or a vendor carries it",
    Response.ACCEPT: "Live with it",
}
RESIDUAL_PROBABILITY, RESIDUAL_IMPACT = "How likely, once that is done?", "How hard, once that is done?"
CAUSE, CAUSE_HINT = "Where does it come from?", "A vendor, a person, a team. Risks with the same word are added up."
TRIGGER, TRIGGER_HINT = "What would show that it happens?", "Such as: no delivery note by Wednesday."

MEASURE_TITLE = "What is done about it?"
PLAN_WHAT, PLAN_WHO, PLAN_DAYS = "What is done if it happens?", "Who does it?", "How soon?"
DAYS = {
    "0": "The same day",
    "1": "Within one working day",
    "2": "Within 2 working days",
    "3": "Within 3 working days",
    "5": "Within 5 working days",
    "10": "Within 10 working days",
    "20": "Within 20 working days",
}
USUAL_DAYS = "2"


def before(risk: Item, latest: date | None, today: date) -> Markup | None:
    """By when a measure has to be there."""
    if risk.due is None or latest is None:
        return None
    return mrkdwn("It comes before the risk itself, {due}: by {latest} at the latest.", due=when.day(risk.due, today),
                  latest=when.day(latest, today))  # fmt: skip
