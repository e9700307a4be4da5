"""What the bot says when something about an item or an escalation cannot be done."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import either, is_gone, there
from pmo_bot.blocks.words.refusals_people import not_ahead
from pmo_bot.model import Decision, Event, Item, Person


def _name(person: Person | None) -> str:
    return when.first_name(person) if person else "its owner"


def _who_may(owner: Person | None, requester: Person | None, lead: Person | None) -> dict[str, str]:
    """`Maria, Jon or the project's lead`, each of them once; who has left can be asked nothing."""
    near = [owner or "its owner", requester or "whoever asked for it"]
    is_named = lead is not None and any(one is not None and one.id == lead.id for one in (owner, requester))
    names = [*there(*near), *([] if is_named and not is_gone(lead) else ["the project's lead"])]
    return {"who": either(names), "them": "one of them" if len(names) > 1 else "them"}


def titled(item: Item) -> Markup:
    """`*Draft the plan* (A-1)`."""
    return mrkdwn("*{title}* ({key})", title=title(item), key=item.key)


def _decision(decision: Decision, decider: Person | None) -> Markup:
    """A decision where an item was meant: what it says, because that is what `/pmo show` asks for."""
    why = mrkdwn(" Why: {text}", text=decision.rationale) if decision.rationale else Markup("")
    return mrkdwn(
        "*{key} · {title}* was decided by {who} on {day}.{why}\n"
        "A decision stays as it is; `/pmo decide` logs the next one.",
        key=decision.key, title=decision.title, who=when.first_name(decider) if decider else "somebody",
        day=when.day(decision.decided_on), why=why,
    )  # fmt: skip


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
                  item=titled(item), by=f" by {by}" if by else "", key=item.key)  # fmt: skip


ITEMS: dict[str, Callable[..., Markup]] = {
    "no_title": lambda: mrkdwn("What is it about? Try `/pmo add Draft the cutover plan @maria by fri`."),
    "long_title": lambda length, most: mrkdwn(
        "That title has {length} characters; {most} is the most. Shorten it and put the rest behind “done means”.",
        length=length, most=most,
    ),
    "long_words": lambda length, most: mrkdwn(
        "That has {length} characters; {most} is the most. Write it in fewer words: nothing was cut off or kept.",
        length=length, most=most,
    ),
    "no_item": lambda key: mrkdwn(
        "I have no such item{key} for you. `/pmo list` shows the ones you can see.", key=f" as {key}" if key else ""
    ),
    "is_decision": _decision,
    "choose_instead": lambda item: mrkdwn(
        "{item} is a question: it is over when somebody decides. `/pmo show {key}` has the options.",
        item=titled(item), key=item.key,
    ),
    "no_question": lambda item: mrkdwn(
        "{item} is no question, so there is nothing to choose from. `/pmo show {key}` shows what can be done with it; "
        "`/pmo decide` logs what was decided.", item=titled(item), key=item.key,
    ),
    "no_option": lambda item: mrkdwn(
        "That is no option of {item}. `/pmo show {key}` has them.", item=titled(item), key=item.key
    ),
    "decided_already": lambda item, decider, chosen: mrkdwn(
        "{item} is decided{by}{what}. `/pmo show {key}` tells more.", item=titled(item), key=item.key,
        by=f" by {when.first_name(decider)}" if decider else "",
        what=mrkdwn(": *{chosen}*", chosen=chosen) if chosen else "",
    ),
    "not_yours_to_choose": lambda item, decider: mrkdwn(
        "{who} was asked to decide {item}. Write to them, or `/pmo log {key} …` leaves a note.",
        who=_name(decider), item=titled(item), key=item.key,
    ),
    "not_your_decision": lambda decision, decider: mrkdwn(
        "{key} is {who}'s decision. Ask them, or the project's lead.", key=decision.key, who=_name(decider),
    ),
    "holds_no_more": lambda decision, newer: mrkdwn(
        "{key} no longer counts{by}. `/pmo show {key}` tells more.", key=decision.key,
        by=mrkdwn(": {newer} has replaced it", newer=newer.key) if newer else "",
    ),
    "nobody_to_decide": lambda project: mrkdwn(
        "Who decides? Name them: `/pmo ask @ines Which vendor do we take? Acme or Birch`{sponsor}.",
        sponsor=mrkdwn("; {name} has no sponsor who could be asked", name=project.name) if project else "",
    ),
    "asks_oneself": lambda: mrkdwn(
        "It is yours to decide. `/pmo decide We take Birch because …` writes it down; or name somebody else."
    ),
    "many_options": lambda count, most: mrkdwn(
        "{count} options are more than anybody weighs. Name at most {most}.", count=count, most=most
    ),
    "not_yours": lambda item, owner, requester, lead=None: mrkdwn(
        "Only {who} can change {key}. Ask {them}, or `/pmo show {key}`.", key=item.key,
        **_who_may(owner, requester, lead),
    ),
    "not_owner": lambda item, owner: mrkdwn(
        "Only {owner} can add words to this note about {key}. Write to {owner} directly.",
        owner=_name(owner), key=item.key,
    ),
    "not_owners_word": lambda item, owner: mrkdwn(
        "{item} was asked of {owner}, so the answer is theirs. `/pmo show {key}` tells how it stands.",
        item=titled(item), owner=_name(owner), key=item.key,
    ),
    "not_yours_to_decide": lambda item, lead: mrkdwn(
        "{who} decides about the date of {key}. Write to them, or `/pmo log {key} …` leaves a note.",
        who=_name(lead), key=item.key,
    ),
    "no_offer": lambda item: mrkdwn(
        "Nothing waits for your answer at {item} any more. `/pmo show {key}` tells how it stands.",
        item=titled(item), key=item.key,
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
        who=when.first_name(person) if person else "Whoever asked for it", item=titled(item), key=item.key,
    ),
    "empty_not_yet": lambda item: mrkdwn(
        "What is missing at {key}? Write one sentence, or close the window.", key=item.key
    ),
    "not_asked": lambda item: mrkdwn(
        "This question about {key} was put to somebody else. `/pmo show {key}` tells how it stands.", key=item.key
    ),
    "handed_on": lambda item, person=None: mrkdwn(
        "{who} has your part in that project now, and answers this. `/pmo log {key} …` leaves a note.",
        who=when.first_name(person) if person else "Somebody else", key=item.key,
    ),
    "is_closed": lambda item: mrkdwn(
        "{item} is {state} already. `/pmo reopen {key}` brings it back.",
        item=titled(item), state="done" if item.state == "done" else "dropped", key=item.key,
    ),
    "is_open": lambda item: mrkdwn(
        "{item} is open already; there is nothing to bring back. `/pmo show {key}` tells how it stands.",
        item=titled(item), key=item.key,
    ),
    "past": lambda day, today=None: mrkdwn(
        "{day} has passed already. Choose today or a later day.", day=when.day(day, today)
    ),
    "changed_meanwhile": lambda item, by, owner: mrkdwn(
        "{who} changed this while the window was open: it is with {owner}{due} by now. Please close it "
        "and open it again to see that.",
        who=_name(by), owner=_name(owner), due=mrkdwn(", due {day}", day=when.day(item.due)) if item.due else "",
    ),
    "same_date": lambda item, day: mrkdwn(
        "{item} is due {day} already. Choose another day, or leave it as it is.", item=titled(item), day=when.day(day)
    ),
    "late": late,
    "not_blocked": lambda item: mrkdwn(
        "{item} waits for nothing, so there is nothing to change. `/pmo show {key}` tells how it stands.",
        item=titled(item), key=item.key,
    ),
    "blocks_itself": lambda item: mrkdwn("{key} cannot wait for itself. Name another item or a person.", key=item.key),
    "blocks_oneself": lambda item, owner=None: mrkdwn(
        "{key} is {whose} already, so it cannot wait for {whom}. Name somebody else, an item or a thing.",
        key=item.key, whose=f"{_name(owner)}'s" if owner else "yours", whom="them" if owner else "you",
    ),
    "blocked_by_what": lambda item: mrkdwn(
        "What does {key} wait for? Try `/pmo block {key} @legal` or `/pmo block {key} waiting for the licence`.",
        key=item.key,
    ),
    "changed_since": lambda item: mrkdwn(
        "{item} changed since, so I left it as it is. `/pmo show {key}` tells what happened.",
        item=titled(item), key=item.key,
    ),
    "empty_note": lambda key: mrkdwn(
        "What shall I note? Try `/pmo log {key} Legal promised the list for Monday`.", key=key
    ),
    "answered_already": _answered_already,
    "same_scope": lambda item: mrkdwn(
        "Nothing of {item} became smaller. Shorten its title, or write what is left into “done means”.",
        item=titled(item),
    ),
    "review_past": not_ahead,
    "empty_reason": lambda item: mrkdwn(
        "Why can {key} wait? Write one sentence, or choose another answer.", key=item.key
    ),
    "nobody_to_bring": lambda item: mrkdwn(
        "There is nobody to bring together about {key} yet. Name who is needed, or choose another answer.",
        key=item.key,
    ),
    "together_already": lambda item, person=None: mrkdwn(
        "{who} brought people together about {item} already. `/pmo show {key}` leads to the conversation.",
        who=when.first_name(person) if person else "Somebody", item=titled(item), key=item.key,
    ),
    "empty_sentence": lambda: mrkdwn("There was no text. Write one sentence, or close the window."),
}  # fmt: skip
