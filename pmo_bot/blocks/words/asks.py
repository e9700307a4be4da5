"""What a question says: who asks, what for, and once it is answered, what became of it."""

from datetime import date
from typing import LiteralString

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import options, risks, severity, waiting
from pmo_bot.model import Acceptance, Confirmation, Item, LineKind, Mode, State
from pmo_bot.rules.heirs import Heir
from pmo_bot.rules.question import Question

LEFT_SHOWN = 5
"""How much of what somebody left behind is named."""
WORDS_SHOWN = 500
"""As long as a reason or a question may be: it goes along word for word."""


def asked(question: Question, today: date) -> Markup:
    """The question, with what was said along with it."""
    text = ASKED[question.kind](question, today)
    if question.words:
        text += mrkdwn("\n“{words}”", words=shown(question.words, WORDS_SHOWN))
    if question.instead_of is not None:
        text += mrkdwn("\n_You stand in for {name}._", name=name(question.instead_of))
    return text


def _request(question: Question, today: date) -> Markup:
    text = mrkdwn(
        "*{opening}:* {title} — {by}{project} · {key}", opening=_opening(question),
        title=shown(title(question.item)), by=_by(question, today), project=project_tail(question.project),
        key=question.item.key,
    )  # fmt: skip
    if question.item.done_means:
        text += mrkdwn("\nDone means: {means}", means=shown(question.item.done_means, WORDS_SHOWN))
    if question.mode is Mode.DIRECTIVE:
        text += mrkdwn("\nIt counts as promised. If the date or the person is wrong, say so now.")
    return text


def _opening(question: Question) -> Markup:
    """`Jon asks you for`, or who hands it over: `Maria hands you what Jon asked for`."""
    who, handed = name(question.requester, "Somebody"), question.handed_by
    if handed is not None and question.requester is not None and question.requester.id != question.reader.id:
        return mrkdwn("{by} hands you what {who} asked for", by=name(handed), who=who)
    if handed is not None:
        return mrkdwn("{by} hands you", by=name(handed))
    return mrkdwn("{who} {asks}", who=who, asks="needs from you" if question.mode is Mode.DIRECTIVE else "asks you for")


def _decide(question: Question, today: date) -> Markup:
    """What is to be decided, by when, between what."""
    text = mrkdwn(
        "*{who} asks you to decide:* {title} — {by}{project} · {key}", who=name(question.requester, "Somebody"),
        title=shown(title(question.item)), by=_by(question, today), project=project_tail(question.project),
        key=question.item.key,
    )  # fmt: skip
    listed = options.listed(question.options)
    return mrkdwn("{text}\n{listed}", text=text, listed=listed) if listed else text


def _by(question: Question, today: date) -> Markup:
    return _due(question.item, today)


def _due(item: Item, today: date) -> Markup:
    if item.due is None:
        return mrkdwn("no date yet")
    return mrkdwn("by *{day}*", day=when.due(item.due, item.due_time, today))


def _counter(question: Question, today: date) -> Markup:
    item = question.item
    was = mrkdwn(" instead of {day}", day=when.day(item.due, today)) if item.due else Markup("")
    offer = when.day(item.offer_due, today) if item.offer_due else "another day"
    return mrkdwn("*{who} offers {offer}*{was} for {item}{project}", who=name(question.owner), offer=offer, was=was,
                  item=item_line(item), project=project_tail(question.project))  # fmt: skip


def _declined(question: Question, today: date) -> Markup:
    suggests = mrkdwn(" Suggests {name}.", name=name(question.other)) if question.other else Markup("")
    return mrkdwn("*{who} says “not me”:* {item}, {by}{project}.{suggests}", who=name(question.owner),
                  item=item_line(question.item), by=_by(question, today), project=project_tail(question.project),
                  suggests=suggests)  # fmt: skip


def _question(question: Question, today: date) -> Markup:
    return mrkdwn("*{who} has a question* about {item}{project}", who=name(question.owner),
                  item=item_line(question.item), project=project_tail(question.project))  # fmt: skip


