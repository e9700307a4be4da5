"""What is said of goals, figures, benefits, budgets and the mandate: figures first, in words, nobody blamed."""

from collections.abc import Callable, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Direction, Frequency, Goal, Item, Kpi, KpiKind, Outcome, Person, Project, Stakeholder, State
from pmo_bot.rules.trace import About, Branch, Circle, GoalTrace, KpiCard, Orphans
from pmo_bot.rules.value import Progress, Trend, ValueLine, is_off_budget, reached, trend, variance, worsens

TITLE_SHOWN = 120
VALUES_SHOWN = 6
MILESTONES_SHOWN, ITEMS_SHOWN = 5, 5
ARROWS = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.LEVEL: "→"}
OFTEN = {Frequency.MONTH: "every month", Frequency.QUARTER: "every quarter"}
KINDS = {
    KpiKind.FIGURE: "Figure",
    KpiKind.BENEFIT: "Benefit",
    KpiKind.ADOPTION: "Adoption",
    KpiKind.MANDATE: "Target of the PMO",
}
NO_GOALS = mrkdwn(
    "There is no goal yet. A PMO lead starts one with `/pmo goal new`; projects then say which they serve."
)
NO_KPIS = mrkdwn("Nothing is measured here yet. `/pmo kpi new` says what is, from where, and who looks.")
ABOUT_EMPTY = mrkdwn("Nobody has written down yet what the PMO is for. A PMO lead can do so here.")


def number(value: float, unit: str = "") -> str:
    """`1,250`, `4.5 days`, `92 %`."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def amount(value: int | None, currency: str) -> str:
    """`120,000 EUR`."""
    return f"{value:,} {currency}".strip() if value is not None else "not said"


# --- goals ------------------------------------------------------------------------------


def done_of(progress: Progress) -> str:
    """`3 of 8 done (37 %)`."""
    if progress.percent is None:
        return "no work yet"
    return f"{progress.done} of {progress.wanted} done ({progress.percent} %)"


def goal_line(trace: GoalTrace) -> Markup:
    """One goal in a list."""
    goal = trace.goal
    count = len(trace.branches)
    projects = "1 project" if count == 1 else f"{count} projects" if count else "no project yet"
    return mrkdwn("*{key} · {title}* — {owner}\n{projects}, {done}", key=goal.key, title=shown(goal.title, TITLE_SHOWN),
                  owner=name(trace.owner), projects=projects, done=done_of(trace.progress))  # fmt: skip


def goal_heading(trace: GoalTrace) -> Markup:
    """What is to be reached, by when, whose it is."""
    goal = trace.goal
    over = "" if goal.active else " (no longer pursued)"
    lines = [mrkdwn("*{key} · {title}*{over}", key=goal.key, title=shown(goal.title, TITLE_SHOWN), over=over)]
    by = f", by {when.day(goal.target_on, trace.today)}" if goal.target_on else ""
    lines.append(mrkdwn("{owner}{by}", owner=name(trace.owner), by=by))
    if goal.measure:
        target = f": {number(goal.target)}" if goal.target is not None else ""
        lines.append(mrkdwn("Reached when: {measure}{target}", measure=shown(goal.measure, 300), target=target))
    lines.append(mrkdwn("*{done}* in {count}", done=done_of(trace.progress),
                        count=_projects(len(trace.branches))))  # fmt: skip
    return Markup("\n").join(lines)


def _projects(count: int) -> str:
    return "1 project you can see" if count == 1 else f"{count} projects you can see"


HOW_COUNTED = mrkdwn(
    "Counted: what is done, of all that is wanted in the projects you can see. What was let go, answers and checks "
    "do not count."
)


def branch(one: Branch, today: date) -> Markup:
    """A project that serves it, with its milestones and what is open."""
    project = one.project
    lines = [mrkdwn("*{name}* ({key}) — {done}", name=shown(project.name, 60), key=project.key,
                    done=done_of(one.progress))]  # fmt: skip
    lines += [_item(item, today, "◆") for item in one.milestones[:MILESTONES_SHOWN]]
    lines += [_item(item, today, "•") for item in one.items[:ITEMS_SHOWN]]
    more = len(one.items) - ITEMS_SHOWN
    if more > 0:
        lines.append(mrkdwn("_… and {more} more: `/pmo list {key}`_", more=more, key=project.key))
    return Markup("\n").join(lines)


def _item(item: Item, today: date, sign: str) -> Markup:
    by = f", {when.day(item.due, today)}" if item.due else ""
    state = {State.DONE: " — done", State.DROPPED: " — let go"}.get(item.state, by)
    return mrkdwn("{sign} {title} ({key}){state}", sign=sign, title=shown(item.title, TITLE_SHOWN), key=item.key,
                  state=state)  # fmt: skip


def serves(goal: Goal) -> Markup:
    """On a card: what it is for."""
    return mrkdwn("Serves {key} · {title}", key=goal.key, title=shown(goal.title, TITLE_SHOWN))


def goal_kept(goal: Goal) -> Markup:
    """A goal is there."""
    return mrkdwn("*{key} · {title}* is a goal now. `/pmo project APOLLO goal {key}` says that a project serves it.",
                  key=goal.key, title=shown(goal.title, TITLE_SHOWN))  # fmt: skip


def served(project: Project, goal: Goal | None) -> Markup:
    """What a project serves from now on."""
    if goal is None:
        return mrkdwn("*{name}* serves no goal now.", name=project.name)
    return mrkdwn("*{name}* serves *{key} · {title}* now.", name=project.name, key=goal.key,
                  title=shown(goal.title, TITLE_SHOWN))  # fmt: skip


def orphans(found: Orphans) -> Markup:
    """Which projects serve no goal, and how much work that is."""
    if not found.projects:
        return mrkdwn("Every project you can see serves a goal. `/pmo goal` shows which.")
    lines = [mrkdwn("*Serve no goal yet*")]
    lines += [mrkdwn("• *{name}* ({key}) — `/pmo project {key} goal`", name=shown(one.name, 60), key=one.key)
              for one in found.projects]  # fmt: skip
    if found.open:
        share = found.without * 100 // found.open
        lines.append(mrkdwn("{without} of {open} open items ({share} %) serve no goal.", without=found.without,
                            open=found.open, share=share))  # fmt: skip
    return Markup("\n").join(lines)


# --- figures ----------------------------------------------------------------------------


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


# --- budgets ----------------------------------------------------------------------------


def budget(project: Project) -> Markup:
    """A project's budget in a line."""
    if project.planned is None and project.forecast is None and project.actual is None:
        return mrkdwn("No budget is written down for *{name}*. `/pmo budget {key} planned 120000 EUR` does it.",
                      name=project.name, key=project.key)  # fmt: skip
    return mrkdwn("*{name}*: {figures}", name=project.name, figures=budget_figures(project))


