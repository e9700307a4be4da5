"""What is said of lessons."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.model import Item, Lesson, LessonKind, Project
from pmo_bot.rules.lessons import Told

SHOWN = 200
MILESTONES_SHOWN = 5
NONE = mrkdwn(
    "Nothing is written down yet. `/pmo lesson Book the room a month ahead because none was free #apollo` keeps "
    "what you would do differently."
)
EMPTY = mrkdwn("What would you do differently? Try `/pmo lesson Book the room a month ahead because none was free`.")
WHICH = mrkdwn("Which project is it from? Name it by its channel or key, as in `#apollo`.")
ONE_AT_LEAST = mrkdwn("Write one sentence at one of the questions, or close the window and press *Nothing to keep*.")
GONE = mrkdwn("That lesson is not there any more. `/pmo lesson` shows those that are.")
KNOWN = mrkdwn("That was written down before, so it is there once.")
THANKS = mrkdwn("Noted: it helped. Thank you.")
NOT_AGAIN = mrkdwn("Noted. It is not shown for this again.")
WRITE_ONE = "Write one down…"

QUESTIONS = {
    LessonKind.WELL: ("What went well?", "Something that the next project should do as well."),
    LessonKind.DIFFERENTLY: (
        "What would you do differently?",
        "And why, if you like: book the room a month ahead, because none was free.",
    ),
    LessonKind.ADVICE: ("What would you tell the next project?", "The one sentence you would have liked to hear."),
}
"""Each is a lesson of its own; one answer is enough."""
TOPICS = "What is it about?"
TOPICS_HINT = "A vendor, a place, a cause; with commas between them, as in: acme, rooms. By these it is found again."
INTO = {
    LessonKind.WELL: "went well",
    LessonKind.DIFFERENTLY: "do differently",
    LessonKind.ADVICE: "worth knowing",
}


def which_topics(most: int) -> Markup:
    """What a tag is."""
    return mrkdwn("Name what it is about in up to {most} short words with commas, such as `acme, rooms`.", most=most)


def kept(lessons: Sequence[Lesson], project: Project, about: Sequence[str]) -> Markup:
    """They are there."""
    where, tags = shown(project.name, NAME_SHOWN), _tags(about)
    if len(lessons) == 1:
        return mrkdwn("Kept for whoever comes next, from {where}: {what}{tags}", where=where, what=_what(lessons[0]),
                      tags=mrkdwn(" · {tags}", tags=tags) if tags else "")  # fmt: skip
    lines = [mrkdwn("• {what}", what=_what(one)) for one in lessons]
    head = mrkdwn("Kept for whoever comes next, from {where}{tags}:", where=where,
                  tags=mrkdwn(" · {tags}", tags=tags) if tags else "")  # fmt: skip
    return Markup("\n").join([head, *lines])


def asked_about(project: Project, milestones: Sequence[Item], ends: bool) -> Markup:
    """What the window is about: a project, and what was done in it since the last time."""
    names = [mrkdwn("{title} ({key})", title=shown(one.title, 80), key=one.key) for one in milestones]
    more = len(names) - MILESTONES_SHOWN
    told = [*names[:MILESTONES_SHOWN], *([mrkdwn("{more} more", more=more)] if more > 0 else [])]
    done = mrkdwn("\nDone: {names}", names=Markup(", ").join(told)) if told else Markup("")
    over = mrkdwn(" is over.") if ends else Markup("")
    return mrkdwn("*{name}*{over}{done}", name=shown(project.name, NAME_SHOWN), over=over, done=done)


# --- the list ---------------------------------------------------------------------------


def heading(project: Project | None, about: Sequence[str], waiting: bool) -> Markup:
    """Which lessons these are."""
    what = mrkdwn("Lessons without a next step") if waiting else mrkdwn("What projects learned")
    return mrkdwn("*{what}{where}*", what=what, where=_where(project, about))


def nothing(project: Project | None, about: Sequence[str], waiting: bool) -> Markup:
    """There are none of these."""
    if waiting:
        return mrkdwn("Every lesson{where} has its next step, or needs none.", where=_where(project, about))
    if project is None and not about:
        return NONE
    return mrkdwn("Nothing is written down yet{where}. `/pmo lesson` shows all.", where=_where(project, about))


def _where(project: Project | None, about: Sequence[str]) -> Markup:
    place = mrkdwn(" in {name}", name=shown(project.name, NAME_SHOWN)) if project is not None else Markup("")
    return place + (mrkdwn(" about {tags}", tags=_tags(about)) if about else Markup(""))


def line(told: Told, today: date) -> Markup:
    """One lesson in a list: what it says, where it comes from, what came of it."""
    lesson = told.lesson
    day = when.day(lesson.learned_at.date(), today)
    parts = [
        mrkdwn("{where}", where=shown(told.project.name, NAME_SHOWN)),
        *([mrkdwn("{phase}", phase=PHASES[lesson.phase])] if lesson.phase is not None else []),
        *([_tags(told.tags)] if told.tags else []),
        mrkdwn("{who}, {day}", who=name(told.by), day=day),
        *([_helped(told.helped)] if told.helped else []),
    ]
    return mrkdwn("{what}\n_{kind}_ · {context}{then}", what=_what(lesson), kind=INTO[lesson.kind],
                  context=Markup(" · ").join(parts), then=_then(told))  # fmt: skip


def _helped(times: int) -> Markup:
    return mrkdwn("helped once") if times == 1 else mrkdwn("helped {times} times", times=times)


def _then(told: Told) -> Markup:
    """Its next step, as far as the reader may know of it."""
    if told.action is not None:
        return mrkdwn("\n→ {item}", item=item_line(told.action))
    return mrkdwn("\n→ no next step yet") if told.waits else Markup("")


def _tags(tags: Sequence[str]) -> Markup:
    return Markup(" ").join(mrkdwn("#{tag}", tag=tag) for tag in tags)


def _what(lesson: Lesson) -> Markup:
    why = mrkdwn(", because “{why}”", why=shown(lesson.because, SHOWN)) if lesson.because else Markup("")
    return mrkdwn("“{learned}”{why}", learned=shown(lesson.learned, SHOWN), why=why)


# --- elsewhere --------------------------------------------------------------------------

SHOWS = {
    LessonKind.WELL: "In {where} this went well: {what}",
    LessonKind.DIFFERENTLY: "{where} would do this differently: {what}",
    LessonKind.ADVICE: "{where} would tell you: {what}",
}


def learned(told: Told, *, found_useful: bool = False) -> Markup:
    """One lesson, shown where it may help."""
    said = mrkdwn(SHOWS[told.lesson.kind], where=shown(told.project.name, NAME_SHOWN), what=_what(told.lesson))
    return said + (mrkdwn(" · you found it useful") if found_useful else Markup(""))


def needs_nothing(lesson: Lesson) -> Markup:
    """It is kept, and asks for nothing."""
    return mrkdwn("It stays: {what}. Nothing is to be done about it.", what=_what(lesson))


def idle_count(count: int) -> str:
    """The same at the end of a line; nothing for none."""
    lessons = "one lesson" if count == 1 else f"{count} lessons"
    return f" · {lessons} without a next step" if count else ""


def idle(count: int, project: Project) -> Markup:
    """To whoever leads: lessons that nobody acts on."""
    said = "One lesson has" if count == 1 else f"{count} lessons have"
    return mrkdwn("{said} no next step yet: `/pmo lesson open #{key}`", said=said, key=project.key.lower())
