"""What the bot answers to somebody's own action: it says what it understood, with the weekday and the zone."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Decision, Item, Line, Person, Project, Standing

STRAY_MENTION = re.compile(r"(?:^|\s)(@(?!here\b|channel\b|everyone\b)\w[\w.-]*)")
"""A person's name that was typed and not picked: Slack passes it on as plain words."""

SENTENCE_KEPT = mrkdwn("Kept. It goes along word for word if this is passed on.")
ACKNOWLEDGED = mrkdwn("Thank you. I keep quiet about this for three working days.")
RELEASED = mrkdwn("The next person on the list is asked on their next working day.")
SAME_CLICK = mrkdwn("That is done already; once is enough. `/pmo list` shows how things stand.")


def captured(item: Item, owner: Person | None, project: Project | None, today: date) -> Markup:
    """`A-12 · Draft the cutover plan — Maria, due Fri 4 Dec (Maria's time, Madrid) · Apollo`."""
    who = name(owner, "no owner yet")
    due = f", due {when.due(item.due, item.due_time, today)}" if item.due else ", no date yet"
    zone = f" ({when.whose_time(owner)})" if owner and item.due else ""
    tail = mrkdwn(" · {name}", name=project.name) if project else Markup("")
    return mrkdwn("*{key} · {title}* — {who}{due}{zone}{tail}", key=item.key, title=item.title, who=who, due=due,
                  zone=zone, tail=tail)  # fmt: skip


def next_step(item: Item, owner: Person | None, actor: Person) -> Markup | None:
    """What is still missing, or who hears of it."""
    stray = STRAY_MENTION.search(item.title)
    if stray is not None and owner is not None and owner.id == actor.id:
        return mrkdwn("“{word}” did not become a mention, so it is yours. `/pmo assign {key} @somebody` hands it on.",
                      word=stray[1], key=item.key)  # fmt: skip
    if owner is None:
        return mrkdwn("Who takes it? `/pmo assign {key} @somebody`", key=item.key)
    if item.due is None:
        return mrkdwn("By when? `/pmo move {key} next friday`", key=item.key)
    if owner.standing is Standing.EXTERNAL:
        return mrkdwn(
            "{name} is with another organisation and reads what you write here. Asked {name} to confirm.",
            name=when.first_name(owner),
        )  # fmt: skip
    if owner.id != actor.id:
        return mrkdwn("Asked {name} to confirm.", name=when.first_name(owner))
    return None


def decided(decision: Decision, decider: Person | None, project: Project | None) -> Markup:
    """A logged decision."""
    tail = f" · {project.name}" if project else ""
    return mrkdwn("*{key} · {title}* — decided by {who} on {day}{tail}", key=decision.key, title=decision.title,
                  who=name(decider), day=when.day(decision.decided_on), tail=tail)  # fmt: skip


STEPS = {
    "0": "reminder on the day",
    "preview": "a look at what will be passed on",
    "contact": "a question",
    "sponsor": "a question",
    "pmo": "a question",
    "requester": "a question",
}
ARRIVED = {
    "due": "on its way",
    "sending": "on its way",
    "dropped": "not needed any more",
    "held": "held until somebody decides",
    "dead": "did not get through",
}


def receipt_line(line: Line, arrived: str, person: Person | None) -> Markup:
    """One line of the trail of messages about an item, with what made it due when it was planned.

    `Tue 1 Dec: reminder on the day to Maria — sent. Due Tue 1 Dec (Madrid, holidays of ES).`
    """
    before_or_after = {"-": "reminder before the date", "+": "reminder after the date"}.get(line.step[:1], line.step)
    return mrkdwn("• {on}: {what} to {who} — {arrived}{reason}", on=when.day(line.step_on),
                  what=STEPS.get(line.step, before_or_after), who=name(person),
                  arrived=ARRIVED.get(arrived, arrived), reason=_receipt(line.why))  # fmt: skip


def _receipt(why: Mapping[str, Any]) -> str:
    if not why.get("due"):
        return ""
    due, effective = date.fromisoformat(why["due"]), date.fromisoformat(why["effective_due"])
    counted = _counted(why["zone"], why["calendar"]) + _policy(why["policy_version"])
    return f". Due {when.day(due)}{_shifted(due, effective)} ({counted})."


def _shifted(due: date, effective: date | None) -> str:
    return f" (a day off, so {when.day(effective)} counts)" if effective and effective != due else ""


def _counted(zone: str, calendar: str) -> str:
    holidays = f"holidays of {calendar}" if calendar != "none" else "no public holidays set"
    return f"{when.city(zone)}, {holidays}"


def _policy(version: int) -> str:
    return f"; policy version {version}" if version else ""


def why(item: Item, owner: Person | None, effective: date | None, policy: int) -> Markup:
    """Why somebody hears about an item: rule, dates, zone, calendar, policy."""
    if owner is None:
        return mrkdwn("{item} has no owner yet, so nobody is reminded of it. `/pmo assign {key} @somebody` names one.",
                      item=item_line(item), key=item.key)  # fmt: skip
    if item.due is None:
        return mrkdwn("{item} has no date yet, so nobody is reminded of it. `/pmo move {key} friday` sets one.",
                      item=item_line(item), key=item.key)  # fmt: skip
    return mrkdwn(
        "{item} is due *{due}*{shifted}. Reminders count in {who} working days ({counted}){policy}.",
        item=item_line(item), due=when.day(item.due), shifted=_shifted(item.due, effective),
        who=f"{when.first_name(owner)}'s", counted=_counted(owner.zone, owner.country or "none"),
        policy=_policy(policy),
    )  # fmt: skip
