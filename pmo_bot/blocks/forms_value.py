"""The windows of goals, figures, benefits, the mandate and people who care."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed, project_field
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Block, Option, View
from pmo_bot.blocks.text import shorten
from pmo_bot.blocks.words import forms_value as words
from pmo_bot.blocks.words.kpis import KINDS
from pmo_bot.model import TITLE_LENGTH, Goal, Kpi, Mandate, Project

OPTION_LENGTH = 75
TYPED = 100_000
BLANK: dict[str, Any] = {}
"""A row of which nothing is known yet has what is usual."""


def goal(origin: Origin, owner: str | None = None, now: Goal | None = None) -> View:
    """A goal: a new one, or as it is `now`."""
    is_now = now or Goal(**BLANK, title="")
    return framed(
        "goal" if now is None else "goal change",
        Form.GOAL,
        origin,
        _text(words.GOAL_TITLE, "title", is_now.title, TITLE_LENGTH, optional=False),
        field(words.OWNER, kit.users_select(id="owner", initial=owner), "owner"),
        _text(words.GOAL_MEASURE, "measure", is_now.measure, 500),
        _number(words.GOAL_TARGET, "target", is_now.target),
        field(words.TARGET_ON, kit.datepicker(id="target_on", initial=is_now.target_on), "target_on", optional=True),
    )


def _text(label: str, name: str, initial: str, longest: int, *, hint: str = "", optional: bool = True,
          multiline: bool = False) -> Block:  # fmt: skip
    typed = kit.text_input(id=name, initial=initial or "", longest=longest, multiline=multiline)
    return field(label, typed, name, hint=hint, optional=optional)


def _number(label: str, name: str, initial: float | None) -> Block:
    return _text(label, name, _plain(initial), 20, hint=words.NUMBER_HINT)


def _plain(number: float | None) -> str:
    """A figure as somebody would type it."""
    return f"{number:g}" if number is not None and abs(number) < TYPED else str(number) if number is not None else ""


def serve(origin: Origin, project: Project, goals: Sequence[Goal]) -> View:
    """Which goal a project serves."""
    options = [*(_goal(one) for one in goals), kit.option(words.GOAL_NONE, "0")]
    chosen = str(project.goal_id) if project.goal_id is not None else None
    return framed(
        "serve",
        Form.SERVE,
        origin,
        kit.section(project.name, id="about"),
        field(words.WHICH_GOAL, kit.static_select(options, id="goal", initial=chosen), "goal"),
    )


def _goal(goal: Goal) -> Option:
    return kit.option(shorten(f"{goal.key} · {goal.title}", OPTION_LENGTH), str(goal.id))


def _choices(labels: dict[str, str]) -> list[Option]:
    return [kit.option(label, value) for value, label in labels.items()]


def kpi(origin: Origin, projects: list[Project], goals: Sequence[Goal], *, project: int | None = None,
        owner: str | None = None, now: Kpi | None = None) -> View:  # fmt: skip
    """A figure: a new one, or as it is `now`, whose kind and project stay."""
    is_now = now or Kpi(**BLANK, name="", source="")
    kinds = _choices({kind.value: label for kind, label in KINDS.items()})
    first = [field(words.KPI_KIND, kit.static_select(kinds, id="kind", initial="figure"), "kind"),
             *project_field(projects, project)]  # fmt: skip
    served = str(is_now.goal_id) if any(one.id == is_now.goal_id for one in goals) else None
    aims = kit.static_select([_goal(one) for one in goals], id="goal", initial=served) if goals else None
    ways, spans = _choices(words.KPI_DIRECTIONS), _choices(words.KPI_OFTENS)
    return framed(
        "kpi" if now is None else "kpi change",
        Form.KPI,
        origin,
        _text(words.KPI_NAME, "title", is_now.name, 255, optional=False),
        *([] if now is not None else first),
        *([field(words.WHICH_GOAL, aims, "goal", optional=True)] if aims is not None else []),
        _text(words.KPI_SOURCE, "source", is_now.source, 500, hint=words.KPI_SOURCE_HINT, optional=False),
        field(words.OWNER, kit.users_select(id="owner", initial=owner), "owner", hint=words.KPI_OWNER_HINT),
        _text(words.KPI_UNIT, "unit", is_now.unit, 32),
        _number(words.KPI_BASELINE, "baseline", is_now.baseline),
        _number(words.KPI_TARGET, "target", is_now.target),
        field(words.KPI_DIRECTION, kit.radio(ways, id="direction", initial=is_now.direction.value), "direction"),
        field(words.KPI_OFTEN, kit.radio(spans, id="frequency", initial=is_now.frequency.value), "frequency"),
        _text(words.KPI_DAY, "review_day", str(is_now.review_day), 2, hint=words.KPI_DAY_HINT, optional=False),
        _text(words.KPI_DEFINITION, "definition", is_now.definition, 1000, multiline=True),
    )


def value(origin: Origin, kpi: Kpi, today: date) -> View:
    """The value of a figure."""
    unit = f" ({kpi.unit})" if kpi.unit else ""
    return framed(
        "value",
        Form.VALUE,
        origin,
        kit.section(kpi.name, id="about"),
        field(words.VALUE + unit, kit.text_input(id="value", longest=20), "value", hint=words.NUMBER_HINT),
        field(words.VALUE_ON, kit.datepicker(id="on", initial=today), "on"),
    )


def not_reached(origin: Origin, kpi: Kpi) -> View:
    """Why a benefit did not come true."""
    why = kit.text_input(id="reason", multiline=True, longest=1000)
    return framed("notreached", Form.NOT_REACHED, origin, kit.section(kpi.name, id="about"),
                  field(words.WHY_NOT, why, "reason", hint=words.WHY_NOT_HINT))  # fmt: skip


def pulse(origin: Origin, kpi: Kpi, most: int) -> View:
    """Whom to ask for their view."""
    people = kit.multi_users_select(id="people", most=most)
    return framed("pulse", Form.PULSE, origin, kit.section(kpi.name, id="about"),
                  field(words.ASK_WHOM, people, "people", hint=words.ASK_WHOM_HINT), submit=words.ASK)  # fmt: skip


def mandate(origin: Origin, current: Mandate | None) -> View:
    """What the PMO is for."""
    text = kit.text_input(id="mandate", multiline=True, longest=3000, initial=current.mandate if current else "")
    return framed(
        "mandate",
        Form.MANDATE,
        origin,
        field(words.MANDATE, text, "mandate", hint=words.MANDATE_HINT),
        field(words.MANDATE_REVIEW, kit.datepicker(id="review_on"), "review_on", optional=True),
    )


def care(origin: Origin, project: Project) -> View:
    """Somebody who cares about a project."""
    levels = _choices(words.LEVELS)
    return framed(
        "care",
        Form.CARE,
        origin,
        kit.section(project.name, id="about"),
        field(words.WHO, kit.users_select(id="person"), "person"),
        field(words.CARES, kit.text_input(id="cares", longest=255), "cares", optional=True),
        field(words.INTEREST, kit.static_select(levels, id="interest", initial="2"), "interest"),
        field(words.INFLUENCE, kit.static_select(levels, id="influence", initial="2"), "influence"),
        field(words.AUDIENCE, kit.static_select(_choices(words.AUDIENCES), id="audience", initial="team"), "audience"),
        field(words.CADENCE, kit.static_select(_choices(words.CADENCES), id="cadence", initial="week"), "cadence"),
        field(words.DIRECT, kit.static_select(_choices(words.DIRECTS), id="direct", initial="there"), "direct"),
    )
