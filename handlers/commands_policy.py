"""`/pmo policy`: when people are reminded and who is told, for a project or the workspace."""

import re
from collections.abc import Callable

from handlers import answering, opening
from handlers.answers import Answer, Later, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers
from pmo_bot.blocks import policy as blocks
from pmo_bot.blocks.back_test import tried_message
from pmo_bot.blocks.forms_policy import policy as window
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.review import review_message
from pmo_bot.blocks.words import back_test as tries
from pmo_bot.blocks.words import observing as observed_words
from pmo_bot.blocks.words import policy as words
from pmo_bot.model import Mode, Project, Role
from pmo_bot.rules.policy import InForce
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.retro import without
from pmo_bot.services import looking, pilots, policies, reviewing, trying
from pmo_bot.store import queries

MODES = {mode.value for mode in Mode}
SHOW = frozenset({"show", "history", "versions", "change", "workspace", "default", "review", "try", "mode", *MODES})


def policy(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo policy APOLLO`: what decides; `history`, `change`, `try MODE`, `review`, `pilot` do what they say."""
    if "pilot" in answering.spare_words(said):
        return _pilot(desk, call, said)
    project, spoken = answering.project_among(desk.db, call, said)
    project = project or said.project
    asked = [word for word in spoken if project is None or word != project.key.lower()]
    strange = next((word for word in asked if word not in answering.IDLE and word not in SHOW), None)
    if strange is not None and said.named_project:
        raise Refused("policy_word", words=strange, key=project.key if project else "APOLLO")
    answering.check_words(said, asked, SHOW)
    if {"workspace", "default"} & set(spoken):
        project = None
    if "try" in spoken:
        return _try(desk, call, project, spoken)
    about = next((word for word in spoken if word in ABOUT), "show")
    return ABOUT[about](desk, call, project)


def _show(desk: Desk, call: Call, project: Project | None) -> Answer:
    return Reply(blocks.policy_message(_found(desk, call, project), call.today))


def _history(desk: Desk, call: Call, project: Project | None) -> Answer:
    return Reply(blocks.history_message(_found(desk, call, project), call.today))


def _found(desk: Desk, call: Call, project: Project | None) -> InForce:
    return policies.in_force(desk.db, call.person, project.key if project else None)


def open_window(desk: Desk, call: Call, project: Project | None, without_rule: str = "") -> Answer:
    """The window of a policy, perhaps with one reminder left out."""
    policies.may_set(desk.db, call.person)
    found = _found(desk, call, project)
    origin = opening.origin_for(call, project.id if project else 0)
    body = without(found.body, without_rule) if without_rule else found.body
    return Open(window(origin, words.heading(project, found.mode), body, found.mode if project else None))


def _review(desk: Desk, call: Call, project: Project | None) -> Answer:
    """Whether what is sent is worth it: by rule, never by person; in a channel of one project only."""
    if project is None and call.here is not None:
        raise Refused("review_in_channel")
    found = reviewing.review(desk.db, call.person, call.now, project.key if project else None, call.here)
    return Reply(review_message(found, may_change=call.person.role is Role.PMO))


def _try(desk: Desk, call: Call, project: Project | None, spoken: list[str]) -> Answer:
    """Another mode on the last days: what it would have sent."""
    named = next((word for word in spoken if word in MODES), None)
    if project is None or named is None:
        raise Refused("which_try", key=project.key if project else "APOLLO", mode=named or Mode.CONTROLLING.value)
    found, mode = trying.may_try(desk.db, call.person, project.key, only_try=True), Mode(named)

    def work() -> Message:
        tried = trying.try_rules(desk.db, call.person, call.now, found, desk.replay, mode=mode)
        return tried_message(tried, call.today)

    return Later(answers.say(tries.begun(found, mode)), work)


def _pilot(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo policy pilot APOLLO ZEUS`, or `off`: where the bot speaks up by itself."""
    typed = said.text.split()
    named = typed[[word.lower() for word in typed].index("pilot") + 1 :]
    if not named:
        return Reply(answers.say(observed_words.pilot(pilots.piloted(desk.db, call.person))))
    keys = [] if named[0].lower() in ("off", "none", "all") else [_key(desk, call, word) for word in named]
    return Reply(answers.say(observed_words.pilot(pilots.set_pilot(desk.db, call.act, keys))))


def _key(desk: Desk, call: Call, word: str) -> str:
    """A project by its key or its channel."""
    channel = re.match(r"<#(\w+)", word)
    if channel is None:
        return word.strip(",;#").upper()
    with desk.db.reading() as session:
        found = queries.project_by_channel(session, call.incoming.team, channel[1])
        if found is None or looking.seen_project(session, call.person, found.id) is None:
            raise Refused("no_channel_project", channel=channel[1])
        return found.key


ABOUT: dict[str, Callable[[Desk, Call, Project | None], Answer]] = {
    "show": _show,
    "history": _history,
    "versions": _history,
    "change": open_window,
    "review": _review,
}
"""What can be asked about a policy."""
POLICY_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"policy": policy}
