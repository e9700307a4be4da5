"""What a project's report says about decisions: asked for, taken, read, and carried out by nobody."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import Acceptance, Decision, DecisionOption, DecisionState, Item, Kind, Part, Person, Post, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.decisions import IDLE_FROM
from pmo_bot.rules.digest import DECIDE_ID, Answered, SettledDigest
from pmo_bot.services.asking import chosen_of
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries


def questions(
    session: Session, project: Project, items: Sequence[Item], calendar: Calendar
) -> list[tuple[Item, Person, date, Sequence[DecisionOption]]]:
    """The decisions that are asked for, while the word is with whoever was asked."""
    asked = [item for item in items if item.kind is Kind.DECISION and item.acceptance is Acceptance.REQUESTED]
    options = stored.options_of(session, project.team_id, [item.number for item in asked])
    people = queries.people(session, project.team_id, [item.owner_id for item in asked])
    return [
        (item, people[item.owner_id], calendar.today(item.created_at), options.get(item.number, ()))
        for item in asked
        if item.owner_id is not None and item.owner_id in people
    ]


def idle(
    session: Session, project: Project, calendar: Calendar, today: date
) -> list[tuple[Decision, Person | None, date]]:
    """The decisions from which nothing follows, two working days after they were taken."""
    following = select(Item.decision_number).where(
        Item.team_id == project.team_id, col(Item.decision_number).is_not(None)
    )
    found = session.exec(
        select(Decision)
        .where(Decision.team_id == project.team_id, Decision.project_id == project.id)
        .where(Decision.state == DecisionState.ACTIVE, col(Decision.item_id).is_(None))
        .where(col(Decision.needs_nothing).is_(False), col(Decision.number).not_in(following))
    ).all()
    old = [one for one in found if calendar.between(one.decided_on, today) >= IDLE_FROM]
    people = queries.people(session, project.team_id, [one.decider_id for one in old])
    return [(one, people.get(one.decider_id or 0), one.decided_on) for one in old]


def chosen(session: Session, project: Project) -> Mapping[int, str]:
    """By number of a decision of this project: the option that was taken."""
    rows = session.exec(
        select(DecisionOption.number, DecisionOption.text)
        .join(
            Decision,
            (col(Decision.team_id) == DecisionOption.team_id)
            & (col(Decision.number) == DecisionOption.number)
            & (col(Decision.choice) == DecisionOption.position),
        )
        .where(Decision.team_id == project.team_id, Decision.project_id == project.id)
    )
    return dict(rows.all())


def readers(session: Session, team: str, numbers: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """By number of a decision: how many of those to be informed have read it, and how many there are."""
    found: dict[int, tuple[int, int]] = {}
    for one in stored.people_of(session, team, numbers):
        if one.part is Part.INFORMED:
            seen, of = found.get(one.number, (0, 0))
            found[one.number] = (seen + (one.seen_at is not None), of + 1)
    return found


def settled(session: Session, post: Post) -> SettledDigest:
    """What has become of the questions of a report that was sent."""
    body = post.body or {}
    ids = [int(one) for block in body.get("blocks", ()) if (one := _asked(block)).isdecimal()]
    answers = []
    for item in queries.items(session, post.team_id, ids).values():
        if not item.is_open:
            decision = stored.by_number(session, post.team_id, item.number)
            counts = decision is not None and decision.state is DecisionState.ACTIVE
            by = queries.person(session, post.team_id, decision.decider_id if decision is not None else None)
            answers.append(Answered(item, by, chosen_of(session, item), decision.decided_on)
                           if decision is not None and counts else Answered(item))  # fmt: skip
    return SettledDigest(body, tuple(answers))


def _asked(block: Mapping[str, object]) -> str:
    """The id of the item whose buttons these are; empty for every other block."""
    name = str(block.get("block_id", ""))
    return name.removeprefix(DECIDE_ID) if name.startswith(DECIDE_ID) else ""
