"""What the bot answers to somebody's own action: it says what it understood, with the weekday and the zone."""

import re
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.modes import listed
from pmo_bot.model import Item, Kind, Person, Project, Standing
from pmo_bot.rules.modes import PROMISE, Need

STRAY_MENTION = re.compile(r"(?:^|\s)(@(?!here\b|channel\b|everyone\b)\w[\w.-]*)")
"""A person's name that was typed and not picked: Slack passes it on as plain words."""

SENTENCE_KEPT = mrkdwn("Kept. It goes along word for word if this is passed on.")
RELEASED = mrkdwn("The next person on the list is asked on their next working day.")
BROUGHT_TOGETHER = mrkdwn("A conversation opens as soon as all of you work.")
NOTED = mrkdwn("Noted. The owner reads it in the next brief.")
SAME_CLICK = mrkdwn("That is done already; once is enough. `/pmo list` shows how things stand.")


def acknowledged(next_reader: Person | None, until: date) -> Markup:
    """Somebody has seen it: until when nobody else is asked, and who would be."""
    return mrkdwn("Thank you. {quiet}", quiet=_quiet(next_reader, until))


def brought_together(next_reader: Person | None, until: date) -> Markup:
    """A conversation opens, and meanwhile nobody else is asked."""
    return mrkdwn("{opens} {quiet}", opens=BROUGHT_TOGETHER, quiet=_quiet(next_reader, until))


def _quiet(next_reader: Person | None, until: date) -> Markup:
    day = when.day(until)
    if next_reader is None:
        return mrkdwn("I keep quiet about this until {day}.", day=day)
    return mrkdwn("I ask nobody else before {day}; without an answer by then, {who} is asked.", day=day,
                  who=name(next_reader))  # fmt: skip


def captured(
    item: Item, owner: Person | None, project: Project | None, today: date, reader: Person | None = None
) -> Markup:
    """`A-12 · Draft the cutover plan — Maria, due Fri 4 Dec (Maria's time, Madrid) · Apollo`."""
    who = name(owner, "no owner yet")
    due = f", due {when.due(item.due, item.due_time, today)}" if item.due else ", no date yet"
    own = owner is not None and reader is not None and owner.id == reader.id
    zone = f" ({when.whose_time(owner)})" if owner and item.due and not own else ""
    tail = mrkdwn(" · {name}", name=project.name) if project else Markup("")
    if item.severity is not None:
        tail += mrkdwn(" · severity {severity}", severity=item.severity)
    return mrkdwn("*{key} · {title}* — {who}{due}{zone}{tail}", key=item.key, title=item.title, who=who, due=due,
                  zone=zone, tail=tail)  # fmt: skip


def next_step(item: Item, owner: Person | None, actor: Person) -> Markup | None:
    """What is still missing, or who hears of it."""
    stray = STRAY_MENTION.search(item.title)
    if stray is not None and owner is not None and owner.id == actor.id:
        return mrkdwn("“{word}” did not become a mention, so it is yours. `/pmo assign {key} @somebody` hands it on.",
                      word=stray[1], key=item.key)  # fmt: skip
    if owner is None or item.due is None:
        return draft(item, owner)
    if owner.standing is Standing.EXTERNAL:
        return mrkdwn(
            "{name} is with another organisation and reads what you write here. Asked {name} to confirm.",
            name=when.first_name(owner),
        )  # fmt: skip
    if item.kind is Kind.DECISION:
        return mrkdwn("Asked {name} to decide. You hear of the answer.", name=when.first_name(owner))
    if owner.id != actor.id:
        return mrkdwn("Asked {name} to confirm.", name=when.first_name(owner))
    return None


def draft(item: Item, owner: Person | None) -> Markup:
    """Something noted that nobody can be reminded of yet: what it needs, in words that can be typed."""
    needs = [need for need, has in zip(PROMISE, (owner, item.due), strict=True) if not has]
    words = {Need.OWNER: f"/pmo assign {item.key} @somebody", Need.DUE: f"/pmo move {item.key} next friday"}
    return mrkdwn("A draft so far: it needs {needs} to be tracked. `{words}`", needs=listed(needs),
                  words=words[needs[0]])  # fmt: skip
