"""What the bot says when something about a risk cannot be done."""

from collections.abc import Callable
from datetime import date, datetime

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person


def _measure_late(item: Item, day: date, latest: date) -> Markup:
    risk = mrkdwn("*{title}* ({key})", title=item.title, key=item.key)
    return mrkdwn(
        "{day} is not before the risk itself: {risk} is due {due}. Choose {latest} or an earlier day, or move the risk "
        "first.", day=when.day(day), risk=risk, due=when.day(item.due) if item.due else "then", latest=when.day(latest),
    )  # fmt: skip


def _plan_activated(item: Item, by: Person | None, at: datetime) -> Markup:
    who, zone = (when.first_name(by), by.zone) if by is not None else ("Somebody", "UTC")
    return mrkdwn(
        "{who} began the plan for {key} on {day}. `/pmo show {key}` tells what became of each line.",
        who=who, key=item.key, day=when.day(when.local_day(at, zone)),
    )  # fmt: skip


RISKS: dict[str, Callable[..., Markup]] = {
    "not_a_risk": lambda item: mrkdwn(
        "{key} is not a risk, so there is nothing to assess. `/pmo show {key}` tells what it is.", key=item.key
    ),
    "bad_score": lambda words: mrkdwn(
        "“{words}” is off the scale: both go from 1 to 5. Try `4x3`, or `p4 i3`: first how likely, then how hard.",
        words=words,
    ),
    "half_score": lambda item: mrkdwn(
        "A score takes both: how likely {key} is and how hard it would hit. Choose both, or neither.", key=item.key
    ),
    "worse_after": lambda item: mrkdwn(
        "After its measures {key} cannot be worse than it is now. Choose less here, or more above.", key=item.key
    ),
    "measure_late": _measure_late,
    "empty_plan": lambda item: mrkdwn("What is done if {key} happens? Write at least the first line.", key=item.key),
    "no_plan": lambda item: mrkdwn(
        "There is no plan for {key} yet. `/pmo show {key}` has the button to make one.", key=item.key
    ),
    "plan_activated": _plan_activated,
}
