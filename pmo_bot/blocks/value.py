"""Goals, figures, budgets, the mandate and people who care, as messages."""

from collections.abc import Sequence

from pmo_bot.blocks import kit
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import press
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import baseline as baseline_words
from pmo_bot.blocks.words import circle as circle_words
from pmo_bot.blocks.words import kpis as kpi_words
from pmo_bot.blocks.words import value as words
from pmo_bot.model import KpiKind, Stakeholder
from pmo_bot.rules.trace import About, Circle, GoalTrace, KpiCard, Orphans

LISTED = 20
CHARTED = 12
BRANCHES = 8


def goals_message(found: Sequence[GoalTrace], *, may_make: bool) -> Message:
    """All goals, each with a way down to its items."""
    new = [press(Verb.GOAL_NEW)] if may_make else []
    if not found:
        return say(words.NO_GOALS, *new)
    lines = [words.goal_line(one) for one in found[:LISTED]]
    blocks = [
        kit.section(line, id=f"goal-{one.goal.id}", accessory=press(Verb.GOAL, one.goal.id))
        for one, line in zip(found, lines, strict=False)
    ]
    return Message(plain(Markup("\n").join(lines)), (*blocks, *([kit.actions(*new, id="do")] if new else [])))


def goal_message(trace: GoalTrace, *, may_change: bool) -> Message:
    """A goal down to its items, and the figures that tell whether it is reached."""
    heading = words.goal_heading(trace)
    blocks: list[Block] = [kit.section(heading, id="goal")]
    blocks += [kit.section(kpi_words.kpi_line(one), id=f"kpi-{one.kpi.id}", accessory=press(Verb.KPI, one.kpi.id))
               for one in trace.kpis[:LISTED]]  # fmt: skip
    blocks += [kit.section(words.branch(one, trace.today), id=f"project-{one.project.id}")
               for one in trace.branches[:BRANCHES]]  # fmt: skip
    blocks.append(kit.context(words.HOW_COUNTED, id="counted"))
    if may_change:
        verb = Verb.GOAL_OVER if trace.goal.active else Verb.GOAL_AGAIN
        blocks.append(kit.actions(press(Verb.GOAL_CHANGE, trace.goal.id), press(verb, trace.goal.id), id="do"))
    return Message(plain(heading), tuple(blocks))


def orphans_message(found: Orphans) -> Message:
    """What serves no goal."""
    return say(words.orphans(found))


def kpi_message(card: KpiCard) -> Message:
    """A figure with its last values, in text and drawn."""
    heading, kpi = kpi_words.kpi_heading(card), card.kpi
    blocks: list[Block] = [kit.section(heading, id="kpi")]
    if card.values:
        blocks.append(kit.section(kpi_words.figures(card), id="values"))
    if len(card.values) > 1:
        last = card.values[-CHARTED:]
        blocks.append(kit.line_chart(kpi.name, {kpi.name: [value for _, value in last]},
                                     categories=[day.isoformat() for day, _ in last], id="chart"))  # fmt: skip
    if card.answered[1]:
        blocks.append(kit.context(kpi_words.answered(card), id="answered"))
    blocks.append(kit.context(kpi_words.kpi_small(card), id="small"))
    if buttons := _deeds(card):
        blocks.append(kit.actions(buttons[0], *buttons[1:], id="do"))
    return Message(plain(heading), tuple(blocks))


def _deeds(card: KpiCard) -> list[Element]:
    kpi = card.kpi
    found = [press(Verb.VALUE_OF, kpi.id)] if card.may_enter else []
    found += [press(Verb.KPI_CHANGE, kpi.id)] if card.may_change else []
    if not card.may_enter:
        return found
    if card.entered:
        found.append(press(Verb.VALUE_BACK, kpi.id, str(card.entered)))
    if kpi.kind is KpiKind.ADOPTION:
        found.append(press(Verb.PULSE_ASK, kpi.id))
    if kpi.kind is KpiKind.BENEFIT and kpi.live_on is not None and kpi.outcome is None:
        found += [press(Verb.CAME_TRUE, kpi.id), press(Verb.NOT_REACHED, kpi.id)]
    return found


def kpis_message(cards: Sequence[KpiCard]) -> Message:
    """Figures with where they stand, each with a way to all of it."""
    if not cards:
        return say(kpi_words.NO_KPIS, press(Verb.KPI_NEW))
    lines = [kpi_words.kpi_line(one) for one in cards[:LISTED]]
    blocks = [
        kit.section(line, id=f"kpi-{one.kpi.id}", accessory=press(Verb.KPI, one.kpi.id))
        for one, line in zip(cards, lines, strict=False)
    ]
    return Message(plain(Markup("\n").join(lines)), (*blocks, kit.actions(press(Verb.KPI_NEW), id="do")))


def about_message(found: About) -> Message:
    """What the PMO is for, what it measures itself by, and how that stands."""
    text = circle_words.about(found)
    blocks: list[Block] = [kit.section(text, id="mandate")]
    if found.targets:
        blocks.append(kit.section(circle_words.TARGETS, id="targets"))
        blocks += [
            kit.section(kpi_words.kpi_line(one), id=f"kpi-{one.kpi.id}", accessory=press(Verb.KPI, one.kpi.id))
            for one in found.targets[:LISTED]
        ]
    if found.first_days is not None:
        blocks.append(kit.section(baseline_words.compared(found.first_days, found.today), id="first-days"))
    sponsor = circle_words.house_sponsor(found)
    blocks += [kit.context(sponsor, id="sponsor")] if sponsor else []
    if found.may_change:
        blocks.append(
            kit.actions(press(Verb.MANDATE, label=None if found.mandate else circle_words.FIRST_MANDATE), id="do")
        )
    return Message(plain(text), tuple(blocks))


def circle_message(found: Circle) -> Message:
    """Who cares about a project, each with a way out of it for whoever leads."""
    new = [press(Verb.CARE, found.project.id)] if found.may_change else []
    if not found.rows or not new:
        return say(circle_words.circle(found), *new)
    blocks = [kit.section(circle_words.circle_heading(found.project), id="circle")]
    blocks += [
        kit.section(circle_words.circle_line(found, row), id=f"care-{row.id}", accessory=_take_out(found, row))
        for row in found.rows[:LISTED]
    ]
    return Message(plain(circle_words.circle(found)), (*blocks, kit.actions(*new, id="do")))


def _take_out(found: Circle, row: Stakeholder) -> Element:
    """Asked before it is done: what goes and what stays."""
    who = found.people.get(row.person_id)
    sure = kit.confirm(
        circle_words.CARE_OVER,
        circle_words.care_over(who, found.project),
        circle_words.CARE_OVER_YES,
        circle_words.CARE_OVER_NO,
    )
    return press(Verb.CARE_OVER, found.project.id, str(row.person_id), confirm=sure)
