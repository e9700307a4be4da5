"""The commands about what comes after go-live, and about requirements: `/pmo severity`, `/pmo tag`."""

import re
from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.rules.grammar_keys import keys_in
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import looking, severity

RATED = re.compile(r"^(?P<key>\S+)\s+(?:(?:is|to|=)\s+)?!?(?:sev(?:erity)?[- ]?)?(?P<severity>\d)$", re.IGNORECASE)


def rate(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo severity I-9 2`: how severe an issue is."""
    found = RATED.match(said.command.words.strip())
    keys = keys_in(found["key"]) if found else []
    if found is None or len(keys) != 1:
        raise Refused("which_severity", key="I-9")
    with desk.db.reading() as session:
        item = looking.named_item(session, call.person, keys[0])
    return answering.changed(desk.db, call, severity.rate(desk.db, call.act, item.id, int(found["severity"])))


GOLIVE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"severity": rate}
