"""The windows of a project's life."""

from dataclasses import replace

from handlers import values
from handlers.answers import Answer, Next, Reply
from handlers.call import Call
from handlers.commands_intake import proposed
from handlers.commands_lifecycle import told
from handlers.listener import Desk, Listener
from pmo_bot.blocks import phases as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import intake as intake_words
from pmo_bot.blocks.words import phases as words
from pmo_bot.model import Mode, Phase, Project
from pmo_bot.rules.intake import PARTS, Inputs
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import founding, gates, packs, phases, standing
from pmo_bot.services.founding import NewProposal
from pmo_bot.services.phases import Wish
from pmo_bot.store.database import Database


def phase(desk: Desk, call: Call) -> Answer:
    """A project goes on; what it lacks is shown in a window that asks for a reason, where one is enough."""
    project, ops = _project(desk, call), call.person_of("ops")
    wish = Wish(
        values.one_of(Phase, call.text_of("phase"), field="phase"), ops.id if ops else None, call.text_of("reason")
    )
    try:
        return told(desk, call, phases.move(desk.db, call.act, project.key, wish))
    except Refused as refused:
        if refused.why != "gate_lacks" or not refused.facts["may_waive"]:
            raise
        origin = replace(call.incoming.origin, phase=wish.to.value, ops=ops.id if ops else 0)
        return Next(blocks.waive_form(origin, project, wish.to, refused.facts["lacks"]))


def go_without(desk: Desk, call: Call) -> Answer:
    """It goes on without what is missing: that is a decision of whoever says so."""
    project, origin = _project(desk, call), call.incoming.origin
    to, ops = values.one_of(Phase, origin.phase), call.person_of("ops")
    with desk.db.reading() as session:
        labels = words.labels(phases.lacks_of(session, project, to))
    wish = Wish(to, ops.id if ops else origin.ops or None, call.text_of("reason"), waives=True, labels=labels)
    return told(desk, call, phases.move(desk.db, call.act, project.key, wish))


def propose(desk: Desk, call: Call) -> Answer:
    """Something is proposed, and the board is asked."""
    sponsor, chosen = call.person_of("sponsor"), call.text_of("mode")
    wanted = NewProposal(
        name=call.text_of("name"),
        inputs=Inputs(**{part: call.number_of(part) or 3 for part in PARTS}),
        goal=call.text_of("goal"),
        sponsor_id=sponsor.id if sponsor else None,
        pack=call.text_of("pack"),
        mode=values.one_of(Mode, chosen, field="mode") if chosen not in ("", "pack") else None,
    )
    question = intake_words.question(wanted.name)
    return proposed(*founding.propose(desk.db, call.act, wanted, question, intake_words.OPTIONS))


def began_with(db: Database, project: Project) -> Markup:
    """What came with the pack of a new project."""
    if not project.pack:
        return Markup("")
    with db.reading() as session:
        pack = packs.named(session, project.team_id, project.pack)
    return intake_words.began_with(project, pack, len(pack.milestones), sum(map(len, pack.gates.values())))


def provide(desk: Desk, call: Call) -> Answer:
    """Something that a gate asks for is there."""
    project, artefact = gates.show(desk.db, call.act, call.incoming.origin.row, call.text_of("text"))
    return Reply(say(words.provided(project, artefact)))


def _project(desk: Desk, call: Call) -> Project:
    project = standing.project_for(desk.db, call.person, call.incoming.origin.row)
    if project is None:
        raise Refused("no_project", key="")
    return project


LIFECYCLE_FORMS: dict[Form, Listener] = {
    Form.PHASE: phase,
    Form.GO_WITHOUT: go_without,
    Form.PROVIDE: provide,
    Form.PROPOSE: propose,
}
