"""`/pmo propose`, the list of proposals, and templates."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import intake as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.words import intake as words
from pmo_bot.model import Project
from pmo_bot.rules import intake
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import founding, looking, packs, projects
from pmo_bot.services.changing import Done


def propose(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo propose Move the archive` opens a window; with the key of a proposal the board is asked once more."""
    title = said.command.title.strip()
    known = {project.key: project for project in looking.visible_projects(desk.db, call.person)}
    again = known.get(title.upper()) or (said.project if said.named_project and not title else None)
    if again is not None:
        question = words.question(again.name)
        return proposed(*founding.ask_again(desk.db, call.act, again.key, question, words.OPTIONS))
    projects.check_may_propose(call.person)
    sponsor = said.owner.slack_id if said.owner else None
    offered = packs.offered(desk.db, call.person.team_id)
    return Open(blocks.propose_form(call.origin, offered, name=title, sponsor=sponsor))


def proposed(project: Project, done: Done) -> Answer:
    """What was proposed, and who is asked."""
    inputs = intake.inputs_of(project)
    return Reply(say(words.proposed(project, intake.score(inputs) if inputs else None, done.owner)))


def pipeline(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list proposals`: by phase, and the proposals in their order."""
    found = founding.pipeline(desk.db, call.person, said.here)
    return Reply(blocks.pipeline_message(found, call.today))


def template(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project APOLLO template as rollout`: others can begin with what it is made of."""
    spoken = answering.spare_words(said)
    at = spoken.index("as") if "as" in spoken else len(spoken)
    answering.check_words(said, spoken[:at], {"template", "save"})
    if said.project is None:
        raise Refused("which_project", command="project template")
    pack = packs.save(desk.db, call.act, said.project.key, "-".join(spoken[at + 1 :]))
    return Reply(say(words.kept_template(pack)))


INTAKE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"propose": propose}
