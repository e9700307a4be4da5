"""Read what people left behind: one question for each of them, whatever number of items it is about."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Item, Line, LineKind, Person
from pmo_bot.rules.brief import rank
from pmo_bot.rules.question import Question
from pmo_bot.services import desk
from pmo_bot.store import queries


def asked(session: Session, lines: Sequence[Line], reader: Person, now: datetime) -> list[Question]:
    """The questions of a message about people who left: all that is left of theirs with this reader, in one each."""
    by_leaver: dict[int, Line] = {}
    for line in lines:
        if line.kind is LineKind.ORPHAN:
            by_leaver.setdefault(line.why.get("by") or 0, line)
    return [
        _question(session, line, queries.person(session, reader.team_id, leaver_id), reader, now)
        for leaver_id, line in by_leaver.items()
    ]


def _question(session: Session, line: Line, leaver: Person | None, reader: Person, now: datetime) -> Question:
    left = desk.left_to(session, reader, leaver.id, now) if leaver is not None else []
    if left:
        return about(session, line, leaver, left, reader, now)
    item = session.get_one(Item, line.item_id)
    return Question(reader=reader, line=line, item=item, live=False, owner=leaver)


def about(
    session: Session, line: Line, leaver: Person | None, left: Sequence[Item], reader: Person, now: datetime
) -> Question:
    """One question about everything that somebody left with this reader."""
    worst = sorted(left, key=rank)
    return Question(
        reader=reader,
        line=line,
        item=worst[0],
        live=True,
        owner=leaver,
        project=queries.project(session, reader.team_id, worst[0].project_id),
        instead_of=queries.person(session, reader.team_id, line.why.get("instead_of")),
        together=tuple(worst),
        heirs=desk.heirs(session, reader, worst, now),
    )
