"""The windows about people: when somebody works and wants to be written to, and when they are away."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.people import title
from pmo_bot.blocks.words import forms as words
from pmo_bot.blocks.words import people as people_words
from pmo_bot.blocks.words import thanks
from pmo_bot.model import Item, Person

HEIRS_SHOWN = 40
"""A window has room for a hundred blocks; nobody names forty people one by one."""


def preferences(origin: Origin, person: Person) -> View:
    """When somebody works, and when and how often the bot writes to them."""
    days = [kit.option(name, str(n)) for n, name in enumerate(people_words.WEEKDAYS, 1)]
    hows = [kit.option(label, how) for how, label in words.PREFS_HOWS.items()]
    named = [kit.option(thanks.MAY_BE_NAMED, "yes")]
    profiles = [kit.option(label, name, description=about) for name, (label, about) in words.PROFILES.items()]
    return framed(
        "prefs",
        Form.PREFERENCES,
        origin,
        field(words.PREFS_DAYS, kit.checkboxes(days, id="workdays", initial=person.workdays), "workdays"),
        field(words.PREFS_OPENS, kit.timepicker(id="opens", initial=person.opens), "opens"),
        field(words.PREFS_CLOSES, kit.timepicker(id="closes", initial=person.closes), "closes"),
        field(
            words.PREFS_COUNTRY,
            kit.text_input(id="country", initial=people_words.holidays_of(person), longest=10),
            "country",
            hint=words.PREFS_COUNTRY_HINT,
            optional=True,
        ),
        field(
            words.PREFS_CAPACITY,
            kit.text_input(id="capacity", initial=str(person.capacity), longest=3),
            "capacity",
            hint=words.PREFS_CAPACITY_HINT,
        ),
        field(words.PREFS_AT, kit.timepicker(id="brief_at", initial=person.brief_at), "brief_at"),
        field(
            words.PREFS_HOW,
            kit.radio(hows, id="brief_how", initial="chosen" if person.brief_chosen else "learned"),
            "brief_how",
        ),
        field(
            words.PREFS_PROFILE,
            kit.radio(profiles, id="profile", initial=person.profile),
            "profile",
            hint=words.PREFS_PROFILE_HINT,
        ),
        field(words.PREFS_PAUSE, kit.datepicker(id="pause", initial=person.paused_until), "pause", optional=True),
        field(thanks.FIELD, kit.checkboxes(named, id="thanks", initial=["yes"] if person.thanks else []), "thanks",
              hint=thanks.HINT, optional=True),
        kit.context(people_words.zone(person), id="zone"),
    )  # fmt: skip


def away(origin: Origin, first: date) -> View:
    """From when to when somebody is away, and who stands in."""
    return framed(
        "away",
        Form.AWAY,
        origin,
        field(words.AWAY_FIRST, kit.datepicker(id="first", initial=first), "first"),
        field(words.AWAY_LAST, kit.datepicker(id="last", initial=first), "last"),
        field(words.AWAY_WHO, kit.users_select(id="delegate"), "delegate", hint=words.AWAY_HINT, optional=True),
    )


def heirs(origin: Origin, items: Sequence[Item], best: Person | None) -> View:
    """Who takes over what somebody left behind: one for everything, or each by itself."""
    shown = items[:HEIRS_SHOWN]
    more = words.HEIRS_MORE.format(shown=len(shown), count=len(items)) if len(items) > len(shown) else words.HEIRS_HINT
    label = words.HEIRS_ALL if len(items) == 1 else words.HEIRS_REST
    everything = kit.users_select(id="all", initial=best.slack_id if best else None)
    each = [
        field(f"{title(item)} ({item.key})", kit.users_select(id=f"heir-{item.id}"), f"heir-{item.id}", optional=True)
        for item in shown
        if len(items) > 1
    ]
    return framed("heirs", Form.HEIRS, origin, field(label, everything, "all", hint=more, optional=True), *each)
