"""Done: whether somebody has to agree, whose word that is, and when silence is enough."""

from datetime import datetime

from pmo_bot.model import Confirmation, Item, LineKind, Mode, Person, Project
from pmo_bot.rules.asks import REQUESTED_OF, Asked, first_of, pending
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.permission import may_decide

STANDS_AFTER = 3
"""Working days of whoever is asked, counted from the day on which the question reached them."""


def asked_of(facts: ItemFacts) -> Recipient | None:
    """Who has to agree that this is done; None where the owner's word is enough, or nobody else is there.

    A check is a question: whoever is asked has answered it by that.
    """
    item = facts.item
    if item.about is not None:
        return None
    own = item.requester_id in (None, item.owner_id)
    if facts.mode is Mode.SUPPORTIVE or (facts.mode is Mode.CONTROLLING and own):
        return None
    return first_of(facts, REQUESTED_OF)


def may_confirm(person: Person, item: Item, project: Project | None) -> bool:
    """Whether this person may agree: whoever asked, the lead, a PMO lead; never the owner."""
    return person.id != item.owner_id and may_decide(person, item, project, Mode.CONTROLLING)


def of_done(facts: ItemFacts, actor: Person) -> Confirmation | None:
    """What a done is at first; said by somebody whose word it is, it is confirmed by that."""
    if asked_of(facts) is None:
        return None
    return Confirmation.CONFIRMED if may_confirm(actor, facts.item, facts.project) else Confirmation.AWAITED


def question(facts: ItemFacts) -> Asked | None:
    """The question whether it is done, while it waits."""
    return next((asked for asked in pending(facts) if asked.kind is LineKind.CONFIRM), None)


def stands_at(facts: ItemFacts) -> datetime | None:
    """When a done stands although nobody has agreed; None while that needs somebody's word.

    In directive mode it always does.  Elsewhere silence is enough once whoever is asked had three working days; a
    question that has not reached them takes no time, nor does one that nobody hears because the project is observed.
    """
    closed = facts.item.closed_at
    if facts.observed_until is not None:
        return None
    if facts.item.confirmation is not Confirmation.AWAITED or closed is None or facts.mode is Mode.DIRECTIVE:
        return None
    if facts.mode is Mode.SUPPORTIVE:
        return closed
    asked = question(facts)
    reached = (facts.sent_at or {}).get(f"{asked.key}:ask") if asked is not None else closed
    if reached is None:
        return None
    calendar = asked.reader.calendar if asked is not None else facts.calendar
    return calendar.at(calendar.plus(calendar.today(reached), STANDS_AFTER), calendar.closes)
