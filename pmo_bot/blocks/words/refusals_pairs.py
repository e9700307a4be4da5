"""What the bot says when something about a pair that looks alike, or about the PMO's statement, cannot be done."""

from collections.abc import Callable

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn

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
}  # fmt: skip
