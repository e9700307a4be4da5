"""Who might take something, and why; and what is said about an offer."""

from collections.abc import Mapping, Sequence

from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import both, either
from pmo_bot.model import Item, Person
from pmo_bot.rules.suggesting import Suggestion

OFFER_WHO = "Whom do you ask?"
OFFER_HINT = "It stays yours until they say yes."
ASK_SOMEBODY = "Ask somebody…"
HEADING = mrkdwn("*Who might take it*")


def line(one: Suggestion, skills: Mapping[int, str], *, room: bool) -> Markup:
    """`• Sam: can do sap, has not named python, works in the same project`.

    `room` where the reader may know that they have some.
    """
    reasons = [_can(one, skills)] if one.can else []
    reasons += ["works in the same project"] if one.here else []
    reasons += ["has room that week"] if room else []
    said = mrkdwn("• {who}: {reasons}", who=name(one.person), reasons=", ".join(reasons) or "may know about it")
    if one.sooner is None:
        return said
    return mrkdwn("{said}; but {item} comes first and needs the same", said=said, item=item_line(one.sooner))


def _can(one: Suggestion, skills: Mapping[int, str]) -> str:
    """`can do sap, has not named python`."""
    able, rest = (sorted(name for tag, name in skills.items() if (tag in one.can) is can) for can in (True, False))
    return f"can do {both(able)}" + (f", has not named {both(rest)}" if rest else "")


def takes(item: Item, needs: Sequence[str]) -> Markup:
    """What somebody has to be able to do for it, and how much it takes, where that was said."""
    points = f"counts {item.effort} {'point' if item.effort == 1 else 'points'}" if item.effort is not None else ""
    said = " · ".join(part for part in (f"needs {both([*needs])}" if needs else "", points) if part)
    return mrkdwn("{said}", said=said[:1].upper() + said[1:])


def nobody(skills: Mapping[int, str]) -> Markup:
    """Nobody can be suggested for what needs skills."""
    return mrkdwn("Nobody I know of can do {skill} and has room for it.", skill=either([*skills.values()]))


def offered(item: Item, person: Person | None) -> Markup:
    """After an offer: who is asked, and that nothing has changed yet."""
    return mrkdwn("{item} — {who} is asked to take it. It stays yours until they say yes.", item=item_line(item),
                  who=name(person))  # fmt: skip
