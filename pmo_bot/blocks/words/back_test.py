"""What the bot says about rules that were tried on the days that were."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Mode, Project
from pmo_bot.rules.back_test import Compared, Load, Purpose, Told, Tried

KINDS = {
    Purpose.BRIEF: "Morning briefs",
    Purpose.PREVIEW: "Notes shown to owners first",
    Purpose.CONTACT: "Told to the lead",
    Purpose.SPONSOR: "Told to the sponsor",
    Purpose.PMO: "Told to a PMO lead",
    Purpose.QUESTION: "Questions",
    Purpose.DIGEST: "Digests",
}
ONE = {
    Purpose.BRIEF: "a morning brief with {items}",
    Purpose.PREVIEW: "the owner of {items} is shown the note first",
    Purpose.CONTACT: "the lead is told of {items}",
    Purpose.SPONSOR: "the sponsor is told of {items}",
    Purpose.PMO: "a PMO lead is told of {items}",
    Purpose.QUESTION: "a question about {items}",
    Purpose.DIGEST: "the report in the channel, with {items}",
}
NAMED = 3
"""How many items an example names."""
HEAD = ("In these days", "was sent", "would have been")
TRIED_DAYS = 30
"""How many days are tried, where the bot knows as many."""
AVERAGE, MOST = "Messages to one person in a week", "The most in one person's week"


def begun(project: Project, mode: Mode) -> Markup:
    """While it is worked out."""
    return mrkdwn(
        "I let the last days of *{name}*, 30 at most, happen once more, in {mode} mode this time. It takes a moment; "
        "nothing is sent.",
        name=shown(project.name, NAME_SHOWN), mode=mode.value,
    )  # fmt: skip


def _tried(tried: Tried) -> str:
    """`in directive mode`."""
    return f"in {tried.mode.value} mode" if tried.mode is not None else "with these steps"


def heading(tried: Tried) -> Markup:
    """What was tried on which days."""
    days = (tried.last - tried.first).days
    short = f" ({days} days: I know it no longer than that)" if days < TRIED_DAYS else ""
    name = shown(tried.project.name, NAME_SHOWN) if tried.project is not None else "Everything"
    return mrkdwn(
        "*{name}, {what}* — {first} to {last}{short}", name=name, what=_tried(tried), short=short,
        first=when.day(tried.first), last=when.day(tried.last),
    )  # fmt: skip


def number(load: Load) -> tuple[str, str]:
    """A week in figures."""
    return f"{load.average:.1f}", str(load.most)


def lines(compared: Compared) -> Markup:
    """The table in words, where no table is shown."""
    told = [mrkdwn("{what}: {now}, would be {would}", what=KINDS[about], now=now, would=would)
            for about, now, would in compared.counts]  # fmt: skip
    (average, most), (average_would, most_would) = number(compared.now), number(compared.would)
    told.append(mrkdwn("{what}: {now}, would be {would}", what=AVERAGE, now=average, would=average_would))
    told.append(mrkdwn("{what}: {now}, would be {would}", what=MOST, now=most, would=most_would))
    return Markup("\n").join(told)


def examples(tried: Tried, today: date) -> Markup:
    """Some of what would have been otherwise."""
    compared = tried.compared
    if compared.is_same:
        return mrkdwn("Nothing would have been otherwise in these days.")
    more = [mrkdwn("• {what}", what=_one(one, today)) for one in compared.more]
    fewer = [mrkdwn("• {what}", what=_one(one, today)) for one in compared.fewer]
    parts = [mrkdwn("*Only {what}*", what=_tried(tried)), *more] if more else []
    parts += [mrkdwn("*Only as it was sent*"), *fewer] if fewer else []
    return Markup("\n").join(parts)


def _one(told: Told, today: date) -> str:
    named, rest = ", ".join(told.items[:NAMED]), len(told.items) - NAMED
    items = (f"{named} and {rest} more" if rest > 0 else named) or "nothing in particular"
    what = ONE[told.about].format(items=items)
    return f"{when.day(told.local.date(), today)} {when.clock(told.local.time())}: {what}"


FOOT = mrkdwn(
    "_People answered what they were really asked. What they would have said to another question, nobody knows._"
)
