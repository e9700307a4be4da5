"""The buttons of lessons: write one down, nothing to keep, who acts on it, whether it helped."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering, opening
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import forms_lessons
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.lessons import thing_of
from pmo_bot.blocks.words import lessons as words
from pmo_bot.model import Kind
from pmo_bot.rules.modes import lacks, missing, mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import asking_lessons, items, lessons, looking, using_lessons
from pmo_bot.services.items import Capture

IMPROVED_IN = 10
"""Working days in which whoever takes a lesson's next step means to have done it."""


def learn(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with three questions: for what was done since the last time, or for any project."""
    if not press.id:
        projects = looking.visible_projects(desk.db, call.person)
        here = (one.id for one in projects if str(one.id) == press.extra or one.channel == call.incoming.channel)
        return Open(forms_lessons.learn(call.origin, projects=projects, project=next(here, None)))
    asked = asking_lessons.asked_about(desk.db, call.act, press.id)
    about = words.asked_about(asked.project, asked.milestones, asked.ends)
    return Open(forms_lessons.learn(call.origin, about))


def nothing(desk: Desk, call: Call, press: Press) -> Answer:
    """There is nothing to keep."""
    return answering.changed(desk.db, call, asking_lessons.nothing(desk.db, call.act, press.id))


def improve(desk: Desk, call: Call, press: Press) -> Answer:
    """Whoever presses takes its next step; a window asks for what the project's mode needs besides."""
    lesson, project = lessons.named(desk.db, call.person, press.id)
    due = in_working_days(call.person, call.today, IMPROVED_IN)
    needs = missing(mode_of(project), lacks(call.person.id, due, project.id, ""))
    if needs:
        return Open(opening.add_form(desk.db, call, project=project, text=lesson.learned, due=due, needed=needs,
                                     origin=replace(call.origin, row=0, lesson=lesson.id)))  # fmt: skip
    done = items.capture(desk.db, call.act, Capture(lesson.learned, Kind.ACTION, call.person.id, project.id, due,
                                                    lesson=lesson.id))  # fmt: skip
    return answering.captured(desk.db, call, done)


def no_action(desk: Desk, call: Call, press: Press) -> Answer:
    """Nothing is to be done about it."""
    return Reply(say(words.needs_nothing(lessons.needs_nothing(desk.db, call.act, press.id))))


def use(desk: Desk, call: Call, press: Press) -> Answer:
    """Whether it helps with what it was shown for."""
    thing, useful = thing_of(press.extra), press.verb is Verb.USEFUL
    if thing is None:
        raise Refused("old_button")
    using_lessons.say(desk.db, call.act, press.id, useful=useful, item_id=thing[0], project_id=thing[1])
    return Reply(say(words.THANKS if useful else words.NOT_AGAIN))


LESSON_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.LEARN: learn,
    Verb.NOTHING_LEARNED: nothing,
    Verb.IMPROVE: improve,
    Verb.NO_ACTION: no_action,
    Verb.USEFUL: use,
    Verb.NOT_THIS_TIME: use,
}
