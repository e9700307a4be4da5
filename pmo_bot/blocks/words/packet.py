"""What an escalation says: facts before feelings, the owner's words, a suggestion with its reason."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import asks as ask_words
from pmo_bot.rules.packet import Ask, Packet

SENTENCE_SHOWN = 500
"""As long as an owner's sentence may be: it goes along word for word."""
MORE_WAITING = mrkdwn("_More like this wait in the app's Home._")


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
                      day=when.day(live[0].answer_by))  # fmt: skip
    if len(live) == 1:
        return mrkdwn("One thing needs a decision from you by *{day}*.", day=when.day(live[0].answer_by))
    return mrkdwn("{count} things need a decision from you by *{day}*.",
                  count=len(live) + ask.more, day=when.day(live[0].answer_by))  # fmt: skip


def facts(packet: Packet, today: date) -> Markup:
    """Title, owner, dates and what waits for it."""
    item = packet.item
    parts = [mrkdwn("Owner {name}", name=name(packet.owner))]
    if item.due is not None:
        parts.append(mrkdwn("due {day}{moved}", day=when.day(item.due, today), moved=_moved(packet, today)))
    if packet.reminders:
        parts.append(mrkdwn("reminded {times}", times=_times(packet.reminders)))
    for waiting in packet.waiting[:2]:
        on = f", {when.day(waiting.due, today)}" if waiting.due else ""
        parts.append(mrkdwn("{title} ({key}{on}) waits for it", title=shown(waiting.title), key=waiting.key, on=on))
    if len(packet.waiting) > 2:
        parts.append(mrkdwn("{count} more wait for it", count=len(packet.waiting) - 2))
    return mrkdwn(
        "*{title}* ({key}){project}\n{facts}", title=shown(item.title), key=item.key,
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
    """What the owner added, or what is known of what it waits for."""
    if packet.sentence:
        return mrkdwn("{name}: “{words}”", name=name(packet.owner), words=shown(packet.sentence, SENTENCE_SHOWN))
    if packet.blocker:
        return mrkdwn("{name} waits for {what}.", name=name(packet.owner), what=shown(packet.blocker))
    return mrkdwn("{name} has not added anything.", name=name(packet.owner))


def suggestion(packet: Packet, today: date) -> Markup:
    """The recommended option, and why."""
    to = when.day(packet.extend_to, today)
    text = {
        ("bring", "waits_for_answer"): mrkdwn(
            "bring {owner} and {what} together — it waits for one answer.",
            owner=name(packet.owner), what=shown(packet.blocker) or "whoever it waits for",
        ),
        ("reassign", "moved_often"): mrkdwn("give it to somebody with room — the date has moved more than once."),
        ("extend", "others_wait"): mrkdwn("a new date, {to} — {why}.", to=to, why=_in_time(packet)),
        ("extend", "nothing_waits"): mrkdwn("a new date, {to} — nothing waits for it.", to=to),
    }[packet.suggestion.option, packet.suggestion.reason]  # fmt: skip
    return mrkdwn("*Suggested:* {text}", text=text)


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
    if item.state == "dropped":
        return mrkdwn("It is no longer needed.")
    if item.due is not None:
        return mrkdwn("No answer needed any more: the date is now {day}.", day=when.day(item.due, today))
    return mrkdwn("No answer needed any more.")


DROP_TITLE, DROP_YES, DROP_NO = "No longer needed?", "No longer needed", "Keep it"


def drop_ends(packet: Packet) -> Markup:
    """What is asked first: it ends somebody else's work."""
    return mrkdwn(
        "{title} ({key}) ends, and {name} sees that you said so. `/pmo reopen {key}` brings it back.",
        title=shown(packet.item.title, 100), key=packet.item.key, name=name(packet.owner),
    )  # fmt: skip


def acknowledged(packet: Packet) -> Markup:
    """Somebody looks after it."""
    return mrkdwn("{name} has seen this and looks after it.", name=name(packet.acknowledged_by))


def extend_label(packet: Packet, today: date) -> str:
    """The button that applies the suggested date."""
    return f"New date {when.day(packet.extend_to, today)}"


def summary(ask: Ask) -> str:
    """The notification."""
    titles = [f"{packet.item.title} ({packet.item.key})" for packet in ask.packets]
    if not ask.open_count:
        titles += [f"{question.item.title} ({question.item.key})" for question in ask.questions]
        return "Settled: " + "; ".join(titles)
    asked = [ask_words.summary(question) for question in ask.questions]
    return "; ".join([*(["Needs a decision from you: " + "; ".join(titles)] if titles else []), *asked])
