"""Refusals about who can do what, and what comes first."""

from collections.abc import Callable, Mapping, Sequence

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Project


def _named(projects: Sequence[Project]) -> str:
    return f": {', '.join(one.name for one in projects)}" if projects else ""


CAPACITY: Mapping[str, Callable[..., Markup]] = {
    "which_skills": lambda most: mrkdwn(
        "Which skills? Up to {most} short words, with commas between them: `/pmo prefs skills python, sap`. "
        "`none` takes them away.", most=most,
    ),
    "which_team": lambda: mrkdwn("Which team? One short name: `/pmo prefs team finance`. `none` takes it away."),
    "which_capacity": lambda most: mrkdwn(
        "How many points fit into your week? A number from 1 to {most}: `/pmo prefs capacity 12`.", most=most
    ),
    "which_skill": lambda most: mrkdwn(
        "What does somebody have to be able to do? Up to {most} short words, with commas between them: "
        "`/pmo skill A-12 sap, python`. `none` takes them away.", most=most
    ),
    "which_effort": lambda least, most: mrkdwn(
        "How much does it take? A number from {least} (an hour or so) to {most} (most of a week): "
        "`/pmo effort A-12 5`.",
        least=least, most=most,
    ),
    "load_in_channel": lambda: mrkdwn(
        "How full somebody's weeks are is for one reader, and others read along here. Leave “in channel” out: "
        "I tell only you."
    ),
    "not_yours_to_offer": lambda item, owner: mrkdwn(
        "{owner} may offer {key} to somebody. `/pmo assign {key} @somebody` asks anew.",
        owner=name(owner, "Its owner"), key=item.key,
    ),
    "cannot_know": lambda person: mrkdwn(
        "{name} is not in the private channel that this belongs to. Name somebody who is, or invite them first.",
        name=person.label,
    ),
    "first_full": lambda projects, most, leads: mrkdwn(
        "{most} projects come first already{named}. Ask {who} which of them gives way, or choose 2 or 3.",
        most=most, named=_named(projects), who=" or ".join(name(one) for one in leads) or "a PMO lead",
    ),
    "which_priority": lambda key: mrkdwn(
        "How early does it come? From 1 to 3, 1 first: `/pmo project {key} priority 2`.", key=key
    ),
    "which_gives_way": lambda: mrkdwn("Choose one of the critical items of the same project."),
    "no_team": lambda name: mrkdwn(
        "Nobody belongs to a team called “{name}”. People say theirs: they type `/pmo prefs team finance`.", name=name
    ),
}  # fmt: skip
