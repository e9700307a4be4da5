"""Who might take something, and why; and what is said about an offer."""

from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person
from pmo_bot.rules.suggesting import Suggestion

OFFER_WHO = "Whom do you ask?"
OFFER_HINT = "It stays yours until they say yes."
ASK_SOMEBODY = "Ask somebody…"
HEADING = mrkdwn("*Who might take it*")


def line(one: Suggestion, skill: str, *, room: bool) -> Markup:
    """`• Sam: can do sap, works in the same project`; `room` where the reader may know that they have some."""
    reasons = [f"can do {skill}"] if one.can and skill else []
    reasons += ["works in the same project"] if one.here else []
    reasons += ["has room that week"] if room else []
    said = mrkdwn("• {who}: {reasons}", who=name(one.person), reasons=", ".join(reasons) or "may know about it")
    if one.sooner is None:
        return said
    return mrkdwn("{said}; but {item} comes first and needs the same", said=said, item=item_line(one.sooner))


def takes(item: Item, skill: str) -> Markup:
    """What somebody has to be able to do for it, and how much it takes, where that was said."""
    points = f"counts {item.effort} {'point' if item.effort == 1 else 'points'}" if item.effort is not None else ""
    said = " · ".join(part for part in (f"needs {skill}" if skill else "", points) if part)
    return mrkdwn("{said}", said=said[:1].upper() + said[1:])


def nobody(skill: str) -> Markup:
    """Nobody can be suggested for what needs a skill."""
    return mrkdwn("Nobody I know of can do {skill} and has room for it.", skill=skill)


def offered(item: Item, person: Person | None) -> Markup:
    """After an offer: who is asked, and that nothing has changed yet."""
    return mrkdwn("{item} — {who} is asked to take it. It stays yours until they say yes.", item=item_line(item),
                  who=name(person))  # fmt: skip
