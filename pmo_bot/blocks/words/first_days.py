"""What is said of wins, and of the first ninety days of a PMO."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.value import number
from pmo_bot.model import Project, Win
from pmo_bot.rules.first_days import FirstDays
from pmo_bot.rules.wins import How, Won

EXAMPLE = "`/pmo win The first report that everybody read #apollo`"
NO_WINS = mrkdwn(
    "Nothing is in the log of wins yet. Milestones ahead of their date, confirmed benefits and decisions that were "
    "carried out come here by themselves; whoever leads adds the rest: " + EXAMPLE + "."
)
HEADING = mrkdwn("*What was reached in the last ninety days*")
NO_WINS_YET = mrkdwn("*Reached so far*\nNothing is in the log yet. " + EXAMPLE + " adds a line.")
READ = "I have read it"


# --- wins -------------------------------------------------------------------------------


def kept(win: Win, project: Project | None) -> Markup:
    """It is in the log."""
    where = shown(project.name, NAME_SHOWN) if project is not None else "the PMO"
    return mrkdwn("In the log of wins, for {where}: {what}", where=where, what=shown(win.win))


BACK = mrkdwn("It is out of the log again.")


def line(one: Won, today: date) -> Markup:
    """One win with its day."""
    return mrkdwn("• {day} — {what}{where}", day=when.day(one.on, today), what=SAYS[one.how](one),
                  where=project_tail(one.project))  # fmt: skip


def _goal(one: Won) -> Markup:
    value = number(one.value, one.unit) if one.value is not None else ""
    return mrkdwn("“{what}” ({key}) has come to its target: {value}", what=shown(one.what), key=one.key, value=value)


def _benefit(one: Won) -> Markup:
    by = mrkdwn(", says {who}", who=name(one.by)) if one.by is not None else Markup("")
    return mrkdwn("{what} ({key}) came true{by}", what=shown(one.what), key=one.key, by=by)


def _early(one: Won) -> Markup:
    days = "a day" if one.days == 1 else f"{one.days} days"
    return mrkdwn("{what} ({key}) was there {days} early", what=shown(one.what), key=one.key, days=days)


def _carried_out(one: Won) -> Markup:
    return mrkdwn("“{what}” ({key}) is carried out", what=shown(one.what), key=one.key)


def _written(one: Won) -> Markup:
    return mrkdwn("{what} ({who})", what=shown(one.what), who=name(one.by))


SAYS: dict[How, Callable[[Won], Markup]] = {
    How.GOAL: _goal,
    How.BENEFIT: _benefit,
    How.EARLY: _early,
    How.CARRIED_OUT: _carried_out,
    How.WRITTEN: _written,
}
"""How each kind of win is told."""


def more(count: int) -> Markup:
    """Those for which there is no room."""
    return mrkdwn("and {count} more: `/pmo win`", count=count)


# --- the first ninety days --------------------------------------------------------------


def begun(found: FirstDays) -> Markup:
    """It begins today."""
    sponsor = (
        mrkdwn("{who} reads it after you.", who=name(found.sponsor))
        if found.sponsor is not None
        else mrkdwn("`/pmo project {key} sponsor @ines` names who reads it after you.", key=found.project.key)
    )
    return mrkdwn(
        "*{name}* begin today: {count} steps with their days, all yours to move or drop (`/pmo list {key}`). After 30, "
        "60 and 90 days your brief has a report of what was reached. {sponsor}",
        name=shown(found.project.name, NAME_SHOWN), count=len(found.steps), key=found.project.key, sponsor=sponsor,
    )  # fmt: skip


def heading(found: FirstDays) -> Markup:
    """Which day it is, and how far the plan is."""
    text = mrkdwn("*{name}* — day {day}, since {start}\n{done} of {count} steps are done.",
                  name=shown(found.project.name, NAME_SHOWN), day=found.day, start=when.day(found.start, found.today),
                  done=found.done, count=len(found.steps))  # fmt: skip
    step = found.next
    if step is None or step.due is None:
        return text
    return mrkdwn("{text} Next: {title} ({key}), {day}.", text=text, title=shown(step.title), key=step.key,
                  day=when.day(step.due, found.today))  # fmt: skip


REACHED = mrkdwn("*Reached so far*")


def passes_on(found: FirstDays) -> Markup:
    """Who reads it next."""
    return mrkdwn("When you have read it, {who} is shown the same in their next brief.", who=name(found.sponsor))
