"""What the bot says when something about a pair that looks alike, or about the PMO's statement, cannot be done."""

from collections.abc import Callable

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import both

PAIRS: dict[str, Callable[..., Markup]] = {
    "no_pair": lambda: mrkdwn("I have no such pair for you. `/pmo list alike` shows what concerns you."),
    "pair_settled": lambda seen: mrkdwn(
        "{by} this was settled. `/pmo list alike` shows what is left.",
        by=f"{name(seen.by)} has said what these are, so" if seen.by is not None else "One of the two is over, so",
    ),
    "nobody_to_talk": lambda seen: mrkdwn(
        "Both are yours, or nobody else who may see both can be reached. Say what they are instead: "
        "`/pmo list alike` has the buttons."
    ),
    "talked_already": lambda seen: mrkdwn(
        "Somebody has brought people together over {low} and {high} already. `/pmo show {low}` shows how it stands.",
        low=seen.low.key, high=seen.high.key,
    ),
    "no_house_sponsor": lambda person: mrkdwn(
        "The PMO answers to somebody of this workspace, and I could not write to {name}. Name a member: "
        "`/pmo about sponsor @ines`.", name=name(person),
    ),
    "which_house_sponsor": lambda: mrkdwn(
        "Whom does the PMO answer to? Try `/pmo about sponsor @ines`, or `/pmo about sponsor none`."
    ),
    "statement_is_private": lambda: mrkdwn(
        "The statement counts what you may see, so it is for you alone. Try `/pmo about statement`."
    ),
    "not_your_statement": lambda leads: mrkdwn(
        "The PMO's statement is for whoever the PMO answers to, and for PMO leads{who}. Ask one of them; `/pmo about` "
        "shows what the PMO is for.", who=f": {both([name(one) for one in leads[:3]])}" if leads else "",
    ),
}  # fmt: skip
