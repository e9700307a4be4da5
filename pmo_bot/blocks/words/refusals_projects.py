"""What the bot says when something about a project or its policy cannot be done."""

from collections.abc import Callable

from pmo_bot.blocks import when
from pmo_bot.blocks.people import shown
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words import modes, policy
from pmo_bot.blocks.words.naming import both, either, there

WORD_SHOWN = 40

PROJECTS: dict[str, Callable[..., Markup]] = {
    "empty_colour": lambda project: mrkdwn(
        "Why does the colour of {name} stay? Write one sentence, or say another colour.", name=project.name
    ),
    "no_project": lambda key: mrkdwn(
        "I have no project{key} for you. `/pmo project` lists those you can see; `/pmo project new` starts one.",
        key=f" {key}" if key else "",
    ),
    "which_project": lambda command: mrkdwn(
        "Which project? Name its key, such as `/pmo {command} APOLLO`, or type this in the project's channel.",
        command=command,
    ),
    "no_channel_project": lambda channel: mrkdwn(
        "No project of yours talks in {channel}. Name a project by its key, such as APOLLO; `/pmo project` lists them.",
        channel=channel_link(channel),
    ),
    "no_project_name": lambda: mrkdwn("What is the project called? Try `/pmo project new Apollo`."),
    "bad_key": lambda key: mrkdwn(
        "“{key}” cannot be a key. Use 2 to 20 letters and digits, starting with a letter, such as APOLLO.", key=key
    ),
    "key_taken": lambda key: mrkdwn("The key {key} is taken. Choose another one.", key=key),
    "channel_taken": lambda project: mrkdwn(
        "That channel belongs to {name} ({key}) already. Choose another channel.", name=project.name, key=project.key
    ),
    "not_in_channel": lambda channel, command="": mrkdwn(
        "I am not in {channel}, so I cannot post there. Type `/invite @PMO Bot` in that channel, then {again}.",
        channel=channel, again=Markup("press *Retry*") if command else "try again",
    ),
    "archived": lambda channel: mrkdwn(
        "{channel} is archived, so nothing can be posted there. Choose another channel.", channel=channel
    ),
    "not_here": lambda name: mrkdwn(
        "{name} belongs to a private project, and others read along here. Leave “in channel” out: I tell only you.",
        name=name,
    ),
    "outsider_project": lambda: mrkdwn(
        "Projects are started by members of this workspace. Ask your contact here to start it."
    ),
    "cannot_lead": lambda person: mrkdwn(
        "{name} cannot lead a project: that takes a member of this workspace. Name a member, and {name} as sponsor if "
        "you like.", name=when.first_name(person),
    ),
    "not_lead": lambda project, lead: mrkdwn(
        "Only {lead} can change {name}. Ask one of them.",
        lead=either([*there(lead or "its lead"), "a PMO lead"]), name=project.name,
    ),
    "which_role": lambda role, key: mrkdwn(
        "Who is it to be? Try `/pmo project {key} {role} @ines`.", role=role, key=key
    ),
    "which_mode": lambda key: mrkdwn(
        "Which mode? Try `/pmo project {key} mode controlling`; there are supportive, controlling and directive.",
        key=key,
    ),
    "which_health": lambda key, words="": mrkdwn(
        "{unread}Which colour? Try `/pmo status {key} amber`; there are green, amber and red.", key=key,
        unread=mrkdwn("I do not know “{words}” as a colour. ", words=words) if words else Markup(""),
    ),
    "incomplete": modes.incomplete,
    "needs_reason": modes.needs_reason,
    "lead_decides": modes.lead_decides,
    "needs_sponsor": modes.needs_sponsor,
    "not_sponsor": lambda: mrkdwn(
        "Somebody else sponsors that project now. `/pmo project` lists who leads and sponsors what."
    ),
    "not_pmo": lambda leads: mrkdwn(
        "Only a PMO lead sets when people are reminded and who is told{who}. Ask one of them; `/pmo policy` shows what "
        "counts now.", who=f": {both([when.first_name(one) for one in leads[:3]])}" if leads else "",
    ),
    "long_pilot": lambda most: mrkdwn("Those are too many keys. Name fewer: {most} letters is the most.", most=most),
    "which_try": lambda key, mode: mrkdwn(
        "Which way of running which project? Try `/pmo policy try {mode} {key}`; there are supportive, "
        "controlling and directive.", key=key, mode=mode,
    ),
    "not_yours_to_try": lambda project, lead: mrkdwn(
        "Trying changes nothing, but it shows what others would be told: {lead} or a PMO lead can do it for {name}. "
        "Ask one of them.", lead=when.first_name(lead) if lead else "its lead", name=project.name,
    ),
    "policy_word": lambda words, key: mrkdwn(
        "I do not know what “{words}” asks of a policy. Try `/pmo policy {key}` for what is in force, or with "
        "`history`, `change`, `review` or `try controlling`.", words=shown(words, WORD_SHOWN), key=key,
    ),
    "bad_policy": lambda mistakes: mrkdwn("{said}", said=" ".join(policy.mistake(one) for one in mistakes)),
}  # fmt: skip
