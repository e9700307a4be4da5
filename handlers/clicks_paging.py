"""The buttons that leaf through something long, and those that look at a project."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering, values
from handlers.answers import NOTHING, Answer, Reply
from handlers.call import Call
from handlers.commands_golive import change_log_of
from handlers.commands_risks import risks_of
from handlers.learning_lessons import lessons_of
from handlers.listener import Desk
from pmo_bot.blocks import lists
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.lessons import Look
from pmo_bot.model import Project
from pmo_bot.rules import home as homes
from pmo_bot.rules.listing import Scope, Wanted, with_tag
from pmo_bot.rules.pages import pack, unpack
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import looking, standing, tags
from pmo_bot.services.listing import listing
from pmo_bot.services.notices import open_home


def leaf(desk: Desk, call: Call, press: Press) -> Answer:
    """Another page of what the button names, from the row it says."""
    what, _, rest = press.extra.partition(":")
    if what not in LEAVES:
        raise Refused("old_button")
    return LEAVES[what](desk, call, press.id, rest)


def _home(desk: Desk, call: Call, start: int, section: str) -> Answer:
    """The Home is published again, leafed to there."""
    pages = {**unpack(call.incoming.pages), section: start}
    if section == homes.TEAM:  # another team has other projects: theirs begin at the first
        pages.pop("portfolio", None)
    open_home(desk.db, call.person, call.now, pack(pages) if any(pages.values()) else "")
    return NOTHING


def _look(desk: Desk, call: Call, start: int, rest: str) -> Reply:
    scope, person_id, project_id, *tag = _parts(rest, 3)
    person = looking.person(desk.db, call.person, values.whole(person_id))
    wanted = Wanted(values.one_of(Scope, scope), person, _project(desk, call, project_id))
    if tag:
        wanted = with_tag(wanted, tags.by_id(desk.db, call.person, values.whole(tag[0])))
    found = listing(desk.db, call.person, call.now, wanted, start=start)
    return Reply(lists.list_message(found))


def _list(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    return replace(_look(desk, call, start, rest), replace=_in_its_place(call))


def _tag(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    tag_id, project_id, *_ = _parts(rest, 2)
    project = _project(desk, call, project_id)
    tag = tags.by_id(desk.db, call.person, values.whole(tag_id))
    return replace(change_log_of(desk, call, tag, project, start=start), replace=_in_its_place(call))


def _lessons(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    shown = lessons_of(desk, call, Look.of(":".join(_parts(rest, 3))), start=start)
    return replace(shown, replace=_in_its_place(call)) if isinstance(shown, Reply) else shown


def _risks(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    return replace(risks_of(desk, call, _project(desk, call, rest), start=start), replace=_in_its_place(call))


def _status(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    found = answering.status(desk.db, call, None, start=start)
    return replace(found, replace=_in_its_place(call)) if isinstance(found, Reply) else found


def _why(desk: Desk, call: Call, start: int, rest: str) -> Answer:
    item = looking.card(desk.db, call.person, call.now, values.whole(rest)).item
    found = answering.why(desk.db, call, item, start=start)
    return replace(found, replace=_in_its_place(call)) if isinstance(found, Reply) else found


def _parts(rest: str, least: int) -> list[str]:
    """What a button names, part by part; one of an older version named less."""
    parts = rest.split(":")
    if len(parts) < least:
        raise Refused("old_button")
    return parts


def _project(desk: Desk, call: Call, row: str) -> Project | None:
    """The project that a button names; None where it names none."""
    project = standing.project_for(desk.db, call.person, values.whole(row))
    if values.whole(row) and project is None:
        raise Refused("no_project", key="")
    return project


def _in_its_place(call: Call) -> bool:
    """Whether what was clicked is the reader's alone, so that the next page may take its place."""
    return call.incoming.is_ephemeral


def status(desk: Desk, call: Call, press: Press) -> Answer:
    """How a project stands."""
    project = standing.project_for(desk.db, call.person, press.id)
    if project is None:
        raise Refused("no_project", key="")
    return answering.status(desk.db, call, project)


LEAVES: dict[str, Callable[[Desk, Call, int, str], Answer]] = {
    "home": _home,
    "lessons": _lessons,
    "list": _list,
    "look": _look,
    "risks": _risks,
    "status": _status,
    "tag": _tag,
    "why": _why,
}
"""What can be leafed through, by the name in the button."""

PAGING_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.PAGE: leaf, Verb.STATUS: status}
