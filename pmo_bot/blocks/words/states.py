"""How an item stands between whoever asked and whoever owes it, in a few words behind its line."""

from collections.abc import Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Acceptance, Confirmation, Item, Person

WAITED_SHOWN = 80


def for_requester(item: Item, people: Mapping[int, Person], zone: str, today: date) -> Markup:
    """To whoever asked for it, or looks on: who has picked it up, and who has not."""
    if item.owner_id is None:
        return mrkdwn("nobody has it yet")
    return _waiting(item, people) or _word(item, zone, today)


def for_owner(item: Item, people: Mapping[int, Person], today: date) -> Markup:
    """To its owner: what still has to be agreed, and by whom."""
    match item.acceptance:
        case Acceptance.REQUESTED:
            agreed = mrkdwn("waits for your yes")
        case Acceptance.COUNTERED if item.offer_due is not None:
            agreed = mrkdwn("you offered {day}, no answer yet", day=when.day(item.offer_due, today))
        case Acceptance.DECLINED:
            agreed = mrkdwn("you said “not me”, no answer yet")
        case Acceptance.QUESTIONED:
            agreed = mrkdwn("your question waits for an answer")
        case _:
            agreed = Markup("")
    return _waiting(item, people) or agreed


def unconfirmed(item: Item) -> Markup:
    """Behind what is said to be done, while whoever asked has not agreed."""
    awaited = item.confirmation is Confirmation.AWAITED
    return mrkdwn("done, waiting for confirmation") if awaited else Markup("")


def _waiting(item: Item, people: Mapping[int, Person]) -> Markup:
    if item.confirmation is Confirmation.AWAITED:
        return unconfirmed(item)
    if item.blocked_at is None:
        return Markup("")
    what = name(people.get(item.blocked_by_id or 0), "") or shown(item.blocked_by_text, WAITED_SHOWN) or "an answer"
    return mrkdwn("waiting for {what}", what=what)


def _word(item: Item, zone: str, today: date) -> Markup:
    match item.acceptance:
        case Acceptance.REQUESTED if item.turn_at is not None:
            asked = when.day(when.local_day(item.turn_at, zone), today)
            return mrkdwn("asked {day}, no answer yet", day=asked)
        case Acceptance.REQUESTED:
            return mrkdwn("no answer yet")
        case Acceptance.COUNTERED if item.offer_due is not None:
            return mrkdwn("offers {day}", day=when.day(item.offer_due, today))
        case Acceptance.DECLINED:
            return mrkdwn("says “not me”")
        case Acceptance.QUESTIONED:
            return mrkdwn("has a question")
        case Acceptance.ACCEPTED:
            return mrkdwn("accepted")
        case _:
            return Markup("")


def tail(state: Markup) -> Markup:
    """Behind a line: ` · accepted`, or nothing."""
    return mrkdwn(" · {state}", state=state) if state else Markup("")
