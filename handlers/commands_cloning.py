"""`/pmo project clone APOLLO as BOREAS from 11 jan`."""

import re
from datetime import date

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.learning_lessons import with_lessons
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.words import cloning as words
from pmo_bot.rules.dates import read_date
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import cloning, reading_lessons
from pmo_bot.services.cloning import Wanted
from pmo_bot.services.people import calendar_for

SAID = re.compile(
    r"(?i)\s*(?:clone\s+)?#?(?P<key>[a-z][a-z0-9]*)\s+(?:clone\s+)?as\s+#?(?P<new>[a-z][a-z0-9]*)"
    r"(?:\s+from\s+(?P<day>.+?))?\s*(?P<open>\bopen)?\s*"
)


def clone(desk: Desk, call: Call, said: Said) -> Answer:
    """A project like another one, with its dates moved to its own start; `open` leaves out what is finished."""
    read = SAID.fullmatch(said.command.words)
    if read is None:
        raise Refused("which_clone")
    wanted = Wanted(read["new"].upper(), _start(call, read["day"]), everything=not read["open"])
    made = cloning.clone(desk.db, call.act, read["key"], wanted)
    told = Reply(say(words.cloned(made.project, made.source, made.items, made.links, made.start)))
    return with_lessons(desk.db, call, told, reading_lessons.of_project(made.project))


def _start(call: Call, phrase: str | None) -> date:
    calendar = calendar_for(call.person)
    today = calendar.today(call.now)
    due = read_date(phrase, call.now, calendar) if phrase else None
    if phrase and due is None:
        raise Refused("unread_date", words=phrase)
    day = due.day if due is not None else today
    if day < today:
        raise Refused("past", day=day, today=today)
    return day
