"""`/pmo calendar`: somebody's own dates for their own calendar."""

from collections.abc import Callable

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers
from pmo_bot.blocks.words import calendars
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import feeds

ADDRESS = "{public}/calendar/{secret}.ics"
"""Where it is read: `web/feed.py` answers there."""


def calendar(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo calendar` tells the address once, `new` makes another, `off` ends it."""
    word = said.command.words.strip().lower()
    if said.here is not None:
        raise Refused("calendar_in_channel")
    if word == "off":
        feeds.close_feed(desk.db, call.act)
        return Reply(answers.say(calendars.OFF))
    if word not in ("", "new"):
        raise Refused("which_calendar")
    if not desk.public_url:
        raise Refused("calendar_nowhere")
    secret = feeds.open_feed(desk.db, call.act, anew=word == "new")
    return Reply(answers.say(calendars.made(ADDRESS.format(public=desk.public_url, secret=secret))))


CALENDAR_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"calendar": calendar}
