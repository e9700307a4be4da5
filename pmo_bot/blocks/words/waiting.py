"""What is asked and said about waiting: who is waited for, whether a date may wait, and dates that moved before it."""

from collections.abc import Callable, Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, markup, mrkdwn
from pmo_bot.model import Event, Item, Person
from pmo_bot.rules.question import Question

SAID_SHOWN = 300


def due(item: Item, today: date) -> Markup:
    """`due Fri 4 Dec`, or that there is no date."""
    if item.due is None:
        return mrkdwn("no date yet")
    return mrkdwn("due *{day}*", day=when.due(item.due, item.due_time, today))


# --- questions --------------------------------------------------------------------------


def blocker(question: Question, today: date) -> Markup:
    """To whoever is waited for."""
    item, who = question.item, name(question.owner)
    what = mrkdwn("{item}, {due}{project}", item=item_line(item), due=due(item, today),
                  project=project_tail(question.project))  # fmt: skip
    if question.about is not None:
        about = item_line(question.about)
        text = mrkdwn("*{who} waits for your {about}* with {what}.", who=who, about=about, what=what)
    elif question.other is not None and question.other.id != question.reader.id:
        text = mrkdwn("*{who} waits for {other}* with {what}.", who=who, other=name(question.other), what=what)
    else:
        text = mrkdwn("*{who} waits for you* with {what}.", who=who, what=what)
    if item.blocked_by_text:
        text += mrkdwn("\n“{words}”", words=shown(item.blocked_by_text, SAID_SHOWN))
    if item.blocked_until is not None:
        return text + mrkdwn("\nYou said: ready by {day}. Is it?", day=when.day(item.blocked_until, today))
    return text + mrkdwn("\nWhen can {who} have it?", who=who)


def approval(question: Question, today: date) -> Markup:
    """To whoever leads: a date that would wait for something nobody is named for."""
    item, who = question.item, name(question.owner)
    return mrkdwn(
        "*{who} waits with {item}*, {due}{project}:\n“{words}”\nMay its date wait for that?", who=who,
        item=item_line(item), due=due(item, today), project=project_tail(question.project),
        words=shown(item.blocked_by_text, SAID_SHOWN),
    )  # fmt: skip


def ripple(question: Question, today: date) -> Markup:
    """To the owner of what waits: a date before theirs moved."""
    item, moved = question.item, question.about
    who = name(question.other, "Somebody")
    end = mrkdwn(" and still fits.") if question.fits else mrkdwn(": your date may have to move too.")
    if moved is None or moved.due is None:  # in a project that the reader cannot see
        return mrkdwn("*The date of something in another project moved.* Your {item}, {due}, waits for it{end}",
                      item=item_line(item), due=due(item, today), end=end)  # fmt: skip
    was = mrkdwn(" (it was {day})", day=when.day(question.was, today)) if question.was else Markup("")
    text = mrkdwn("*{who} moved {moved} to {day}*{was}. Your {item}, {due}, waits for it", who=who,
                  moved=item_line(moved), day=when.day(moved.due, today), was=was, item=item_line(item),
                  due=due(item, today))  # fmt: skip
    return text + end


# --- once it is answered ----------------------------------------------------------------


def blocker_end(question: Question, today: date) -> Markup:
    """What became of the question to whoever was waited for."""
    item = question.item
    if item.blocked_at is None:
        return mrkdwn("it can go on, and {who} knows. Thank you.", who=name(question.owner))
    if item.blocked_until is not None:
        return mrkdwn("ready by {day}, and {who} knows. Thank you.", day=when.day(item.blocked_until, today),
                      who=name(question.owner))  # fmt: skip
    return mrkdwn("it no longer waits for you.")


def approval_end(question: Question, today: date) -> Markup:
    """What became of the question whether the date may wait."""
    item = question.item
    if item.blocked_at is None:
        return mrkdwn("it no longer waits.")
    return mrkdwn("its date waits.") if item.blocked_ok else mrkdwn("its date stays, {due}.", due=due(item, today))


def ripple_end(question: Question, today: date) -> Markup:
    """What became of the news that a date before it moved."""
    if question.objected:
        return mrkdwn("you objected: a conversation with {who} opens. {due} until then.",
                      who=name(question.other, "its owner"), due=_capital(due(question.item, today)))  # fmt: skip
    return mrkdwn("noted: {due}.", due=due(question.item, today))


def _capital(text: Markup) -> Markup:
    return Markup(text[:1].upper() + text[1:])


# --- to the owner -----------------------------------------------------------------------


def heard(event: Event, by: Person | None, words: str, item: Item, today: date) -> Markup:
    """What somebody said of the waiting, and what that means for the owner."""
    text = HEARD.get(event.what, _goes_on)(name(by, "Somebody"), item, today)
    return text + (mrkdwn(" “{words}”", words=shown(words, SAID_SHOWN)) if words else Markup(""))


def _goes_on(who: str, item: Item, today: date) -> Markup:
    return mrkdwn("{who} says it can go on; {due}.", who=who, due=due(item, today))


def _freed(who: str, item: Item, today: date) -> Markup:
    return mrkdwn("what it waited for is done ({who}): it can go on; {due}.", who=who, due=due(item, today))


def _not_waited(who: str, item: Item, today: date) -> Markup:
    return mrkdwn("{who} says it does not wait for them; {due}.", who=who, due=due(item, today))


def _ready_by(who: str, item: Item, today: date) -> Markup:
    day = when.day(item.blocked_until, today) if item.blocked_until else "soon"
    return mrkdwn("{who} says: ready by *{day}*. Its date waits.", who=who, day=day)


def _allowed(who: str, item: Item, today: date) -> Markup:
    return mrkdwn("{who} agrees that its date waits.", who=who)


def _refused(who: str, item: Item, today: date) -> Markup:
    return mrkdwn("{who} asks to keep the date; {due}.", who=who, due=due(item, today))


HEARD: Mapping[str, Callable[[str, Item, date], Markup]] = {
    "item.unblocked": _goes_on,
    "item.freed": _freed,
    "item.not_waited": _not_waited,
    "item.ready_by": _ready_by,
    "item.pause_allowed": _allowed,
    "item.pause_refused": _refused,
}


def waits_for(item: Item, blocker: Person | None, on: Item | None) -> Markup:
    """Whom and what an item waits for, as far as the reader may know."""
    named = [mrkdwn("{name}", name=name(blocker))] if blocker else []
    named += [item_line(on)] if on else []
    text = markup(item.blocked_by_text)
    if not named:
        return text or mrkdwn("another item")
    return Markup(" and ").join(named) + (mrkdwn(" (“{text}”)", text=text) if text else Markup(""))
