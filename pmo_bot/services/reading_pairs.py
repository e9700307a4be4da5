"""Read pairs that look alike: both sides, for those who may know of both, and nobody else."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pmo_bot.model import Decision, DecisionState, Item, Likeness, Pair, PairLine, Person, Project
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.pairs import PairSeen, Side
from pmo_bot.rules.permission import may_see, may_see_item, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database

MOST_LISTED = 10
Thing = Item | Decision


class Things:
    """The items or decisions behind some pairs, read once."""

    def __init__(self, session: Session, team: str, pairs: Sequence[Pair]) -> None:
        numbers = {number for pair in pairs for number in (pair.low, pair.high)}
        self.session, self.team = session, team
        work = {n for pair in pairs if pair.kind is Likeness.WORK for n in (pair.low, pair.high)}
        items = select(Item).where(Item.team_id == team, col(Item.number).in_(work))
        decided = select(Decision).where(Decision.team_id == team, col(Decision.number).in_(numbers - work))
        self._items = {one.number: one for one in session.exec(items)} if work else {}
        self._decisions = {one.number: one for one in session.exec(decided)} if numbers - work else {}
        self.projects = {one.id: one for one in queries.projects(session, team)}
        self.options = stored.options_of(session, team, list(self._decisions))
        self._rooms: dict[int, frozenset[str]] = {}
        self._pmo = queries.pmo_leads(session, team)
        things: list[Thing] = [*self._items.values(), *self._decisions.values()]
        leads = [home.lead_id for thing in things if (home := self.home(thing)) is not None]
        said = [pair.answered_by_id for pair in pairs]
        self._people = queries.people(session, team, [*map(_owner, things), *leads, *said])

    def both(self, pair: Pair) -> tuple[Thing, Thing] | None:
        """The two things; None where one is gone."""
        known: dict[int, Item] | dict[int, Decision]
        known = self._items if pair.kind is Likeness.WORK else self._decisions
        low, high = known.get(pair.low), known.get(pair.high)
        return (low, high) if low is not None and high is not None else None

    def home(self, thing: Thing) -> Project | None:
        """Where it belongs."""
        return self.projects.get(thing.project_id or 0)

    def sees(self, reader: Person, pair: Pair, here: str | None = None) -> bool:
        """Whether both exist for this reader and, where a channel will read it, for that."""
        both, rooms = self.both(pair), self._rooms_of(reader)
        return both is not None and all(
            self._sees(reader, one, rooms) and may_tell(self.home(one), here) for one in both
        )

    def _rooms_of(self, reader: Person) -> frozenset[str]:
        if reader.id not in self._rooms:
            self._rooms[reader.id] = queries.private_rooms(self.session, self.team, reader.slack_id)
        return self._rooms[reader.id]

    def _sees(self, reader: Person, thing: Thing, rooms: frozenset[str]) -> bool:
        if isinstance(thing, Item):
            return may_see_item(reader, thing, self.home(thing), rooms)
        return reader.id in (thing.decider_id, thing.logged_by_id) or may_see(reader, self.home(thing), rooms)

    def concerned(self, pair: Pair) -> list[Person]:
        """Owners, the leads of both projects and the PMO leads: those of them who may see both and can be reached."""
        both = self.both(pair)
        if both is None:
            return []
        homes = [self.home(one) for one in both]
        ids = [_owner(one) for one in both] + [home.lead_id for home in homes if home is not None]
        named = [self._people[one] for one in ids if one in self._people]
        everybody = {one.id: one for one in [*named, *self._pmo]}
        return [one for one in everybody.values() if not never_reached(one) and self.sees(one, pair)]

    def seen(self, pair: Pair) -> PairSeen | None:
        """Both sides as they are now."""
        both = self.both(pair)
        if both is None:
            return None
        low, high = (self._side(one, self._people.get(_owner(one) or 0)) for one in both)
        return PairSeen(pair, low, high, self._people.get(pair.answered_by_id or 0))

    def _side(self, thing: Thing, person: Person | None) -> Side:
        if isinstance(thing, Item):
            return Side(thing.id, thing.number, thing.key, thing.title, thing.is_open, self.home(thing), person,
                        thing.due)  # fmt: skip
        return Side(thing.id, thing.number, thing.key, thing.title, thing.state is DecisionState.ACTIVE,
                    self.home(thing), person, thing.decided_on, self.chosen(thing))  # fmt: skip

    def chosen(self, decision: Decision) -> str:
        """The words of the option that was taken; empty where there were none."""
        options = self.options.get(decision.number, ())
        return next((one.text for one in options if one.position == decision.choice), "")


def _owner(thing: Thing) -> int | None:
    return thing.owner_id if isinstance(thing, Item) else thing.decider_id


def in_message(session: Session, team: str, post_key: str, reader: Person) -> tuple[PairSeen, ...]:
    """The pairs that a brief carries; nothing of one whose sides its reader may no longer both see."""
    carried = select(Pair).join(PairLine, col(PairLine.pair_id) == col(Pair.id))
    lines = carried.where(PairLine.team_id == team, PairLine.post_key == post_key).order_by(col(PairLine.id))
    return _seen(session, reader, session.exec(lines).all())


def waiting(db: Database, reader: Person, here: str | None = None) -> tuple[PairSeen, ...]:
    """What nobody has said anything of yet, among what concerns this reader; the newest first."""
    with db.reading() as session:
        unsaid = select(Pair).where(Pair.team_id == reader.team_id, col(Pair.answer).is_(None))
        pairs = session.exec(unsaid.order_by(col(Pair.week).desc(), col(Pair.id))).all()
        things = Things(session, reader.team_id, pairs)
        mine = [one for one in pairs if _concerns(things, reader, one) and things.sees(reader, one, here)]
        found = (things.seen(one) for one in mine)
        return tuple(one for one in found if one is not None and one.live)[:MOST_LISTED]


def _concerns(things: Things, reader: Person, pair: Pair) -> bool:
    return any(one.id == reader.id for one in things.concerned(pair))


def _seen(session: Session, reader: Person, pairs: Sequence[Pair]) -> tuple[PairSeen, ...]:
    if not pairs:
        return ()
    things = Things(session, reader.team_id, pairs)
    found = [things.seen(one) for one in pairs if things.sees(reader, one)]
    return tuple(one for one in found if one is not None)


def one(session: Session, reader: Person, pair_id: int) -> PairSeen:
    """A pair, as buttons name it.  To whom it does not concern, or who may not see both, there is none."""
    pair = session.get(Pair, pair_id)
    if pair is not None and pair.team_id == reader.team_id:
        things = Things(session, reader.team_id, [pair])
        found = things.seen(pair) if _concerns(things, reader, pair) else None
        if found is not None:
            return found
    raise Refused("no_pair")
