"""What the bot says when something about people and their time cannot be done."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import both


def not_ahead(day: date, today: date | None = None) -> Markup:
    """A day that has to lie ahead and does not."""
    return mrkdwn("{day} is not ahead. Choose tomorrow or a later day.", day=when.day(day, today))


PEOPLE: dict[str, Callable[..., Markup]] = {
    "no_person": lambda: mrkdwn("I could not find that person. Mention them with @ and try again."),
    "one_owner": lambda people: mrkdwn(
        "One person answers for an item, and you named {people}. Mention the one who owns it; name the others without "
        "the @.", people=both([when.first_name(one) for one in people]) or "several",
    ),
    "one_person": lambda people, verb: mrkdwn(
        "`/pmo {verb}` is about one person at a time, and you named {people}. Type it once for each.", verb=verb,
        people=both([when.first_name(one) for one in people]) or "several",
    ),
    "owner_is_bot": lambda person: mrkdwn(
        "{name} is an app and cannot answer for anything. Name a person instead.", name=person.label
    ),
    "owner_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace. Name somebody else, or leave the owner open.",
        name=person.label,
    ),
    "blocker_is_bot": lambda person: mrkdwn(
        "{name} is an app and cannot say when it can go on. Name a person, an item or a thing.", name=person.label
    ),
    "blocker_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace and cannot say when it can go on. Name somebody else, an item or "
        "a thing.", name=person.label,
    ),
    "not_a_member": lambda: mrkdwn(
        "I can only do that for members of this workspace. Ask the colleague who invited you."
    ),
    "outsider_adds": lambda: mrkdwn(
        "People of other organisations add to the projects they lead or sponsor. Ask your contact here to note it."
    ),
    "snooze_past": not_ahead,
    "pause_past": not_ahead,
    "which_pause": lambda words: mrkdwn(
        "{unread}Until when? Try `/pmo prefs pause until monday`.",
        unread=mrkdwn("I could not read “{words}” as a date. ", words=words) if words else Markup(""),
    ),
    "which_time": lambda words: mrkdwn(
        "{unread}At what time? Try `/pmo prefs brief 09:30`.",
        unread=mrkdwn("I could not read “{words}” as a time. ", words=words) if words else Markup(""),
    ),
    "which_profile": lambda: mrkdwn(
        "How many reminders? Try `/pmo prefs light`; there are light, standard and active."
    ),
    "brief_outside": lambda opens, closes: mrkdwn(
        "Your working hours are {opens} to {closes}. Choose a time between them.",
        opens=when.clock(opens), closes=when.clock(closes),
    ),
    "hours_reversed": lambda opens, closes: mrkdwn(
        "{closes} is not after {opens}. Choose an end that is later than the start.",
        opens=when.clock(opens), closes=when.clock(closes),
    ),
    "no_workdays": lambda: mrkdwn("Choose at least one working day. To hear nothing for a while, use the pause."),
    "which_absence": lambda words: mrkdwn(
        "{unread}From when until when? Try `/pmo prefs away from monday until friday @sam`.",
        unread=mrkdwn("I could not read “{words}” as dates. ", words=words) if words else Markup(""),
    ),
    "absence_reversed": lambda first, last: mrkdwn(
        "{last} lies before {first}. Swap the two dates.", first=when.day(first), last=when.day(last)
    ),
    "absence_past": lambda day: mrkdwn("{day} has passed already. Choose a later last day.", day=when.day(day)),
    "stands_in_for_oneself": lambda: mrkdwn("You cannot stand in for yourself. Name a colleague, or nobody."),
    "cannot_stand_in": lambda person: mrkdwn(
        "{name} cannot stand in: that takes a member of this workspace. Name somebody else, or nobody.",
        name=when.first_name(person),
    ),
    "not_your_handover": lambda person: mrkdwn(
        "A hand-over note of {name}'s is for {name}, for whoever stands in, and for the leads of the projects. Ask one "
        "of them.", name=when.first_name(person),
    ),
    "handover_in_channel": lambda: mrkdwn(
        "A hand-over note is for one reader, and others read along here. Leave “in channel” out: I tell only you."
    ),
    "circle_in_channel": lambda: mrkdwn(
        "How much say somebody has is for one reader, and others read along here. Leave “in channel” out: I tell only "
        "you."
    ),
    "review_in_channel": lambda: mrkdwn(
        "This review counts all that you may see, and others read along here. Leave “in channel” out: I tell only you."
    ),
    "calendar_there": lambda since: mrkdwn(
        "You have a calendar since {day}, and its address is shown only once. `/pmo calendar new` makes another one "
        "and ends that.", day=when.day(since.date()),
    ),
    "calendar_none": lambda: mrkdwn("You have no calendar that could end. `/pmo calendar` makes one."),
    "calendar_nowhere": lambda: mrkdwn(
        "No program could read a calendar from here: whoever runs PMO Bot has not said at which address. Ask them for "
        "`PUBLIC_URL`."
    ),
    "calendar_in_channel": lambda: mrkdwn(
        "Whoever knows the address of your calendar can read it, and others read along here. Leave “in channel” out: I "
        "tell only you."
    ),
    "which_calendar": lambda: mrkdwn(
        "`/pmo calendar` makes a calendar of your dates, `/pmo calendar new` gives it another address, `/pmo calendar "
        "off` ends it."
    ),
    "no_heir": lambda: mrkdwn("Name somebody for everything, or for one of these."),
    "nothing_left": lambda person: mrkdwn(
        "Nothing that {name} left behind waits for you any more. `/pmo status` shows how your projects stand.",
        name=when.first_name(person) if person else "anybody",
    ),
}  # fmt: skip
