"""What an escalation says: facts before feelings, the owner's words, a suggestion with its reason."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, project_tail, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import asks as ask_words
from pmo_bot.blocks.words import options
from pmo_bot.rules.packet import Ask, Packet, Successor
from pmo_bot.rules.upkeep import has_left

SENTENCE_SHOWN = 500
"""As long as an owner's sentence may be: it goes along word for word."""


def more_waiting(left_out: Sequence[str] = ()) -> Markup:
    """There is more, by its key where it could not be shown."""
    keys = f": {', '.join(left_out)}" if left_out else ""
    return mrkdwn("_More like this wait in the app's Home{keys}._", keys=keys)


def heading(ask: Ask) -> Markup:
    """What the reader is asked for."""
    live = [packet for packet in ask.packets if packet.is_live]
    if not ask.open_count:
        return mrkdwn("All of this is settled. Thank you.")
    if not live:
        return (
            mrkdwn("One thing waits for your answer.")
            if ask.open_count == 1
            else mrkdwn("{count} things wait for your answer.", count=ask.open_count)
        )
    if ask.open_count > len(live) + ask.more:
        return mrkdwn("{count} things wait for your answer, the first by *{day}*.", count=ask.open_count,
                      day=_wanted(live[0]))  # fmt: skip
    if len(live) == 1:
        return mrkdwn("One thing needs a decision from you by *{day}*.", day=_wanted(live[0]))
    return mrkdwn("{count} things need a decision from you by *{day}*.",
                  count=len(live) + ask.more, day=_wanted(live[0]))  # fmt: skip


def _wanted(packet: Packet, today: date | None = None) -> str:
    """`Wed 2 Dec`, with the hour when somebody else is asked on that day: `Wed 2 Dec, 15:00`."""
    day, at = when.day(packet.wanted_by, today), packet.wanted_at
    return f"{day}, {when.clock(when.local_time(at, packet.reader.zone))}" if at is not None else day


def facts(packet: Packet) -> Markup:
    """Title, owner, dates, reminders, and what waits for it.  Dates are told from the day of the preview."""
    item, today = packet.item, packet.said_on
    parts = [mrkdwn("Owner {name}", name=name(packet.owner))]
    if item.due is not None:
        parts.append(mrkdwn("due {day}{moved}", day=when.day(item.due, today), moved=_moved(packet, today)))
    if packet.reminders:
        last = f", last on {when.day(packet.reminded_on, today)}" if packet.reminded_on else ""
        parts.append(mrkdwn("reminded {times}{last}", times=_times(packet.reminders), last=last))
    for person, on_day in packet.asked_before:
        asked = when.day(on_day, today)
        parts.append(mrkdwn("{name} was asked on {day}", name=name(person), day=asked))
    if packet.blocker:
        since = f" since {when.day(packet.blocked_since, today)}" if packet.blocked_since else ""
        parts.append(mrkdwn("waits for {what}{since}", what=shown(packet.blocker), since=since))
    for waiting in packet.waiting[:2]:
        on = f", {when.day(waiting.due, today)}" if waiting.due else ""
        parts.append(mrkdwn("{title} ({key}{on}) waits for it", title=shown(title(waiting)), key=waiting.key, on=on))
    if len(packet.waiting) > 2:
        parts.append(mrkdwn("{count} more wait for it", count=len(packet.waiting) - 2))
    return mrkdwn(
        "*{title}* ({key}){project}\n{facts}", title=shown(title(item)), key=item.key,
        project=project_tail(packet.project), facts=Markup(" · ").join(parts),
    )  # fmt: skip


def _moved(packet: Packet, today: date) -> str:
    dates = packet.moved_from
    if not dates:
        return ""
    return f", moved {_times(len(dates))} (was {', '.join(when.day(day, today) for day in dates[-3:])})"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def owners_words(packet: Packet) -> Markup:
    """What the owner added, word for word."""
    if packet.sentence:
        return mrkdwn("{name}: “{words}”", name=name(packet.owner), words=shown(packet.sentence, SENTENCE_SHOWN))
    return mrkdwn("{name} has not added anything.", name=name(packet.owner))


def suggestion(packet: Packet) -> Markup:
    """The recommended option, and why."""
    if packet.options:
        return decide_or_ask(packet)
    to = when.day(packet.extend_to, packet.said_on)
    text = {
        ("bring", "waits_for_answer"): mrkdwn(
            "bring {owner} and {what} together — it waits for one answer.",
            owner=name(packet.owner), what=_needed(packet),
        ),
        ("reassign", "moved_often"): mrkdwn("give it to somebody with room — the date has moved more than once."),
        ("extend", "others_wait"): mrkdwn("a new date, {to} — {why}.", to=to, why=_in_time(packet)),
        ("extend", "nothing_waits"): mrkdwn("a new date, {to} — nothing waits for it.", to=to),
    }[packet.suggestion.option, packet.suggestion.reason]  # fmt: skip
    return mrkdwn("*Suggested:* {text}", text=text)


def decide_or_ask(packet: Packet) -> Markup:
    """A decision is late: what it is between, and that its reader may take it."""
    listed = options.listed(packet.options)
    text = mrkdwn(
        "*Suggested:* decide it yourself, or ask whoever can — {who} was asked first.", who=name(packet.owner)
    )
    return mrkdwn("{listed}\n{text}", listed=listed, text=text) if listed else text


def _needed(packet: Packet) -> str:
    return " and ".join(name(person) for person in packet.others) or "whoever can give it"


