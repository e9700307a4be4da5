"""What `/pmo` alone says: somebody's day in one sentence."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import states
from pmo_bot.blocks.words.brief import due_today_words
from pmo_bot.blocks.words.naming import things
from pmo_bot.model import Item
from pmo_bot.rules.today import Today

DUE = mrkdwn("*Due*")


def heading(today: Today) -> Markup:
    """How much wants the reader today, else when the next thing is due."""
    due, waits = today.due.total, today.waiting.total
    parts = [f"{things(due)} {'is' if due == 1 else 'are'} due" if due else "",
             f"{things(waits)} {'waits' if waits == 1 else 'wait'} for your answer" if waits else ""]  # fmt: skip
    said = " and ".join(part for part in parts if part)
    if said:
        return mrkdwn("*Today:* {said}.", said=said)
    if today.next_due is not None:
        return mrkdwn("Nothing is due today. The next date is {day}.", day=when.day(today.next_due, today.today))
    return mrkdwn("Nothing of yours has a date. `/pmo list mine` shows what is open.")


def said_of(today: Today) -> Markup:
    """The same to somebody who asks in their own words; a sentence of its own for whoever owes nothing."""
    if not today.owed and not today.waiting.total:
        return mrkdwn("You owe nothing, and nothing waits for your answer.")
    waits = mrkdwn(" `/pmo` asks you here.") if today.waiting.total else Markup("")
    return heading(today) + waits


def how_to_answer(today: Today) -> Markup:
    """How what is due can be answered in words; nothing where nothing is."""
    if not today.due.shown:
        return Markup("")
    more = today.due.total - len(today.due.shown)
    rest = mrkdwn("{count} more with `/pmo list mine`. ", count=more) if more else Markup("")
    return rest + mrkdwn("You can answer here: `{key} done`, or `{key} by friday`.", key=today.due.shown[0].key)


def line(item: Item, today: Today) -> Markup:
    """One item that is due."""
    state = states.for_owner(item, today.people, today.today)
    return mrkdwn("{item} — {due}{state}", item=item_line(item), due=due_today_words(item, today.today),
                  state=states.tail(state))  # fmt: skip


def all_label(count: int) -> str:
    """The button that lists the rest."""
    return f"All you owe ({count})"


def more_waiting(count: int) -> Markup:
    """Where the other questions are."""
    return mrkdwn("{count} more wait in the app's Home.", count=count)
