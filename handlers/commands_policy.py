"""`/pmo policy`: when people are reminded and who is told, for a project or the workspace."""

from collections.abc import Callable
from datetime import date

from handlers import answering
from handlers.answers import Answer, Later, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers
from pmo_bot.blocks import policy as blocks
from pmo_bot.blocks.back_test import tried_message
from pmo_bot.blocks.forms_policy import policy as window
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.words import back_test as tries
from pmo_bot.blocks.words import policy as words
from pmo_bot.model import Mode, Project
from pmo_bot.rules.policy import InForce
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import policies, standing, trying
from pmo_bot.services.people import calendar_for

MODES = {mode.value for mode in Mode}
SHOW = frozenset({"show", "history", "versions", "change", "workspace", "default", "try", "mode", *MODES})


def policy(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo policy APOLLO`: what decides; `history`: every version; `change`: a window."""
    project, spoken = answering.project_among(desk.db, call, said)
    project = project or said.project
    answering.check_words(said, [word for word in spoken if project is None or word != project.key.lower()], SHOW)
    if {"workspace", "default"} & set(spoken):
        project = None
    if "try" in spoken:
        return _try(desk, call, project, spoken)
    if "change" in spoken:
        return _window(desk, call, project)
    found = _found(desk, call, project)
    if {"history", "versions"} & set(spoken):
        return Reply(blocks.history_message(found, _today(call)))
    return Reply(blocks.policy_message(found, _today(call)))


def _today(call: Call) -> date:
    return calendar_for(call.person).today(call.now)


def _found(desk: Desk, call: Call, project: Project | None) -> InForce:
    return policies.in_force(desk.db, call.person, project.key if project else None)


def _window(desk: Desk, call: Call, project: Project | None) -> Answer:
    policies.may_set(desk.db, call.person)
    found = _found(desk, call, project)
    origin = answering.origin_for(call, project.id if project else 0)
    return Open(window(origin, words.heading(project, found.mode), found.body))


def _try(desk: Desk, call: Call, project: Project | None, spoken: list[str]) -> Answer:
    """Another mode on the last days: what it would have sent."""
    named = next((word for word in spoken if word in MODES), None)
    if project is None or named is None:
        raise Refused("which_try", key=project.key if project else "APOLLO")
    found, mode = trying.may_try(desk.db, call.person, project.key), Mode(named)

    def work() -> Message:
        tried = trying.try_rules(desk.db, call.person, call.now, found, desk.replay, mode=mode)
        return tried_message(tried, _today(call))

    return Later(answers.say(tries.begun(found, mode)), work)


# --- buttons --------------------------------------------------------------------------


def change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with everything about a policy."""
    return _window(desk, call, _named(desk, call, press.id))


def history(desk: Desk, call: Call, press: Press) -> Answer:
    """Every version."""
    return Reply(blocks.history_message(_found(desk, call, _named(desk, call, press.id)), _today(call)))


def _named(desk: Desk, call: Call, row: int) -> Project | None:
    project = standing.project_for(desk.db, call.person, row) if row else None
    if row and project is None:
        raise Refused("no_project", key="")
    return project


POLICY_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"policy": policy}
POLICY_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.POLICY_CHANGE: change,
    Verb.POLICY_HISTORY: history,
}
