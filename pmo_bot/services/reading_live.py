"""Read what somebody may be talking about: the questions that wait for them, and what their last brief still asks."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Line, LineKind, Person, Post, PostKind, PostState
from pmo_bot.rules.brief import rank
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_pending import Waiting, asked_in
from pmo_bot.store import queries

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def live(session: Session, reader: Person, now: datetime) -> list[Item]:
    """The items that wait for somebody's word, worst first: each once, whatever asks for it."""
    found = {item.id: item for item in [*Waiting(session, reader, now).items, *_of_last_brief(session, reader, now)]}
    return sorted(found.values(), key=rank)


def asked_about(
    session: Session, reader: Person, items: Sequence[Item], now: datetime
) -> dict[int, frozenset[LineKind]]:
    """By item: the questions about it that wait for this reader."""
    numbers = {item.number: item.id for item in items}
    found: dict[int, frozenset[LineKind]] = {}
    for asked in asked_in(session, items, reader.team_id, now):
        if asked.reader.person.id == reader.id:
            item_id = numbers[int(asked.key.split(":")[1])]
            found[item_id] = found.get(item_id, frozenset()) | {asked.kind}
    return found


def _of_last_brief(session: Session, reader: Person, now: datetime) -> list[Item]:
    """What the lines of the last brief still ask of its reader."""
    briefs = select(Post).where(
        Post.team_id == reader.team_id, Post.person_id == reader.id, Post.kind == PostKind.BRIEF
    )
    last = session.exec(briefs.where(Post.state == PostState.SENT).order_by(col(Post.id).desc()).limit(1)).first()
    if last is None:
        return []
    lines = [line for line in queries.lines_of(session, reader.team_id, last.key) if line.kind.is_owners]
    items = queries.items(session, reader.team_id, [line.item_id for line in lines])
    today = calendar_of(session, reader).today(now)
    return [items[line.item_id] for line in lines if _waits(line, items[line.item_id], reader, today)]


def _waits(line: Line, item: Item, reader: Person, today: date) -> bool:
    theirs = item.owner_id == reader.id or line.kind is LineKind.COVER
    promised = item.is_open and theirs and item.commitment == line.commitment
    quiet = item.snoozed_until is not None and item.snoozed_until > today
    return promised and line.answer is None and not quiet


def with_names(session: Session, team: str, text: str) -> str:
    """People's text with people by name, where Slack writes an id."""

    def named(found: re.Match[str]) -> str:
        person = queries.person_by_slack(session, team, found[1])
        return f"@{person.label}" if person is not None else "@somebody"

    return MENTION.sub(named, text)
