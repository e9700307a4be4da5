"""The windows about what is done."""

from handlers import answering
from handlers.answers import Answer
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks.ids import Form
from pmo_bot.services import confirming, items


def done(desk: Desk, call: Call) -> Answer:
    """It is done, with what shows it."""
    return answering.changed(
        desk.db, call, items.finish(desk.db, call.act, call.incoming.origin.row, call.text_of("note"))
    )


def not_yet(desk: Desk, call: Call) -> Answer:
    """It is not, with what is missing."""
    said = confirming.not_yet(desk.db, call.act, call.incoming.origin.row, call.text_of("text"))
    return answering.changed(desk.db, call, said)


CONFIRM_FORMS: dict[Form, Listener] = {Form.DONE: done, Form.NOT_YET: not_yet}
