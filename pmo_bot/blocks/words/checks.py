"""What is asked when somebody is to look at something again."""

from pmo_bot.model import About, Item

ASKED = {
    About.DECISION: "Is it still true?",
    About.OFFER: "Do you take it over?",
    About.FIRST: "Does this project still come first: stop, continue, or start another?",
}
"""The question of each kind of check."""
BY_WHEN = {
    About.DECISION: "To be looked at again on {day}.",
    About.OFFER: "A colleague offers it to you and keeps it until your yes; please say by {day}.",
    About.FIRST: "*Continue* keeps it first from {day} on; `/pmo list projects` shows all, and its lead or a PMO lead "
    "stops it there.",
}
"""What is said about the day."""
AS_IT_WAS = {
    About.DECISION: "Still true",
    About.OFFER: "I take it",
    About.FIRST: "Continue",
}
"""The button that says that nothing has changed."""


def as_it_was(item: Item) -> str | None:
    """What *Done* is called for a check; None for other items."""
    return AS_IT_WAS[item.about] if item.about is not None else None
