"""What is said of what a milestone still needs."""

from datetime import date

from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.due import due_words
from pmo_bot.model import Item, Person
from pmo_bot.rules.readiness import Readiness

SHOWN = 20


def needs_open(found: Readiness) -> str:
    """`2 of 5 things it needs are open`; `the one thing it needs is still open`."""
    if found.total == 1:
        return "the one thing it needs is still open"
    return f"{found.open_count} of {found.total} things it needs {'is' if found.open_count == 1 else 'are'} open"


def heading(item: Item, found: Readiness, today: date) -> Markup:
    """The milestone, its date, and how it stands."""
    open_ = needs_open(found) if found.open_count else "everything it needs is there"
    return mrkdwn("*{item}*, {due}: {open}", item=item_line(item), due=due_words(item, today), open=open_)


def line(item: Item, owner: Person | None, today: date) -> Markup:
    """One thing that is open."""
    return mrkdwn("• {item} — {who}, {due}", item=item_line(item), who=name(owner, "no owner yet"),
                  due=due_words(item, today))  # fmt: skip


def beyond(found: Readiness) -> list[Markup]:
    """What did not fit here, and what may not be named."""
    rest = len(found.open) - SHOWN
    more = [mrkdwn("… and {count} more", count=rest)] if rest > 0 else []
    hidden = "something in another project" if found.hidden == 1 else f"{found.hidden} things in other projects"
    return more + ([mrkdwn("• {hidden}", hidden=hidden)] if found.hidden else [])
