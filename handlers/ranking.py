"""What comes first: `/pmo project APOLLO priority 1`, `/pmo list projects`, and which one gives way."""

from dataclasses import replace

from handlers import answering, values
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from handlers.reading_text import Said
from pmo_bot.blocks import priorities as blocks
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.model import Priority
from pmo_bot.rules.priorities import FIRST
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import priorities, standing
from pmo_bot.services.changing import Done

PRIORITY, PROJECTS = "priority", "projects"
"""The words after `project` and after `list`."""


def set_priority(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project APOLLO priority 1`; where as many come first as may, a window asks which one gives way."""
    if said.project is None:
        raise Refused("which_project", command="project priority")
    spoken = answering.spare_words(said)
    level, key = (
        next((level for word in spoken if (level := values.typed_number(word)) is not None), 0),
        said.project.key,
    )
    found = priorities.full(desk.db, call.person, key) if level == FIRST else None
    if found is not None:
        origin = replace(call.origin, row=found.project.id)
        return Open(blocks.which_project(origin, found.project, found.may_give_way, found.others, found.hidden,
                                         found.most))  # fmt: skip
    return answering.project(desk.db, call, priorities.set_priority(desk.db, call.act, key, level))


def first(desk: Desk, call: Call) -> Answer:
    """One project comes first, another one second."""
    found = standing.project_for(desk.db, call.person, call.incoming.origin.row)
    if found is None:
        raise Refused("no_project", key="")
    gives_way = call.number_of("gives_way")
    return answering.project(desk.db, call, priorities.set_priority(desk.db, call.act, found.key, FIRST, gives_way))


def show_projects(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list projects`: what comes first, then what stands worst."""
    found = priorities.in_order(desk.db, call.person, call.now, said.here)
    return Reply(blocks.projects_message(found, call.today))


def gives_way(desk: Desk, call: Call, done: Done, wanted: Priority) -> View | None:
    """The window that asks what gives way to an item that was to be critical; None where it is as it was wanted."""
    if wanted is not Priority.CRITICAL or done.item.priority is wanted:
        return None
    others = priorities.critical_in(desk.db, call.person, done.item)
    origin = replace(call.origin, row=done.item.id)
    return blocks.which_item(origin, done.item, others) if others else None


def critical(desk: Desk, call: Call) -> Answer:
    """An item is critical, and another one only high."""
    swapped = priorities.swap(desk.db, call.act, call.incoming.origin.row, call.number_of("gives_way"))
    return answering.changed(desk.db, call, swapped)


RANKING_FORMS: dict[Form, Listener] = {Form.FIRST: first, Form.CRITICAL: critical}
