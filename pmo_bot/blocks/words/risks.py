"""What is said of risks: how likely and how hard, what is done about them, and what if one happens."""

from collections.abc import Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Contingency, Item, Person, Response, Risk, State
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.risks import band, residual_of, score_of

PROBABILITY = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACT = ("slight", "minor", "moderate", "major", "severe")
RESPONSES: Mapping[Response, str] = {
    Response.AVOID: "avoid it",
    Response.REDUCE: "reduce it",
    Response.TRANSFER: "hand it on",
    Response.ACCEPT: "live with it",
}
STATES: Mapping[State, str] = {
    State.OPEN: "open", State.STARTED: "begun", State.DONE: "done", State.DROPPED: "let go"
}  # fmt: skip
WORDS_SHOWN = 200


# --- the score --------------------------------------------------------------------------


def points(score: int) -> str:
    """`high (12)`."""
    return f"{band(score).value} ({score})"


def sides(probability: int | None, impact: int | None) -> str:
    """`likely (4) × moderate (3) = 12, high`."""
    if not probability or not impact:
        return "not assessed"
    likely, hard = PROBABILITY[probability - 1], IMPACT[impact - 1]
    return f"{likely} ({probability}) × {hard} ({impact}) = {probability * impact}, {band(probability * impact).value}"


def noted_score(probability: int, impact: int) -> Markup:
    """How a risk was assessed when it was noted."""
    return mrkdwn("{sides}.", sides=_begun(sides(probability, impact)))


ASKS_SCORE = mrkdwn("How likely is it, and how hard would it hit? Two clicks, and it finds its place among the others.")


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- the card ---------------------------------------------------------------------------


def assessed(card: RiskCard) -> Markup:
    """How it stands: score, what is left after the measures, response, cause, when it was looked at."""
    risk = card.risk
    if risk is None or score_of(risk) is None:
        parts = [mrkdwn("Not assessed yet")]
    else:
        parts = [mrkdwn("*{sides}*", sides=_begun(sides(risk.probability, risk.impact)))]
    if risk is not None and residual_of(risk) is not None:
        left = sides(risk.residual_probability, risk.residual_impact)
        parts.append(mrkdwn("after the measures: {left}", left=left))
    return Markup(" · ").join([*parts, *_about(card, risk)])


def _about(card: RiskCard, risk: Risk | None) -> list[Markup]:
    if risk is None:
        return []
    parts = [mrkdwn("response: {what}", what=RESPONSES[risk.response] if risk.response else "none yet")]
    if risk.cause:
        parts.append(mrkdwn("cause: {cause}", cause=shown(risk.cause)))
    if risk.reviewed_on is not None:
        parts.append(mrkdwn("looked at {day}", day=when.day(risk.reviewed_on, card.today)))
    if card.review_on is not None:
        parts.append(mrkdwn("again by {day}", day=when.day(card.review_on, card.today)))
    return parts


def measures(card: RiskCard) -> Markup:
    """Each measure with its owner, date and state."""
    lines = [_measure(one, card) for one in card.measures]
    return Markup("\n").join([mrkdwn("*Measures*"), *lines])


def _measure(item: Item, card: RiskCard) -> Markup:
    late = item.is_open and item.due is not None and card.item.due is not None and item.due >= card.item.due
    return mrkdwn(
        "• {item} — {who}, {due}: {state}{late}", item=item_line(item), who=name(card.owner(item.owner_id)),
        due=_due(item, card.today), state=STATES[item.state], late=", not before the risk itself" if late else "",
    )  # fmt: skip


def _due(item: Item, today: date) -> str:
    return when.due(item.due, item.due_time, today) if item.due else "no date yet"


def plan(card: RiskCard) -> Markup:
    """What is done if it happens, and what would show that it does."""
    risk = card.risk
    sign = mrkdwn(" Sign: “{words}”", words=shown(risk.trigger, WORDS_SHOWN)) if risk and risk.trigger else Markup("")
    head = mrkdwn("*If it happens*{sign}", sign=sign)
    if risk is not None and risk.activated_at is not None:
        day = when.day(when.local_day(risk.activated_at, _zone(card)), card.today)
        head = mrkdwn("*The plan was begun on {day} by {who}*", day=day, who=name(card.owner(risk.activated_by_id)))
    return Markup("\n").join([head, *(_plan_line(line, card) for line in card.plan)])


def _zone(card: RiskCard) -> str:
    by = card.owner(card.risk.activated_by_id if card.risk is not None else None)
    return by.zone if by is not None else "UTC"


def _plan_line(line: Contingency, card: RiskCard) -> Markup:
    made = card.made.get(line.item_id or 0)
    if made is not None:
        return mrkdwn("{n}. {item} — {who}, {due}: {state}", n=line.position, item=item_line(made),
                      who=name(card.owner(made.owner_id), "nobody yet"), due=_due(made, card.today),
                      state=STATES[made.state])  # fmt: skip
    return mrkdwn("{n}. {title} — {who}, within {days}", n=line.position, title=shown(line.title),
                  who=name(card.owner(line.owner_id), "nobody yet"), days=working_days(line.days))  # fmt: skip


def working_days(days: int) -> str:
    """`one working day`, `3 working days`."""
    return "one working day" if days == 1 else f"{days} working days"


def belongs_to(card: RiskCard) -> Markup:
    """What the item is done about."""
    parts = [mrkdwn("A measure against {risk}.", risk=item_line(risk)) for risk in card.measure_of]
    if card.planned_for is not None:
        parts.append(mrkdwn("Part of the plan for {risk}.", risk=item_line(card.planned_for)))
    return Markup(" ").join(parts)


# --- answers ----------------------------------------------------------------------------


def measure_of(risk: Item) -> Markup:
    """What a measure was noted for."""
    return mrkdwn("A measure against {risk}.", risk=item_line(risk))


def comes_late(risk: Item, latest: date, today: date) -> Markup:
    """A measure that is due after its risk, where that is only said."""
    due = when.day(risk.due, today) if risk.due else "before it"
    return mrkdwn("It is due after the risk itself ({due}). To come before it, {latest} is the last working day.",
                  due=due, latest=when.day(latest, today))  # fmt: skip


def it_happened(item: Item) -> Markup:
    """A risk is an issue now."""
    return mrkdwn("{item} — it has happened: an issue from now on. The old key finds it too.", item=item_line(item))


def offer_plan(lines: int) -> Markup:
    """There is a plan for this."""
    things = "one thing" if lines == 1 else f"{lines} things"
    return mrkdwn("There is a plan for this: {things}. One click asks everybody in it.", things=things)


def activated(risk: Item) -> Markup:
    """The heading of what a plan was made into."""
    return mrkdwn("*The plan for {risk} has begun.*", risk=item_line(risk))


def made_line(item: Item, owner: Person | None, asked: bool, today: date) -> Markup:
    """One item of a plan, and whether somebody is asked for their yes."""
    yes = ", asked for their yes" if asked else ""
    return mrkdwn("• {item} — {who}{yes}, {due}", item=item_line(item), who=name(owner, "nobody yet"), yes=yes,
                  due=_due(item, today))  # fmt: skip
