"""What is asked when somebody is to look at something again."""

from pmo_bot.model import About, Item

ASKED = {
    About.DECISION: "Is it still true?",
}
"""The question of each kind of check."""
AS_IT_WAS = {
    About.DECISION: "Still true",
}
"""The button that says that nothing has changed."""


def as_it_was(item: Item) -> str | None:
    """What *Done* is called for a check; None for other items."""
    return AS_IT_WAS[item.about] if item.about is not None else None
