"""What is asked when somebody is to look at something again."""

from pmo_bot.model import About, Item

NAMED = {
    About.DECISION: "Still true? Decision “{title}”",
    About.KPI: "What is it now? “{title}”",
    About.PULSE: "How well does it work? “{title}”",
    About.DIP: "It fell twice, what helps? “{title}”",
    About.MANDATE: "Still what the PMO is for? “{title}”",
    About.OFFER: "Take it over? “{title}”",
    About.READY: "Ready for it? “{title}”",
    About.FIRST: "Does {title} still come first?",
    About.LESSON: "What did {title} teach?",
    About.FIRST_DAYS: "What was reached? {title}",
}
"""What a check is called wherever it is named, to whoever reads it: what is asked, of what."""
BY_WHEN = {
    About.DECISION: "To be looked at again on {day}.",
    About.KPI: "Asked for on {day}.",
    About.PULSE: "From 1 (not at all) to 5 (very well), for you. Asked for on {day}.",
    About.DIP: "Asked for on {day}.",
    About.MANDATE: "To be looked at again on {day}.",
    About.OFFER: "A colleague offers it to you and keeps it until your yes; please say by {day}.",
    About.READY: "It is part of a plan for a risk: are you ready to do it, should that happen? Nothing has happened; "
    "please say by {day}.",
    About.FIRST: "Stop, continue, or start another? *Continue* keeps it first from {day} on; `/pmo list projects` "
    "shows all, and its lead or a PMO lead stops it there.",
    About.LESSON: "One sentence helps whoever does this next; nothing is an answer too. Asked for on {day}.",
    About.FIRST_DAYS: "The report compares with the start; it is there on {day}.",
}
"""What is said to whoever is asked, and about the day."""
AS_IT_WAS = {
    About.PULSE: "Say it, from 1 to 5…",
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
