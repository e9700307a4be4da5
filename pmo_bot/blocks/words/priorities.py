"""What comes first, in words."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks.people import item_line
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import outlook
from pmo_bot.model import Item, Project
from pmo_bot.rules.outlook import Outlook

HEADING = mrkdwn("*Projects, what comes first at the top*")
NOTHING = mrkdwn("There is no project yet that you can see. `/pmo project new` starts one.")
FOOT = mrkdwn(
    "`/pmo project APOLLO priority 1` says how early one comes, from 1 to 3. When a quarter begins, the sponsor of "
    "each that comes first is asked: stop, continue, or start another."
)
WHICH = "Which one gives way?"
FIRST_HINT = "It comes second from now on. Nothing else changes."
CRITICAL_HINT = "It is high from now on. Nothing else changes."
MAKE_ROOM = "Make room"


def line(one: Outlook, today: date) -> Markup:
    """`1 · *Apollo* (APOLLO) · 🟡 Amber · controlling`, with its gaps."""
    rank = str(one.project.priority) if one.project.priority is not None else "–"
    return mrkdwn("{rank} · {headline} — {gaps}", rank=rank, headline=outlook.headline(one), gaps=outlook.gaps(one))


def first_full(project: Project, others: Sequence[Project], hidden: int, most: int) -> Markup:
    """Why the window asks, and what it cannot offer."""
    known = [one.name for one in others] + ([f"{hidden} you cannot see"] if hidden else [])
    also = mrkdwn(" Not yours to change: {known}.", known=", ".join(known)) if known else Markup("")
    return mrkdwn("At most {most} come first at the same time. *{name}* takes the place of the one you choose.{also}",
                  most=most, name=project.name, also=also)  # fmt: skip


def critical_full(item: Item, most: int) -> Markup:
    """The item is kept, and what the window asks."""
    return mrkdwn(
        "{item} is kept, as high. {most} things of its project are critical already, and more would mean none is. "
        "Close this window to leave it so.", item=item_line(item), most=most,
    )  # fmt: skip
