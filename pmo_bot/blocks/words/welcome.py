"""What a new sponsor is told."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words.receipts import days
from pmo_bot.rules.welcome import Welcome


def opening(welcome: Welcome) -> Markup:
    """Who named them for what."""
    return mrkdwn("*{who} {project}.* Here is what I do for you there.", who=_named_by(welcome),
                  project=shown(welcome.project.name))  # fmt: skip


def _named_by(welcome: Welcome) -> str:
    own = welcome.by is None or welcome.by.id == welcome.person.id
    return "You now sponsor" if own else f"{name(welcome.by)} named you sponsor of"


def opening_again(welcome: Welcome) -> Markup:
    """The same to somebody who knows the rest from another project: what is different here."""
    project = welcome.project
    where = mrkdwn(" in {channel}", channel=channel_link(project.channel)) if project.channel else Markup("")
    return mrkdwn(
        "*{who} {project}, too.* It goes as in your other project: one report every Monday{where}, and a question only "
        "when neither the owner nor {lead} could settle a date. You have {days} to answer.",
        who=_named_by(welcome), project=shown(project.name), where=where, lead=name(welcome.lead, "the lead"),
        days=days(welcome.answer_within),
    )  # fmt: skip


def what_you_get(welcome: Welcome) -> Markup:
    """What, and how often."""
    project = welcome.project
    where = mrkdwn(" in {channel}", channel=channel_link(project.channel)) if project.channel else Markup("")
    lead = name(welcome.lead, "the lead")
    return mrkdwn(
        "*What you get*\n• Every Monday one report{where}: what changed, what is late, and why.\n"
        "• A question only when a date has passed and neither the owner nor {lead} could settle it: with the facts, "
        "the owner's own words, and a suggestion.\n• All of it in your working hours, {city} time.",
        where=where, lead=lead, city=when.city(welcome.person.zone),
    )  # fmt: skip


def how_to_answer(welcome: Welcome) -> Markup:
    """One click; what happens without one."""
    return mrkdwn(
        "*How to answer*\nOne button settles it, and everybody who was told hears what you decided. A question gives "
        "you {days}. Without an answer I remind you once; then it goes on to a PMO lead and the report says that it "
        "waits. *Acknowledge* gives you more time. Whoever stands in for you while you are away is asked instead.",
        days=days(welcome.answer_within),
    )  # fmt: skip


def answered(welcome: Welcome) -> Markup | None:
    """What became of it."""
    if not welcome.is_sponsor:
        return mrkdwn("Somebody else sponsors {project} now.", project=shown(welcome.project.name))
    if welcome.said_yes_on is None:
        return None
    return mrkdwn("You said on {day} that you sponsor it. Thank you.", day=when.day(welcome.said_yes_on))
