"""What is said of lessons."""

from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Lesson, Person, Project

SHOWN = 200
NONE = mrkdwn(
    "Nothing is written down yet. `/pmo lesson Book the room a month ahead because none was free #apollo` keeps "
    "what you would do differently."
)
HEADING = mrkdwn("*What projects would do differently*")
EMPTY = mrkdwn("What would you do differently? Try `/pmo lesson Book the room a month ahead because none was free`.")
WHICH = mrkdwn("Which project is it from? Name it by its channel or key, as in `#apollo`.")


def kept(lesson: Lesson, project: Project) -> Markup:
    """It is there."""
    return mrkdwn("Kept for whoever comes next, from {where}: {what}", where=project.name, what=_what(lesson))


def line(lesson: Lesson, project: Project, by: Person | None) -> Markup:
    """One lesson in a list."""
    return mrkdwn("• *{where}*: {what} (written down by {who})", where=project.name, what=_what(lesson), who=name(by))


def _what(lesson: Lesson) -> Markup:
    why = mrkdwn(", because “{hard}”", hard=shown(lesson.hard, SHOWN)) if lesson.hard else Markup("")
    return mrkdwn("“{differently}”{why}", differently=shown(lesson.differently, SHOWN), why=why)


def learned(lesson: Lesson, project: Project) -> Markup:
    """One lesson, shown where it may help."""
    return mrkdwn("{where} would do this differently: {what}", where=project.name, what=_what(lesson))
