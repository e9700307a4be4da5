"""Freezes: `/pmo freeze 20 dec to 3 jan because year end #apollo`, their list, and the button that lifts one."""

import re
from datetime import date, datetime

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers
from pmo_bot.blocks.conflicts import freezes_message
from pmo_bot.blocks.ids import Press
from pmo_bot.blocks.words import conflicts as words
from pmo_bot.model import Freeze, Project, Role
from pmo_bot.rules.dates import read_date
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import freezes, looking, reading_conflicts
from pmo_bot.services.people import calendar_for
from pmo_bot.store import queries

SPAN = re.compile(r"^(?:from\s+)?(?P<first>.+?)\s+(?:until|till|through|to|-|–)\s+(?P<last>.+)$", re.IGNORECASE)
ALL = re.compile(r"\b(?:everything|all(?: projects)?)\b", re.IGNORECASE)


def freeze(desk: Desk, call: Call, said: Said) -> Answer:
    """With two dates one is set, for the project named or talked in, or for `everything`; else the list."""
    spoken = said.command.title.strip()
    project = None if ALL.search(spoken) else said.project
    dates = ALL.sub("", spoken).strip(" ,:")
    if not dates or dates.lower() == "list":
        return _list(desk, call, said)
    first, last = _span(call, dates)
    made = freezes.set_freeze(desk.db, call.act, first, last, said.reason, project.key if project else None)
    inside = reading_conflicts.inside(desk.db, call.person, made, call.here)
    return Reply(answers.say(words.frozen(made, project, call.today, inside)))


def _list(desk: Desk, call: Call, said: Said) -> Answer:
    project = said.project if said.named_project else None
    with desk.db.reading() as session:
        found = freezes.seen(session, call.person, call.now, project)
        people = queries.people(session, call.person.team_id, [one.by_id for one in found])
    projects = {one.id: one for one in looking.visible_projects(desk.db, call.person, said.here)}
    found = [one for one in found if one.project_id is None or one.project_id in projects]
    mine = [one.id for one in found if _may_lift(call, one, projects.get(one.project_id or 0))]
    return Reply(freezes_message(found, projects, people, mine, call.today))


def _may_lift(call: Call, one: Freeze, project: Project | None) -> bool:
    return may_lead(call.person, project) if project is not None else call.person.role is Role.PMO


def lift(desk: Desk, call: Call, press: Press) -> Answer:
    """It counts no longer."""
    return Reply(answers.say(words.lifted(freezes.lift(desk.db, call.act, press.id), call.today)), replace=True)


def _span(call: Call, spoken: str) -> tuple[date, date]:
    """Both days; the second is the next such day after the first, so that a freeze may go beyond the new year."""
    found = SPAN.match(spoken)
    first = _day(call, found["first"] if found else spoken, call.now, spoken)
    last = _day(call, found["last"], call.now, spoken) if found else first
    if last < first and found:
        at = calendar_for(call.person).at(first, calendar_for(call.person).opens)
        last = _day(call, found["last"], at, spoken)
    return first, last


def _day(call: Call, words: str, now: datetime, all_of_it: str) -> date:
    due = read_date(words.strip(), now, calendar_for(call.person))
    if due is None:
        raise Refused("which_freeze", words=all_of_it)
    return due.day
