"""The windows of decisions."""

from collections.abc import Sequence

from handlers import answering, opening, values
from handlers.answers import Answer, Invalid, Next
from handlers.call import Call
from handlers.commands_decisions import kept
from handlers.listener import Desk, Listener
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.forms import notice
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import decisions as words
from pmo_bot.blocks.words import forms_decisions as labels
from pmo_bot.rules.decisions import OPTIONS_MOST, YES_NO
from pmo_bot.services import asking, changing_decisions, reading_decisions
from pmo_bot.services.asking import NewQuestion
from pmo_bot.services.decisions import NewDecision, Relation
from pmo_bot.services.items import Capture
from pmo_bot.services.requirements import names_of

SAME = "same"
"""The choice that writes nothing down."""


def decide(desk: Desk, call: Call) -> Answer:
    """Log a decision; what sounds like one that counts already is shown first."""
    relation = call.text_of("relation")
    if relation == SAME:
        return Next(notice(say(words.SAID_SAME)))
    if not relation:
        alike = reading_decisions.alike(desk.db, call.person, call.text_of("title"))
        if alike:
            return Next(opening.decide_form(desk.db, call, _draft(call), alike=alike, origin=call.incoming.origin))
    return kept(desk, call, _wanted(call, relation), _next(call))


def _draft(call: Call) -> Draft:
    """All that was filled in, for the window that asks once more."""
    return Draft(
        title=call.text_of("title"),
        rationale=call.text_of("rationale"),
        project=call.number_of("project") or None,
        decider=_named(call, "decider"),
        considered=call.text_of("options"),
        informed=[one.slack_id for one in call.people_of("informed") if one.slack_id],
        review_on=call.date_of("review_on"),
        next=call.text_of("next"),
        next_owner=_named(call, "next_owner"),
        next_due=call.date_of("next_due"),
        requirements=call.text_of("requirements"),
    )


def _named(call: Call, name: str) -> str | None:
    """Who was chosen, where they are somebody."""
    person = call.person_of(name)
    return person.slack_id if person else None


def _wanted(call: Call, relation: str) -> NewDecision:
    decider = call.person_of("decider")
    what, _, other = relation.partition(":")
    return NewDecision(
        title=call.text_of("title"),
        rationale=call.text_of("rationale"),
        project_id=call.number_of("project") or None,
        decider_id=decider.id if decider else None,
        permalink=call.incoming.origin.permalink or None,
        considered=call.lines_of("options"),
        informed=[person.id for person in call.people_of("informed")],
        review_on=call.date_of("review_on"),
        relation=values.one_of(Relation, what, field="relation") if other else None,
        to_id=values.whole(other, field="relation") if other else None,
        requirements=names_of(call.text_of("requirements")),
    )


def _next(call: Call) -> Capture | None:
    """The first thing that follows; whoever decided does it where nobody is named."""
    if not call.text_of("next"):
        return None
    owner = call.person_of("next_owner") or call.person_of("decider") or call.person
    return Capture(
        title=call.text_of("next"),
        owner_id=owner.id,
        due=call.date_of("next_due"),
        project_id=call.number_of("project") or None,
    )


def ask(desk: Desk, call: Call) -> Answer:
    """Ask for a decision."""
    lines = call.lines_of("options")
    if len(lines) == 1 or len(lines) > OPTIONS_MOST:
        return Invalid({"options": labels.COUNT_OPTIONS})
    return answering.captured(desk.db, call, asking.ask(desk.db, call.act, _question(call, lines)))


def _question(call: Call, lines: Sequence[str]) -> NewQuestion:
    decider = call.person_of("decider")
    starred = next((place for place, line in enumerate(lines, 1) if line.startswith("*")), 0)
    return NewQuestion(
        title=call.text_of("title"),
        decider_id=decider.id if decider else None,
        recommended=starred,
        due=call.date_of("due"),
        project_id=call.number_of("project") or None,
        context=call.text_of("context"),
        consulted=[person.id for person in call.people_of("consulted")],
        permalink=call.incoming.origin.permalink or None,
        options=[line.lstrip("* ") for line in lines] or YES_NO,
        requirements=names_of(call.text_of("requirements")),
    )


def choose(desk: Desk, call: Call) -> Answer:
    """Decide, with a reason."""
    position = call.number_of("choice")
    done = asking.choose(desk.db, call.act, call.incoming.origin.row, position, call.text_of("reason"))
    return answering.changed(desk.db, call, done)


def review(desk: Desk, call: Call) -> Answer:
    """When it is looked at again."""
    day = call.date_of("review_on")
    if day is None:
        return Invalid({"review_on": labels.WHICH_DAY})
    decision = changing_decisions.review(desk.db, call.act, call.incoming.origin.row, day)
    return answering.decision(desk.db, call, decision.id)


DECISION_FORMS: dict[Form, Listener] = {
    Form.DECIDE: decide,
    Form.ASK_DECISION: ask,
    Form.CHOOSE: choose,
    Form.REVIEW: review,
}
