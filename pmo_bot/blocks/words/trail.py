"""Every message about an item, one line each; and why a whole message was sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import LiteralString

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.cards import PAST_TENSE
from pmo_bot.blocks.words.editions import EVERY
from pmo_bot.blocks.words.receipts import because, days
from pmo_bot.blocks.words.reckoning import how, shifted
from pmo_bot.model import Cadence, LineKind, PostKind
from pmo_bot.rules.nudges import LATER
from pmo_bot.rules.receipt import Told, WhyMessage

HEADING = mrkdwn("*Every message about it, oldest first*")
NOTHING_SENT = mrkdwn("No message about it has been sent.")
KINDS = {
    LineKind.COVER: "reminder in somebody's place",
    LineKind.PREVIEW: "what would be passed on, to look at first",
    LineKind.PACKET: "the question what happens next, because its date had passed",
    LineKind.AWAITED: "the same question, once more",
    LineKind.REQUEST: "a request",
    LineKind.DECIDE: "the question for a decision",
    LineKind.COUNTER: "the offer of another date",
    LineKind.DECLINED: "a “not me”",
    LineKind.QUESTION: "a question from the owner",
    LineKind.CONFIRM: "the question whether it is done",
    LineKind.BLOCKER: "a question, because the item waits for them",
    LineKind.APPROVAL: "the question whether its date may wait",
    LineKind.RIPPLE: "the question whether its date holds, because a date before it moved",
    LineKind.HEARD: "the news about what it waits for",
    LineKind.SETTLED: "how it ended",
    LineKind.SLIPPED: "the news that its date moved once more",
    LineKind.MOVED: "the news that its date moved",
    LineKind.NOTED: "a note that somebody left",
    LineKind.DECIDED: "the news that it is decided",
    LineKind.LATE: "the news that it is late",
    LineKind.READINESS: "what a milestone ahead still needs",
    LineKind.CLASH: "the news that somebody is needed for two milestones on one day",
    LineKind.FULL: "the news that two projects fill somebody's week",
    LineKind.ORPHAN: "the news that its owner has left",
    LineKind.REVIEW: "the question whether the risk is still so",
    LineKind.PLAN: "the question whether the plan begins",
    LineKind.RISEN: "the news that a risk became high",
    LineKind.UNTAKEN: "the question who takes it, because nobody was on it after go-live",
}
TOLD_ONLY = frozenset({LineKind.HEARD, LineKind.PREVIEW})
"""Besides news: what says something to an owner, whose answer is not asked for."""
ARRIVED = {
    "due": "on its way",
    "sending": "on its way",
    "dropped": "not needed any more",
    "held": "held until somebody decides",
    "observed": "not sent, because the project is only observed",
    "dead": "did not get through",
}


def trail_lines(trail: Sequence[Told], zone: str) -> list[Markup]:
    """One line each; how a date was counted is said where it differs from the line before."""
    counted = [_due(told) for told in trail]
    before = ["", *counted]
    return [
        _line(told, zone, due if due != last else "") for told, due, last in zip(trail, counted, before, strict=False)
    ]


def _line(told: Told, zone: str, due: str) -> Markup:
    """`Tue 1 Dec, to Maria: reminder on the day — arrived Tue 1 Dec; Maria finished it on Wed 2 Dec`."""
    return mrkdwn(
        "• {on}, to {who}: {what} — {arrived}{answer}{due}", on=when.day(told.line.step_on), what=what_of(told),
        who=name(told.person), arrived=_arrived(told), answer=_answer(told, zone), due=due,
    )  # fmt: skip


def what_of(told: Told) -> str:
    """What a line was: `reminder on the day`."""
    step = told.line.step
    if told.line.kind is LineKind.NUDGE:
        return _reminder(step)
    what = KINDS.get(told.line.kind, "a line")
    return f"{what}, once more" if step.startswith("again") and told.line.kind is not LineKind.AWAITED else what


def _reminder(step: str) -> str:
    if step == LATER:
        return "reminder on the day that was chosen"
    if step.lstrip("+-") == "0":
        return "reminder on the day"
    if not step[1:].isdecimal():
        return "reminder"
    return f"reminder {days(int(step[1:]))} {'before' if step[0] == '-' else 'after'} the date"


def _arrived(told: Told) -> str:
    if told.arrived_at is None or told.person is None:
        return ARRIVED.get(told.state.value, "arrived")
    return f"arrived {when.day(when.local_day(told.arrived_at, told.person.zone))}"


def _answer(told: Told, zone: str) -> str:
    if told.arrived_at is None:
        return ""
    if told.answer is None:
        return "" if told.line.kind.is_news or told.line.kind in TOLD_ONLY else ", no answer to it"
    own = told.actor is None or told.person is None or told.actor.id == told.person.id
    who = name(told.person) if own else f"{name(told.actor)} for {name(told.person)}"
    return f"; {who} {PAST_TENSE.get(told.answer.what, 'changed it')} on " + when.day(
        when.local_day(told.answer.happened_at, zone)
    )


def _due(told: Told) -> str:
    due = told.line.why.get("due")
    if not due:
        return ""
    counts = shifted(date.fromisoformat(due), date.fromisoformat(told.line.why["effective_due"]))
    return f". Due {when.day(date.fromisoformat(due))}{counts} ({how(told.line.why)})"


# --- a whole message --------------------------------------------------------------------


def message(why: WhyMessage) -> Markup:
    """What kind of message it was, by which rule it left, and when."""
    on = when.day(why.on) if why.on else ""
    place = when.city(why.receipt.get("zone") or "") or "the project's"
    match why.kind:
        case PostKind.BRIEF:
            at = why.receipt.get("at", "09:00")
            return mrkdwn(
                "This is your brief of {on}. There is one a working day over all projects, at {at} ({place} time), and "
                "only if something is due or waits for your answer.", on=on, at=at, place=place,
            )  # fmt: skip
        case PostKind.ASK:
            return _asked(why, on, place)
        case PostKind.DIGEST | PostKind.THREAD:
            return mrkdwn(
                "This is the report of {project} for the week of {on}. It comes once a week: on Monday at 09:00 "
                "({place} time), or on the next working day, to the project's channel.",
                project=why.project, on=on, place=place,
            )  # fmt: skip
        case PostKind.EDITION:
            return _edition(why, on, place)
        case PostKind.UPKEEP:
            return _upkeep(why, on)
        case PostKind.STATEMENT:
            return mrkdwn("The PMO answers to you, so you get its statement of the month before once a month, on the "
                          "first working day at 09:00 ({place} time): this is that of {on}.",
                          on=on, place=place)  # fmt: skip
        case _:
            template = ALIKE.get(why.kind, "This shows how things stand{on}.")
            return mrkdwn(template, on=_on(on), project=why.project, place=place)


ALIKE: Mapping[PostKind, LiteralString] = {
    PostKind.WELCOME: "You were named for a project, so you were told once what that means{on}.",
    PostKind.REPORT: "You lead a project that is only observed, so you see what would have been sent{on}.",
    PostKind.GROUP: "Somebody brought you together to settle what waits{on}.",
    PostKind.COLOUR: "You lead {project}, and what is on record says worse of it than you do, so you alone were "
    "asked{on}: on the working day before its report, in your working hours ({place} time), once a week at most.",
    PostKind.ANNOUNCEMENT: "Something was decided in {project}, so its channel was told once{on}. The message shows "
    "what becomes of it.",
    PostKind.UPDATE: "Whoever leads {project} had these words posted in its channel{on}.",
    PostKind.ALARM: "You are a PMO lead, and something was wrong with the bot itself, so you were told{on}: in your "
    "working hours ({place} time), once a day at most.",
}
"""Those that say the same whatever they are about."""


def _upkeep(why: WhyMessage, on: str) -> Markup:
    if not why.project:
        return mrkdwn("You look after what the PMO itself sends, so you were told once what it needs{on}.", on=_on(on))
    return mrkdwn("You run this project, or it lies with you while nobody does, so you were told once what it "
                  "needs{on}.", on=_on(on))  # fmt: skip


def _asked(why: WhyMessage, on: str, place: str) -> Markup:
    """A question that did not wait for the brief."""
    if why.receipt.get("urgent"):
        return mrkdwn(
            "Something critical is late, and its project lets that through at any hour: so you were asked at once, "
            "on {on}.", on=on,
        )  # fmt: skip
    return mrkdwn(
        "Somebody waits for your answer, so you were asked on {on} without waiting for your brief: in your "
        "working hours ({place} time), several things together, three times a day at most.", on=on, place=place,
    )  # fmt: skip


def _edition(why: WhyMessage, on: str, place: str) -> Markup:
    """A report in other words, for a further channel or for one person."""
    cadence, room = Cadence(why.receipt["cadence"]), why.receipt.get("channel")
    return mrkdwn(
        "This is the report of {project} for the week of {on}. Somebody who runs it has it sent {where}: {every} at "
        "09:00 ({place} time), or on the next working day. `/pmo digest preview` shows what goes where.",
        project=why.project or "all projects", on=on, place=place, every=EVERY[cadence],
        where="to this channel" if room else "to you",
    )  # fmt: skip


def _on(day: str) -> str:
    return f", on {day}" if day else ""


def reason(told: Told) -> Markup:
    """One line of a message, and why it is there."""
    return mrkdwn("• {why}", why=because(told))