def _orphan(question: Question, today: date) -> Markup:
    """What somebody left behind, the worst of it by name, and who might take over, and why."""
    items = question.together or (question.item,)
    lines = [_left_line(item, today) for item in items[:LEFT_SHOWN]]
    if len(items) > LEFT_SHOWN:
        lines.append(mrkdwn("• and {count} more", count=len(items) - LEFT_SHOWN))
    things = "One thing waits" if len(items) == 1 else f"{len(items)} things wait"
    who = name(question.owner, "Somebody")
    text = mrkdwn("*{who} has left.* {things} for somebody to take over:\n{lines}", things=things,
                  who=who[:1].upper() + who[1:], lines=Markup("\n").join(lines))  # fmt: skip
    return text + (mrkdwn("\n{why}", why=heir(question.heirs[0])) if question.heirs else Markup(""))


def _left_line(item: Item, today: date) -> Markup:
    return mrkdwn("• {item}, {by}", item=item_line(item), by=_due(item, today))


def heir(one: Heir) -> Markup:
    """Why somebody is suggested: what they know, and that they have room; never how much they have to do."""
    projects = " and ".join(project.name for project in one.projects)
    return mrkdwn("Suggested: {name}, who works on {projects} too and has the most room there now.",
                  name=name(one.person), projects=shown(projects))  # fmt: skip


def heir_label(question: Question) -> str:
    """The button that asks whoever is suggested."""
    return f"Ask {name(question.heirs[0].person)}" if question.heirs else "Ask them"


def _confirm(question: Question, today: date) -> Markup:
    item = question.item
    text = mrkdwn("*{who} says it is done:* {item}{project}", who=name(question.owner),
                  item=mrkdwn("{title} ({key})", title=shown(title(item)), key=item.key),
                  project=project_tail(question.project))  # fmt: skip
    if item.done_means:
        text += mrkdwn("\nDone means: {means}", means=shown(item.done_means, WORDS_SHOWN))
    if question.mode is Mode.DIRECTIVE:
        return text + mrkdwn("\nIt counts once you say so.")
    return text + mrkdwn("\nWithout an answer in three working days it stands.")


ASKED = {
    LineKind.REQUEST: _request,
    LineKind.DECIDE: _decide,
    LineKind.COUNTER: _counter,
    LineKind.DECLINED: _declined,
    LineKind.QUESTION: _question,
    LineKind.CONFIRM: _confirm,
    LineKind.ORPHAN: _orphan,
    LineKind.BLOCKER: waiting.blocker,
    LineKind.APPROVAL: waiting.approval,
    LineKind.RIPPLE: waiting.ripple,
    LineKind.REVIEW: risks.review,
    LineKind.PLAN: risks.begin,
    LineKind.UNTAKEN: severity.untaken,
}


# --- the buttons ------------------------------------------------------------------------


def approve_label(question: Question, today: date) -> str:
    """The button that makes the offered date the date."""
    return f"OK, {when.day(question.item.offer_due, today)}" if question.item.offer_due else "OK"


def keep_label(question: Question, today: date) -> str:
    """The button that leaves the date, or the owner, as it is."""
    if question.kind is LineKind.DECLINED:
        return f"Ask {name(question.owner)} again…"
    return f"Keep {when.day(question.item.due, today)}…" if question.item.due else "No…"


def give_label(question: Question) -> str:
    """The button that asks whom the owner suggested."""
    return f"Ask {name(question.other)}"


def load(question: Question) -> Markup:
    """How full the week is, to the owner alone."""
    things = "one other thing" if question.load == 1 else f"{question.load} other things"
    return mrkdwn("You have {things} due that week.", things=things)


# --- once it is answered ----------------------------------------------------------------


def settled(question: Question, today: date) -> Markup:
    """What became of it."""
    item = question.item
    if question.kind is LineKind.ORPHAN:
        return mrkdwn("What {who} left behind is with somebody again, or closed.", who=name(question.owner))
    return mrkdwn("{item} — {end}", item=item_line(item), end=_end(question, today))


