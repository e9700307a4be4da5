"""The button about messages that did not arrive."""

from collections.abc import Callable

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import answers
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import letters as words
from pmo_bot.model import PostState
from pmo_bot.services import letters


def send_again(desk: Desk, call: Call, press: Press) -> Answer:
    """What was given up, or is held, is tried once more."""
    state = PostState.HELD if press.extra == PostState.HELD else PostState.DEAD
    return Reply(answers.say(words.sent_again(letters.send_again(desk.db, call.act, state))))


LETTER_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.SEND_AGAIN: send_again}