def texts(packet: Packet) -> tuple[Markup, Markup, Markup]:
    """All that a packet says before its buttons: the owner's preview shows these very words."""
    return facts(packet), owners_words(packet), suggestion(packet)


def onward(packet: Packet, today: date) -> Markup:
    """By when, for whom, who looks after it, and what happens without an answer: a pause is shown with its end."""
    by = mrkdwn("Please answer by {day}. ", day=_wanted(packet, today))
    stands_in = mrkdwn("You stand in for {name}. ", name=name(packet.instead_of)) if packet.instead_of else Markup("")
    return stands_in + (_looked_after(packet) or by) + _without_answer(packet, today)


def _looked_after(packet: Packet) -> Markup:
    if packet.gathered_by is not None:
        return mrkdwn("{name} has brought people together about it. ", name=name(packet.gathered_by))
    if packet.acknowledged_by is not None:
        return mrkdwn("{name} has seen this and looks after it. ", name=name(packet.acknowledged_by))
    return Markup("")


def _without_answer(packet: Packet, today: date) -> Markup:
    if has_left(packet.owner):
        return mrkdwn("{owner} has left: it waits for somebody to take it over.", owner=name(packet.owner))
    if packet.next_reader is None:
        return mrkdwn("Nobody else is asked; the weekly report says that it waits.")
    who = name(packet.next_reader)
    if packet.goes_on is None:
        return mrkdwn("It stays with you; {who} hears of it only if you ask.", who=who)
    if packet.wanted_at is not None and not _looked_after(packet):
        return mrkdwn("Without an answer by then, {who} is asked.", who=who)
    if packet.wanted_at is not None:
        return mrkdwn("Without an answer by {day}, {who} is asked.", who=who, day=_wanted(packet, today))
    day = when.day(when.local_day(packet.goes_on, packet.reader.zone), today)
    return mrkdwn("Without an answer {who} is asked on {day}.", who=who, day=day)


def _in_time(packet: Packet) -> str:
    late = any(waiting.due is not None and waiting.due <= packet.extend_to for waiting in packet.waiting)
    return "what waits for it has to move too" if late else "in time for what waits for it"


def settled(packet: Packet, today: date) -> Markup:
    """How it ended, once it has."""
    item = packet.item
    if item.state == "done":
        return mrkdwn("{name} finished it. Thank you.", name=name(packet.owner))
    by = mrkdwn(" by {name}", name=name(packet.answered_by)) if packet.answered_by else Markup("")
    match packet.escalation.answer:
        case "extend":
            day = when.day(item.due, today) if item.due else ""
            return mrkdwn(
                "Settled{by}: new date {day}; {owner} sees it in the brief.", by=by, day=day, owner=name(packet.owner)
            )
        case "reassign":
            return mrkdwn("Settled{by}: {owner} takes over.", by=by, owner=name(packet.owner))
        case "drop":
            return mrkdwn("Settled{by}: no longer needed.", by=by)
        case "scope":
            day = when.day(item.due, today) if item.due else ""
            return mrkdwn("Settled{by}: smaller now, new date {day}; {owner} sees it in the brief.", by=by, day=day,
                          owner=name(packet.owner))  # fmt: skip
        case "accept":
            review = packet.escalation.review_on
            return mrkdwn("Settled{by}: it stays late for now; it comes up again on {day}.", by=by,
                          day=when.day(review, today) if review else "")  # fmt: skip
    return _not_asked(packet, today)


def _not_asked(packet: Packet, today: date) -> Markup:
    """Why nobody waits for the reader's answer, although nobody has given one."""
    item = packet.item
    if item.state == "dropped":
        return mrkdwn("It is no longer needed.")
    if packet.successor is not None and packet.escalation.answered_at is None:
        return _handed_on(packet, packet.successor)
    if item.due is not None and item.due.isoformat() == packet.escalation.facts.get("due"):
        return mrkdwn("No answer needed any more: it was opened again, due {day}.", day=when.day(item.due, today))
    if item.due is not None:
        return mrkdwn("No answer needed any more: the date is now {day}.", day=when.day(item.due, today))
    return mrkdwn("No answer needed any more.")


def _handed_on(packet: Packet, successor: Successor) -> Markup:
    """Who has the reader's part now, and whether the question went along with it."""
    return mrkdwn(
        "{name} {does}{project} now{asked}. Thank you.",
        name=name(successor.person), does="sponsors" if successor.sponsors else "leads",
        project=f" {packet.project.name}" if packet.project is not None else "",
        asked=", and is asked instead of you" if successor.is_asked else "; nothing waits for you here",
    )  # fmt: skip


def bring_label(packet: Packet) -> str:
    """The button that opens a conversation: at once where it is plain whom it needs."""
    return "Bring them together" if packet.others else "Bring people together…"


def release_label(packet: Packet) -> str:
    """Supportive mode: the button that lets the next one hear of it."""
    return f"Ask {name(packet.next_reader)}" if packet.next_reader is not None else "Ask the sponsor"


def extend_label(packet: Packet) -> str:
    """The button that applies the suggested date."""
    return f"New date {when.day(packet.extend_to, packet.said_on)}"


def summary(ask: Ask) -> str:
    """The notification."""
    titles = [f"{title(packet.item)} ({packet.item.key})" for packet in ask.packets]
    if not ask.open_count:
        titles += [f"{title(question.item)} ({question.item.key})" for question in ask.questions]
        return "Settled: " + "; ".join(titles)
    asked = [ask_words.summary(question) for question in ask.questions]
    return "; ".join([*(["Needs a decision from you: " + "; ".join(titles)] if titles else []), *asked])
