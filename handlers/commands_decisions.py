"""The commands about decisions: `/pmo decide` keeps one, `/pmo ask` asks for one."""

from collections.abc import Callable

from handlers import answering, opening
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import decisions as blocks
from pmo_bot.blocks import forms_decisions
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.words.options import AGREED
from pmo_bot.model import Decision
from pmo_bot.rules.decisions import split_question
from pmo_bot.services import asking, decisions, looking, reading_decisions
from pmo_bot.services.asking import NewQuestion
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.items import Capture


def decide(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo decide`: what was decided, and why after *because*; without words, or where it sounds known, a window."""
    command = said.command
    alike = _alike(desk, call, said)
    if not command.title or alike:
        draft = Draft(command.title, said.reason, said.project.id if said.project else None,
                      said.owner.slack_id if said.owner else None,
                      requirements=", ".join(said.requirements()))  # fmt: skip
        return Open(opening.decide_form(desk.db, call, draft, alike=alike))
    return kept(desk, call, NewDecision(
        title=command.title,
        rationale=said.reason,
        project_id=said.project.id if said.project else None,
        decider_id=said.owner.id if said.owner else None,
        requirements=said.requirements(),
    ))  # fmt: skip


def _alike(desk: Desk, call: Call, said: Said) -> list[Decision]:
    """What is decided already and sounds like it, the one that is named first."""
    if not said.command.title:
        return []
    found = reading_decisions.alike(desk.db, call.person, said.command.title)
    named = said.decision
    return found if named is None else [named, *(one for one in found if one.id != named.id)]


def kept(desk: Desk, call: Call, wanted: NewDecision, follow: Capture | None = None) -> Answer:
    """Write it down; where the project's lead agrees first, ask them instead."""
    with desk.db.reading() as session:
        lead = asking.agrees_first(session, call.act, wanted.project_id, wanted.decider_id)
    if lead is not None:
        return answering.captured(desk.db, call, asking.ask(desk.db, call.act, asking.to_agree(wanted, lead, AGREED)))
    decision = decisions.log(desk.db, call.act, wanted, follow)
    return Reply(blocks.logged_message(reading_decisions.card(desk.db, call.person, call.now, decision.id, call.here)))


def ask(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo ask @ines Which vendor? Acme or Birch by wed because …`; without words a window."""
    due = said.due()
    if not said.command.title:
        offered = looking.visible_projects(desk.db, call.person)
        decider = said.owner.slack_id if said.owner else None
        return Open(forms_decisions.ask(call.origin, offered, decider=decider, due=due.day if due else None,
                                        project=said.project.id if said.project else None))  # fmt: skip
    return answering.captured(desk.db, call, asking.ask(desk.db, call.act, _question(said)))


def _question(said: Said) -> NewQuestion:
    asked, due = split_question(said.command.title), said.due()
    return NewQuestion(
        title=asked.question,
        decider_id=said.owner.id if said.owner else None,
        options=asked.options,
        due=due.day if due else None,
        project_id=said.project.id if said.project else None,
        context=said.reason,
        priority=said.priority,
        requirements=said.requirements(),
    )


DECISION_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"decide": decide, "ask": ask}
