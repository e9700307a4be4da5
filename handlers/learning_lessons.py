"""Lessons: `/pmo lesson Book the room a month ahead because none was free #apollo #rooms`, and their list."""

from dataclasses import replace

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks.lessons import Look, kept_message, lessons_message, with_help
from pmo_bot.rules.lessons import Thing
from pmo_bot.rules.pages import page
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.tags import MOST, tag_name
from pmo_bot.services import lessons, reading_lessons, standing
from pmo_bot.services.lessons import NewLesson
from pmo_bot.store.database import Database

SHOWN = 8
LISTS = {"": False, "list": False, "open": True}
"""What shows a list instead of keeping a lesson; `open` those without a next step."""


def lesson(desk: Desk, call: Call, said: Said) -> Answer:
    """With words one is kept, for the project named or talked in; else the list, of a project or about something."""
    spoken, about = said.command.title.strip(), topics(said.command.tags)
    if spoken.lower() in LISTS:
        project = said.project.id if said.project is not None and said.named_project else 0
        return lessons_of(desk, call, Look(project, LISTS[spoken.lower()], about))
    if said.project is None:
        raise Refused("lesson_of_which")
    wanted = NewLesson(spoken, said.reason, tags=about)
    kept = lessons.learn(desk.db, call.act, said.project.key, wanted)
    return Reply(kept_message([kept], said.project, about))


def topics(said: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """What a lesson is about, in the words of tags.  Refuses what is none."""
    found = [tag_name(one) for one in said]
    if None in found or len(found) > MOST:
        raise Refused("which_topics", most=MOST)
    return tuple(dict.fromkeys(one for one in found if one))


def lessons_of(desk: Desk, call: Call, look: Look, *, start: int = 0) -> Answer:
    """What everybody who reads the answer may know of, page by page."""
    project = standing.project_for(desk.db, call.person, look.project_id) if look.project_id else None
    if look.project_id and project is None:
        raise Refused("no_project", key="")
    found = reading_lessons.listed(desk.db, call.person, project, look.about, waiting=look.waiting, here=call.here)
    today = call.today
    return Reply(lessons_message(page(found, SHOWN, start), look, project, call.person, today))


def with_lessons(db: Database, call: Call, answer: Reply, thing: Thing | None) -> Reply:
    """After something was begun: what others learned about the same.  Never where everybody reads the answer."""
    if thing is None or call.here is not None:
        return answer
    return replace(answer, message=with_help(answer.message, reading_lessons.helping(db, call.person, thing)))
