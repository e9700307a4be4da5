"""Many risks at a glance, in words."""

from collections.abc import Mapping

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn, shorten
from pmo_bot.blocks.words.naming import both
from pmo_bot.blocks.words.risk_scores import IMPACT, PROBABILITY, RESPONSES, points
from pmo_bot.model import Project, State
from pmo_bot.rules.heat import Cause, Heat, Ranked, Trend
from pmo_bot.rules.risks import Band, band, residual_of

CORNER = "↓ →"
"""A phone shows six columns only if each is narrow: the legend has the words."""
LEGEND = mrkdwn(
    "↓ how likely, → how hard it would hit, from 1 to 5. How many: *V* very high, *H* high, *M* medium, *L* low. "
    "Below, what may hurt most comes first: likely × hard, then the harder hit, then the nearer date."
)
LETTERS: Mapping[Band, str] = {Band.VERY_HIGH: "V", Band.HIGH: "H", Band.MEDIUM: "M", Band.LOW: "L"}
SAME_CAUSE = mrkdwn("*From the same cause*")
PROJECTS_SHOWN = 5
ARROWS: Mapping[Trend, str] = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.SAME: "→", Trend.NEW: "new"}


def empty(project: Project | None) -> Markup:
    """No risk is open, and how to note one."""
    where = mrkdwn(" in {name}", name=project.name) if project is not None else Markup("")
    return mrkdwn("No risk is open{where}. `/pmo risk The vendor may deliver late 4x3` notes one.", where=where)


def heading(heat: Heat) -> Markup:
    """`*Risks in Apollo* — 1 very high · 2 high · 1 not assessed yet`."""
    where = mrkdwn(" in {name}", name=shown(heat.project.name, NAME_SHOWN)) if heat.project else Markup("")
    parts = [f"{number} {name.value}" for name, number in heat.bands.items()]
    parts += [f"{heat.unassessed} not assessed yet"] if heat.unassessed else []
    return mrkdwn("*Risks{where}* — {parts}", where=where, parts=" · ".join(parts))


def cell(number: int, probability: int, impact: int) -> str:
    """`2 H`: never a colour alone; nothing where there is none."""
    return f"{number} {LETTERS[band(probability * impact)]}" if number else ""


def cells(heat: Heat) -> list[Markup]:
    """The same without a table, worst first."""
    filled = sorted(heat.cells.items(), key=lambda pair: (-pair[0][0] * pair[0][1], -pair[0][1]))
    return [
        mrkdwn("{likely} × {hard}: {number} {band}", likely=f"{probability} {PROBABILITY[probability - 1]}",
               hard=f"{impact} {IMPACT[impact - 1]}", number=number, band=band(probability * impact).value)
        for (probability, impact), number in filled
    ]  # fmt: skip


def line(one: Ranked, place: int, heat: Heat) -> Markup:
    """One risk: score and trend, what and whose, what is done about it."""
    item = one.item
    due = mrkdwn(", {day}", day=when.due(item.due, item.due_time, heat.today)) if item.due else Markup("")
    project = project_tail(one.project) if heat.project is None else Markup("")
    return mrkdwn("{place}. {score} {item} — {who}{due}{project}\n{done}", place=place, score=_score(one),
                  item=item_line(item), who=name(one.owner), due=due, project=project, done=_done(one))  # fmt: skip


def _score(one: Ranked) -> Markup:
    if one.score is None:
        return mrkdwn("*not assessed* ·")
    was = f" was {one.was}" if one.was is not None and one.trend is not Trend.SAME else ""
    return mrkdwn("*{points}* {arrow}{was} ·", points=points(one.score), arrow=ARROWS[one.trend], was=was)


def _done(one: Ranked) -> Markup:
    """The response, how far its measures are, what is left then."""
    risk, measures = one.handled.risk, one.handled.at_work
    response = risk.response if risk is not None else None
    parts = [RESPONSES[response] if response is not None else "no response yet"]
    if measures:
        finished = sum(measure.state is State.DONE for measure in measures)
        parts.append(f"{finished} of {len(measures)} {'measure' if len(measures) == 1 else 'measures'} done")
    left = residual_of(risk)
    if left is not None:
        parts.append(f"then {points(left)}")
    return mrkdwn("{parts}", parts=", ".join(parts))


def cause(one: Cause) -> Markup:
    """`• Nordwind: 3 risks in Apollo and Zeus, the worst very high (16)`."""
    names = [shorten(project.name, NAME_SHOWN) for project in one.projects]
    more = [f"{len(names) - PROJECTS_SHOWN} more"] if len(names) > PROJECTS_SHOWN else []
    where = f" in {both([*names[:PROJECTS_SHOWN], *more])}" if names else ""
    worst = f", the worst {points(one.worst)}" if one.worst else ""
    return mrkdwn("• {name}: {count} risks{where}{worst}", name=shown(one.name), count=len(one.risks), where=where,
                  worst=worst)  # fmt: skip
