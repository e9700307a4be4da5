"""The windows about what waits for what."""

from handlers import answering
from handlers.answers import Answer, Invalid
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import forms as labels
from pmo_bot.rules.grammar_keys import keys_in
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import links, objecting
from pmo_bot.services.looking import named_item


def waits(desk: Desk, call: Call) -> Answer:
    """It waits for what was chosen, or for the item whose key was typed."""
    typed, chosen = call.text_of("item"), call.number_of("on")
    keys = keys_in(typed)
    if (typed and len(keys) != 1) or not (typed or chosen):
        return Invalid({"item": labels.BAD_KEY})
    if typed:
        try:
            with desk.db.reading() as session:
                chosen = named_item(session, call.person, keys[0]).id
        except Refused:
            return Invalid({"item": labels.BAD_KEY})
    return answering.changed(desk.db, call, links.link_items(desk.db, call.act, call.incoming.origin.row, chosen))


def objection(desk: Desk, call: Call) -> Answer:
    """Object to a date that moved."""
    said = objecting.object_to(desk.db, call.act, call.incoming.origin.row, call.text_of("reason"))
    return answering.changed(desk.db, call, said)


LINK_FORMS: dict[Form, Listener] = {Form.WAITS: waits, Form.OBJECT: objection}
