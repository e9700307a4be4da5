"""The messages that lines go into: today's brief of somebody, or the ask that is being gathered for them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Person, Post, PostKind, PostState
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.gate import ASKS_A_DAY
from pmo_bot.rules.moments import brief_is_due, next_brief
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.rules.tips import Tip
from pmo_bot.services.people import calendar_of
from pmo_bot.services.tips import NAME as TIP
from pmo_bot.services.tips import tips_of
from pmo_bot.store.outbox import insert_each, insert_once
from pmo_bot.store.prepared import prepared

NEVER_CAME = (PostState.DROPPED, PostState.DEAD)
COALESCE = timedelta(minutes=5)
"""How long an ask is open for more of the same."""
Place = tuple[Post | None, bool]
"""A message that takes more lines, None where there is none; and whether it is new."""


@dataclass(frozen=True)
class Briefs:
    """Today's briefs of many people."""

    by_key: Mapping[str, Post]
    new: int
    """How many there were none of before."""
    now: datetime

    def of(self, reader: Recipient, *, shadow: bool = False) -> Post | None:
        """Somebody's brief while it can take more lines; None when it is out."""
        post = self.by_key[_brief_key(reader, self.now, shadow=shadow)]
        return post if _takes_more(post) else None


def briefs_for(session: Session, wanted: Iterable[tuple[Recipient, bool]], now: datetime) -> Briefs:
    """Today's briefs of all these readers of one workspace, made where there are none yet.

    Beside each stands whether it is a shadow: the brief that would be sent, were a project not only observed.
    """
    readers = {_brief_key(reader, now, shadow=shadow): (reader, shadow) for reader, shadow in wanted}
    there = _posts(session, readers)
    missing = [one for key, one in readers.items() if key not in there]
    tips = tips_of(session, [reader for reader, shadow in missing if not shadow], now)
    made = insert_each(session, [_brief(*one, tips, now) for one in missing])
    taken = readers.keys() - there.keys() - {post.key for post in made}
    there |= _posts(session, {key: readers[key] for key in taken})  # by somebody else just now
    return Briefs(there | {post.key: post for post in made}, len(made), now)


def _posts(session: Session, readers: Mapping[str, tuple[Recipient, bool]]) -> dict[str, Post]:
    """Those of the briefs that are there."""
    team = next((reader.person.team_id for reader, _ in readers.values()), None)
    return {post.key: post for post in _with_keys(session, team, readers.keys())} if team is not None else {}


@prepared
def _with_keys(team: str, keys: Collection[str]) -> SelectOfScalar[Post]:
    return select(Post).where(Post.team_id == team, col(Post.key).in_(keys))


def _brief_key(reader: Recipient, now: datetime, *, shadow: bool) -> str:
    return f"{OBSERVED if shadow else ''}brief:{reader.person.id}:{reader.calendar.today(now)}"


def _brief(reader: Recipient, shadow: bool, tips: Mapping[int, Tip], now: datetime) -> Post:
    person, tip = reader.person, None if shadow else tips.get(reader.person.id)
    return Post(
        team_id=person.team_id,
        key=_brief_key(reader, now, shadow=shadow),
        kind=PostKind.BRIEF,
        lane=f"{OBSERVED if shadow else ''}person:{person.id}",
        person_id=person.id,
        on_date=reader.calendar.today(now),
        not_before=now,
        created_at=now,
        why={"rule": "brief", "zone": person.zone, "at": person.brief_at.isoformat("minutes")}
        | ({TIP: tip.value} if tip is not None else {}),
    )


def brief_now(session: Session, person: Person, now: datetime) -> tuple[Post | None, bool, datetime | None]:
    """The same for what is about no promise: where their brief is not due, or is out, also when the next one is."""
    working = calendar_of(session, person)
    post, is_new = None, False
    if brief_is_due(person, working, now):
        reader = Recipient("owner", person, working)
        briefs = briefs_for(session, [(reader, False)], now)
        post, is_new = briefs.of(reader), briefs.new > 0
    return post, is_new, next_brief(person, working, working.today(now), now) if post is None else None


def ask_for(
    session: Session, reader: Recipient, now: datetime, *, urgent: bool = False, shadow: bool = False
) -> tuple[Post | None, bool]:
    """The ask that is still being gathered for somebody, or a new one that leaves in five minutes.

    None after three of a day: what is left rides in the next brief.  What is urgent leaves alone, and at once.
    """
    person, day, apart = reader.person, reader.calendar.today(now), OBSERVED if shadow else ""
    asks = _asks(session, person.team_id, person.id, f"{apart}ask:", day, reader.calendar.at(day, MIDNIGHT)).all()
    today, late = [post for post in asks if post.on_date == day], [post for post in asks if post.on_date != day]
    if today and _takes_more(today[-1]) and urgent is bool(today[-1].why.get("urgent")):
        return today[-1], False
    if not urgent and sum(post.state not in NEVER_CAME for post in today) + len(late) >= ASKS_A_DAY:
        return None, False
    post = Post(
        team_id=person.team_id,
        key=f"{apart}ask:{person.id}:{day}:{len(today) + 1}",
        kind=PostKind.ASK,
        lane=f"{apart}person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now if urgent else now + COALESCE,
        created_at=now,
        why={"rule": "ask", "zone": person.zone, **({"urgent": True} if urgent else {})},
    )
    return (post, True) if insert_once(session, post) else (None, False)


@prepared
def _asks(team: str, person_id: int, kind: str, day: date, midnight: datetime) -> SelectOfScalar[Post]:
    """Somebody's asks of a day, and those that were planned on an earlier one and reach them on this one."""
    on_its_way = col(Post.state).in_([PostState.DUE, PostState.SENDING])
    reaches = on_its_way | ((col(Post.state) == PostState.SENT) & (col(Post.settled_at) >= midnight))
    mine = (
        Post.team_id == team,
        Post.person_id == person_id,
        Post.kind == PostKind.ASK,
        col(Post.key).startswith(kind),
    )
    of_day = (col(Post.on_date) == day) | ((col(Post.on_date) < day) & reaches)
    return select(Post).where(*mine, of_day).order_by(col(Post.id))


def _takes_more(post: Post) -> bool:
    return post.state is PostState.DUE and post.attempts == 0
