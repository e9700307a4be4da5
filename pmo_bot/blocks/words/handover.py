"""What a hand-over note says: one paragraph for each thing, from the record, in words anybody can work with."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import states
from pmo_bot.blocks.words.due import due_words
from pmo_bot.blocks.words.waiting import waits_for
from pmo_bot.model import Item
from pmo_bot.rules.handover import HandOver, Task

NOTE_SHOWN = 300
KEYS_SHOWN = 5


def heading(note: HandOver) -> Markup:
    """Whose, and as of when."""
    return mrkdwn("*Hand-over note: {name}*, as of {day}", name=shown(note.person.label),
                  day=when.day(note.today))  # fmt: skip


def empty(note: HandOver) -> Markup:
    """There is nothing to hand over."""
    return mrkdwn("{name} owes nothing, asked for nothing that is open, and nobody waits for their answer.",
                  name=name(note.person))  # fmt: skip


def task(one: Task, note: HandOver) -> Markup:
    """The thing, its date and how the promise stands; what it waits for, what waits for it; the last words."""
    text = mrkdwn(
        "{item}{project} — {due}{state}", item=item_line(one.item), project=project_tail(one.project),
        due=due_words(one.item, note.today), state=states.tail(_state(one, note)),
    )  # fmt: skip
    said = [said for said in (_asked_by(one, note), _blocked(one), _needed(one), _passed_on(one), _last_words(one))
            if said]  # fmt: skip
    return Markup("\n").join([text, *said])


def _state(one: Task, note: HandOver) -> Markup:
    return states.for_requester(one.item, note.people, note.reader.zone, note.today)


def _asked_by(one: Task, note: HandOver) -> Markup:
    if one.requester is None or one.requester.id == note.person.id:
        return Markup("")
    slips = {0: "", 1: "; its date moved once"}.get(one.item.slips, f"; its date moved {one.item.slips} times")
    return mrkdwn("Asked for by {name}{slips}.", name=name(one.requester), slips=slips)


def _blocked(one: Task) -> Markup:
    if one.item.blocked_at is None or not (one.item.blocked_by_text or one.blocked_on):
        return Markup("")  # a name alone stands behind the date already
    return mrkdwn("Waits for {what}.", what=waits_for(one.item, one.blocker, one.blocked_on))


def _needed(one: Task) -> Markup:
    if not one.waiting:
        return Markup("")
    keys = ", ".join(item.key for item in one.waiting[:KEYS_SHOWN])
    return mrkdwn("{keys} {wait} for it.", keys=keys, wait="waits" if len(one.waiting) == 1 else "wait")


def _passed_on(one: Task) -> Markup:
    if one.passed_to is None:
        return Markup("")
    return mrkdwn("Its date has passed, and {name} was asked what to do.", name=name(one.passed_to))


def _last_words(one: Task) -> Markup:
    if one.note is None:
        return Markup("")
    return mrkdwn("{who}, {day}: “{text}”", who=name(one.note.by, "Somebody"), day=when.day(one.note.on),
                  text=shown(one.note.text, NOTE_SHOWN))  # fmt: skip


def more(note: HandOver) -> Markup:
    """What did not fit, and where it is."""
    return mrkdwn("{count} more; `/pmo list` with the name shows all of them.", count=note.more)


ASKED = mrkdwn("*Asked of others*")
ANSWERS = mrkdwn("*Waits for their answer*")


def other(item: Item, note: HandOver) -> Markup:
    """What somebody else has, or waits for."""
    state = states.for_requester(item, note.people, note.reader.zone, note.today)
    return mrkdwn("• {item} — {who}, {due}{state}", item=item_line(item), state=states.tail(state),
                  who=name(note.people.get(item.owner_id or 0)), due=due_words(item, note.today))  # fmt: skip
