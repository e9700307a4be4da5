"""The windows of questions: another date, not me, a question, and the answers to them."""

from handlers import answering
from handlers.answers import Answer
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks.ids import Form
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import handshake, items


def counter(desk: Desk, call: Call) -> Answer:
    """Offer another date."""
    due, row = call.date_of("due"), call.incoming.origin.row
    if due is None:
        raise Refused("no_date", key="A-12")
    return answering.changed(desk.db, call, handshake.counter(desk.db, call.act, row, due, call.text_of("reason")))


def decline(desk: Desk, call: Call) -> Answer:
    """Not me, perhaps somebody else."""
    person, row = call.person_of("person"), call.incoming.origin.row
    said = handshake.decline(desk.db, call.act, row, person.id if person else None, call.text_of("reason"))
    return answering.changed(desk.db, call, said)


def ask_back(desk: Desk, call: Call) -> Answer:
    """What the owner needs to know."""
    said = handshake.ask(desk.db, call.act, call.incoming.origin.row, call.text_of("text"))
    return answering.changed(desk.db, call, said)


def answer(desk: Desk, call: Call) -> Answer:
    """The answer to the owner's question."""
    said = handshake.answer(desk.db, call.act, call.incoming.origin.row, call.text_of("text"))
    return answering.changed(desk.db, call, said)


def keep(desk: Desk, call: Call) -> Answer:
    """It stays as it was."""
    said = handshake.keep(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return answering.changed(desk.db, call, said)


def assign(desk: Desk, call: Call) -> Answer:
    """Ask somebody else."""
    person = call.person_of("person")
    if person is None:
        raise Refused("no_person")
    return answering.changed(desk.db, call, items.assign(desk.db, call.act, call.incoming.origin.row, person.id))


ASK_FORMS: dict[Form, Listener] = {
    Form.COUNTER: counter,
    Form.DECLINE: decline,
    Form.ASK_BACK: ask_back,
    Form.ANSWER: answer,
    Form.KEEP: keep,
    Form.ASSIGN: assign,
}
