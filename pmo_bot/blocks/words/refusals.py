"""What the bot says when something cannot be done: what is the case, and what to do next."""

from collections.abc import Callable
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person
from pmo_bot.rules.refusals import Refused


def _name(person: Person | None) -> str:
    return when.first_name(person) if person else "its owner"


def _item(item: Item) -> Markup:
    return mrkdwn("*{title}* ({key})", title=item.title, key=item.key)


SENTENCES: dict[str, Callable[..., Markup]] = {
    "no_title": lambda: mrkdwn("What is to be done? Try `/pmo add Draft the cutover plan @maria by fri`."),
    "long_title": lambda length, most: mrkdwn(
        "That title has {length} characters; {most} is the most. Shorten it and put the rest behind “done means”.",
        length=length, most=most,
    ),
    "no_item": lambda key: mrkdwn("I have no item {key} for you. `/pmo list` shows the ones you can see.", key=key),
    "no_project": lambda key: mrkdwn(
        "I have no project {key} for you. `/pmo project` lists those you can see; `/pmo project new` starts one.",
        key=key,
    ),
    "no_person": lambda: mrkdwn("I could not find that person. Mention them with @ and try again."),
    "owner_is_bot": lambda person: mrkdwn(
        "{name} is an app and cannot answer for anything. Name a person instead.", name=person.label
    ),
    "owner_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace. Name somebody else; until then the item has no owner.",
        name=person.label,
    ),
    "not_yours": lambda item, owner, requester: mrkdwn(
        "Only {owner}, {requester} or the project's lead can change {key}. Ask one of them, or `/pmo show {key}`.",
        owner=_name(owner), requester=when.first_name(requester) if requester else "whoever asked for it", key=item.key,
    ),
    "not_owner": lambda item, owner: mrkdwn(
        "Only {owner} can add words to this note about {key}. Write to {owner} directly.",
        owner=_name(owner), key=item.key,
    ),
    "not_asked": lambda item: mrkdwn(
        "This question about {key} was put to somebody else. `/pmo show {key}` tells how it stands.", key=item.key
    ),
    "is_closed": lambda item: mrkdwn(
        "{item} is {state} already. `/pmo reopen {key}` brings it back.",
        item=_item(item), state="done" if item.state == "done" else "dropped", key=item.key,
    ),
    "is_open": lambda item: mrkdwn("{item} is open already; there is nothing to bring back.", item=_item(item)),
    "past": lambda day: mrkdwn("{day} has passed already. Choose today or a later day.", day=when.day(day)),
    "snooze_past": lambda day: mrkdwn("{day} is not ahead. Choose tomorrow or a later day.", day=when.day(day)),
    "pause_past": lambda day: mrkdwn("{day} is not ahead. Choose tomorrow or a later day.", day=when.day(day)),
    "absence_reversed": lambda first, last: mrkdwn(
        "{last} lies before {first}. Swap the two dates.", first=when.day(first), last=when.day(last)
    ),
    "brief_outside": lambda opens, closes: mrkdwn(
        "Your working hours are {opens} to {closes}. Choose a time between them.",
        opens=when.clock(opens), closes=when.clock(closes),
    ),
    "not_blocked": lambda item: mrkdwn("{item} is not blocked; nothing to change.", item=_item(item)),
    "blocks_itself": lambda item: mrkdwn("{key} cannot wait for itself. Name another item or a person.", key=item.key),
    "blocked_by_what": lambda item: mrkdwn(
        "What does {key} wait for? Try `/pmo block {key} @legal` or `/pmo block {key} waiting for the licence`.",
        key=item.key,
    ),
    "nothing_to_undo": lambda: mrkdwn("There is nothing of yours to undo here. `/pmo list` shows how things stand."),
    "changed_since": lambda item: mrkdwn(
        "{item} changed since, so I left it as it is. `/pmo show {key}` tells what happened.",
        item=_item(item), key=item.key,
    ),
    "no_project_name": lambda: mrkdwn("What is the project called? Try `/pmo project new Apollo`."),
    "bad_key": lambda key: mrkdwn(
        "“{key}” cannot be a key. Use 2 to 20 letters and digits, starting with a letter, such as APOLLO.", key=key
    ),
    "key_taken": lambda key: mrkdwn("There is a project {key} already. Choose another key.", key=key),
    "channel_taken": lambda project: mrkdwn(
        "That channel belongs to {name} ({key}) already. Choose another channel.", name=project.name, key=project.key
    ),
    "not_lead": lambda project, lead: mrkdwn(
        "Only {lead} or a PMO lead can change {name}. Ask one of them.",
        lead=when.first_name(lead) if lead else "its lead", name=project.name,
    ),
    "answered_already": lambda item, person: mrkdwn(
        "{item} was settled already{by}. `/pmo show {key}` tells how.",
        item=_item(item), by=f" by {when.first_name(person)}" if person else "", key=item.key,
    ),
    "empty_sentence": lambda: mrkdwn("There was no text. Write one sentence, or close the window."),
    "unread_date": lambda words: mrkdwn(
        "I could not read “{words}” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.", words=words
    ),
    "no_date": lambda item: mrkdwn(
        "Which day? Try `/pmo move {key} fri` or `/pmo move {key} in 3 working days`.", key=item
    ),
    "which_item": lambda verb: mrkdwn(
        "Which item? Try `/pmo {verb} A-12`; `/pmo list` shows yours.", verb=verb
    ),
    "which_owner": lambda key: mrkdwn("Who takes it? Try `/pmo assign {key} @maria`.", key=key),
    "no_channel_project": lambda: mrkdwn(
        "Which project? Name its key, such as `/pmo digest APOLLO`, or type this in the project's channel."
    ),
    "which_mode": lambda key: mrkdwn(
        "Which mode? Try `/pmo project mode {key} controlling`; there are supportive, controlling and directive.",
        key=key,
    ),
    "which_health": lambda key: mrkdwn(
        "Which colour? Try `/pmo project health {key} amber`; there are green, amber and red.", key=key
    ),
    "not_in_channel": lambda channel: mrkdwn(
        "I am not in {channel}, so I cannot post there. Type `/invite @PMO Bot` in that channel, then try again.",
        channel=channel,
    ),
    "archived": lambda channel: mrkdwn(
        "{channel} is archived, so nothing can be posted there. Choose another channel.", channel=channel
    ),
    "old_button": lambda: mrkdwn("This button is from an older version. `/pmo` shows how things stand now."),
    "guest": lambda: mrkdwn("I can only do that for members of this workspace. Ask the colleague who invited you."),
    "expired": lambda: mrkdwn("Slack took too long to open the window. Press the button again."),
    "slack_silent": lambda: mrkdwn(
        "Slack did not answer just now, so this may take a moment longer. What you asked for is kept."
    ),
    "broken": lambda reference: mrkdwn(
        "Something went wrong on my side and nothing was changed. Try again; if it stays, tell an admin “{reference}”.",
        reference=reference,
    ),
}  # fmt: skip


def sentence(refused: Refused) -> Markup:
    """What to say for a refusal."""
    facts: dict[str, Any] = dict(refused.facts)
    return SENTENCES[refused.why](**facts)
