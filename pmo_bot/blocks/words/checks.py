"""What is asked when somebody is to look at something again."""

from pmo_bot.model import About, Item

ASKED = {
    About.DECISION: "Is it still true?",
    About.KPI: "What is its value now?",
    About.PULSE: "How well does it work for you, from 1 (not at all) to 5 (very well)?",
    About.DIP: "It fell twice in a row: what helps?",
    About.MANDATE: "Does it still say what the PMO is for?",
}
"""The question of each kind of check."""
AS_IT_WAS = {
    About.DECISION: "Still true",
    About.DIP: "I have looked into it",
    About.MANDATE: "Still true",
}
"""The button that says that nothing has changed."""


def until(about: About) -> str:
    """How its day is said: something is looked at again, or asked for."""
    return "To be looked at again on" if about in (About.DECISION, About.MANDATE) else "Asked for on"


def as_it_was(item: Item) -> str | None:
    """What *Done* is called for a check; None for other items."""
    return AS_IT_WAS.get(item.about) if item.about is not None else None
