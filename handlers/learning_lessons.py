"""Lessons: `/pmo lesson Book the room a month ahead because none was free #apollo`, and their list."""

from dataclasses import replace

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers
from pmo_bot.blocks.lessons import lessons_message, reminded
from pmo_bot.blocks.words import lessons as words
from pmo_bot.rules.lessons import matching
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import lessons, looking
from pmo_bot.store import queries


def lesson(desk: Desk, call: Call, said: Said) -> Answer:
    """With words one is kept, for the project named or talked in; else the list."""
    spoken = said.command.title.strip()
    if not spoken or spoken.lower() == "list":
        return _list(desk, call, said)
    if said.project is None:
        raise Refused("lesson_of_which")
    kept = lessons.learn(desk.db, call.act, said.project.key, spoken, said.reason)
    return Reply(answers.say(words.kept(kept, said.project)))


def _list(desk: Desk, call: Call, said: Said) -> Answer:
    """What everybody who reads the answer may know of."""
    project = said.project if said.named_project else None
    with desk.db.reading() as session:
        found = lessons.seen(session, call.person, project)
        people = queries.people(session, call.person.team_id, [one.by_id for one in found])
    projects = {one.id: one for one in looking.visible_projects(desk.db, call.person, said.here)}
    return Reply(lessons_message(found, projects, people))


def with_lessons(desk: Desk, call: Call, said: Said, answer: Answer) -> Answer:
    """After something was kept: what others learned about the same.  Never where everybody reads the answer."""
    if said.here is not None or not isinstance(answer, Reply):
        return answer
    with desk.db.reading() as session:
        found = matching(said.command.title, lessons.seen(session, call.person))
    projects = {one.id: one for one in looking.visible_projects(desk.db, call.person, None)}
    return replace(answer, message=reminded(answer.message, found, projects))
