"""What moves with a date, as its owner reads it before it moves."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import things
from pmo_bot.model import Item, Kind
from pmo_bot.rules.ripple import Ripple, Touched

SHOWN = 8


def opening(item: Item, due: date, today: date) -> Markup:
    """The date in question."""
    return mrkdwn("*{item} on {day}* means that these no longer fit:", item=item_line(item), day=when.day(due, today))


def lines(found: Ripple, due: date, today: date) -> list[Markup]:
    """One line for each of what it touches, then what did not fit here or is hidden."""
    shown = [_line(one, today) for one in found.touched[:SHOWN]]
    rest = len(found.touched) - len(shown)
    if rest:
        shown.append(mrkdwn("… and {count} more.", count=rest))
    if found.hidden:
        shown.append(mrkdwn("… and {what} in projects that you cannot see.", what=things(found.hidden)))
    shown += [_risk(one, today) for one in found.risks]
    return [*shown, mrkdwn("Whoever owns them hears of it when you move it.")]


def _line(one: Touched, today: date) -> Markup:
    item = one.item
    days = "one working day" if one.late_by == 1 else f"{one.late_by} working days"
    by = mrkdwn(" ({days} too early)", days=days) if one.late_by > 0 else Markup("")
    kind = "milestone " if item.kind is Kind.MILESTONE else ""
    day = when.day(item.due, today) if item.due else "no date yet"
    return mrkdwn("• {kind}{item}, due {day}{by}", kind=kind, item=item_line(item), day=day, by=by)


def _risk(risk: Item, today: date) -> Markup:
    """What it is a measure against may have happened by then."""
    day = when.day(risk.due, today) if risk.due else "soon"
    return mrkdwn("• it is a measure against {item}, which may happen by {day}: it would come too late for that",
                  item=item_line(risk), day=day)  # fmt: skip
