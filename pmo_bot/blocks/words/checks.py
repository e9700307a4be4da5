"""What is asked when somebody is to look at something again."""

from pmo_bot.model import About, Item

ASKED = {
    About.DECISION: "Is it still true?",
    About.KPI: "What is its value now?",
    About.PULSE: "How well does it work for you, from 1 (not at all) to 5 (very well)?",
    About.DIP: "It fell twice in a row: what helps?",
    About.MANDATE: "Does it still say what the PMO is for?",
    About.OFFER: "Do you take it over?",
    About.READY: "It is part of a plan for a risk. Are you ready to do it, should that happen?",
    About.FIRST: "Does this project still come first: stop, continue, or start another?",
    About.LESSON: "What did it teach you so far?",
    About.FIRST_DAYS: "What was reached, and how does it compare with the start?",
}
"""The question of each kind of check."""
BY_WHEN = {
    About.DECISION: "To be looked at again on {day}.",
    About.KPI: "Asked for on {day}.",
    About.PULSE: "Asked for on {day}.",
    About.DIP: "Asked for on {day}.",
    About.MANDATE: "To be looked at again on {day}.",
    About.OFFER: "A colleague offers it to you and keeps it until your yes; please say by {day}.",
    About.READY: "Nothing has happened; please say by {day}.",
    About.FIRST: "*Continue* keeps it first from {day} on; `/pmo list projects` shows all, and its lead or a PMO lead "
    "stops it there.",
    About.LESSON: "One sentence helps whoever does this next; nothing is an answer too. Asked for on {day}.",
    About.FIRST_DAYS: "The report is there on {day}.",
}
"""What is said about the day."""
AS_IT_WAS = {
    About.DECISION: "Still true",
    About.DIP: "I have looked into it",
    About.MANDATE: "Still true",
    About.OFFER: "I take it",
    About.READY: "I am ready",
    About.FIRST: "Continue",
}
"""The button that says that nothing has changed."""


def as_it_was(item: Item) -> str | None:
    """What *Done* is called for a check; None for other items."""
    return AS_IT_WAS.get(item.about) if item.about is not None else None
