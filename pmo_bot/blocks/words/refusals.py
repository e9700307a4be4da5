"""What the bot says when something cannot be done: what is the case, and what to do next."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words import modes, policy
from pmo_bot.model import Decision, Event, Item, Person
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.upkeep import has_left


def _name(person: Person | None) -> str:
    return when.first_name(person) if person else "its owner"


def _who_may(owner: Person | None, requester: Person | None, lead: Person | None) -> str:
    """`Maria, Jon or the project's lead`, each of them once; who has left can be asked nothing."""
    near = [owner or "its owner", requester or "whoever asked for it"]
    is_named = lead is not None and any(one is not None and one.id == lead.id for one in (owner, requester))
    return _or([*_there(*near), *([] if is_named and not _is_gone(lead) else ["the project's lead"])])


def _item(item: Item) -> Markup:
    return mrkdwn("*{title}* ({key})", title=item.title, key=item.key)


def _not_ahead(day: date, today: date | None = None) -> Markup:
    return mrkdwn("{day} is not ahead. Choose tomorrow or a later day.", day=when.day(day, today))


def _decision(decision: Decision, decider: Person | None) -> Markup:
    """A decision where an item was meant: what it says, because that is what `/pmo show` asks for."""
    why = mrkdwn(" Why: {text}", text=decision.rationale) if decision.rationale else Markup("")
    return mrkdwn(
        "*{key} · {title}* was decided by {who} on {day}.{why}\n"
        "A decision stays as it is; `/pmo decide` logs the next one.",
        key=decision.key, title=decision.title, who=when.first_name(decider) if decider else "somebody",
        day=when.day(decision.decided_on), why=why,
    )  # fmt: skip


def _there(*people: Person | str) -> list[str]:
    """The names of those who can still be asked, each once."""
    named = [one if isinstance(one, str) else when.first_name(one) for one in people if not _is_gone(one)]
    return list(dict.fromkeys(named))


def _is_gone(one: Person | str | None) -> bool:
    return isinstance(one, Person) and has_left(one)


def _or(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)


def _and(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def late(
    item: Item, event: Event, actor: Person | None, owner: Person | None, own: bool, sent: date, today: date
) -> Markup:
    """`This message is from Thu 3 Dec; since then Maria finished A-12.`"""
    who = "you" if own else when.first_name(actor) if actor else "somebody"
    return mrkdwn("This message is from {sent}; since then {who} {did}.", sent=when.day(sent, today), who=who,
                  did=did(item, event, owner, today))  # fmt: skip


def did(item: Item, event: Event, owner: Person | None, today: date) -> str:
    """What somebody did, after their name: `finished A-12`."""
    moved = f"moved {item.key}" + (f" to {when.day(item.due, today)}" if item.due else "")
    return {
        "item.done": f"finished {item.key}",
        "item.dropped": f"let {item.key} go",
        "item.moved": moved,
        "item.assigned": f"gave {item.key} to {_name(owner)}",
        "item.approved": moved,
        "item.reopened": f"opened {item.key} again",
        "item.undone": f"took a change of {item.key} back",
    }.get(event.what, f"changed {item.key}")


def _answered_already(item: Item, person: Person | None, decision: Decision | None = None) -> Markup:
    """Who decided what; whoever comes second changes nothing."""
    by = when.first_name(person) if person else ""
    if decision is not None and by:
        return mrkdwn("{by} decided already: {what} ({key}). `/pmo show {item}` tells how it stands.",
                      by=by, what=decision.title, key=decision.key, item=item.key)  # fmt: skip
    return mrkdwn("{item} was settled already{by}. `/pmo show {key}` tells how.",
                  item=_item(item), by=f" by {by}" if by else "", key=item.key)  # fmt: skip


SENTENCES: dict[str, Callable[..., Markup]] = {
    "no_title": lambda: mrkdwn("What is it about? Try `/pmo add Draft the cutover plan @maria by fri`."),
    "long_title": lambda length, most: mrkdwn(
        "That title has {length} characters; {most} is the most. Shorten it and put the rest behind “done means”.",
        length=length, most=most,
    ),
    "no_item": lambda key: mrkdwn(
        "I have no such item{key} for you. `/pmo list` shows the ones you can see.", key=f" as {key}" if key else ""
    ),
    "is_decision": _decision,
    "no_project": lambda key: mrkdwn(
        "I have no project{key} for you. `/pmo project` lists those you can see; `/pmo project new` starts one.",
        key=f" {key}" if key else "",
    ),
    "no_person": lambda: mrkdwn("I could not find that person. Mention them with @ and try again."),
    "owner_is_bot": lambda person: mrkdwn(
        "{name} is an app and cannot answer for anything. Name a person instead.", name=person.label
    ),
    "owner_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace. Name somebody else, or leave the owner open.",
        name=person.label,
    ),
    "not_yours": lambda item, owner, requester, lead=None: mrkdwn(
        "Only {who} can change {key}. Ask one of them, or `/pmo show {key}`.", who=_who_may(owner, requester, lead),
        key=item.key,
    ),
    "not_owner": lambda item, owner: mrkdwn(
        "Only {owner} can add words to this note about {key}. Write to {owner} directly.",
        owner=_name(owner), key=item.key,
    ),
    "not_owners_word": lambda item, owner: mrkdwn(
        "{item} was asked of {owner}, so the answer is theirs. `/pmo show {key}` tells how it stands.",
        item=_item(item), owner=_name(owner), key=item.key,
    ),
    "not_yours_to_decide": lambda item, lead: mrkdwn(
        "{who} decides about the date of {key}. Write to them, or `/pmo log {key} …` leaves a note.",
        who=_name(lead), key=item.key,
    ),
    "no_offer": lambda item: mrkdwn(
        "Nothing waits for your answer at {item} any more. `/pmo show {key}` tells how it stands.",
        item=_item(item), key=item.key,
    ),
    "suggests_oneself": lambda item: mrkdwn(
        "You own {key} now. Name somebody else, or leave the field empty.", key=item.key
    ),
    "owns_already": lambda item, owner: mrkdwn(
        "{owner} owns {key} already. Name somebody else, or choose another answer.", owner=_name(owner), key=item.key
    ),
    "empty_question": lambda item: mrkdwn(
        "What do you need to know about {key}? Write one sentence, or close the window.", key=item.key
    ),
    "empty_answer": lambda item: mrkdwn(
        "There was no text. Write the answer about {key} in one sentence, or close the window.", key=item.key
    ),
    "not_yours_to_confirm": lambda item, person: mrkdwn(
        "{who} says whether {item} is done. Ask them, or `/pmo log {key} …` leaves a note.",
        who=when.first_name(person) if person else "Whoever asked for it", item=_item(item), key=item.key,
    ),
    "empty_not_yet": lambda item: mrkdwn(
        "What is missing at {key}? Write one sentence, or close the window.", key=item.key
    ),
    "not_asked": lambda item: mrkdwn(
        "This question about {key} was put to somebody else. `/pmo show {key}` tells how it stands.", key=item.key
    ),
    "is_closed": lambda item: mrkdwn(
        "{item} is {state} already. `/pmo reopen {key}` brings it back.",
        item=_item(item), state="done" if item.state == "done" else "dropped", key=item.key,
    ),
    "is_open": lambda item: mrkdwn(
        "{item} is open already; there is nothing to bring back. `/pmo show {key}` tells how it stands.",
        item=_item(item), key=item.key,
    ),
    "past": lambda day, today=None: mrkdwn(
        "{day} has passed already. Choose today or a later day.", day=when.day(day, today)
    ),
    "changed_meanwhile": lambda item, by, owner: mrkdwn(
        "{who} changed this while the window was open: it is with {owner}{due} by now. Please close it "
        "and open it again to see that.",
        who=_name(by), owner=_name(owner), due=mrkdwn(", due {day}", day=when.day(item.due)) if item.due else "",
    ),
    "far_date": lambda day, today: mrkdwn(
        "{day} is more than ten years away. Choose a day that is nearer.", day=when.day(day, today)
    ),
    "same_date": lambda item, day: mrkdwn(
        "{item} is due {day} already. Choose another day, or leave it as it is.", item=_item(item), day=when.day(day)
    ),
    "late": late,
    "snooze_past": _not_ahead,
    "pause_past": _not_ahead,
    "absence_reversed": lambda first, last: mrkdwn(
        "{last} lies before {first}. Swap the two dates.", first=when.day(first), last=when.day(last)
    ),
    "brief_outside": lambda opens, closes: mrkdwn(
        "Your working hours are {opens} to {closes}. Choose a time between them.",
        opens=when.clock(opens), closes=when.clock(closes),
    ),
    "absence_past": lambda day: mrkdwn("{day} has passed already. Choose a later last day.", day=when.day(day)),
    "stands_in_for_oneself": lambda: mrkdwn("You cannot stand in for yourself. Name a colleague, or nobody."),
    "cannot_stand_in": lambda person: mrkdwn(
        "{name} cannot stand in: that takes a member of this workspace. Name somebody else, or nobody.",
        name=when.first_name(person),
    ),
    "which_absence": lambda words: mrkdwn(
        "{unread}From when until when? Try `/pmo prefs away from monday until friday @sam`.",
        unread=mrkdwn("I could not read “{words}” as dates. ", words=words) if words else Markup(""),
    ),
    "which_profile": lambda: mrkdwn(
        "How many reminders? Try `/pmo prefs light`; there are light, standard and active."
    ),
    "hours_reversed": lambda opens, closes: mrkdwn(
        "{closes} is not after {opens}. Choose an end that is later than the start.",
        opens=when.clock(opens), closes=when.clock(closes),
    ),
    "no_workdays": lambda: mrkdwn("Choose at least one working day. To hear nothing for a while, use the pause."),
    "not_your_handover": lambda person: mrkdwn(
        "A hand-over note of {name}'s is for {name}, for whoever stands in, and for the leads of the projects. Ask one "
        "of them.", name=when.first_name(person),
    ),
    "handover_in_channel": lambda: mrkdwn(
        "A hand-over note is for one reader, and others read along here. Leave “in channel” out: I tell only you."
    ),
    "outsider_adds": lambda: mrkdwn(
        "People of other organisations add to the projects they lead or sponsor. Ask your contact here to note it."
    ),
    "outsider_project": lambda: mrkdwn(
        "Projects are started by members of this workspace. Ask your contact here to start it."
    ),
    "cannot_lead": lambda person: mrkdwn(
        "{name} cannot lead a project: that takes a member of this workspace. Name a member, and {name} as sponsor if "
        "you like.", name=when.first_name(person),
    ),
    "no_heir": lambda: mrkdwn("Name somebody for everything, or for one of these."),
    "nothing_left": lambda person: mrkdwn(
        "Nothing that {name} left behind waits for you any more. `/pmo status` shows how your projects stand.",
        name=when.first_name(person) if person else "anybody",
    ),
    "not_blocked": lambda item: mrkdwn(
        "{item} waits for nothing, so there is nothing to change. `/pmo show {key}` tells how it stands.",
        item=_item(item), key=item.key,
    ),
    "blocks_itself": lambda item: mrkdwn("{key} cannot wait for itself. Name another item or a person.", key=item.key),
    "blocks_oneself": lambda item, owner=None: mrkdwn(
        "{key} is {whose} already, so it cannot wait for {whom}. Name somebody else, an item or a thing.",
        key=item.key, whose=f"{_name(owner)}'s" if owner else "yours", whom="them" if owner else "you",
    ),
    "blocker_is_bot": lambda person: mrkdwn(
        "{name} is an app and cannot say when it can go on. Name a person, an item or a thing.", name=person.label
    ),
    "blocker_left": lambda person: mrkdwn(
        "{name} is no longer active in this workspace and cannot say when it can go on. Name somebody else, an item or "
        "a thing.", name=person.label,
    ),
    "blocked_by_what": lambda item: mrkdwn(
        "What does {key} wait for? Try `/pmo block {key} @legal` or `/pmo block {key} waiting for the licence`.",
        key=item.key,
    ),
    "nothing_to_undo": lambda: mrkdwn("There is nothing of yours to undo here. `/pmo list` shows how things stand."),
    "changed_since": lambda item: mrkdwn(
        "{item} changed since, so I left it as it is. `/pmo show {key}` tells what happened.",
        item=_item(item), key=item.key,
    ),
    "empty_note": lambda key: mrkdwn(
        "What shall I note? Try `/pmo log {key} Legal promised the list for Monday`.", key=key
    ),
    "one_owner": lambda people: mrkdwn(
        "One person answers for an item, and you named {people}. Mention the one who owns it; name the others without "
        "the @.", people=_and([when.first_name(one) for one in people]) or "several",
    ),
    "no_project_name": lambda: mrkdwn("What is the project called? Try `/pmo project new Apollo`."),
    "bad_key": lambda key: mrkdwn(
        "“{key}” cannot be a key. Use 2 to 20 letters and digits, starting with a letter, such as APOLLO.", key=key
    ),
    "key_taken": lambda key: mrkdwn("The key {key} is taken. Choose another one.", key=key),
    "channel_taken": lambda project: mrkdwn(
        "That channel belongs to {name} ({key}) already. Choose another channel.", name=project.name, key=project.key
    ),
    "not_lead": lambda project, lead: mrkdwn(
        "Only {lead} can change {name}. Ask one of them.",
        lead=_or([*_there(lead or "its lead"), "a PMO lead"]), name=project.name,
    ),
    "incomplete": modes.incomplete,
    "needs_reason": modes.needs_reason,
    "lead_decides": modes.lead_decides,
    "needs_sponsor": modes.needs_sponsor,
    "not_pmo": lambda leads: mrkdwn(
        "Only a PMO lead sets when people are reminded and who is told{who}. Ask one of them; `/pmo policy` shows what "
        "counts now.", who=f": {_and([when.first_name(one) for one in leads[:3]])}" if leads else "",
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
    "bad_policy": lambda mistakes: mrkdwn("{said}", said=" ".join(policy.mistake(one) for one in mistakes)),
    "answered_already": _answered_already,
    "same_scope": lambda item: mrkdwn(
        "Nothing of {item} became smaller. Shorten its title, or write what is left into “done means”.",
        item=_item(item),
    ),
    "not_sponsor": lambda: mrkdwn(
        "Somebody else sponsors that project now. `/pmo project` lists who leads and sponsors what."
    ),
    "review_past": _not_ahead,
    "empty_reason": lambda item: mrkdwn(
        "Why can {key} wait? Write one sentence, or choose another answer.", key=item.key
    ),
    "nobody_to_bring": lambda item: mrkdwn(
        "There is nobody to bring together about {key} yet. Name who is needed, or choose another answer.",
        key=item.key,
    ),
    "together_already": lambda item, person=None: mrkdwn(
        "{who} brought people together about {item} already. `/pmo show {key}` leads to the conversation.",
        who=when.first_name(person) if person else "Somebody", item=_item(item), key=item.key,
    ),
    "empty_sentence": lambda: mrkdwn("There was no text. Write one sentence, or close the window."),
    "unread_date": lambda words, command="": mrkdwn(
        "I could not read “{words}” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.", words=words
    ),
    "no_date": lambda key: mrkdwn(
        "Which day? Try `/pmo move {key} fri` or `/pmo move {key} in 3 working days`.", key=key
    ),
    "which_pause": lambda words: mrkdwn(
        "{unread}Until when? Try `/pmo prefs pause until monday`.",
        unread=mrkdwn("I could not read “{words}” as a date. ", words=words) if words else Markup(""),
    ),
    "which_time": lambda words: mrkdwn(
        "{unread}At what time? Try `/pmo prefs brief 09:30`.",
        unread=mrkdwn("I could not read “{words}” as a time. ", words=words) if words else Markup(""),
    ),
    "which_item": lambda verb: mrkdwn(
        "Which item? Try `/pmo {verb} A-12`; `/pmo list` shows yours.", verb=verb
    ),
    "which_owner": lambda key: mrkdwn("Who takes it? Try `/pmo assign {key} @maria`.", key=key),
    "no_channel_project": lambda channel: mrkdwn(
        "No project of yours talks in {channel}. Name a project by its key, such as APOLLO; `/pmo project` lists them.",
        channel=channel_link(channel),
    ),
    "which_project": lambda command: mrkdwn(
        "Which project? Name its key, such as `/pmo {command} APOLLO`, or type this in the project's channel.",
        command=command,
    ),
    "which_role": lambda role, key: mrkdwn(
        "Who is it to be? Try `/pmo project {key} {role} @ines`.", role=role, key=key
    ),
    "not_here": lambda name: mrkdwn(
        "{name} belongs to a private project, and others read along here. Leave “in channel” out: I tell only you.",
        name=name,
    ),
    "which_mode": lambda key: mrkdwn(
        "Which mode? Try `/pmo project {key} mode controlling`; there are supportive, controlling and directive.",
        key=key,
    ),
    "which_health": lambda key, words="": mrkdwn(
        "{unread}Which colour? Try `/pmo status {key} amber`; there are green, amber and red.", key=key,
        unread=mrkdwn("I do not know “{words}” as a colour. ", words=words) if words else Markup(""),
    ),
    "not_in_channel": lambda channel: mrkdwn(
        "I am not in {channel}, so I cannot post there. Type `/invite @PMO Bot` in that channel, then try again.",
        channel=channel,
    ),
    "archived": lambda channel: mrkdwn(
        "{channel} is archived, so nothing can be posted there. Choose another channel.", channel=channel
    ),
    "old_words": lambda: mrkdwn(
        "Those words are not yours to answer for, or no longer there. Write to me anew; `/pmo` shows how things stand."
    ),
    "words_stale": lambda item: mrkdwn(
        "{item} changed since you wrote that, so I left it as it is. `/pmo show {key}` tells what happened.",
        item=_item(item), key=item.key,
    ),
    "old_button": lambda: mrkdwn("This button is from an older version. `/pmo` shows how things stand now."),
    "not_your_message": lambda: mrkdwn(
        "That message was for somebody else, so only they can ask why. `/pmo why A-12` explains an item."
    ),
    "not_a_member": lambda: mrkdwn(
        "I can only do that for members of this workspace. Ask the colleague who invited you."
    ),
    "expired": lambda: mrkdwn("Slack did not open the window in time. Please try it once more."),
    "slack_silent": lambda: mrkdwn(
        "Slack did not tell me who you are just now, so nothing was changed. Please try it again in a moment."
    ),
    "broken": lambda reference: mrkdwn(
        "Something went wrong on my side and nothing was changed. Try again; if it stays, tell an admin “{reference}”.",
        reference=reference,
    ),
}  # fmt: skip


PLACES = ("field", "fields")
"""Where in a form it is said; no part of the sentence."""


def sentence(refused: Refused) -> Markup:
    """What to say for a refusal."""
    facts: dict[str, Any] = {name: value for name, value in refused.facts.items() if name not in PLACES}
    return SENTENCES[refused.why](**facts)
