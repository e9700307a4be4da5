"""What is said about issues after go-live: how severe they are, who is asked, how many there are and since when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person
from pmo_bot.rules.question import Question
from pmo_bot.rules.severity import Aged

FIELD = "How severe is it?"
HINT = "After go-live somebody is asked when nobody takes it up in time."
NAMES = {
    1: "Severity 1: work stands still",
    2: "Severity 2: work is hard",
    3: "Severity 3: there is a way around it",
    4: "Severity 4: a blemish",
}
"""As the window offers them."""


def short(severity: int) -> str:
    """`Sev 1`, where a line has no room."""
    return f"Sev {severity}"


def clock(person: Person, at: datetime, reader: Person, today: date) -> Markup:
    """To whoever notes it: what happens if nobody takes it up."""
    moment = when.moment(at, reader.zone, today)
    who = "you are" if person.id == reader.id else f"{name(person)} is"
    return mrkdwn("If nobody takes it up, {who} asked {moment} who does.", moment=moment, who=who)


# --- the question -----------------------------------------------------------------------


def untaken(question: Question, today: date) -> Markup:
    """To whoever leads, then to the sponsor: nobody has taken it up; who does?"""
    item, since = question.item, question.line.why.get("from")
    at = datetime.fromisoformat(since) if since else item.created_at
    text = mrkdwn(
        "*{what}:* {item}{project}. {whose} since {moment}.", what=_opening(question), item=item_line(item),
        project=project_tail(question.project), whose=_whose(question),
        moment=_moment(at, question.reader.zone, today),
    )  # fmt: skip
    if question.other is not None:
        text += mrkdwn(" {name} was asked first.", name=name(question.other))
    return text + mrkdwn("\nWho takes it?")


def _opening(question: Question) -> str:
    severity = question.item.severity
    return f"Severity {severity}, and nobody is on it yet" if severity else "Nobody is on it yet"


def _whose(question: Question) -> Markup:
    if question.owner is None:
        return mrkdwn("It has had no owner")
    return mrkdwn("It has been with {name}, without an answer,", name=name(question.owner))


def _moment(at: datetime, zone: str, today: date) -> str:
    return f"{when.day(when.local_day(at, zone), today)} {when.clock(when.local_time(at, zone))}"


def untaken_end(question: Question, today: date) -> Markup:
    """What became of it."""
    if question.owner is None:
        return mrkdwn("nobody is asked about it any more.")
    return mrkdwn("with {name} now.", name=name(question.owner))


# --- how many are open ------------------------------------------------------------------


def aged(found: Sequence[Aged]) -> Markup:
    """`Open issues: 1 of severity 1 (2 working days old), 3 of severity 3 (oldest 5 working days)`."""
    return mrkdwn("Open issues: {said}", said=", ".join(_aged(one) for one in found))


def _aged(one: Aged) -> str:
    what = f"of severity {one.severity}" if one.severity is not None else "not rated"
    return f"{one.count} {what} ({_old(one)})"


def _old(one: Aged) -> str:
    if not one.oldest:
        return "new"
    days = f"{one.oldest} working day{'' if one.oldest == 1 else 's'}"
    return f"{days} old" if one.count == 1 else f"oldest {days}"


def in_list(item: Item, days: int) -> Markup:
    """Behind the line of an issue in a list: ` · severity 1, open for 4 working days`."""
    severity = f"severity {item.severity}" if item.severity is not None else "not rated"
    since = f"open for {days} working day{'' if days == 1 else 's'}" if days else "new"
    return mrkdwn(" · {severity}, {since}", severity=severity, since=since)


# --- refusals ---------------------------------------------------------------------------

REFUSALS: Mapping[str, Callable[..., Markup]] = {
    "which_severity": lambda key: mrkdwn(
        "How severe is it? From 1 (work stands still) to 4 (a blemish): `/pmo severity {key} 2`.", key=key
    ),
    "no_issue": lambda item: mrkdwn(
        "{key} is no issue, so it has no severity. Press *Change…* on its card to make it one: `/pmo show {key}`.",
        key=item.key,
    ),
    "same_severity": lambda item: mrkdwn(
        "{key} is that severe already. `/pmo severity {key} 1` says another one.", key=item.key
    ),
}  # fmt: skip


def kept(item: Item) -> Markup:
    """Behind the line of an issue whose severity was said."""
    return mrkdwn("severity {severity} from now on.", severity=item.severity or "open")
