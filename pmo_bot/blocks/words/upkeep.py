"""What whoever runs a project is told when it lacks something, with the command that mends it."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words.circle import sponsorless
from pmo_bot.blocks.words.editions import unsent
from pmo_bot.model import Person, Project
from pmo_bot.rules.upkeep import ARCHIVED, NOT_IN_CHANNEL, SPONSORLESS, UNPOSTED, UNSENT, Upkeep, has_left


def said(upkeep: Upkeep) -> Markup:
    """What is missing, and what helps."""
    if upkeep.what == SPONSORLESS:
        return sponsorless(upkeep.former)
    if upkeep.what == UNSENT or upkeep.project is None:
        return unsent(upkeep)
    if upkeep.what == UNPOSTED:
        return unposted(upkeep.project, upkeep.refusal, upkeep.week)
    return _leaderless(upkeep.project, upkeep.former)


def unposted(project: Project, refusal: str, week: date | None) -> Markup:
    """The report did not reach its channel: why, and how it does."""
    of_week = f" of the week of {when.day(week)}" if week is not None else ""
    return mrkdwn(
        "The report of *{project}*{week} could not be posted: {why}", project=shown(project.name, NAME_SHOWN),
        week=of_week, why=_way_in(project, refusal),
    )  # fmt: skip


def _way_in(project: Project, refusal: str) -> Markup:
    room = channel_link(project.channel) if project.channel else Markup("its channel")
    if refusal in NOT_IN_CHANNEL:
        return mrkdwn("I am not in {room}. Type `/invite @PMO Bot` in that channel, and it follows at once.", room=room)
    if refusal == ARCHIVED:
        return mrkdwn("{room} is archived. `/pmo project {key} channel` names another one, and it follows at once.",
                      room=room, key=project.key)  # fmt: skip
    return mrkdwn("Slack did not take it. `/pmo digest {key}` shows it to you.", key=project.key)


def _leaderless(project: Project, former: Person | None) -> Markup:
    return mrkdwn(
        "*{project}* has no lead any more: {former} has left. `/pmo project {key} lead @name` names one; until then "
        "questions to the lead come to a PMO lead or whoever asked.", project=shown(project.name, NAME_SHOWN),
        former=name(former), key=project.key,
    )  # fmt: skip


def leads(project: Project, lead: Person | None) -> Markup:
    """`Jon leads it`; of somebody who has left, who has to be named."""
    if lead is None or not has_left(lead):
        return mrkdwn("{name} leads it", name=name(lead))
    return mrkdwn("{nobody}, `/pmo project {key} lead @name` names somebody", nobody=_nobody(lead, "leads"),
                  key=project.key)  # fmt: skip


def sponsors(project: Project, sponsor: Person | None) -> Markup:
    """The same for its sponsor."""
    if sponsor is None:
        return mrkdwn("nobody sponsors it yet")
    if not has_left(sponsor):
        return mrkdwn("{name} sponsors it", name=name(sponsor))
    return mrkdwn("{nobody}, `/pmo project {key} sponsor @name` names somebody", nobody=_nobody(sponsor, "sponsors"),
                  key=project.key)  # fmt: skip


def _nobody(former: Person, does: str) -> str:
    return f"nobody {does} it since {name(former)} left"
