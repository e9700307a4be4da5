"""What the bot says about whether its own rules are worth it."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.receipts import days
from pmo_bot.blocks.words.trail import KINDS
from pmo_bot.model import LineKind
from pmo_bot.rules.retro import ENOUGH, REPEAT, Field, Figure, Review

MEASURED = mrkdwn("_Answered: within two working days. Done: within five._")
FIELDS = {
    Field.DONE_MEANS: "“Done means”",
    Field.PRIORITY: "“Priority”",
}
WHOM = {"contact": "the lead", "sponsor": "the sponsor", "pmo": "a PMO lead", "requester": "whoever asked"}


def heading(review: Review) -> Markup:
    """What is looked at."""
    name = shown(review.project.name, NAME_SHOWN) if review.project is not None else "All projects"
    return mrkdwn("*{name}: is what I send worth it?* — {first} to {last}", name=name,
                  first=when.day(review.first), last=when.day(review.last))  # fmt: skip


def rule(figure: Figure) -> str:
    """A rule by its name."""
    if figure.kind is LineKind.NUDGE:
        return _reminder(figure.rule)
    if figure.kind is LineKind.PACKET:
        return f"Passed on to {WHOM.get(figure.rule, 'somebody')}"
    what = KINDS.get(figure.kind, "a line")
    return what[:1].upper() + what[1:]


def _reminder(step: str) -> str:
    if step == REPEAT:
        return "The reminders that repeat"
    if step == "0":
        return "The reminder on the day"
    if not step[1:].isdecimal():
        return "A reminder"
    return f"The reminder {days(int(step[1:]))} {'before' if step[0] == '-' else 'after'} the date"


def _share(part: int, whole: int) -> str:
    return f"{part} ({round(100 * part / whole)} %)" if whole else "0"


def line(figure: Figure) -> Markup:
    """A rule in figures: in words, since a phone shows one column of a table."""
    return mrkdwn("• *{rule}* — sent {sent}, answered {answered}, done {done}", rule=rule(figure), sent=figure.sent,
                  answered=_share(figure.answered, figure.sent), done=_share(figure.done, figure.sent))  # fmt: skip


def suggestion(figure: Figure) -> Markup:
    """A rule that brought little.  Nothing changes before somebody says so."""
    return mrkdwn(
        "*{rule}* was sent {sent} times and answered {answered} times. It may go: whoever answers is reminded on other "
        "days too.", rule=rule(figure), sent=figure.sent, answered=figure.answered,
    )  # fmt: skip


def unused(review: Review) -> Markup:
    """Fields that nobody filled in."""
    names = ", ".join(FIELDS[field] for field in review.unused)
    return mrkdwn(
        "Nobody filled in {names} on the {made} items of the last 30 days. Agree on what they are for, or do without.",
        names=names, made=review.made,
    )  # fmt: skip


def effort(review: Review) -> Markup:
    """How much work each finished item made."""
    if not review.finished:
        return mrkdwn("{messages} messages and {clicks} answers; nothing was finished yet.",
                      messages=review.messages, clicks=review.clicks)  # fmt: skip
    each = "For the one finished item" if review.finished == 1 else f"For each of {review.finished} finished items"
    messages = per(review.messages, review.finished, "message")
    clicks = per(review.clicks, review.finished, "answer")
    return mrkdwn("{each}: {messages}, {clicks}.", each=each, messages=messages, clicks=clicks)


def nothing(review: Review) -> Markup:
    """There is nothing to look at."""
    return mrkdwn("Nothing was sent from {first} to {last}. `/pmo policy` shows what decides.",
                  first=when.day(review.first), last=when.day(review.last))  # fmt: skip


def per(count: int, among: int, thing: str) -> str:
    """`1 message`, `1.5 messages`, `7 messages`."""
    number = f"{count / among:.1f}".removesuffix(".0")
    return f"{number} {thing}" if number == "1" else f"{number} {thing}s"


TOO_FEW = mrkdwn("Too few reminders were sent to tell yet: I look at one once it was sent {enough} times.",
                 enough=ENOUGH)  # fmt: skip
ALL_WELL = mrkdwn("Every reminder that was sent often enough to tell brings answers. Nothing to change.")
