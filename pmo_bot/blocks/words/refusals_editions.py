"""What the bot says when a report cannot go somewhere."""

from collections.abc import Callable

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words.naming import both, there

EDITIONS: dict[str, Callable[..., Markup]] = {
    "portfolio_by_pmo": lambda leads: mrkdwn(
        "Only a PMO lead sends the report of all projects somewhere{who}. Ask one of them; `/pmo digest APOLLO to "
        "#steering for sponsors` sends that of a project you lead.",
        who=f": {both(there(*leads[:3]))}" if leads else "",
    ),
    "own_channel": lambda project: mrkdwn(
        "{name} reports to that channel each Monday already, the whole of it. Name another channel, or see what goes "
        "where with `/pmo digest preview`.", name=project.name,
    ),
    "not_all_may_read": lambda project, channel, count: mrkdwn(
        "{who} in {channel} may not know of {name}, so its report does not go there. Choose another channel, or "
        "invite them to the project's own first.", who="Somebody" if count == 1 else f"{count} people",
        channel=channel_link(channel), name=project.name,
    ),
    "reader_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace and reads nothing here. Choose somebody else.", name=person.label
    ),
    "reader_may_not": lambda person, project: mrkdwn(
        "{name} may not know of {project}, so its report cannot come to them. Invite them to its channel first, or "
        "choose “Where others read it”. `/pmo project {key} people` shows who is noted.", name=name(person),
        project=project.name, key=project.key,
    ),
    "no_edition": lambda: mrkdwn(
        "That report does not go out any more. `/pmo digest preview` shows what goes where."
    ),
    "which_room": lambda key: mrkdwn(
        "I find no such channel here. In `/pmo digest {key} to #steering for sponsors`, choose yours from the list "
        "that Slack offers after `#`.", key=key
    ),
    "unread_edition": lambda words, key: mrkdwn(
        "I could not read “{words}”. Try `/pmo digest {key} to #steering for sponsors`, `for executives monthly` or "
        "`stop`.", words=words, key=key,
    ),
}  # fmt: skip
