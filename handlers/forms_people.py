"""The windows about people: preferences and time away."""

from handlers import answering, values
from handlers.answers import Answer, Invalid, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import answers
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import setup
from pmo_bot.model import Profile
from pmo_bot.rules.calendar import known_country, known_parts
from pmo_bot.services import absences
from pmo_bot.services import desk as desks
from pmo_bot.services.people import Preferences, calendar_for, set_preferences


def preferences(desk: Desk, call: Call) -> Answer:
    """Keep somebody's own wishes."""
    country, _, part = call.text_of("country").upper().partition("-")
    if country and not known_country(country, part or None):
        return Invalid({"country": _unknown(country, part)})
    person = set_preferences(desk.db, call.act, _wanted(call, country, part))
    finds_out = call.person.brief_chosen and not person.brief_chosen
    return Reply(answers.say(setup.preferences_kept(person, calendar_for(person).today(call.now), finds_out=finds_out)))


def _wanted(call: Call, country: str, part: str) -> Preferences:
    pause, at = call.date_of("pause"), call.time_of("brief_at")
    # Who sets another time has chosen it, whatever else the window says.
    named = not call.person.brief_chosen and at != call.person.brief_at
    return Preferences(
        brief_at=at,
        brief_chosen=named or call.text_of("brief_how") == "chosen",
        workdays=call.text_of("workdays").replace(",", ""),
        opens=call.time_of("opens"),
        closes=call.time_of("closes"),
        country=country,
        subdivision=part,
        profile=call.choice_of("profile", Profile.STANDARD),
        paused_until=pause,
        resume=pause is None,
        capacity=_points(call.text_of("capacity")),
        thanks=call.text_of("thanks") == "yes",
    )


def _points(said: str) -> int | None:
    """A number; anything else is none that fits, and is refused as such."""
    return (values.typed_number(said) or 0) if said else None


def _unknown(country: str, part: str) -> str:
    parts = known_parts(country)
    if not part or not parts:
        return labels.BAD_COUNTRY
    return labels.BAD_PART.format(country=country, parts=", ".join(parts[:60]))


def away(desk: Desk, call: Call) -> Answer:
    """Note that somebody is away."""
    today = call.today
    first, last = call.date_of("first") or today, call.date_of("last") or today
    delegate = call.person_of("delegate")
    made = absences.add_absence(desk.db, call.act, first, last, delegate.id if delegate else None)
    return answering.away(call, made, delegate)


def heirs(desk: Desk, call: Call) -> Answer:
    """Give away what somebody left behind."""
    everything = call.person_of("all")
    named = [(name, call.person_of(name)) for name in call.incoming.values if name.startswith("heir-")]
    each = {int(name.removeprefix("heir-")): person.id for name, person in named if person is not None}
    leaver = call.incoming.origin.row
    given = desks.hand_over(desk.db, call.act, leaver, everything.id if everything else None, each)
    return answering.changed(desk.db, call, *given)


PEOPLE_FORMS: dict[Form, Listener] = {Form.PREFERENCES: preferences, Form.AWAY: away, Form.HEIRS: heirs}
