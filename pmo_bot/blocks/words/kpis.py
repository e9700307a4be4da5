"""What is said of figures: what is measured, how it stands, and who said so."""

from collections.abc import Sequence

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.value import TITLE_SHOWN, number
from pmo_bot.model import Direction, Frequency, Item, Kpi, KpiKind, Outcome
from pmo_bot.rules.trace import KpiCard
from pmo_bot.rules.value import Trend, reached, trend, worsens

VALUES_SHOWN = 6


ARROWS = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.LEVEL: "→"}
OFTEN = {Frequency.MONTH: "every month", Frequency.QUARTER: "every quarter"}


KINDS = {
    KpiKind.FIGURE: "Figure",
    KpiKind.BENEFIT: "Benefit",
    KpiKind.ADOPTION: "Adoption",
    KpiKind.MANDATE: "Target of the PMO",
}


NO_KPIS = mrkdwn("Nothing is measured here yet. `/pmo kpi new` says what is, from where, and who looks.")


def kpi_line(card: KpiCard) -> Markup:
    """One figure in a list: name, last value, where it goes."""
    kpi = card.kpi
    return mrkdwn("*{key} · {name}* — {now}", key=kpi.key, name=shown(kpi.name, TITLE_SHOWN), now=standing(card))


def standing(card: KpiCard) -> Markup:
    """`↑ 44 % (better; 41 % before), target 60 %`."""
    kpi, values = card.kpi, [value for _, value in card.values]
    target = f", target {number(kpi.target, kpi.unit)}" if kpi.target is not None else ""
    if not values:
        return mrkdwn("no value yet{target}", target=target)
    way = trend(values)
    arrow = f"{ARROWS[way]} " if way is not None else ""
    how = "" if way is None else "as before" if way is Trend.LEVEL else "worse" if worsens(kpi, way) else "better"
    before = f" ({how}; {number(values[-2], kpi.unit)} before)" if way not in (None, Trend.LEVEL) else ""
    before = " (as before)" if way is Trend.LEVEL else before
    return mrkdwn("{arrow}{now}{before}{target}", arrow=arrow, now=number(values[-1], kpi.unit), before=before,
                  target=target)  # fmt: skip


def kpi_heading(card: KpiCard) -> Markup:
    """A figure in full."""
    kpi = card.kpi
    lines = [mrkdwn("*{key} · {name}* · {kind}{of}", key=kpi.key, name=shown(kpi.name, TITLE_SHOWN),
                    kind=KINDS[kpi.kind], of=_of(card))]  # fmt: skip
    lines.append(standing(card))
    share = reached(kpi, card.values[-1][1] if card.values else None)
    if share is not None:
        lines.append(mrkdwn("{share} % of the way from {baseline} to {target}", share=share,
                            baseline=number(kpi.baseline, kpi.unit) if kpi.baseline is not None else "the start",
                            target=number(kpi.target or 0, kpi.unit)))  # fmt: skip
    if kpi.definition:
        lines.append(mrkdwn("{definition}", definition=shown(kpi.definition, 300)))
    lines += _launch(card)
    return Markup("\n").join(lines)


def _of(card: KpiCard) -> str:
    about = card.project.name if card.project is not None else card.goal.key if card.goal is not None else ""
    return f" · {about}" if about else ""


def _launch(card: KpiCard) -> list[Markup]:
    kpi = card.kpi
    if kpi.live_on is None:
        return []
    base = number(kpi.baseline, kpi.unit) if kpi.baseline is not None else "unknown"
    lines = [mrkdwn("Live since {day}; before that it was {base}, and that stands.",
                    day=when.day(kpi.live_on, card.today), base=base)]  # fmt: skip
    if kpi.outcome is Outcome.CONFIRMED:
        lines.append(mrkdwn("Confirmed by {who}.", who=name(card.outcome_by)))
    if kpi.outcome is Outcome.NOT_REACHED:
        lines.append(mrkdwn("Not reached, says {who}: “{why}”", who=name(card.outcome_by), why=shown(card.why, 300)))
    return lines


def kpi_small(card: KpiCard) -> Markup:
    """Where it comes from, whose it is, when it is asked for."""
    kpi = card.kpi
    ahead = f" · asked for on {when.day(card.next_on, card.today)}" if card.next_on is not None else ""
    better = "more is better" if kpi.direction is Direction.UP else "less is better"
    return mrkdwn("From {source} · {owner} · {often}, {better}{ahead}", source=shown(kpi.source, 200),
                  owner=name(card.owner), often=OFTEN[kpi.frequency], better=better, ahead=ahead)  # fmt: skip


def answered(card: KpiCard) -> Markup:
    """How many have said what they think; the mean only from three on."""
    said, asked = card.answered
    more = "" if said >= 3 else "; the mean is shown from three answers on"
    return mrkdwn("{said} of {asked} have answered this time{more}.", said=said, asked=asked, more=more)


def figures(card: KpiCard) -> Markup:
    """The last values, in text."""
    last = card.values[-VALUES_SHOWN:]
    said = " · ".join(f"{when.day(day, card.today)}: {number(value, card.kpi.unit)}" for day, value in last)
    return mrkdwn("{said}", said=said)


def asked(count: int) -> Markup:
    """Some people are asked for their view."""
    people = "One person is" if count == 1 else f"{count} people are"
    return mrkdwn("{people} asked in their next brief. Nobody sees a single answer, only the mean of three or more.",
                  people=people)  # fmt: skip


def thanks(item: Item) -> Markup:
    """Somebody said what they think."""
    return mrkdwn("Thank you. Only the mean of all answers about “{title}” is shown.", title=shown(item.title, 100))


def named(kpis: Sequence[Kpi]) -> str:
    """Names with commas."""
    return ", ".join(one.name for one in kpis)
