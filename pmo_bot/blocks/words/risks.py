"""What is said of risks: how likely and how hard, what is done about them, and what if one happens."""

from collections.abc import Mapping
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.risk_scores import RESPONSES, begun, points, sides
from pmo_bot.model import Contingency, Item, Kind, Person, Risk, State
from pmo_bot.rules.news import NewsLine
from pmo_bot.rules.question import Question
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.risks import residual_of, score_of

STATES: Mapping[State, str] = {
    State.OPEN: "open", State.STARTED: "begun", State.DONE: "done", State.DROPPED: "let go"
}  # fmt: skip
WORDS_SHOWN = 200


def noted_score(probability: int, impact: int) -> Markup:
    """How a risk was assessed when it was noted."""
    return mrkdwn("{sides}.", sides=begun(sides(probability, impact)))


ASKS_SCORE = mrkdwn("How likely is it, and how hard would it hit? Two clicks, and it finds its place among the others.")


# --- the card ---------------------------------------------------------------------------


def assessed(card: RiskCard) -> Markup:
    """How it stands: the score and what is left of it after the measures; response and cause; when it was looked at."""
    risk = card.risk
    if risk is None or score_of(risk) is None:
        stands = mrkdwn("Not assessed yet")
    else:
        stands = mrkdwn("*{sides}*", sides=begun(sides(risk.probability, risk.impact)))
    if risk is not None and residual_of(risk) is not None:
        left = sides(risk.residual_probability, risk.residual_impact)
        stands += mrkdwn(" · after the measures: {left}", left=left)
    return Markup("\n").join([stands, *([_about(card, risk)] if risk is not None else [])])


def _about(card: RiskCard, risk: Risk) -> Markup:
    parts = [mrkdwn("Response: {what}", what=RESPONSES[risk.response] if risk.response else "none yet")]
    if risk.cause:
        parts.append(mrkdwn("cause: {cause}", cause=shown(risk.cause)))
    if risk.reviewed_on is not None:
        parts.append(mrkdwn("looked at {day}", day=when.day(risk.reviewed_on, card.today)))
    if card.review_on is not None:
        parts.append(mrkdwn("again by {day}", day=when.day(card.review_on, card.today)))
    return Markup(" · ").join(parts)


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
    head = mrkdwn("*If it happens.*{sign}", sign=sign)
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
    return mrkdwn("{n}. {title} — {who}, {days}{ready}", n=line.position, title=shown(line.title),
                  who=name(card.owner(line.owner_id), "nobody yet"), days=how_soon(line.days),
                  ready=_readiness(line, card))  # fmt: skip


def _readiness(line: Contingency, card: RiskCard) -> str:
    if line.owner_id in card.ready:
        return ", ready"
    return ", asked whether they are ready" if line.owner_id in card.asked else ""


def how_soon(days: int) -> str:
    """`the same day`, `within one working day`, `within 3 working days`."""
    if days == 0:
        return "the same day"
    return "within one working day" if days == 1 else f"within {days} working days"


def belongs_to(card: RiskCard) -> Markup:
    """What the item is done about."""
    parts = [mrkdwn("A measure against {risk}.", risk=item_line(risk)) for risk in card.measure_of]
    if card.planned_for is not None:
        parts.append(mrkdwn("Part of the plan for {risk}.", risk=item_line(card.planned_for)))
    return Markup(" ").join(parts)


# --- in a brief -------------------------------------------------------------------------


def review(question: Question, today: date) -> Markup:
    """Is it still so, how it was assessed and when; what would show that it happens."""
    risk, item = question.risk, question.item
    if risk is None:
        return mrkdwn("*Is it still so?* {item}", item=item_line(item))
    looked = f" Last looked at {when.day(risk.reviewed_on, today)}." if risk.reviewed_on else ""
    sign = mrkdwn(" Sign that it happens: “{words}”", words=shown(risk.trigger, WORDS_SHOWN))
    return mrkdwn(
        "*Is it still so?* {item}{project} — {sides}.{looked}{sign}", item=item_line(item), looked=looked,
        project=project_tail(question.project), sides=sides(risk.probability, risk.impact),
        sign=sign if risk.trigger else Markup(""),
    )  # fmt: skip


def review_end(question: Question, today: date) -> Markup:
    """Somebody looked."""
    risk = question.risk
    if question.item.kind is not Kind.RISK:
        return mrkdwn("it has happened: an issue from now on.")
    if risk is None or risk.reviewed_on is None:
        return mrkdwn("nothing is asked about it now.")
    return mrkdwn("looked at {day}: {sides}. Thank you.", day=when.day(risk.reviewed_on, today),
                  sides=sides(risk.probability, risk.impact))  # fmt: skip


def begin(question: Question, today: date) -> Markup:
    """Somebody says that a risk has happened, and there is a plan."""
    return mrkdwn(
        "*It has happened,* says {who}: {item}{project}. There is a plan for it. Shall it begin?",
        who=name(question.other, "somebody"), item=item_line(question.item), project=project_tail(question.project),
    )  # fmt: skip


def begin_end(question: Question, today: date) -> Markup:
    """Its plan has begun, or its owner did something else about it."""
    begun = question.risk is not None and question.risk.activated_at is not None
    return mrkdwn("the plan has begun.") if begun else mrkdwn("an issue of yours now.")


def risen(one: NewsLine, today: date) -> Markup:
    """`The vendor may deliver late (R-7): Maria puts it at very high (16); it was medium (9).`"""
    now, was = one.line.why.get("score"), one.line.why.get("score_was")
    before = f"; it was {points(was)}" if was else ""
    return mrkdwn("{by} puts this risk at {now}{before}.", by=name(one.by, "somebody"), before=before,
                  now=points(now) if now else "high")  # fmt: skip


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
    return mrkdwn("{item} — it has happened: an issue from now on. `R-{number}` finds it as well.",
                  item=item_line(item), number=item.number)  # fmt: skip


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
