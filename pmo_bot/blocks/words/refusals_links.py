"""What the bot says when something about dependencies, dates that do not fit or freezes cannot be done."""

from collections.abc import Callable, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import lessons
from pmo_bot.blocks.words.links import HIDDEN, either
from pmo_bot.blocks.words.modes import run_by
from pmo_bot.blocks.words.naming import both
from pmo_bot.blocks.words.refusals_items import titled
from pmo_bot.model import Item, Person, Project


def _goes_round(item: Item, on: Item, chain: Sequence[Item | None]) -> Markup:
    """`A-12 → M-3 → A-7 → A-12`."""
    way = " → ".join(one.key if one is not None else HIDDEN for one in chain)
    return mrkdwn(
        "{key} cannot wait for {on}: that would go round, {way}. Name something else, or `/pmo unlink` (or "
        "`/pmo unblock`) one of these first.", key=item.key, on=on.key, way=way,
    )  # fmt: skip


def _not_yours(item: Item, other: Item, owner: Person | None) -> Markup:
    """Neither end is this person's to change."""
    who = when.first_name(owner) if owner else "whoever asked for it"
    return mrkdwn("Neither {item} nor {other} is yours to change. Ask {who}, or `/pmo log {item} …` leaves a note.",
                  item=item.key, other=other.key, who=who)  # fmt: skip


def _not_linked(item: Item, other: Item) -> Markup:
    """There is nothing to take away."""
    return mrkdwn("{item} does not wait for {other}. `/pmo show {key}` tells what it waits for.",
                  item=titled(item), other=titled(other), key=item.key)  # fmt: skip


def _which_two(verb: str) -> Markup:
    """Two items are needed."""
    return mrkdwn("Which two? Try `/pmo {verb} A-12 {word} M-3`: A-12 waits for M-3.", verb=verb,
                  word="from" if verb == "unlink" else "after")  # fmt: skip


def _after_milestone(
    item: Item, milestone: Item | None, day: date, project: Project | None, by: Person | None
) -> Markup:
    """A date after what needs it takes a reason."""
    on = f" on {when.day(milestone.due)}" if milestone is not None and milestone.due else ""
    return mrkdwn(
        "{day} is after {milestone}{on}, which needs {key}: that takes a reason. {run}. Choose an earlier day, or say "
        "why in one sentence, as in `… because the vendor delivers later`.",
        day=when.day(day), milestone=either(milestone), on=on, key=item.key, run=run_by(project, by),
    )  # fmt: skip


LINKS: dict[str, Callable[..., Markup]] = {
    "goes_round": _goes_round,
    "not_yours_to_link": _not_yours,
    "not_linked": _not_linked,
    "which_two": _which_two,
    "which_freeze": lambda words: mrkdwn(
        "{unread}Try `/pmo freeze 20 dec to 3 jan because year end #apollo`.",
        unread=mrkdwn("I could not read “{words}” as two dates. ", words=words) if words else Markup(""),
    ),
    "empty_lesson": lambda: lessons.EMPTY,
    "lesson_of_which": lambda: lessons.WHICH,
    "nothing_learned": lambda: lessons.ONE_AT_LEAST,
    "which_topics": lessons.which_topics,
    "no_lesson": lambda: lessons.GONE,
    "improved_already": lambda item: mrkdwn(
        "Its next step is there already: {item}. `/pmo show {key}` tells how it stands.",
        item=titled(item), key=item.key,
    ) if item is not None else mrkdwn("Somebody has its next step already. `/pmo lesson` shows those without one."),
    "empty_objection": lambda item: mrkdwn(
        "Why does the new date not work for {key}? Write one sentence, or close the window.", key=item.key
    ),
    "nothing_moved": lambda item: mrkdwn(
        "No date before {item} has moved since it was last answered. `/pmo show {key}` tells how it stands.",
        item=titled(item), key=item.key,
    ),
    "after_milestone": _after_milestone,
    "no_freeze": lambda: mrkdwn("That freeze is over or lifted already. `/pmo freeze` shows those that count."),
    "freeze_all": lambda leads: mrkdwn(
        "Only a PMO lead can freeze all projects{who}. Name a project of yours, such as #apollo, or ask one of them.",
        who=f": {both([when.first_name(one) for one in leads[:3]])}" if leads else "",
    ),
}  # fmt: skip
