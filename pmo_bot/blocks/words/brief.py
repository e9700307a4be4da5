"""What a brief says."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import asks as ask_words
from pmo_bot.blocks.words import checks, waiting
from pmo_bot.blocks.words import news as news_words
from pmo_bot.blocks.words import pairs as pair_words
from pmo_bot.blocks.words.due import due_words
from pmo_bot.model import Confirmation, Item, Kind, LineKind, State
from pmo_bot.rules.brief import Brief, Entry, Warned, owed_by

COUNTS = ("nothing", "one thing", "two things", "three things", "four things", "five things")

DUE = mrkdwn("*Due*")
CHOOSE_WHEN = "Choose when…"
FIRST_CONTACT = mrkdwn(
    "I keep track of what people promised each other, so that nobody has to chase. You get at most one note on a "
    "working morning, only when something is due, and a question when somebody waits for your answer."
)


def greeting(brief: Brief) -> Markup:
    """How the brief opens: how much there is, and until when it is quiet afterwards."""
    waiting = brief.open_count
    hello = mrkdwn("*Good morning, {name}.*", name=when.first_name(brief.person))
    if not waiting and (brief.news or brief.pairs) and not (brief.entries or brief.questions or brief.packets):
        nothing = mrkdwn(" Nothing {new}waits for you{besides}.", new="new " if brief.besides else "",
                         besides=_besides(brief.besides))  # fmt: skip
        return hello + (pair_words.only_these(brief.pairs) or nothing)
    if not waiting:
        return hello + mrkdwn(" All of this is taken care of. Thank you.")
    count = COUNTS[waiting] if waiting < len(COUNTS) else f"{waiting} things"
    return hello + mrkdwn(" {count} to look at{after}.", count=count.capitalize(), after=_afterwards(brief))


def _afterwards(brief: Brief) -> Markup:
    """Until when it is quiet, where nothing else waits; else how much does."""
    if brief.besides:
        return _besides(brief.besides)
    if brief.next_due is None:
        return Markup("")
    return mrkdwn(", then you are clear until {day}", day=when.day(brief.next_due, brief.day))


def _besides(count: int) -> Markup:
    """What they were told of before, and is late or unanswered."""
    if not count:
        return Markup("")
    many = COUNTS[count] if count < len(COUNTS) else str(count)
    number = "one" if count == 1 else many.removesuffix(" things")
    return mrkdwn("; {number} you know of {wait} too (`/pmo`)", number=number, wait="waits" if count == 1 else "wait")


def due_line(entry: Entry, brief: Brief) -> Markup:
    """One line: the item, how it lies to today, and what became of it since."""
    return mrkdwn("{item} — {state}{project}{cover}", item=item_line(entry.item), state=_state(entry, brief),
                  project=project_tail(entry.project), cover=_cover(entry))  # fmt: skip


def _cover(entry: Entry) -> Markup:
    """Whose it is, where the reader stands in."""
    if entry.line.kind is not LineKind.COVER:
        return Markup("")
    return mrkdwn(" · you stand in for {name}", name=name(entry.owner_now, "its owner"))


def _state(entry: Entry, brief: Brief) -> Markup:
    item = entry.item
    if item.confirmation is Confirmation.AWAITED:
        return mrkdwn("done, waiting for confirmation. Thank you.")
    if item.state is State.DONE:
        return mrkdwn("decided. Thank you.") if item.kind is Kind.DECISION else mrkdwn("done. Thank you.")
    if item.state is State.DROPPED:
        return mrkdwn("no longer needed.")
    if item.owner_id != owed_by(entry, brief.person):
        return mrkdwn("now with {name}.", name=name(entry.owner_now))
    if entry.heard is not None and item.is_open:
        return waiting.heard(entry.heard.event, entry.heard.by, entry.heard.words, item, brief.day)
    if entry.still_waits:
        return mrkdwn("waiting for {what}.", what=_waits_for(entry))
    return _answered(entry, brief.day) or due_today_words(item, brief.day)


def _answered(entry: Entry, today: date) -> Markup:
    """What its reader said to it, or did."""
    item = entry.item
    if item.commitment != entry.line.commitment and item.due is not None:
        if item.due.isoformat() == entry.line.why.get("due"):
            return mrkdwn("open again, due {day}.", day=when.due(item.due, item.due_time, today))
        return mrkdwn("new date {day}.", day=when.due(item.due, item.due_time, today))
    if item.snoozed_until is not None and item.snoozed_until > today:
        return mrkdwn("back on {day}.", day=when.day(item.snoozed_until, today))
    if entry.line.answer == "track" and item.due is not None and item.due < today:
        return mrkdwn("on its way; it was due {day}.", day=when.due(item.due, item.due_time, today))
    if entry.line.answer == "track":
        return mrkdwn("on track for {day}.", day=when.due(item.due, item.due_time, today) if item.due else "")
    return Markup("")


def _waits_for(entry: Entry) -> Markup:
    item = entry.item
    if entry.blocker is not None:
        until = mrkdwn(", ready by {day}", day=when.day(item.blocked_until)) if item.blocked_until else Markup("")
        return mrkdwn("{name}{until}", name=name(entry.blocker), until=until)
    if item.blocked_by_text:
        return shown(item.blocked_by_text)
    return item_line(entry.waited_item) if entry.waited_item is not None else mrkdwn("another item")


def due_today_words(item: Item, today: date) -> Markup:
    """How a date lies to the day of a brief: on the day itself it is a question."""
    if item.about is not None:
        day = when.day(item.due, today) if item.due else "no day yet"
        return mrkdwn("{by_when}", by_when=checks.BY_WHEN[item.about].format(day=day))
    if item.kind is Kind.DECISION and item.due is not None and item.due >= today:
        return mrkdwn("your decision is due {day}", day="*today*" if item.due == today else when.day(item.due, today))
    if item.kind is Kind.DECISION and item.due is not None:
        return mrkdwn("your decision was due {day}", day=when.day(item.due, today))
    distance = (item.due - today).days if item.due else None
    if distance == 0:
        return mrkdwn("due *today*: done, or a new date?")
    if distance == 1 and item.due is not None:
        return mrkdwn("due *tomorrow*, {day}", day=when.due(item.due, item.due_time, today))
    return due_words(item, today)


def warning(warned: Warned, brief: Brief) -> Markup:
    """To whom it goes and when, unless something changes; what they read follows word for word."""
    return mrkdwn(
        "_If nothing changes, {who} reads this {moment}:_",
        who=name(warned.packet.reader), moment=when.moment(warned.at, brief.person.zone, brief.day),
    )  # fmt: skip


def more(count: int, left_out: Sequence[str] = ()) -> Markup:
    """What did not fit, and by its key what could not be shown."""
    keys = f" ({', '.join(left_out)})" if left_out else ""
    return mrkdwn("{count} more in the app's Home{keys}.", count=count + len(left_out), keys=keys)


def summary(brief: Brief) -> str:
    """The notification: the same in one sentence."""
    titles = [f"{title(packet.item)} ({packet.item.key})" for packet in brief.packets]
    titles += [ask_words.summary(question) for question in brief.questions]
    titles += [f"{title(entry.item)} ({entry.item.key})" for entry in brief.entries]
    if not titles:
        news = "; ".join([*map(pair_words.summary, brief.pairs), *map(news_words.summary, brief.news)])
        return f"Good morning, {when.first_name(brief.person)}. For your information: {news}"
    return f"Good morning, {when.first_name(brief.person)}. To look at: " + "; ".join(titles)
