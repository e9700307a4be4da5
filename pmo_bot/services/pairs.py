"""What somebody says of a pair that looks alike.  It holds for everybody: nobody is asked about it again."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from pmo_bot.model import Decision, Item, Pair, PairAnswer, PairLine, Post, PostKind, Sent, Workspace
from pmo_bot.rules.pairs import PairSeen, PairTalk
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.together import begins_at, reachable
from pmo_bot.services import changing_decisions, links, reading_pairs
from pmo_bot.services.events import Act, once_only, plain, record
from pmo_bot.services.notices import request_edit
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_pairs import Things
from pmo_bot.store import links as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

ANSWERED = "pair.answered"


def same(db: Database, act: Act, pair_id: int) -> PairSeen:
    """They are the same: the newer item waits for the older one; of two decisions the newer takes the older's place.

    Whoever is concerned may say so if they may change one of the items, or the decision that is replaced.
    """
    with db.transaction() as session:
        seen = _live(session, act, pair_id)
        _answer(session, act, seen.pair, PairAnswer.SAME)
        if seen.is_work:
            _link(session, act.without_once, seen)
        else:
            act, old = changing_decisions.mine(session, act.without_once, seen.low.id)
            changing_decisions.supersede_with(session, act, old, session.get_one(Decision, seen.high.id))
        return reading_pairs.one(session, act.person, pair_id)


def _link(session: Session, act: Act, seen: PairSeen) -> None:
    """The newer waits for the older, unless either waits for the other already."""
    low, high = seen.low.id, seen.high.id
    waits = any(there in stored.reach(session, act.team, [one], "before") for one, there in ((low, high), (high, low)))
    if not waits:
        links.join(session, act, high, low)


def different(db: Database, act: Act, pair_id: int) -> PairSeen:
    """They have nothing to do with each other.  Whoever is concerned may say so."""
    with db.transaction() as session:
        seen = _live(session, act, pair_id)
        _answer(session, act, seen.pair, PairAnswer.DIFFERENT)
        return reading_pairs.one(session, act.person, pair_id)


def ask_again(db: Database, act: Act, pair_id: int) -> PairSeen:
    """Whoever said that they are different takes it back."""
    with db.transaction() as session:
        once_only(session, act)
        seen = reading_pairs.one(session, act.person, pair_id)
        if not seen.is_different or seen.pair.answered_by_id != act.person.id:
            raise Refused("nothing_to_undo")
        _answer(session, act, seen.pair, None)
        return reading_pairs.one(session, act.person, pair_id)


def _live(session: Session, act: Act, pair_id: int) -> PairSeen:
    once_only(session, act)
    seen = reading_pairs.one(session, act.person, pair_id)
    if not seen.live:
        raise Refused("pair_settled", seen=seen)
    return seen


def _answer(session: Session, act: Act, pair: Pair, answer: PairAnswer | None) -> None:
    before = _told(pair)
    pair.answer = answer
    pair.answered_by_id, pair.answered_at = (act.person.id, act.now) if answer is not None else (None, None)
    session.add(pair)
    session.flush()
    record(session, act, ANSWERED, before=before, after=_told(pair))
    _edit_briefs(session, pair, act.now)


def _told(pair: Pair) -> dict[str, Any]:
    """An answer as an event tells it: the pair is named by its numbers."""
    return {"key": pair.key, "answer": plain(pair.answer), "answered_by_id": pair.answered_by_id,
            "answered_at": plain(pair.answered_at)}  # fmt: skip


def _edit_briefs(session: Session, pair: Pair, now: datetime) -> None:
    """Whoever was shown it reads what was said."""
    carriers = select(PairLine.post_key).where(PairLine.team_id == pair.team_id, PairLine.pair_id == pair.id)
    shown = (
        select(Sent, Post)
        .join(Post, (col(Post.team_id) == Sent.team_id) & (col(Post.key) == Sent.key))
        .where(Sent.team_id == pair.team_id, col(Sent.key).in_(carriers))
    )
    for sent, post in session.exec(shown).all():
        request_edit(session, sent, post, now)


# --- talking ----------------------------------------------------------------------------


def talk(db: Database, act: Act, pair_id: int) -> PairSeen:
    """Bring those whose they are together, with whoever asks for it: once for a pair.  It answers nothing yet."""
    with db.transaction() as session:
        seen = _live(session, act, pair_id)
        concerned = {one.id for one in Things(session, act.team, [seen.pair]).concerned(seen.pair)}
        people = [one for one in seen.owners if one.id in concerned]
        there = [one.id for one in reachable([act.person, *people])]
        if len(there) < 2:
            raise Refused("nobody_to_talk", seen=seen)
        if not insert_once(session, _conversation(session, act, seen, there)):
            raise Refused("talked_already", seen=seen)
        _keep_talk(session, act, seen, there)
        return seen


def _keep_talk(session: Session, act: Act, seen: PairSeen, people: list[int]) -> None:
    """The history of either says so."""
    for number, side in enumerate(seen.sides):
        told, after = act if number == 0 else act.without_once, {"people": people}
        if seen.is_work:
            record(session, told, "item.together", item=session.get_one(Item, side.id), after=after)
        else:
            record(session, told, "decision.together", decision=session.get_one(Decision, side.id), after=after)


def _conversation(session: Session, act: Act, seen: PairSeen, people: list[int]) -> Post:
    known = queries.people(session, act.team, people)
    return Post(
        team_id=act.team,
        key=f"group:pair-{seen.pair.key}",
        kind=PostKind.GROUP,
        lane=f"group:pair-{seen.pair.key}",
        on_date=calendar_of(session, act.person).today(act.now),
        not_before=begins_at([calendar_of(session, one) for one in known.values()], act.now),
        created_at=act.now,
        why={"rule": "group", "people": people, "item": None, "by": act.person.id, "pair": seen.pair.key},
    )


def read_talk(session: Session, post: Post) -> PairTalk | None:
    """What the conversation says; None where nothing is left to settle, or somebody may no longer know of both."""
    team, why = post.team_id, post.why
    pair = session.exec(select(Pair).where(Pair.team_id == team, Pair.key == why["pair"])).first()
    known = queries.people(session, team, [*why["people"], why["by"]])
    by = known.get(why["by"])
    if pair is None or by is None:
        return None
    things = Things(session, team, [pair])
    seen = things.seen(pair)
    there = tuple(one for one in reachable([known[n] for n in why["people"] if n in known]) if things.sees(one, pair))
    if seen is None or not seen.live or len(there) < 2:
        return None
    return PairTalk(seen, there, by, queries.person(session, team, post.person_id))


# --- it was not said --------------------------------------------------------------------


def give_back(session: Session, team: str, post_key: str, now: datetime) -> None:
    """A brief did not reach its reader: what it showed is shown in another."""
    here = (col(PairLine.team_id) == team, col(PairLine.post_key) == post_key)
    if session.exec(delete(PairLine).where(*here)).rowcount:
        session.exec(update(Workspace).where(col(Workspace.team_id) == team).values(wake_at=now))
