"""What the bot says about a calendar of somebody's own dates."""

from pmo_bot.blocks.text import Markup, mrkdwn

OFF = mrkdwn("Your calendar has ended: nothing answers at its address any more. `/pmo calendar` makes another one.")


def made(address: str) -> Markup:
    """Where it is, what is in it, who can read it and how it ends; the address is not shown again."""
    return mrkdwn(
        "What you owe, as a calendar:\n`{address}`\nAdd it to your calendar program as a subscription (“from URL”): it "
        "shows each open thing with a date, and follows when a date moves. Whoever has the address can read it, so "
        "keep it to yourself; I show it only this once. `/pmo calendar off` ends it.",
        address=address,
    )  # fmt: skip
