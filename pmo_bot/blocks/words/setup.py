"""What the bot says about projects and somebody's own preferences."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words import upkeep
from pmo_bot.blocks.words.observing import banner
from pmo_bot.model import Person, Post, Project
from pmo_bot.rules.outlook import is_observed
from pmo_bot.rules.upkeep import has_left

NO_PROJECTS = mrkdwn("There is no project yet. `/pmo project new Apollo` starts one.")


def project_made(project: Project, lead: Person | None, sponsor: Person | None) -> Markup:
    """A project begins."""
    room = mrkdwn(" Its digest comes to {room} on Mondays at 09:00.", room=channel_link(project.channel)) \
        if project.channel else Markup("")  # fmt: skip
    return mrkdwn(
        "*{name}* ({key}) begins, {mode}: {lead}, {sponsor}.{room} `/pmo add … #{tag}` adds to it.",
        name=project.name, key=project.key, mode=project.mode.value, lead=upkeep.leads(project, lead),
        sponsor=upkeep.sponsors(project, sponsor), room=room, tag=project.key.lower(),
    ) + _observed(project, lead)  # fmt: skip


def _observed(project: Project, lead: Person | None, today: date | None = None) -> Markup:
    if project.observe_until is None or not is_observed(project, today or date.min):
        return Markup("")
    return mrkdwn("\n{banner}", banner=banner(project, lead))


def project_line(
    project: Project, lead: Person | None, sponsor: Person | None, today: date | None = None, lost: Post | None = None
) -> Markup:
    """One line of the list of projects; another, where its newest report did not reach the channel."""
    health = f", {project.health.value}" if project.health else ""
    leads = upkeep.leads(project, lead) if has_left(lead) else mrkdwn("{lead} leads", lead=name(lead))
    line = mrkdwn("• *{name}* ({key}) — {leads}, {sponsor}; {mode}{health}", name=project.name, key=project.key,
                  leads=leads, sponsor=upkeep.sponsors(project, sponsor), mode=project.mode.value,
                  health=health)  # fmt: skip
    found = mrkdwn("\n   {said}", said=upkeep.unposted(project, lost.outcome, lost.on_date)) if lost else Markup("")
    return line + found + _observed(project, lead, today)


def project_changed(project: Project, lead: Person | None, sponsor: Person | None, today: date | None = None) -> Markup:
    """How a project stands after a change."""
    health = f", {project.health.value}" if project.health else ""
    health += f", priority {project.priority}" if project.priority is not None else ""
    return mrkdwn("Kept: *{name}* ({key}) is {mode}{health}; {lead}, {sponsor}.", name=project.name,
                  key=project.key, mode=project.mode.value, health=health, lead=upkeep.leads(project, lead),
                  sponsor=upkeep.sponsors(project, sponsor)) + _observed(project, lead, today)  # fmt: skip


def channel_kept(project: Project) -> Markup:
    """Where the digest goes from now on."""
    return mrkdwn("Kept: the digest of *{name}* goes to {room} from now on.", name=project.name,
                  room=channel_link(project.channel or ""))  # fmt: skip


FINDS_OUT = mrkdwn(" I am finding out when you usually answer, and bring it about then; until I know, it stays so.")


def preferences_kept(person: Person, today: date, *, finds_out: bool = False) -> Markup:
    """When the next briefs come; `finds_out` where somebody just left it to the bot to find that out."""
    at = mrkdwn("{clock} ({city} time)", clock=when.clock(person.brief_at), city=when.city(person.zone))
    learned = mrkdwn(" That time is learned from when you answer.") if person.learned else Markup("")
    learned = FINDS_OUT if finds_out else learned
    if person.paused_until is not None and person.paused_until > today:
        return mrkdwn(
            "Paused: no brief before {day}, then at {at}. `/pmo prefs resume` ends the pause.{learned}",
            day=when.day(person.paused_until, today), at=at, learned=learned,
        )  # fmt: skip
    return mrkdwn(
        "Your brief comes at {at} on working days, when something is due.{learned} `/pmo prefs` changes it.",
        at=at, learned=learned,
    )  # fmt: skip