def budget_figures(project: Project) -> Markup:
    """Planned, spent and expected, and how far off."""
    off = variance(project)
    far = f" ({abs(off)} % {'over' if off > 0 else 'under'} plan)" if off else " (as planned)" if off == 0 else ""
    money = project.currency
    parts = [
        f"planned {amount(project.planned, money)}" if project.planned is not None else "",
        f"spent {amount(project.actual, money)}" if project.actual is not None else "",
        f"expected {amount(project.forecast, money)}{far}" if project.forecast is not None else "",
    ]
    return mrkdwn("{said}", said=" · ".join(part for part in parts if part))


def budget_in_status(project: Project, told_from: int) -> Markup | None:
    """In a project's status; nothing where no budget is kept."""
    if project.planned is None and project.forecast is None:
        return None
    sign = "⚠️ " if is_off_budget(project, told_from) else ""
    return mrkdwn("{sign}Budget: {figures}", sign=sign, figures=budget_figures(project))


# --- in reports -------------------------------------------------------------------------


def _kpi_name(line: ValueLine) -> Markup:
    return shown(line.kpi.name, TITLE_SHOWN) if line.kpi is not None else Markup("")


def _unconfirmed(line: ValueLine, today: date) -> Markup:
    since = f" on {when.day(line.kpi.live_on, today)}" if line.kpi is not None and line.kpi.live_on else ""
    return mrkdwn("Launched{since}, value not confirmed yet: {name}{now}", since=since, name=_kpi_name(line),
                  now=_now(line))  # fmt: skip


def _now(line: ValueLine) -> str:
    if line.kpi is None or line.value is None:
        return ", no value yet"
    target = f" of {number(line.kpi.target, line.kpi.unit)}" if line.kpi.target is not None else ""
    return f", now {number(line.value, line.kpi.unit)}{target}"


