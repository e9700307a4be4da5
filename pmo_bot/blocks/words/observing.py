"""What the bot says about projects that are only observed, and about a pilot."""

from collections.abc import Sequence

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import counted
from pmo_bot.blocks.words.trail import what_of
from pmo_bot.model import Person, Project
from pmo_bot.rules.receipt import Told
from pmo_bot.rules.silence import Observed


def banner(project: Project, lead: Person | None) -> Markup:
    """Said wherever an observed project is shown."""
    until = when.day(project.observe_until) if project.observe_until else "further notice"
    return mrkdwn(
        ":eyes: _Only observed until {day}: owners hear nothing, {lead} sees what would be sent._",
        day=until, lead=name(lead, "the lead"),
    )  # fmt: skip


def heading(observed: Observed) -> Markup:
    """What it is, and until when."""
    project = observed.project
    if observed.ended:
        return mrkdwn(
            "*{name}* is no longer only observed: from now on owners are reminded and asked.",
            name=shown(project.name, NAME_SHOWN),
        )  # fmt: skip
    until = when.day(project.observe_until, observed.today) if project.observe_until else "further notice"
    return mrkdwn(
        "*{name}* is only observed until {day}: nobody but you hears of it.",
        name=shown(project.name, NAME_SHOWN), day=until,
    )  # fmt: skip


def told(observed: Observed) -> Markup:
    """What would have been said."""
    if not observed.total:
        return mrkdwn("Nothing would have been said since {day}.", day=when.day(observed.since.date(), observed.today))
    lines = [mrkdwn(
        "Since {day} {people} would have read {count}:", day=when.day(observed.since.date(), observed.today),
        people=counted(observed.people, "person", "people"), count=counted(observed.total, "line", "lines"),
    ), *(_line(one) for one in observed.told)]  # fmt: skip
    if observed.total > len(observed.told):
        lines.append(mrkdwn("• and {count} before", count=observed.total - len(observed.told)))
    return Markup("\n").join(lines)


def _line(one: Told) -> Markup:
    return mrkdwn("• {on}: {what} to {who} about {item}", on=when.day(one.line.step_on), what=what_of(one),
                  who=name(one.person), item=item_line(one.item))  # fmt: skip


def pilot(projects: Sequence[Project]) -> Markup:
    """Where the bot speaks up."""
    if not projects:
        return mrkdwn(
            "There is no pilot: I speak up in every project. `/pmo policy pilot APOLLO` names where to begin."
        )
    names = ", ".join(f"{project.name} ({project.key})" for project in projects)
    return mrkdwn(
        "I speak up in {names} only. Elsewhere I answer who asks me, and say nothing by myself. "
        "`/pmo policy pilot off` ends that.", names=names,
    )  # fmt: skip
