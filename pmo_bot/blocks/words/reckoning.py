"""How days were counted: from which date, where, by which holidays and by which policy."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person, State


def counted(why: Mapping[str, Any]) -> Markup:
    """` It is due Tue 1 Dec, counted in working days in Madrid, no public holidays set; the standard policy.`"""
    if not why.get("due"):
        return mrkdwn(" It has no date yet ({how}).", how=how(why)) if why.get("zone") else Markup("")
    due, effective = date.fromisoformat(why["due"]), date.fromisoformat(why["effective_due"])
    return mrkdwn(" Its date was {day}{shifted} ({how}).", day=when.day(due), shifted=shifted(due, effective),
                  how=how(why))  # fmt: skip


def how(why: Mapping[str, Any]) -> str:
    """Where, by which holidays and by which policy it was counted when it was planned."""
    return place(why["zone"], why["calendar"]) + policy(why["policy_version"])


def shifted(due: date, effective: date | None) -> str:
    """A date on a day off counts as the next working day."""
    return f" (a day off, so {when.day(effective)} counts)" if effective and effective != due else ""


def place(zone: str, calendar: str) -> str:
    """Where the days are counted, and by which holidays."""
    holidays = f"holidays of {calendar}" if calendar != "none" else "no public holidays set"
    return f"working days in {when.city(zone)}, {holidays}"


def policy(version: int) -> str:
    """By which policy."""
    return f"; policy version {version}" if version else "; the standard policy"


def reckoning(
    item: Item, owner: Person | None, effective: date | None, version: int, today: date | None = None
) -> Markup:
    """What decides from now on when somebody hears about an item; nothing does once it is closed."""
    if not item.is_open:
        closed = "finished" if item.state is State.DONE else "no longer needed"
        return mrkdwn("{item} is {closed}, so nobody is reminded of it any more.", item=item_line(item), closed=closed)
    if owner is None:
        return mrkdwn("{item} has no owner yet, so nobody is reminded of it. `/pmo assign {key} @somebody` names one.",
                      item=item_line(item), key=item.key)  # fmt: skip
    if item.due is None:
        return mrkdwn("{item} has no date yet, so nobody is reminded of it. `/pmo move {key} friday` sets one.",
                      item=item_line(item), key=item.key)  # fmt: skip
    calendar = "-".join(part for part in (owner.country, owner.subdivision) if part) or "none"
    return mrkdwn(
        "{item} {was} due *{due}*{shifted}. Reminders count in {who} {place}{policy}.",
        item=item_line(item), was="was" if today is not None and item.due < today else "is",
        due=when.day(item.due), shifted=shifted(item.due, effective),
        who=f"{when.first_name(owner)}'s", place=place(owner.zone, calendar), policy=policy(version),
    )  # fmt: skip
