"""Whoever has a part in a plan is asked once whether they are ready for it: a check, which rides in their brief."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pmo_bot.model import About, Contingency, Item, State
from pmo_bot.services import checks
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
    lines = select(Contingency.id).where(Contingency.team_id == act.team, Contingency.risk_id == risk.id)
    for line_id in session.exec(lines).all():
        checks.let_go(session, act, About.READY, line_id)


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
