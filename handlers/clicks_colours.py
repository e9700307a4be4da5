"""The answers of a lead to what is on record: another colour, or why it stays."""

from collections.abc import Callable

from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import colours as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Form, Press, Verb
from pmo_bot.blocks.words import health as words
from pmo_bot.model import Health
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import colours, projects, standing
from pmo_bot.services.projects import ProjectChange


def say_colour(desk: Desk, call: Call, press: Press) -> Answer:
    """Another colour."""
    project = standing.project_for(desk.db, call.person, press.id)
    if project is None or press.extra not in set(Health):
        raise Refused("old_button")
    colour = Health(press.extra)
    projects.change(desk.db, call.act, project.key, ProjectChange(health=colour))
    return Reply(say(words.said_answer(project.name, colour)))


def keep_colour(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the reason why it stays."""
    project = standing.project_for(desk.db, call.person, press.id)
    if project is None:
        raise Refused("no_project", key="")
    return Open(blocks.keep_colour(call.origin, project))


def kept(desk: Desk, call: Call) -> Answer:
    """It stays, with its reason."""
    project = colours.keep(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return Reply(say(words.kept_answer(project.name)))


COLOUR_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.SAY_COLOUR: say_colour,
    Verb.KEEP_COLOUR: keep_colour,
}
COLOUR_FORMS: dict[Form, Listener] = {Form.KEEP_COLOUR: kept}