def _off_budget(line: ValueLine, today: date) -> Markup:
    why = mrkdwn(" — “{why}”", why=shown(line.why.rstrip("."), 200)) if line.why else Markup("")
    return mrkdwn("Budget: {figures}{why}", figures=budget_figures(line.project), why=why)


SAYS: dict[str, Callable[[ValueLine, date], Markup]] = {
    "no_goal": lambda line, today: mrkdwn(
        "It serves no goal yet: `/pmo project {key} goal`", key=line.project.key
    ),
    "no_benefit": lambda line, today: mrkdwn(
        "What it is to bring is not measured yet: `/pmo kpi new #{tag}`", tag=line.project.key.lower()
    ),
    "unconfirmed": _unconfirmed,
    "not_reached": lambda line, today: mrkdwn("Not reached: {name}{now}", name=_kpi_name(line), now=_now(line)),
    "falling": lambda line, today: mrkdwn(
        "{name} fell twice in a row{now}; its owner looks into it", name=_kpi_name(line), now=_now(line)
    ),
    "off_budget": _off_budget,
}  # fmt: skip
"""What a report says, by the word of the line."""


def report_line(line: ValueLine, today: date) -> Markup:
    """One line of a report."""
    return SAYS[line.word](line, today)


# --- the PMO and people -----------------------------------------------------------------


def about(found: About) -> Markup:
    """What the PMO is for."""
    if found.mandate is None:
        return ABOUT_EMPTY
    mandate = found.mandate
    review = f" Looked at again on {when.day(mandate.review_on, found.today)}." if mandate.review_on else ""
    seen = f" Said to hold on {when.day(mandate.reviewed_on, found.today)}." if mandate.reviewed_on else ""
    return mrkdwn("*What the PMO is for*\n{text}\n_{who}, {day}.{review}{seen}_", text=shown(mandate.mandate, 2000),
                  who=name(found.by), day=when.day(mandate.created_at.date(), found.today), review=review,
                  seen=seen)  # fmt: skip


TARGETS = mrkdwn("*Measured by*")
FIRST_MANDATE = "Write it down…"


def house_sponsor(found: About) -> Markup:
    """Whom the PMO answers to; to PMO leads, how that is said."""
    if found.sponsor is not None:
        return mrkdwn("The PMO answers to {who}, who gets its statement of each month: `/pmo about statement`.",
                      who=name(found.sponsor))  # fmt: skip
    if not found.may_change:
        return Markup("")
    return mrkdwn("`/pmo about sponsor @ines` says whom the PMO answers to: they get its statement of each month.")


EVERY = {"week": "every week", "month": "every month", "quarter": "every quarter"}
TOLD = {"team": "as the team is", "sponsor": "what a sponsor needs", "executive": "in a few lines"}
MUCH = {1: "a little", 2: "some", 3: "much"}


def circle(found: Circle) -> Markup:
    """Who cares about a project, and what they are told."""
    project = found.project
    if not found.rows:
        return mrkdwn("Nobody is noted yet as caring about *{name}*. Lead and sponsor are told of it anyway.",
                      name=project.name)  # fmt: skip
    return Markup("\n").join([circle_heading(project), *(circle_line(found, row) for row in found.rows)])


def circle_heading(project: Project) -> Markup:
    """Above them."""
    return mrkdwn("*People who care about {name}*", name=project.name)


def circle_line(found: Circle, row: Stakeholder) -> Markup:
    """One of them."""
    cares = f" — {row.cares}" if row.cares else ""
    return mrkdwn(
        "• *{who}*{cares}: told {every}, {told}{alone}; {influence} influence, {interest} interest",
        who=name(found.people.get(row.person_id)), cares=shown(cares, 120), every=EVERY[row.cadence],
        told=TOLD[row.audience], alone=", in a direct message" if row.direct_from else "",
        influence=MUCH[row.influence], interest=MUCH[row.interest],
    )  # fmt: skip


CARE_OVER, CARE_OVER_YES, CARE_OVER_NO = "Take out?", "Take out", "Leave it"


def care_over(person: Person | None, project: Project) -> Markup:
    """What goes and what stays when somebody no longer cares about a project."""
    return mrkdwn(
        "{who} is no longer noted here: what they have to do with *{name}* goes, and so do its reports in their words. "
        "What they owe, what they were sent and the history stay. Whoever leads can note them again.",
        who=name(person), name=project.name,
    )  # fmt: skip


def named(kpis: Sequence[Kpi]) -> str:
    """Names with commas."""
    return ", ".join(one.name for one in kpis)
