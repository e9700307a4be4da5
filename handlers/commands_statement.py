"""`/pmo about`: what the PMO is for; whom it answers to, and the statement they get."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.first_days import FIRST_DAYS
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import value as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.statement import statement_message
from pmo_bot.blocks.words import statement as words
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import reading_value, statements

SPONSOR, STATEMENT, LAST, NOBODY = "sponsor", "statement", "last", ("none", "nobody")


def about(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo about`: the mandate; `sponsor @ines`: whom the PMO answers to; `statement`; `start`, `report`: 90 days."""
    spoken = answering.spare_words(said)
    known = {*FIRST_DAYS, SPONSOR, STATEMENT, LAST, *NOBODY, "month", "pmo"}
    answering.check_words(said, spoken, known, is_clear=True)
    if asked := [word for word in spoken if word in FIRST_DAYS]:
        return FIRST_DAYS[asked[0]](desk, call, said)
    if SPONSOR in spoken:
        return _sponsor(desk, call, said, spoken)
    if STATEMENT not in spoken:
        return Reply(blocks.about_message(reading_value.about(desk.db, call.person, call.now)))
    if said.here is not None:
        raise Refused("statement_is_private")
    return Reply(statement_message(statements.shown(desk.db, call.person, call.now, last=LAST in spoken)))


def _sponsor(desk: Desk, call: Call, said: Said, spoken: list[str]) -> Answer:
    if said.owner is None and not set(spoken) & set(NOBODY):
        raise Refused("which_house_sponsor")
    named = statements.name_sponsor(desk.db, call.act, said.owner.id if said.owner is not None else None)
    return Reply(say(words.sponsor_named(named)))


STATEMENT_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"about": about}
