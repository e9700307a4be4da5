"""The windows about risks: how one stands, a measure, the plan for the day on which it happens."""

from collections.abc import Mapping, Sequence
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed
from pmo_bot.blocks.forms_scales import scale
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Block, View
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import forms_risks as words
from pmo_bot.blocks.words.risk_scores import IMPACT, PROBABILITY
from pmo_bot.model import Contingency, Item, Risk
from pmo_bot.model.item import TITLE_LENGTH


def assess(origin: Origin, item: Item, risk: Risk | None) -> View:
    """How likely, how hard, what is done about it, what is left then, where it comes from, what would show it."""
    known = risk or Risk(item_id=item.id, team_id=item.team_id)
    responses = [kit.option(label, value) for value, label in words.RESPONSES.items()]
    response = kit.static_select(responses, id="response", initial=known.response)
    return framed(
        "assess",
        Form.ASSESS,
        origin,
        about(item),
        scale(words.PROBABILITY, PROBABILITY, "probability", known.probability),
        scale(words.IMPACT, IMPACT, "impact", known.impact),
        field(words.RESPONSE, response, "response", optional=True),
        scale(words.RESIDUAL_PROBABILITY, PROBABILITY, "residual_probability", known.residual_probability),
        scale(words.RESIDUAL_IMPACT, IMPACT, "residual_impact", known.residual_impact),
        _text(words.CAUSE, "cause", known.cause, 60, words.CAUSE_HINT),
        _text(words.TRIGGER, "trigger", known.trigger, 500, words.TRIGGER_HINT),
    )


def _text(label: str, name: str, initial: str, longest: int, hint: str) -> Block:
    return field(label, kit.text_input(id=name, initial=initial, longest=longest), name, hint=hint, optional=True)


def measure(
    origin: Origin, risk: Item, *, owner: str, offer: date | None, above: Markup | None, needs_done_means: bool = False
) -> View:
    """What is done before the risk, by whom, by when."""
    said = [kit.context(above, id="because")] if above else []
    means = kit.text_input(id="done_means", multiline=True, longest=2000)
    return framed(
        "measure",
        Form.MEASURE,
        origin,
        about(risk),
        field(words.MEASURE_TITLE, kit.text_input(id="title", longest=TITLE_LENGTH), "title"),
        field(labels.ADD_OWNER, kit.users_select(id="owner", initial=owner), "owner", optional=True),
        field(labels.ADD_DUE, kit.datepicker(id="due", initial=offer), "due", optional=True),
        *said,
        field(labels.ADD_DONE_MEANS, means, "done_means", hint=labels.ADD_DONE_HINT, optional=not needs_done_means),
    )


def plan_for(
    origin: Origin, item: Item, risk: Risk | None, lines: Sequence[Contingency], owners: Mapping[int, str], most: int
) -> View:
    """What is done if it happens, line by line, and what would show that it does."""
    known = {line.position: line for line in lines}
    trigger = _text(words.TRIGGER, "trigger", risk.trigger if risk else "", 500, words.TRIGGER_HINT)
    fields = [block for n in range(1, most + 1) for block in _line(n, known.get(n), owners)]
    return framed("planfor", Form.PLAN_FOR, origin, about(item), trigger, *fields)


def _line(number: int, line: Contingency | None, owners: Mapping[int, str]) -> list[Block]:
    """One line: what, who, how soon; only the first has to be there."""
    what, who, days = (f"{name}{number}" for name in ("what", "who", "days"))
    soon = [kit.option(label, value) for value, label in words.DAYS.items()]
    title = kit.text_input(id=what, initial=line.title if line else "", longest=TITLE_LENGTH)
    owner = kit.users_select(id=who, initial=owners.get(line.owner_id or 0) if line else None)
    within = kit.static_select(soon, id=days, initial=str(line.days) if line else words.USUAL_DAYS)
    return [
        field(f"{number}. {words.PLAN_WHAT}", title, what, optional=number > 1),
        field(words.PLAN_WHO, owner, who, optional=True),
        field(words.PLAN_DAYS, within, days),
    ]
