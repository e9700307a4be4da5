"""The commands about who can do what: `/pmo skill`, `effort`, `list load`, and what `/pmo prefs` says about them."""

import re
from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers, lists
from pmo_bot.blocks.load import load_message
from pmo_bot.blocks.words import capacity as words
from pmo_bot.rules.grammar_keys import keys_in
from pmo_bot.rules.listing import Scope, Wanted
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import looking, reading_load, tags
from pmo_bot.services.listing import listing

LOAD, TEAM = "load", "team"
"""The words after `list` that ask for full weeks, and for what the people of a team owe."""
SIZED = re.compile(r"^(?P<key>\S+)\s+(?:(?:is|to|takes|=)\s+)?(?P<points>\d{1,3})(?:\s+points?)?$", re.IGNORECASE)


def show_load(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list load`: your weeks, and in words those of the people in the projects you lead; never in a channel."""
    if said.here is not None:
        raise Refused("load_in_channel")
    own, others = reading_load.weeks(desk.db, call.person, call.now)
    return Reply(load_message(own, others, call.today))


def show_team(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list team finance`: what its people owe, as far as the reader may see it; with a project, there."""
    project, spoken = answering.project_among(desk.db, call, said)
    name = " ".join(word for word in spoken if word not in {TEAM, *answering.LITTLE})
    wanted = Wanted(Scope.ALL, None, project, tags.team_called(desk.db, call.person, name))
    return Reply(lists.list_message(listing(desk.db, call.person, call.now, wanted, here=said.here)))


def skill(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo skill A-12 sap, python`: what somebody has to be able to do for it, all of it; `none` takes it away."""
    said.check_one()
    return answering.changed(desk.db, call, tags.set_needs(desk.db, call.act, said.item().id, said.command.title))


def effort(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo effort A-12 5`: how much it takes."""
    found = SIZED.match(said.command.words.strip())
    keys = keys_in(found["key"]) if found else []
    if found is None or len(keys) != 1:
        raise Refused("which_effort", least=1, most=8)
    with desk.db.reading() as session:
        item = looking.named_item(session, call.person, keys[0])
    return answering.changed(desk.db, call, tags.set_effort(desk.db, call.act, item.id, int(found["points"])))


CAPACITY_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"skill": skill, "effort": effort}


# --- about oneself ------------------------------------------------------------------------


def _skills(desk: Desk, call: Call, spoken: str) -> Answer:
    return Reply(answers.say(words.skills_kept(tags.set_skills(desk.db, call.act, spoken))))


def _team(desk: Desk, call: Call, spoken: str) -> Answer:
    return Reply(answers.say(words.team_kept(tags.set_team(desk.db, call.act, spoken))))


def _capacity(desk: Desk, call: Call, spoken: str) -> Answer:
    return Reply(answers.say(words.capacity_kept(tags.set_capacity(desk.db, call.act, spoken))))


ABOUT_ONESELF: dict[str, Callable[[Desk, Call, str], Answer]] = {
    "skills": _skills,
    "skill": _skills,
    "team": _team,
    "capacity": _capacity,
}
"""What `/pmo prefs` can say in a line about what somebody can do."""
