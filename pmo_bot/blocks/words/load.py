"""How full weeks are, in words.  Figures are told to the person themselves; their lead reads a word."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.load import Heat, Load, Week

OWN = mrkdwn("*Your next weeks*")
OTHERS = mrkdwn("*The people in the projects you lead*")
FOOT = mrkdwn(
    "What is due, over all projects, against what fits into your week. `/pmo prefs capacity 12` says how much that is, "
    "`/pmo effort A-12 5` how much something takes."
)
FOR_LEADS = mrkdwn("Only you and they themselves can read this. *Offer it to…* on a card moves something, with a yes.")
HEATS = {
    Heat.AWAY: "away",
    Heat.FREE: "free",
    Heat.FITS: "room",
    Heat.BUSY: "nearly full",
    Heat.OVER: "more than fits",
}
"""How full a week is, as its lead reads it."""


def own_week(week: Week, today: date) -> Markup:
    """`Week of Mon 30 Nov: 12 of 10 points (120 %), more than fits`."""
    day = when.day(week.monday, today)
    if not week.fits and not week.points:
        return mrkdwn("• Week of {day}: you are away", day=day)
    share = f" ({week.percent} %)" if week.fits else ""
    return mrkdwn("• Week of {day}: {points} of {fits} points{share}, {heat}", day=day, points=week.points,
                  fits=week.fits, share=share, heat=HEATS[week.heat])  # fmt: skip


def others_line(load: Load, today: date) -> Markup:
    """`• Maria — this week more than fits, next week room, …`, without a figure."""
    said = ", ".join(f"{_called(number, week, today)} {HEATS[week.heat]}" for number, week in enumerate(load.weeks))
    return mrkdwn("• {who} — {said}", who=name(load.person), said=said)


def _called(number: int, week: Week, today: date) -> str:
    return ("this week", "next week")[number] if number < 2 else str(when.day(week.monday, today))


def too_full(loads: Sequence[Load], today: date) -> Markup:
    """For a project's lead: who has more than fits, and when."""
    people = ", ".join(f"{name(one.person)} (week of {when.day(one.over[0].monday, today)})" for one in loads)
    return mrkdwn("More than fits, for your eyes only: {people}", people=people)


def over(week: Week, today: date) -> Markup:
    """For somebody themselves: a week that is too full."""
    return mrkdwn(
        "More is due in the week of {day} than fits: {points} points, {fits} fit. `/pmo list load` shows your weeks.",
        day=when.day(week.monday, today), points=week.points, fits=week.fits,
    )  # fmt: skip
