"""What App Home says."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.brief import due_words
from pmo_bot.model import Item, Person, Project
from pmo_bot.rules.home import Home

WELCOME = mrkdwn(
    "*Welcome.* I keep track of what people promised each other: who owes what, by when, and what was decided. "
    "Type `/pmo add Draft the plan @somebody by friday` in any channel, or use the menu of a message: *Track this*."
)
EMPTY = mrkdwn("You owe nothing. What you take on with `/pmo add` or *Track this* appears here.")
NO_PROJECTS = mrkdwn("You lead or sponsor no project yet. `/pmo project new` starts one.")


def greeting(home: Home) -> Markup:
    """One sentence of state."""
    hello = mrkdwn("*Hello, {name}.*", name=when.first_name(home.person))
    waiting = mrkdwn(" {count} for your answer.", count=_waits(len(home.waiting))) if home.waiting else Markup("")
    late = sum(1 for item in home.owed if item.due is not None and item.due < home.today)
    if home.owed:
        count = len(home.owed) + home.owed_more
        tail = f", {late} of them late" if late else ""
        return hello + mrkdwn(" You have {count} open{tail}.", count=_things(count), tail=tail) + waiting
    return hello + (waiting or mrkdwn(" Nothing is waiting for you."))


def _waits(count: int) -> str:
    return "One thing waits" if count == 1 else f"{count} things wait"


def _things(count: int) -> str:
    return "one thing" if count == 1 else f"{count} things"


def line(item: Item, today: date) -> Markup:
    """What I owe: dates, not ages, because this page stays open."""
    state = mrkdwn(" · waiting for {what}", what=item.blocked_by_text or "an answer") if item.blocked_at else Markup("")
    return mrkdwn("{item} — {due}{state}", item=item_line(item), due=due_words(item, today), state=state)


def asked_line(item: Item, owner: Person | None, today: date) -> Markup:
    """What I asked for, with who has it."""
    who = name(owner) if owner is not None else mrkdwn("*nobody has it yet*")
    return mrkdwn("{item} — {who}, {due}", item=item_line(item), who=who, due=due_words(item, today))


def project_line(project: Project) -> Markup:
    """A project I lead or sponsor."""
    return mrkdwn("*{name}* ({key}) · {mode}", name=project.name, key=project.key, mode=project.mode.value)


def more(count: int, command: str) -> Markup:
    """Where the rest is."""
    return mrkdwn("{count} more: `{command}`", count=count, command=command)


def as_of(home: Home) -> Markup:
    """The small print."""
    at = when.moment(home.as_of, home.person.zone, home.today)
    done = f" · {home.done_this_week} done this week" if home.done_this_week else ""
    return mrkdwn("As of {at} ({city}){done}", at=at, city=when.city(home.person.zone), done=done)
