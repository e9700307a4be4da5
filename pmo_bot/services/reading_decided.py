"""What a project's report says about decisions: asked for, taken, read, and carried out by nobody."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from pmo_bot.model import (
    Acceptance,
    AnyItem,
    Decision,
    DecisionOption,
    DecisionState,
    Item,
    Kind,
    Part,
    Person,
    Post,
)
from pmo_bot.rules.decisions import IDLE_FROM
from pmo_bot.rules.digest_lines import DECIDE_ID, Answered, SettledDigest
from pmo_bot.services.asking import chosen_of
from pmo_bot.services.digest_batch import Batch
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries

Question = tuple[AnyItem, Person, date, Sequence[DecisionOption]]
Idle = tuple[Decision, Person | None, date]


@dataclass(frozen=True, slots=True)
class Decided:
    """What reports say about decisions."""

    questions: Mapping[int, Sequence[Question]]
    """By project: those that are asked for, while the word is with whoever was asked."""
    idle: Mapping[int, Sequence[Idle]]
    """By project: those from which nothing follows, two working days after they were taken."""
    chosen: Mapping[int, str]
    """By number of a decision: the option that was taken."""
    read: Mapping[int, tuple[int, int]]
    """By number: how many of those to be informed have read it, and how many there are."""


def decided(batch: Batch, new: Iterable[Decision]) -> Decided:
    """All of it; `new` are the decisions of which it matters who has read them."""
    return Decided(
        questions=_questions(batch),
        idle=_idle(batch),
        chosen=_chosen(batch),
        read=_readers(batch.session, batch.team, [one.number for one in new]),
    )


def _questions(batch: Batch) -> dict[int, list[Question]]:
    asked = [one for one in batch.items if one.kind is Kind.DECISION and one.acceptance is Acceptance.REQUESTED]
    options = stored.options_of(batch.session, batch.team, [item.number for item in asked])
    people = batch.people(item.owner_id for item in asked)
    found: dict[int, list[Question]] = {}
    for item in asked:
        project_id, owner = item.project_id or 0, people.get(item.owner_id or 0)
        if owner is not None:
            since = batch.calendars[project_id].today(item.created_at)
            found.setdefault(project_id, []).append((item, owner, since, options.get(item.number, ())))
    return found


def _idle(batch: Batch) -> dict[int, list[Idle]]:
    following = select(Item.decision_number).where(Item.team_id == batch.team, col(Item.decision_number).is_not(None))
    rows = batch.session.exec(
        select(Decision)
        .where(Decision.team_id == batch.team, col(Decision.project_id).in_(batch.ids))
        .where(Decision.state == DecisionState.ACTIVE, col(Decision.item_id).is_(None))
        .where(col(Decision.needs_nothing).is_(False), col(Decision.number).not_in(following))
    ).all()
    old = [one for one in rows if _is_old(batch, one)]
    people = batch.people(one.decider_id for one in old)
    found: dict[int, list[Idle]] = {}
    for one in old:
        found.setdefault(one.project_id or 0, []).append((one, people.get(one.decider_id or 0), one.decided_on))
    return found


def _is_old(batch: Batch, decision: Decision) -> bool:
    """Whether something should have followed by now."""
    project_id = decision.project_id or 0
    return batch.calendars[project_id].between(decision.decided_on, batch.days[project_id]) >= IDLE_FROM


def _chosen(batch: Batch) -> Mapping[int, str]:
    rows = batch.session.exec(
        select(DecisionOption.number, DecisionOption.text)
        .join(
            Decision,
            (col(Decision.team_id) == DecisionOption.team_id)
            & (col(Decision.number) == DecisionOption.number)
            & (col(Decision.choice) == DecisionOption.position),
        )
        .where(Decision.team_id == batch.team, col(Decision.project_id).in_(batch.ids))
    )
    return dict(rows.all())


def _readers(session: Session, team: str, numbers: Collection[int]) -> Mapping[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for one in stored.people_of(session, team, numbers):
        if one.part is Part.INFORMED:
            seen, of = found.get(one.number, (0, 0))
            found[one.number] = (seen + (one.seen_at is not None), of + 1)
    return found


def settled(session: Session, post: Post, told: Callable[[Item], bool]) -> SettledDigest:
    """What has become of the questions of a report that was sent, as far as its readers may know: they are `told`."""
    body = post.body or {}
    ids = [int(one) for block in body.get("blocks", ()) if (one := _asked(block)).isdecimal()]
    answers = []
    for item in queries.items(session, post.team_id, ids).values():
        if not item.is_open and told(item):
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
