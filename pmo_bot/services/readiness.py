"""Whoever has a part in a plan is asked once whether they are ready for it: a check, which rides in their brief."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pmo_bot.model import About, Contingency, Item, Risk, State
from pmo_bot.services import checks
from pmo_bot.services.changing import let_go, lies_ahead, parts_of
from pmo_bot.services.events import Act
from pmo_bot.services.people import calendar_of
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries

ANSWER_WITHIN = 1
"""Working days of whoever is asked: in their next brief."""


def ask(session: Session, act: Act, risk: Item, plan: Sequence[Contingency]) -> None:
    """Everybody who is named in a plan is asked; whoever writes it says so by that."""
    for line in first_lines(plan).values():
        owner = queries.person(session, act.team, line.owner_id)
        if owner is not None and owner.id != act.person.id:
            calendar = calendar_of(session, owner)
            due = calendar.plus(calendar.today(act.now), ANSWER_WITHIN)
            # Whoever may not know of the risk is asked about their part alone.
            title = f"{line.title} (if: {risk.title})" if Sight(session, owner).sees(risk) else line.title
            checks.plan(session, act, About.READY, line.id, title=title, owner_id=owner.id, due=due,
                        project_id=risk.project_id)  # fmt: skip


def ask_no_more(session: Session, act: Act, risk: Item) -> None:
    """The plan is another one, or begins: nobody is asked any more whether they are ready for it."""
    let_go(session, act, About.READY, parts_of(session, risk))


def opened_again(session: Session, act: Act, item: Item) -> None:
    """A risk may happen after all: whoever is not asked any more, and never said that they are ready, is asked."""
    risk = session.get(Risk, item.id)
    if not lies_ahead(item) or risk is None or risk.activated_at is not None:
        return
    plan = plan_of(session, risk)
    ready, asked = who_is(session, act.team, plan)
    ask(session, act, item, [line for line in plan if line.owner_id not in ready | asked])


def plan_of(session: Session, risk: Risk | None) -> Sequence[Contingency]:
    """The plan that counts, line by line."""
    if risk is None or not risk.plan:
        return []
    here = (Contingency.team_id == risk.team_id, Contingency.risk_id == risk.item_id, Contingency.plan == risk.plan)
    return session.exec(select(Contingency).where(*here).order_by(col(Contingency.position))).all()


def first_lines(plan: Sequence[Contingency]) -> dict[int, Contingency]:
    """By person: the first line of the plan that is theirs; by it the question is named."""
    found: dict[int, Contingency] = {}
    for line in plan:
        if line.owner_id is not None:
            found.setdefault(line.owner_id, line)
    return found


def who_is(session: Session, team: str, plan: Sequence[Contingency]) -> tuple[frozenset[int], frozenset[int]]:
    """Who said that they are ready for a plan, and who is asked and has not answered yet."""
    lines = {line.id: person_id for person_id, line in first_lines(plan).items()}
    asked = select(Item).where(Item.team_id == team, Item.about == About.READY, col(Item.about_id).in_(lines))
    rows = [(lines[one.about_id or 0], one) for one in session.exec(asked)]
    ready = frozenset(person_id for person_id, one in rows if one.state is State.DONE)
    return ready, frozenset(person_id for person_id, one in rows if one.is_open) - ready


def said(session: Session, act: Act, line_id: int) -> None:
    """Somebody is ready: their answer is the check itself, and nothing else changes."""
