"""The buttons of decisions: the options of a question, and what can be done with what is decided."""

from collections.abc import Callable

from handlers import answering, opening, values
from handlers.answers import NOTHING, Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import forms_decisions
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Decision
from pmo_bot.services import announcing, asking, changing_decisions, looking, reading_decisions
from pmo_bot.services.decisions import Relation

REVIEW_DAYS = 60
"""Working days ahead that a window to look again starts from: a quarter of a year."""


def choose(desk: Desk, call: Call, press: Press) -> Answer:
    """Decide at once; a digest keeps its words, so whoever decides there is answered in words."""
    return answering.changed(desk.db, call, asking.choose(desk.db, call.act, press.id, values.whole(press.extra)))


def decide(desk: Desk, call: Call, press: Press) -> Answer:
    """A window to decide with a reason."""
    return Open(forms_decisions.choose(call.origin, *asking.asked_about(desk.db, call.person, press.id)))


def read_it(desk: Desk, call: Call, press: Press) -> Answer:
    """Somebody knows of it: the channel's message counts them."""
    announcing.seen(desk.db, call.act, press.id)
    return NOTHING


def show(desk: Desk, call: Call, press: Press) -> Answer:
    """A decision with everything about it."""
    return answering.decision(desk.db, call, press.id)


def follow(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what follows."""
    return Open(opening.follow_form(desk.db, call, _found(desk, call, press)))


def replace(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what takes its place."""
    return _another(desk, call, press)


def except_(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for an exception to it."""
    return _another(desk, call, press)


def _another(desk: Desk, call: Call, press: Press) -> Answer:
    found = _found(desk, call, press)
    what = Relation.SUPERSEDES if press.verb is Verb.REPLACE else Relation.EXCEPTION
    with desk.db.reading() as session:
        home = looking.seen_project(session, call.person, found.project_id)
    draft = Draft(project=home.id if home else None, relation=f"{what}:{found.id}")
    return Open(opening.decide_form(desk.db, call, draft, alike=[found]))


def review(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the day on which it is looked at again."""
    offer = in_working_days(call.person, call.today, REVIEW_DAYS)
    return Open(forms_decisions.review(call.origin, _found(desk, call, press), offer))


def nothing_follows(desk: Desk, call: Call, press: Press) -> Answer:
    """Nothing has to be done for it."""
    changing_decisions.needs_nothing(desk.db, call.act, press.id)
    return answering.decision(desk.db, call, press.id, replace=True)


def withdraw(desk: Desk, call: Call, press: Press) -> Answer:
    """It counts no longer."""
    changing_decisions.withdraw(desk.db, call.act, press.id)
    return answering.decision(desk.db, call, press.id, replace=True)


def _found(desk: Desk, call: Call, press: Press) -> Decision:
    return reading_decisions.card(desk.db, call.person, call.now, press.id).decision


DECISION_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.CHOOSE: choose,
    Verb.DECIDE: decide,
    Verb.READ_IT: read_it,
    Verb.SHOW_DECISION: show,
    Verb.FOLLOW: follow,
    Verb.REPLACE: replace,
    Verb.EXCEPT: except_,
    Verb.REVIEW: review,
    Verb.NOTHING_FOLLOWS: nothing_follows,
    Verb.WITHDRAW: withdraw,
}
