"""The commands about people: `/pmo prefs` and what it can say at once."""

import re
from collections.abc import Callable
from datetime import date, time

from handlers import answering
from handlers.answers import Answer, Open, Reply
from handlers.call import MENTION, Call
from handlers.commands_capacity import ABOUT_ONESELF
from handlers.commands_golive import THANKS, thank_me
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers, forms_people
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import people as people_words
from pmo_bot.blocks.words import setup as words
from pmo_bot.model import Profile
from pmo_bot.rules.dates import read_date
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import absences
from pmo_bot.services.people import Preferences, calendar_for, set_preferences

SPAN = re.compile(r"^(?:from\s+)?(?P<first>.*?)\s*\b(?:until|till|through|to)\s+(?P<last>.+)$", re.IGNORECASE)
PROFILES = {profile.value for profile in Profile}


def prefs(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo prefs`: a window; `pause until DATE`, `resume`, `brief 09:30`, `away …`, `back`, `light` at once."""
    first, _, rest = said.command.words.strip().partition(" ")
    word = "".join(answering.bare_words(first))
    check_prefs(word, rest)
    if word in PREFERENCES:
        return _preferred(desk, call, word, rest)
    if word in ABOUT:
        return ABOUT[word](desk, call, rest)
    if word == "away":
        return _away(desk, call, said, rest)
    if word == "back":
        ended = absences.end_absence(desk.db, call.act)
        return Reply(answers.say(people_words.back(ended, call.today)))
    return Open(forms_people.preferences(call.origin, call.person))


def check_prefs(word: str, rest: str) -> None:
    """Nothing that was typed is passed over: neither a word that asks for nothing nor one too many."""
    known = word in PREFERENCES or word in ABOUT or word in {"away", "back", *answering.IDLE}
    more = " ".join(one for one in answering.bare_words(rest) if one not in BESIDE) if word in ALONE else ""
    if not known or more:
        raise Refused("unread_words", words=more or word, verb="prefs", key="")


def _preferred(desk: Desk, call: Call, word: str, rest: str) -> Answer:
    person = set_preferences(desk.db, call.act, PREFERENCES[word](call, rest))
    today = calendar_for(person).today(call.now)
    kept = words.preferences_kept(person, today, finds_out=word == "learn")
    chose = word == "profile" or word in PROFILES
    return Reply(answers.say(Markup("\n").join([people_words.profile_kept(person), kept]) if chose else kept))


ABOUT = {**ABOUT_ONESELF, THANKS: thank_me}
"""What can be said about oneself, by its word."""


def _pause(call: Call, spoken: str) -> Preferences:
    day = spoken.strip().removeprefix("until").removeprefix("till").strip()
    due = read_date(day, call.now, calendar_for(call.person))
    if due is None:
        raise Refused("which_pause", words=day)
    return Preferences(paused_until=due.day)


def _brief(call: Call, spoken: str) -> Preferences:
    return Preferences(brief_at=_clock(call, spoken))


def _clock(call: Call, spoken: str) -> time:
    clock = spoken.strip().removeprefix("at").strip()
    due = read_date(f"tomorrow at {clock}", call.now, calendar_for(call.person))
    if due is None or due.clock is None:
        raise Refused("which_time", words=clock)
    return due.clock


def _profile(call: Call, spoken: str) -> Preferences:
    name = spoken.strip().lower()
    if name not in PROFILES:
        raise Refused("which_profile")
    return Preferences(profile=Profile(name))


PREFERENCES: dict[str, Callable[[Call, str], Preferences]] = {
    "pause": _pause,
    "resume": lambda call, spoken: Preferences(resume=True),
    "unpause": lambda call, spoken: Preferences(resume=True),
    "brief": _brief,
    "at": _brief,
    "learn": lambda call, spoken: Preferences(brief_chosen=False),
    "profile": _profile,
    **{name: lambda call, spoken, name=name: Preferences(profile=Profile(name)) for name in PROFILES},  # type: ignore[misc]
}
"""What can be said in a line; everything else is in the window."""
ALONE = frozenset({"resume", "unpause", "learn", "back", *PROFILES})
"""Words with nothing behind them."""
BESIDE = answering.IDLE | {"today", "again", "mode"}
"""But for these, which ask for nothing more."""


# --- time away --------------------------------------------------------------------------


def _away(desk: Desk, call: Call, said: Said, spoken: str) -> Answer:
    """`away from monday until friday @sam`; without dates a window."""
    dates = MENTION.sub("", spoken).strip()
    if not dates:
        return Open(forms_people.away(call.origin, call.today))
    first, last = _span(call, dates)
    delegate = said.owner.id if said.owner else None
    made = absences.add_absence(desk.db, call.act, first, last, delegate)
    return answering.away(call, made, said.owner)


def _span(call: Call, spoken: str) -> tuple[date, date]:
    """Both days; until a day alone begins today, a day alone is that day."""
    found = SPAN.match(spoken)
    first = _day(call, (found["first"] or "today") if found else spoken, spoken)
    return first, _day(call, found["last"], spoken) if found else first


def _day(call: Call, spoken: str, all_of_it: str) -> date:
    due = read_date(spoken.strip().removeprefix("on").strip(), call.now, calendar_for(call.person))
    if due is None:
        raise Refused("which_absence", words=all_of_it)
    return due.day


def hand_over(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo handover @maria`: what she keeps in motion, only for you; without a name your own."""
    if said.here is not None:
        raise Refused("handover_in_channel")
    return answering.hand_over(desk.db, call, (said.owner or call.person).id)


PEOPLE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"prefs": prefs, "handover": hand_over}
