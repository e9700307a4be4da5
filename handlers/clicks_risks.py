"""The buttons about risks: how one stands, a measure, a plan, it is as it was, it has happened."""

from collections.abc import Callable

from handlers import answering, opening
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import forms_risks, risks
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import forms_risks as words
from pmo_bot.model import Mode
from pmo_bot.rules.modes import mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.services import contingencies, looking, risk_cards
from pmo_bot.services import risks as services
from pmo_bot.services.looking import Card
from pmo_bot.services.people import calendar_for


def assess(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with all that is known of a risk."""
    card, known = _risk(desk, call, press)
    return Open(forms_risks.assess(call.origin, card.item, known.risk))


def unchanged(desk: Desk, call: Call, press: Press) -> Answer:
    """Somebody looked, and it is as it was."""
    return answering.changed(desk.db, call, services.unchanged(desk.db, call.act, press.id))


def measure(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for an action that comes before the risk."""
    card, _ = _risk(desk, call, press)
    calendar = calendar_for(card.owner or call.person)
    latest, today = calendar.previous_working(card.item.due) if card.item.due else None, calendar.today(call.now)
    above = words.before(card.item, latest, today)
    offer = latest if latest is not None and latest > today else None
    directive = mode_of(card.project) is Mode.DIRECTIVE
    return Open(forms_risks.measure(call.origin, card.item, owner=call.person.slack_id or "", offer=offer, above=above,
                                    needs_done_means=directive))  # fmt: skip


def plan_for(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for what is done if it happens."""
    card, known = _risk(desk, call, press)
    owners = {one.id: one.slack_id for one in known.people.values() if one.slack_id}
    return Open(forms_risks.plan_for(call.origin, card.item, known.risk, known.plan, owners, contingencies.LINES))


def activate(desk: Desk, call: Call, press: Press) -> Answer:
    """The plan begins."""
    begun = contingencies.activate(desk.db, call.act, press.id)
    made = [(done.item, done.owner) for done in begun.made]
    return Reply(risks.activated(begun.risk, made, call.today))


def happened(desk: Desk, call: Call, press: Press) -> Answer:
    """It has happened; the plan for it is offered."""
    done = services.happened(desk.db, call.act, press.id)
    known = risk_cards.risk_card(desk.db, call.person, call.now, done.item)
    lines = len(known.plan) if known.can_be_activated else 0
    return Reply(risks.it_happened(done.item, done.event.id, lines))


def _risk(desk: Desk, call: Call, press: Press) -> tuple[Card, RiskCard]:
    """The risk, while it is an open one: no window opens only to be refused."""
    card = looking.card(desk.db, call.person, call.now, press.id)
    known = risk_cards.risk_card(desk.db, call.person, call.now, opening.still_open(card.item))
    if not known.is_risk:
        raise Refused("not_a_risk", item=card.item)
    return card, known


RISK_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.ASSESS: assess,
    Verb.UNCHANGED: unchanged,
    Verb.MEASURE: measure,
    Verb.PLAN_FOR: plan_for,
    Verb.ACTIVATE: activate,
    Verb.HAPPENED: happened,
}
