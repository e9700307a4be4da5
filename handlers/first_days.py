"""Wins and the first ninety days of a PMO: `/pmo win`, `/pmo about start`, `/pmo about report`, and their buttons."""

from collections.abc import Callable

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import first_days as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import first_days as words
from pmo_bot.services import first_days, looking, reading_wins, wins
from pmo_bot.store import queries


def win(desk: Desk, call: Call, said: Said) -> Answer:
    """With words one is written down, for the project named or talked in; else the log."""
    spoken = said.command.title.strip()
    if not spoken or spoken.lower() == "list":
        project = said.project if said.named_project else None
        found = reading_wins.listed(desk.db, call.person, call.now, project, said.here)
        return Reply(blocks.wins_message(found, call.today))
    kept = wins.write(desk.db, call.act, spoken, said.project.key if said.project is not None else None)
    return Reply(blocks.win_kept(kept, said.project))


def win_back(desk: Desk, call: Call, press: Press) -> Answer:
    """It was none after all."""
    wins.take_back(desk.db, call.act, press.id)
    return Reply(say(words.BACK), replace=True)


# --- the first ninety days --------------------------------------------------------------


def start(desk: Desk, call: Call, said: Said) -> Answer:
    """The plan begins; somebody who is mentioned is its sponsor."""
    first_days.begin(desk.db, call.act, said.owner.id if said.owner is not None else None)
    return Reply(say(words.begun(first_days.report(desk.db, call.person, call.now, call.here))))


def report(desk: Desk, call: Call, said: Said) -> Answer:
    """How it goes so far."""
    return Reply(blocks.first_days_message(first_days.report(desk.db, call.person, call.now, call.here)))


def read(desk: Desk, call: Call, press: Press) -> Answer:
    """The report that a check asks about; it is answered when it was read."""
    with desk.db.reading() as session:
        item = looking.seen_or_none(session, call.person, queries.item(session, call.person.team_id, press.id))
    found = first_days.report(desk.db, call.person, call.now)
    return Reply(blocks.first_days_message(found, item.id if item is not None and item.is_open else 0))


FIRST_DAYS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"start": start, "report": report}
"""What may stand after `/pmo about`."""
FIRST_DAYS_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"win": win}
FIRST_DAYS_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.FIRST_DAYS: read,
    Verb.WIN_BACK: win_back,
}
