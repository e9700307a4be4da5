"""The windows of goals, figures, benefits, the mandate and people who care."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed, project_field
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Option, View
from pmo_bot.blocks.text import shorten
from pmo_bot.blocks.words import forms_value as words
from pmo_bot.blocks.words.value import KINDS
from pmo_bot.model import TITLE_LENGTH, Goal, Kpi, Mandate, Project

OPTION_LENGTH = 75


def goal(origin: Origin, owner: str | None = None) -> View:
    """A new goal."""
    return framed(
        "goal",
        Form.GOAL,
        origin,
        field(words.GOAL_TITLE, kit.text_input(id="title", longest=TITLE_LENGTH), "title"),
        field(words.OWNER, kit.users_select(id="owner", initial=owner), "owner"),
        field(words.GOAL_MEASURE, kit.text_input(id="measure", longest=500), "measure", optional=True),
        field(words.GOAL_TARGET, kit.text_input(id="target", longest=20), "target", hint=words.NUMBER_HINT,
              optional=True),
        field(words.TARGET_ON, kit.datepicker(id="target_on"), "target_on", optional=True),
    )  # fmt: skip


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
        owner: str | None = None) -> View:  # fmt: skip
    """A new figure."""
    kinds = _choices({kind.value: label for kind, label in KINDS.items()})
    serves = [field(words.WHICH_GOAL, kit.static_select([_goal(one) for one in goals], id="goal"), "goal",
                    optional=True)] if goals else []  # fmt: skip
    return framed(
        "kpi",
        Form.KPI,
        origin,
        field(words.KPI_NAME, kit.text_input(id="title", longest=255), "title"),
        field(words.KPI_KIND, kit.static_select(kinds, id="kind", initial="figure"), "kind"),
        *project_field(projects, project),
        *serves,
        field(words.KPI_SOURCE, kit.text_input(id="source", longest=500), "source", hint=words.KPI_SOURCE_HINT,
              optional=True),
        field(words.OWNER, kit.users_select(id="owner", initial=owner), "owner", hint=words.KPI_OWNER_HINT),
        field(words.KPI_UNIT, kit.text_input(id="unit", longest=32), "unit", optional=True),
        field(words.KPI_BASELINE, kit.text_input(id="baseline", longest=20), "baseline",
              hint=words.NUMBER_HINT, optional=True),
        field(words.KPI_TARGET, kit.text_input(id="target", longest=20), "target",
              hint=words.NUMBER_HINT, optional=True),
        field(words.KPI_DIRECTION, kit.radio(_choices(words.KPI_DIRECTIONS), id="direction", initial="up"),
              "direction"),
        field(words.KPI_OFTEN, kit.radio(_choices(words.KPI_OFTENS), id="frequency", initial="month"), "frequency"),
        field(words.KPI_DAY, kit.text_input(id="review_day", initial="1", longest=2), "review_day",
              hint=words.KPI_DAY_HINT),
        field(words.KPI_DEFINITION, kit.text_input(id="definition", multiline=True, longest=1000), "definition",
              optional=True),
    )  # fmt: skip


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
