"""How a workspace stands beside its first thirty days: each figure with how many it rests on."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.baseline import FEW, Comparison, Measured

HOUR, DAY = 60, 24 * 60
FEW_NOTE = mrkdwn("_Below {few} a figure says little yet._", few=FEW)


def compared(found: Comparison, today: date) -> Markup:
    """Before and now; while the first thirty days run, and on the day they are over, one of both."""
    if found.before is None or found.before == found.now:
        lines = [mrkdwn("• {what}: *{now}*", what=what, now=now) for what, now in _figures(found.now)]
    else:
        pairs = zip(_figures(found.before), _figures(found.now), strict=True)
        lines = [
            mrkdwn("• {what}: {before} → *{now}*", what=what, before=was, now=now) for (what, was), (_, now) in pairs
        ]
    few = [FEW_NOTE] if min(found.now.finished, found.now.answers, found.now.open) < FEW else []
    return Markup("\n").join([_heading(found, today), *lines, *few])


def _heading(found: Comparison, today: date) -> Markup:
    first, last = when.day(found.first, today), when.day(found.last, today)
    if found.before is None:
        return mrkdwn("*How things stand so far*\n_On {day} these figures are kept, to compare with later._", day=last)
    if found.before == found.now:
        return mrkdwn("*The first thirty days, {first} to {last}*\n_What comes later is compared with these figures._",
                      first=first, last=last)  # fmt: skip
    return mrkdwn("*Before and now*\n_The first thirty days ({first} to {last}), then the last thirty_", first=first,
                  last=last)  # fmt: skip


def _figures(one: Measured) -> list[tuple[str, str]]:
    return [
        ("Done by its first date", share(one.kept, one.finished)),
        ("A request is answered", answered(one)),
        ("Has an owner and a date", share(one.whole, one.open)),
        ("Past its date", share(one.overdue, one.open)),
    ]


def share(part: int, whole: int) -> str:
    """`66 % (6 of 9)`."""
    return f"{100 * part // whole} % ({part} of {whole})" if whole else "nothing to tell yet"


def answered(one: Measured) -> str:
    """`half of them within 5 hours (12 answers)`."""
    if one.minutes is None:
        return "nothing to tell yet"
    return f"half within {span(one.minutes)} ({one.answers} {'answer' if one.answers == 1 else 'answers'})"


def span(minutes: int) -> str:
    """`20 minutes`, `5 hours`, `2 days`: in the largest unit of which there are two."""
    count, unit = (
        (minutes, "minute") if minutes < 2 * HOUR else (round(minutes / HOUR), "hour")
        if minutes < 2 * DAY else (round(minutes / DAY), "day")
    )  # fmt: skip
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
