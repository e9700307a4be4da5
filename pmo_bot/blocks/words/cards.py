"""What the card of an item says."""

from collections.abc import Mapping, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, link, mrkdwn
from pmo_bot.blocks.words.due import due_words
from pmo_bot.blocks.words.waiting import waits_for
from pmo_bot.model import MOVES, Confirmation, DecisionOption, Event, Item, Person, Priority, Project
from pmo_bot.rules.vocabulary import own_term

PAST_TENSE = {
    "item.created": "noted it",
    "item.done": "finished it",
    "item.decided": "decided it",
    "item.dropped": "let it go",
    "item.started": "began",
    "item.reopened": "opened it again",
    "item.edited": "changed it",
    "item.moved": "moved the date",
    "item.assigned": "changed the owner",
    "item.blocked": "said what it waits for",
    "item.unblocked": "said it can go on",
    "item.snoozed": "asked for a later reminder",
    "item.on_track": "said it is on track",
    "item.noted": "noted",
    "item.linked": "said what it waits for",
    "item.objected": "objected to the new date of what it waits for",
    "item.objection": "objected to its new date",
    "item.unlinked": "said that it waits for less",
    "item.undone": "took the last change back",
    "item.accepted": "said yes",
    "item.countered": "offered another date",
    "item.declined": "said “not me”",
    "item.questioned": "asked a question",
    "item.approved": "agreed to the date",
    "item.kept": "kept it as it was",
    "item.answered": "answered the question",
    "item.freed": "made the way free",
    "item.waits_again": "opened again what it waits for",
    "item.turned": "changed how the project is run, and whose turn it is by that",
    "item.confirmed": "confirmed it",
    "item.stood": "let it stand, as nobody had said otherwise",
    "item.together": "brought people together",
    "item.conversation": "opened a conversation",
    "item.lived_with": "decided to live with it for now",
    "item.ready_by": "said when it will be ready",
    "item.not_waited": "said it does not wait for them",
    "item.pause_allowed": "agreed that the date waits",
    "item.pause_refused": "asked to keep the date",
    "item.ripple_seen": "noted the date before it",
    "item.happened": "said that it has happened",
    "item.skilled": "said what somebody has to be able to do for it",
    "item.ranked": "changed how much it matters",
    "item.offered": "offered it to a colleague",
    "item.sized": "said how much it takes",
    "item.tagged": "said which requirements it is for",
    "item.rated": "said how severe it is",
    "risk.assessed": "assessed it",
    "risk.reviewed": "said that it is as it was",
    "risk.planned": "said what is done if it happens",
    "risk.measured": "added a measure",
    "risk.activated": "began the plan",
    "risk.undone": "took the last change back",
    "escalation.sentence": "added a sentence",
    "escalation.acknowledged": "acknowledged the question",
    "escalation.released": "let the next one be asked",
}


CONFIRMATIONS = {
    Confirmation.AWAITED: mrkdwn("Done, waiting for confirmation."),
    Confirmation.CONFIRMED: mrkdwn("Done and confirmed."),
}


def heading(item: Item, owner: Person | None, requester: Person | None, project: Project | None, today: date) -> Markup:
    """Title, owner, date, who asked."""
    asked = f", asked by {name(requester)}" if requester and owner and requester.id != owner.id else ""
    severity = f" · severity {item.severity}" if item.severity is not None else ""
    weight = "" if item.priority is Priority.NORMAL else f" · {item.priority.value}"
    source = mrkdwn(" · {link}", link=link(item.permalink, "from this message")) if item.permalink else Markup("")
    return mrkdwn(
        "*{item}*\n{owner}{asked} — {due}{project}{kind}{weight}{source}",
        item=item_line(item), owner=name(owner, "no owner yet"), asked=asked, due=due_words(item, today),
        project=project_tail(project),
        kind=f" · {own_term(project, item.kind)}" if own_term(project, item.kind) else "", weight=severity + weight,
        source=source,
    )  # fmt: skip


def choices(options: Sequence[DecisionOption]) -> Markup:
    """What there is to choose from."""
    return mrkdwn("To choose from: {options}", options=Markup(" · ").join(shown(one.text) for one in options))


def done_means(item: Item) -> Markup:
    """How everybody will know that it is done."""
    return mrkdwn("_Done means:_ {text}", text=item.done_means)


def state(item: Item, blocker: Person | None, blocked_on: Item | None, waiting: Sequence[Item], today: date) -> Markup:
    """What it waits for and what waits for it."""
    parts = []
    if item.confirmation is not None:
        parts.append(CONFIRMATIONS[item.confirmation])
    if item.blocked_at is not None:
        parts.append(mrkdwn("Waits for {what}.", what=waits_for(item, blocker, blocked_on)))
    if item.snoozed_until is not None and item.snoozed_until > today:
        parts.append(mrkdwn("Reminders come back on {day}.", day=when.day(item.snoozed_until, today)))
    if waiting:
        keys = ", ".join(one.key for one in waiting[:5])
        parts.append(mrkdwn("{keys} {waits} for it.", keys=keys, waits="waits" if len(waiting) == 1 else "wait"))
    return Markup(" ").join(parts)


def who(event: Event, people: Mapping[int, Person]) -> str:
    """`Sam`, or `Sam for Maria` where somebody stood in."""
    actor, absent = name(people.get(event.actor_id or 0), "PMO Bot"), people.get(event.behalf_id or 0)
    return f"{actor} for {name(absent)}" if absent is not None else actor


def _did(event: Event, people: Mapping[int, Person]) -> Markup:
    did = _gave(event, people) or PAST_TENSE.get(event.what, "changed it")
    if event.what != "item.conversation":
        return mrkdwn("{did}", did=did)
    channel = event.source.partition("/")[0]
    return link(f"https://slack.com/app_redirect?team={event.team_id}&channel={channel}", did)


def _gave(event: Event, people: Mapping[int, Person]) -> str:
    """`gave it to Sam`, `took it`."""
    owner = people.get(event.after.get("owner_id") or 0) if event.what == "item.assigned" else None
    if owner is None:
        return ""
    return "took it" if owner.id == event.actor_id else f"gave it to {name(owner)}"


def event_line(
    event: Event, people: Mapping[int, Person], notes: Mapping[int, str], reader: Person, today: date
) -> Markup:
    """One line of history: who, what, when in the reader's zone, why."""
    reason = notes.get(event.note_id or 0, "")
    moved = ""
    if event.what in MOVES and event.after.get("due"):
        was = f"{when.day(date.fromisoformat(event.before['due']), today)} → " if event.before.get("due") else ""
        moved = f" ({was}{when.day(date.fromisoformat(event.after['due']), today)})"
    return mrkdwn(
        "{day}: {who} {what}{moved}{reason}",
        day=when.day(when.local_day(event.happened_at, reader.zone), today),
        who=who(event, people),
        what=_did(event, people),
        moved=moved,
        reason=f" — “{reason}”" if reason else "",
    )
