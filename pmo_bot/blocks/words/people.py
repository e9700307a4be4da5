"""What the bot says about somebody's own working time, absences and reminders."""

from collections.abc import Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Absence, Person, Profile
from pmo_bot.rules.home import Answered

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_AWAY = mrkdwn("You are not away, so there is nothing to end. `/pmo prefs away from monday until friday` notes it.")
NOT_AWAY_AFTER_ALL = "Not away after all"
REMINDERS = {Profile.LIGHT: "few reminders", Profile.STANDARD: "the usual reminders", Profile.ACTIVE: "more reminders"}


def profile_kept(person: Person) -> Markup:
    """What was chosen, and what stays as it is."""
    return mrkdwn("Kept: you get {reminders} from now on. What you are asked comes as before.",
                  reminders=REMINDERS[person.profile])  # fmt: skip


def holidays_of(person: Person) -> str:
    """`ES-MD`, `ES`, or nothing."""
    return "-".join(part for part in (person.country, person.subdivision) if part)


def zone(person: Person) -> Markup:
    """Where the zone comes from, in a window that does not ask for it."""
    return mrkdwn("Your zone is {city}, as in your Slack profile. Change it there and I follow.",
                  city=when.city(person.zone))  # fmt: skip


def working(person: Person) -> Markup:
    """`You work Mon to Fri, 09:00 to 17:00; holidays of ES-MD count. You get the usual reminders.`"""
    where = holidays_of(person)
    return mrkdwn(
        "You work {days}, {opens} to {closes}; {holidays}. You get {reminders}.", days=_days(person.workdays),
        opens=when.clock(person.opens), closes=when.clock(person.closes),
        holidays=f"holidays of {where} count" if where else "no public holidays are set",
        reminders=REMINDERS[person.profile],
    )  # fmt: skip


def answered(figures: Answered) -> Markup:
    """How many notes came of how much use: so that somebody can tell whether they are too many."""
    notes = "one note or question" if figures.sent == 1 else f"{figures.sent} notes and questions"
    if not figures.answered:  # a nought would read like a reproach
        return mrkdwn("In the last 30 days I sent you {notes}. Only you see this.", notes=notes)
    return mrkdwn("In the last 30 days I sent you {notes}; you answered {count}. Only you see this.", notes=notes,
                  count=figures.answered if figures.sent > 1 else "it")  # fmt: skip


def _days(workdays: str) -> str:
    """`Mon to Fri`; days that do not follow each other one by one."""
    numbers = sorted({int(sign) for sign in workdays if sign in "1234567"})
    named = [when.WEEKDAYS[n - 1] for n in numbers]
    in_a_row = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{named[0]} to {named[-1]}" if in_a_row else ", ".join(named)


# --- time away --------------------------------------------------------------------------


def away(absence: Absence, people: Mapping[int, Person], today: date) -> Markup:
    """`Away from Mon 7 to Fri 11 Dec; Sam stands in.`"""
    return mrkdwn("{span}; {who}.", span=_span(absence, today), who=_stands_in(absence, people))


def _span(absence: Absence, today: date) -> str:
    if absence.first == absence.last:
        return f"Away on {when.day(absence.first, today)}"
    return f"Away from {when.day(absence.first, today)} to {when.day(absence.last, today)}"


def _stands_in(absence: Absence, people: Mapping[int, Person]) -> str:
    delegate = people.get(absence.delegate_id or 0)
    return f"{name(delegate)} stands in" if delegate is not None else "nobody stands in"


def stands_in(absence: Absence, people: Mapping[int, Person], today: date) -> Markup:
    """To whoever stands in: for whom, and what that means."""
    return mrkdwn(
        "You stand in for {name} from {first} to {last}: what falls due then is in your brief, and you may answer it.",
        name=name(people.get(absence.person_id), "a colleague"), first=when.day(absence.first, today),
        last=when.day(absence.last, today),
    )  # fmt: skip


def away_kept(absence: Absence, people: Mapping[int, Person], today: date) -> Markup:
    """What was noted, and how to end it."""
    return mrkdwn("Noted: {away} You hear nothing on these days. `/pmo prefs back` ends it.",
                  away=away(absence, people, today))  # fmt: skip


def back(absence: Absence | None, today: date) -> Markup:
    """Somebody is back, or does not go: which days away that ends."""
    if absence is None:
        return NOT_AWAY
    if absence.first > today:
        return mrkdwn(
            "Taken back: “{away}”. Your briefs come as usual; `/pmo prefs away from monday until friday` notes other "
            "days.", away=_span(absence, today),
        )  # fmt: skip
    return mrkdwn(
        "Welcome back: your time away that began {first} is over. Your next brief comes as usual; `/pmo` shows what is "
        "due.", first=when.day(absence.first, today),
    )  # fmt: skip
