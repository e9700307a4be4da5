"""Read the questions that a message carries, with everything as it is now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import Item, Kind, Line, LineKind, Person, Post, PostKind, PostState, Risk
from pmo_bot.rules.asks import pending
from pmo_bot.rules.brief import rank
from pmo_bot.rules.calendar import monday_of
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.plan import BRIEF_LINES
from pmo_bot.rules.question import Question
from pmo_bot.services import reading_desk, reading_packets
from pmo_bot.services.events import note_text
from pmo_bot.services.facts import item_facts
from pmo_bot.services.facts_before import last_reply
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import may_read_on, seen_or_none
from pmo_bot.services.undoing import undoable
from pmo_bot.store import decisions, queries


def ask(session: Session, post: Post, now: datetime) -> Ask:
    """An ask: packets first, then questions, each worst first; at most five."""
    reader = session.get_one(Person, post.person_id)
    lines = queries.lines_of(session, post.team_id, post.key)
    packets = reading_packets.packets(session, lines, reader, post, now)
    asked = questions(session, lines, reader, post, now)
    room = max(0, BRIEF_LINES - len(packets))
    more = len(packets) + len(asked) - len(packets[:BRIEF_LINES]) - len(asked[:room])
    return Ask(reader, post.key, tuple(packets[:BRIEF_LINES]), more, tuple(asked[:room]), is_first(session, post))


WEEK = timedelta(days=6)
"""From its Monday to its Sunday."""

DIRECT = (PostKind.BRIEF, PostKind.ASK, PostKind.WELCOME, PostKind.REPORT, PostKind.UPKEEP, PostKind.COLOUR,
          PostKind.STATEMENT)  # fmt: skip
"""What comes to a person alone: the first of them explains the bot."""


def is_first(session: Session, post: Post) -> bool:
    """Whether this message is the first that somebody gets: it explains the bot, and how to quiet it.

    The first is the one that arrived first, in whatever order they were planned; an edit of it says the same.
    """
    others = (Post.team_id == post.team_id, Post.person_id == post.person_id, Post.id != post.id)
    query = select(Post.id).where(*others, col(Post.kind).in_(DIRECT), Post.state == PostState.SENT)
    if post.settled_at is not None:
        sooner = col(Post.settled_at) < post.settled_at
        query = query.where(sooner | ((col(Post.settled_at) == post.settled_at) & (col(Post.id) < post.id)))
    return session.exec(query.limit(1)).first() is None


def questions(session: Session, lines: Sequence[Line], reader: Person, post: Post, now: datetime) -> list[Question]:
    """The questions among some lines, worst first.

    What was sent tells no more of an item that its reader may not know of by now; their own last click stays in sight.
    """
    asked = [line for line in lines if line.kind.is_question and line.kind is not LineKind.ORPHAN]
    items = queries.items(session, post.team_id, [line.item_id for line in asked])
    live = live_keys(session, post.team_id, list(items.values()), now)
    found = [_question(session, line, items[line.item_id], reader, post, now, live) for line in asked]
    found += reading_desk.asked(session, lines, reader, now)
    if post.state is PostState.SENT:
        found = [one for one in found if one.undo is not None or may_read_on(session, reader, one.item)]
    return sorted(found, key=lambda question: (not question.live, rank(question.item)))


def live_keys(session: Session, team: str, items: Sequence[Item], now: datetime) -> dict[str, int]:
    """The questions about some items that wait for a word now: by key, whose."""
    if not items:
        return {}
    every = item_facts(gather(session, team, now, items), items)
    return {asked.key: asked.reader.person.id for facts in every for asked in pending(facts)}


def _question(
    session: Session, line: Line, item: Item, reader: Person, post: Post, now: datetime, live: dict[str, int]
) -> Question:
    undo = undoable(session, item.id, reader, post.settled_at or now)
    return question_about(session, line, item, reader, live=line.key.rpartition(":")[0] in live, undo=undo)


def question_about(
    session: Session, line: Line, item: Item, reader: Person, *, live: bool, undo: int | None = None
) -> Question:
    """One question with all that its answer needs to know."""
    team = item.team_id
    people = queries.people(
        session, team, [item.owner_id, item.requester_id, item.offer_owner_id, item.blocked_by_id,
                        line.why.get("by"), line.why.get("instead_of"), line.why.get("asked")]
    )  # fmt: skip
    asks = item.kind is Kind.DECISION
    other, handed = _other(line, item), _handed_by(session, line, item)
    on = queries.item(session, team, _on(line, item))
    return Question(
        reader=reader,
        line=line,
        item=item,
        live=live,
        owner=people.get(item.owner_id or 0),
        requester=people.get(item.requester_id or 0),
        project=queries.project(session, team, item.project_id),
        other=people.get(other or 0),
        about=seen_or_none(session, reader, on),
        fits=on is not None and on.due is not None and item.due is not None and on.due < item.due,
        objected=line.kind is LineKind.RIPPLE and not live and last_reply(session, item) == "item.objected",
        was=date.fromisoformat(line.why["was"]) if line.why.get("was") else None,
        instead_of=people.get(line.why.get("instead_of") or 0),
        words=note_text(session, team, _words_of(line, item)),
        load=_load(session, item),
        handed_by=queries.person(session, team, handed),
        options=decisions.options_of(session, team, [item.number]).get(item.number, ()) if asks else (),
        decision=decisions.by_number(session, team, item.number) if asks else None,
        risk=session.get(Risk, item.id) if line.kind in (LineKind.REVIEW, LineKind.PLAN) else None,
        undo=undo,
    )


def _handed_by(session: Session, line: Line, item: Item) -> int | None:
    """Who gave it to its owner, where that is neither the owner nor whoever asked for it."""
    if line.kind is not LineKind.REQUEST:
        return None
    events = queries.events_of(session, item.team_id, item.id)
    gave = [one for one in events if one.what in GIVES and one.after.get("owner_id") == item.owner_id]
    actor = gave[-1].actor_id if gave else None
    return actor if actor not in (item.requester_id, item.owner_id) else None


GIVES = ("item.assigned", "item.edited")
"""What makes somebody else the owner of something."""
OF_THE_HANDSHAKE = (LineKind.REQUEST, LineKind.DECIDE, LineKind.COUNTER, LineKind.DECLINED, LineKind.QUESTION)


def _words_of(line: Line, item: Item) -> int | None:
    """The note with what was said along with the question."""
    if line.kind is LineKind.CONFIRM:
        return item.evidence_id
    return item.offer_note_id if line.kind in OF_THE_HANDSHAKE else None


def _other(line: Line, item: Item) -> int | None:
    """Somebody else whom the question names."""
    if line.kind in (LineKind.RIPPLE, LineKind.PLAN):
        return line.why.get("by")
    if line.kind is LineKind.UNTAKEN:
        return line.why.get("asked")
    return item.blocked_by_id if line.kind is LineKind.BLOCKER else item.offer_owner_id


def _on(line: Line, item: Item) -> int | None:
    """The other item that the question is about."""
    if line.kind is LineKind.RIPPLE:
        return line.why.get("on")
    return item.blocked_on_id if line.kind is LineKind.BLOCKER else None


def _load(session: Session, item: Item) -> int:
    """What else its owner has due in the week of its date."""
    if item.due is None or item.owner_id is None:
        return 0
    monday, sunday = _week(item.due)
    return session.exec(
        select(func.count())
        .select_from(Item)
        .where(Item.team_id == item.team_id, Item.owner_id == item.owner_id, col(Item.closed_at).is_(None))
        .where(col(Item.due) >= monday, col(Item.due) <= sunday, Item.id != item.id)
    ).one()


def _week(day: date) -> tuple[date, date]:
    monday = monday_of(day)
    return monday, min(monday, date.max - WEEK) + WEEK
