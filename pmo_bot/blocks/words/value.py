"""What is said of goals and budgets, and of a project's value in a report: figures first, nobody blamed."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Goal, Item, Project, State
from pmo_bot.rules.trace import Branch, GoalTrace, Orphans
from pmo_bot.rules.value import Progress, ValueLine, is_off_budget, variance

TITLE_SHOWN = 120
MILESTONES_SHOWN, ITEMS_SHOWN = 5, 5
NO_GOALS = mrkdwn(
    "There is no goal yet. A PMO lead starts one with `/pmo goal new`; projects then say which they serve."
)


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
    if goal.measure or goal.target is not None:
        lines.append(_reached_when(goal))
    lines.append(mrkdwn("*{done}* in {count}", done=done_of(trace.progress),
                        count=_projects(len(trace.branches))))  # fmt: skip
    return Markup("\n").join(lines)


def _reached_when(goal: Goal) -> Markup:
    """By what anybody can tell, as far as somebody has said it."""
    target = number(goal.target) if goal.target is not None else ""
    if not goal.measure:
        return mrkdwn("Reached when: {target}; what is measured is not said yet", target=target)
    return mrkdwn("Reached when: {measure}{target}", measure=shown(goal.measure, 300),
                  target=f": {target}" if target else "")  # fmt: skip


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
    what = shown(title(item, TITLE_SHOWN), TITLE_SHOWN)
    return mrkdwn("{sign} {title} ({key}){state}", sign=sign, title=what, key=item.key, state=state)


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
