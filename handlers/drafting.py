"""A lead's own words about a project: the draft, and what becomes of it."""

from collections.abc import Callable

from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import drafts as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Form, Press, Verb
from pmo_bot.blocks.words import drafts as words
from pmo_bot.services import reading_digests, updates


def draft(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with a draft from the record."""
    with desk.db.reading() as session:
        project = updates.leads(session, call.person, press.id)
        found = reading_digests.digest(session, project, call.now)
    return Open(blocks.draft_form(call.origin, found))


def kept(desk: Desk, call: Call) -> Answer:
    """The lead's words are kept for the report, or posted."""
    posted = call.text_of("where") == "post"
    row, project = updates.keep(desk.db, call.act, call.incoming.origin.row, call.text_of("said"), posted=posted)
    return Reply(say(words.kept(row, project)))


DRAFT_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.DRAFT: draft}
DRAFT_FORMS: dict[Form, Listener] = {Form.UPDATE: kept}
