"""What a conversation that brings people together says."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import called, item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.links import HIDDEN
from pmo_bot.model import Item
from pmo_bot.rules.together import Together

QUESTION_SHOWN = 500


def opening(together: Together) -> Markup:
    """Who brought whom together; one who is told alone reads whom to write to."""
    by = name(together.by)
    if together.apart is not None:
        others = Markup(", ").join(called(one) for one in together.people if one.id != together.apart.id)
        return mrkdwn("*{by} would like to settle this with {others}.* Please write to them.", by=by, others=others)
    others = Markup(", ").join(called(one) for one in together.people if one.id != together.by.id)
    if together.moved is not None:
        on = _named(together.moved, together)
        return mrkdwn("{others}: *{by} objects to the new date of {on}*.", others=others, by=by, on=on)
    return mrkdwn("{others}: *{by} has brought you together* to settle this.", others=others, by=by)


def facts(together: Together) -> Markup:
    """The item, who owns it, and what it waits for; of one that somebody may not know of only its key."""
    item = together.item
    if together.moved is not None:
        return mrkdwn("{item}, {due}, waits for {on}, {then}. That date stays until one of you sets another.",
                      item=_named(item, together), due=_due(item), on=_named(together.moved, together),
                      then=_due(together.moved))  # fmt: skip
    due = f" · due {when.day(item.due)}" if item.due else ""
    if item.id in together.hidden:
        return mrkdwn("{hidden} ({key})\nOwner {owner}{due}", hidden=HIDDEN.capitalize(), key=item.key, due=due,
                      owner=name(together.owner, "nobody yet"))  # fmt: skip
    waits = mrkdwn(" · waits for {what}", what=shown(together.waits_for)) if together.waits_for else Markup("")
    return mrkdwn(
        "{item}{project}\nOwner {owner}{due}{waits}", item=item_line(item), project=project_tail(together.project),
        owner=name(together.owner, "nobody yet"), due=due, waits=waits,
    )  # fmt: skip


def _named(item: Item, together: Together) -> Markup:
    """An item, unless somebody in the conversation may not know of it."""
    return mrkdwn("{hidden}", hidden=HIDDEN) if item.id in together.hidden else item_line(item)


def _due(item: Item) -> str:
    return f"due {when.day(item.due)}" if item.due else "without a date"


def new_date(item: Item) -> str:
    """The button for another date of one of the two."""
    return f"New date for {item.key}…"


def question(together: Together) -> Markup:
    """What is to be settled, word for word."""
    return mrkdwn("{by} asks: “{words}”", by=name(together.by), words=shown(together.question, QUESTION_SHOWN))


def foot(together: Together) -> Markup:
    """What the bot does here: nothing more."""
    if together.apart is not None:
        return mrkdwn("_Slack did not let me open one conversation for all of you, so each of you reads this._")
    return mrkdwn("_I only opened this conversation: what you write here I do not read._")
