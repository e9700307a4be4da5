"""The windows about who can do what."""

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import answers
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import suggesting as words
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import offering


def offer(desk: Desk, call: Call) -> Answer:
    """Ask a colleague to take something over."""
    person = call.person_of("person")
    if person is None:
        raise Refused("no_person")
    done = offering.offer(desk.db, call.act, call.incoming.origin.row, person.id)
    return Reply(answers.say(words.offered(done.item, done.owner)))


CAPACITY_FORMS: dict[Form, Listener] = {Form.OFFER: offer}
