"""The buttons of a policy, and those of a project that is only observed."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.commands_policy import ABOUT, open_window
from handlers.listener import Desk
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.observing import observed_message
from pmo_bot.model import Mode, Project
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import observing, projects, standing, trying
from pmo_bot.services.projects import ProjectChange


def change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with everything about a policy."""
    return open_window(desk, call, _named(desk, call, press.id))


def leave_out(desk: Desk, call: Call, press: Press) -> Answer:
    """The window of a policy, with one reminder left out: nothing changes before it is saved."""
    return open_window(desk, call, _named(desk, call, press.id), press.extra)


def history(desk: Desk, call: Call, press: Press) -> Answer:
    """Every version."""
    return ABOUT["history"](desk, call, _named(desk, call, press.id))


def _named(desk: Desk, call: Call, row: int) -> Project | None:
    project = standing.project_for(desk.db, call.person, row) if row else None
    if row and project is None:
        raise Refused("no_project", key="")
    return project


# --- only observed ----------------------------------------------------------------------


def start_now(desk: Desk, call: Call, press: Press) -> Answer:
    """It is no longer only observed."""
    project = _named(desk, call, press.id)
    if project is None:
        raise Refused("no_project", key="")
    return answering.project(
        desk.db, call, projects.change(desk.db, call.act, project.key, ProjectChange(observe=False))
    )


def looser(desk: Desk, call: Call, press: Press) -> Answer:
    """It is run less strictly from now on."""
    project = _named(desk, call, press.id)
    if project is None or press.extra not in set(Mode):
        raise Refused("old_button")
    return answering.project(
        desk.db, call, projects.change(desk.db, call.act, project.key, ProjectChange(mode=Mode(press.extra)))
    )


def would_send(desk: Desk, call: Call, press: Press) -> Answer:
    """What would have been said so far, for whoever may change the project."""
    project = _named(desk, call, press.id)
    if project is None:
        raise Refused("no_project", key="")
    trying.may_try(desk.db, call.person, project.key)
    return Reply(observed_message(observing.so_far(desk.db, call.person, project, call.now)))


POLICY_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.POLICY_CHANGE: change,
    Verb.POLICY_HISTORY: history,
    Verb.POLICY_WITHOUT: leave_out,
    Verb.START_NOW: start_now,
    Verb.LOOSER: looser,
    Verb.WOULD_SEND: would_send,
}