def _end(question: Question, today: date) -> Markup:
    item = question.item
    if question.kind is LineKind.CONFIRM:
        return _confirmed(question)
    if item.state is State.DONE and question.decision is not None:
        return mrkdwn("decided: *{chosen}*. Thank you.",
                      chosen=options.chosen_word(question.options, question.decision.choice))  # fmt: skip
    if item.state in ENDED:
        return ENDED[item.state]
    if question.kind in (LineKind.REQUEST, LineKind.DECIDE) and item.owner_id != question.reader.id:
        return mrkdwn("now with {name}.", name=name(question.owner))
    if question.kind in WAITS_END:
        return WAITS_END[question.kind](question, today)
    text = ENDS.get((question.kind, item.acceptance), "with {who}, {day}.")
    due = when.due(item.due, item.due_time, today) if item.due else "no date yet"
    offer = when.day(item.offer_due, today) if item.offer_due else due
    return mrkdwn(text, day=due, offer=offer, who=name(question.owner),
                  asker=name(question.requester, "whoever asked"))  # fmt: skip


def _confirmed(question: Question) -> Markup:
    item = question.item
    if item.is_open:
        return mrkdwn("open again. {who} is asked once more, with what is missing.", who=name(question.owner))
    if item.confirmation is Confirmation.AWAITED:
        return mrkdwn("done, waiting for somebody else to confirm it.")
    return mrkdwn("done and confirmed.") if item.state is State.DONE else ENDED[State.DROPPED]


WAITS_END = {
    LineKind.BLOCKER: waiting.blocker_end,
    LineKind.APPROVAL: waiting.approval_end,
    LineKind.RIPPLE: waiting.ripple_end,
    LineKind.REVIEW: risks.review_end,
    LineKind.PLAN: risks.begin_end,
    LineKind.UNTAKEN: severity.untaken_end,
}
ENDED = {State.DONE: mrkdwn("done."), State.DROPPED: mrkdwn("no longer needed.")}
ENDS: dict[tuple[LineKind, Acceptance | None], LiteralString] = {
    (LineKind.REQUEST, Acceptance.ACCEPTED): "you said yes, {day}. Thank you.",
    (LineKind.REQUEST, Acceptance.COUNTERED): "you offered {offer}. Until it is agreed the date stays {day}.",
    (LineKind.REQUEST, Acceptance.DECLINED): "you said “not me”. {asker} looks for somebody else.",
    (LineKind.REQUEST, Acceptance.QUESTIONED): "you asked a question. {asker} answers it.",
    (LineKind.DECIDE, Acceptance.COUNTERED): "you offered {offer}. Until it is agreed the date stays {day}.",
    (LineKind.DECIDE, Acceptance.DECLINED): "you said “not me”. {asker} looks for somebody else.",
    (LineKind.DECIDE, Acceptance.QUESTIONED): "you asked a question. {asker} answers it.",
    (LineKind.COUNTER, Acceptance.ACCEPTED): "agreed with {who}: {day}.",
    (LineKind.COUNTER, Acceptance.REQUESTED): "it stays {day}; {who} is asked once more.",
    (LineKind.DECLINED, Acceptance.REQUESTED): "{who} is asked now, {day}.",
    (LineKind.QUESTION, Acceptance.REQUESTED): "answered; {who} is asked once more, {day}.",
}


def in_brief() -> Markup:
    """The heading of what waits for an answer."""
    return mrkdwn("*Waiting for your answer*")


def summary(question: Question) -> str:
    """In a notification: the same, short."""
    item = question.item
    return f"{SUMMARIES[question.kind].format(owner=name(question.owner))} {title(item)} ({item.key})"


SUMMARIES = {
    LineKind.REQUEST: "You are asked for:",
    LineKind.DECIDE: "You are asked to decide:",
    LineKind.COUNTER: "{owner} offers another date:",
    LineKind.DECLINED: "{owner} says “not me”:",
    LineKind.QUESTION: "{owner} has a question:",
    LineKind.CONFIRM: "{owner} says it is done:",
    LineKind.ORPHAN: "{owner} has left; somebody has to take over:",
    LineKind.BLOCKER: "{owner} waits for an answer:",
    LineKind.APPROVAL: "{owner} asks whether a date may wait:",
    LineKind.RIPPLE: "A date before yours moved:",
    LineKind.REVIEW: "Is it still so?",
    LineKind.PLAN: "It has happened; shall the plan begin?",
    LineKind.UNTAKEN: "Nobody is on it yet:",
}
