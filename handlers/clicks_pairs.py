"""What looks alike in two projects: the list, and the answers to a pair."""

from collections.abc import Callable

from handlers.answers import NOTHING, Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import pairs as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import pairs as words
from pmo_bot.rules.pairs import PairSeen
from pmo_bot.services import pairs, reading_pairs


def show_pairs(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list alike`: what concerns you and nobody has said anything of."""
    found = reading_pairs.waiting(desk.db, call.person, said.here)
    return Reply(blocks.pairs_message(found, call.person, call.today))


def same(desk: Desk, call: Call, press: Press) -> Answer:
    """The same: linked, or replaced."""
    return _said(call, pairs.same(desk.db, call.act, press.id))


def different(desk: Desk, call: Call, press: Press) -> Answer:
    """Nothing to do with each other."""
    return _said(call, pairs.different(desk.db, call.act, press.id))


def ask_again(desk: Desk, call: Call, press: Press) -> Answer:
    """Not different after all."""
    return _said(call, pairs.ask_again(desk.db, call.act, press.id))


def talk(desk: Desk, call: Call, press: Press) -> Answer:
    """One conversation for those whose they are."""
    return Reply(say(words.talk(pairs.talk(desk.db, call.act, press.id))))


def _said(call: Call, seen: PairSeen) -> Answer:
    """A brief is edited where it stands; elsewhere it is said what was said."""
    if call.in_place:
        return NOTHING
    return Reply(blocks.said_message(seen, call.person, call.today))


PAIR_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.PAIR_SAME: same,
    Verb.PAIR_DIFFERENT: different,
    Verb.PAIR_AGAIN: ask_again,
    Verb.PAIR_TALK: talk,
}
