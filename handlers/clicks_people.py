"""The buttons about people: preferences, a pause, time away and being back."""

from collections.abc import Callable

from handlers import answering, values
from handlers.answers import NOTHING, Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import answers, forms_people
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import people as words
from pmo_bot.blocks.words import setup
from pmo_bot.services import absences
from pmo_bot.services import desk as desks
from pmo_bot.services.people import Preferences, set_preferences

PAUSE_DAYS = 5
"""Working days that *Pause* takes."""


def preferences(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for when and whether."""
    return Open(forms_people.preferences(call.origin, call.person))


def pause(desk: Desk, call: Call, press: Press) -> Answer:
    """No brief for a working week."""
    today = call.today
    until = in_working_days(call.person, today, PAUSE_DAYS)
    return Reply(answers.say(setup.preferences_kept(
        set_preferences(desk.db, call.act, Preferences(paused_until=until)), today)))  # fmt: skip


def keep_time(desk: Desk, call: Call, press: Press) -> Answer:
    """The time that was learned is the chosen one from now on."""
    set_preferences(desk.db, call.act, Preferences(brief_chosen=True))
    return NOTHING


def away(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for time away."""
    return Open(forms_people.away(call.origin, call.today))


def back(desk: Desk, call: Call, press: Press) -> Answer:
    """Back early, or not away after all."""
    ended = absences.end_absence(desk.db, call.act, press.id or None)
    if call.incoming.is_home and ended is not None:
        return NOTHING
    return Reply(answers.say(words.back(ended, call.today)))


def heir(desk: Desk, call: Call, press: Press) -> Answer:
    """Ask whoever is suggested to take over everything."""
    return answering.changed(desk.db, call, *desks.hand_over(desk.db, call.act, press.id, values.whole(press.extra)))


def heirs(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for who takes over."""
    items, best = desks.window(desk.db, call.person, press.id, call.now)
    return Open(forms_people.heirs(call.origin, items, best))


def hand_over(desk: Desk, call: Call, press: Press) -> Answer:
    """What somebody keeps in motion, from the record."""
    return answering.hand_over(desk.db, call, press.id)


PEOPLE_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.PREFERENCES: preferences,
    Verb.PAUSE: pause,
    Verb.KEEP_TIME: keep_time,
    Verb.AWAY: away,
    Verb.BACK: back,
    Verb.HEIR: heir,
    Verb.HEIRS: heirs,
    Verb.HAND_OVER: hand_over,
}
