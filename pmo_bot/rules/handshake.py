"""The handshake: who has the word about a promise, and what a change of owner or date does to a yes.

`requested → accepted | countered | declined | questioned`.  A counter-offer moves nothing until it is approved.
"""

from datetime import date

from pmo_bot.model import Acceptance, Item, Mode

ELSEWHERE = frozenset({Acceptance.COUNTERED, Acceptance.DECLINED, Acceptance.QUESTIONED})
"""The owner has answered, and waits for somebody else's word."""


def of_new_owner(owner_id: int | None, actor_id: int | None) -> Acceptance | None:
    """Who takes something says yes by that; everybody else is asked first."""
    if owner_id is None:
        return None
    return Acceptance.ACCEPTED if owner_id == actor_id else Acceptance.REQUESTED


def of_new_date(item: Item, was: date | None, actor_id: int | None) -> Acceptance | None:
    """What another date does to the owner's word.

    The owner's own date is a yes.  A later one asks nothing new of somebody who had said yes; an earlier one, or a
    first one, does.
    """
    if item.owner_id is None:
        return None
    if item.owner_id == actor_id:
        return Acceptance.ACCEPTED
    return Acceptance.ACCEPTED if item.acceptance is Acceptance.ACCEPTED and eases(item, was) else Acceptance.REQUESTED


def eases(item: Item, was: date | None) -> bool:
    """Whether the date leaves the owner more time than the one before."""
    return item.due is None or (was is not None and item.due > was)


def asks_anew(item: Item, word: Acceptance | None, was: date | None) -> bool:
    """Whether another date is another question.

    More time is none while the owner has not answered: the question that is with them shows the date as it is now.
    """
    return not (item.acceptance is word is Acceptance.REQUESTED and eases(item, was))


def waits_for_word(item: Item, mode: Mode) -> bool:
    """Whether the owner's clock stands still because somebody else has the word.

    In directive mode a refusal alone stops nothing: the promise holds until somebody agrees.
    """
    if mode is Mode.DIRECTIVE and item.acceptance is Acceptance.DECLINED:
        return False
    return item.acceptance in ELSEWHERE
