"""What dates are compared with, read once for any number of projects, and looked at from each of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from pmo_bot.model import AnyItem, Freeze, Kind, Person
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.conflicts import MOST_A_WEEK, Around, Week, weeks_of
from pmo_bot.rules.links import Waits
from pmo_bot.services.freezes import ahead
from pmo_bot.services.people import calendar_for
from pmo_bot.store import links, outlines, queries
from pmo_bot.store.links import Edge


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything open that has to do with some items, found by whose it is and what it is linked to."""

    items: Mapping[int, AnyItem]
    linked: Mapping[int, Sequence[Edge]]
    """By item: the pairs of waiting that it is in."""
    awaited: Mapping[int, Sequence[Edge]]
    """By person: the pairs in which something waits for what they owe by a date."""
    milestones: Mapping[int, Sequence[AnyItem]]
    """By owner."""
    weeks: Mapping[Week, Sequence[AnyItem]]
    people: Mapping[int, Person]
    calendars: Mapping[int, Calendar]
    freezes: Sequence[Freeze]
    most: int

    def around(self, about: Sequence[AnyItem], calendar: Calendar, today: date) -> Around:
        """What matters for the dates of some of these items: nothing depends on which others were read with them."""
        owners = {item.owner_id for item in about if item.owner_id is not None}
        pairs = {*self._pairs(about, owners)}
        places = {None, *(item.project_id for item in about)}
        return Around(
            items=self.items,
            about={item.id for item in about},
            milestones=self._near(about, owners, pairs),
            waits=Waits.of(pairs),
            people=self.people,
            calendars=self.calendars,
            calendar=calendar,
            today=today,
            freezes=[one for one in self.freezes if one.last >= today and one.project_id in places],
            most=self.most,
            weeks=self.weeks,
        )

    def _pairs(self, about: Iterable[AnyItem], owners: Iterable[int]) -> Iterator[Edge]:
        """What waits for these items, what they wait for, and what waits for anything else that their owners owe."""
        for item in about if self.linked else ():
            yield from self.linked.get(item.id, ())
        for owner in owners if self.awaited else ():
            yield from self.awaited.get(owner, ())

    def _near(self, about: Iterable[AnyItem], owners: Iterable[int], pairs: Iterable[Edge]) -> list[AnyItem]:
        """The milestones among these items, among what their owners owe, and at either end of a pair."""
        theirs = (one for owner in owners for one in self.milestones.get(owner, ()))
        ends = (self.items[end] for pair in pairs for end in pair if end in self.items)
        found = {one.id: one for many in (about, theirs, ends) for one in many if one.kind is Kind.MILESTONE}
        return list(found.values())


def surroundings(
    session: Session, team: str, about: Sequence[AnyItem], first: date, within: Collection[int] = ()
) -> Surroundings:
    """All that the dates of some open items are compared with, from a day on.

    They are everything that is open `within` some projects, where these are named: then the database is told the
    projects instead of ten thousand ids.
    """
    mine: links.Ids = outlines.ids_in(team, within) if within else {item.id for item in about}
    owners = {item.owner_id for item in about if item.owner_id is not None}
    owed = {one.id: one for one in outlines.dated_elsewhere(session, team, owners, within)}
    pairs = links.edges(session, team, mine)
    if isinstance(mine, Collection):
        pairs |= links.edges_to(session, team, {*mine, *owed})
    else:
        pairs |= links.edges_to(session, team, mine) | links.edges_to(session, team, owed.keys())
    known: dict[int, AnyItem] = {**owed, **{item.id: item for item in about}}
    beyond = queries.items(session, team, {end for pair in pairs for end in pair} - known.keys()).values()
    known |= {one.id: one for one in beyond if one.is_open}
    people = queries.people(session, team, {item.owner_id for item in known.values()})
    places: Collection[int | None] = within or {item.project_id for item in about}
    return Surroundings(
        items=known,
        linked=_by_item(pairs),
        awaited=_by_owner(pairs, known),
        milestones=_milestones(known.values()),
        weeks=weeks_of(known.values()),
        people=people,
        calendars=_calendars(session, team, people),
        freezes=ahead(session, team, places, first),
        most=most_a_week(session, team),
    )


def _by_item(pairs: Iterable[Edge]) -> dict[int, list[Edge]]:
    found: dict[int, list[Edge]] = {}
    for pair in pairs:
        for end in pair:
            found.setdefault(end, []).append(pair)
    return found


def _by_owner(pairs: Iterable[Edge], known: Mapping[int, AnyItem]) -> dict[int, list[Edge]]:
    found: dict[int, list[Edge]] = {}
    for pair in pairs:
        on = known.get(pair[1])
        if on is not None and on.owner_id is not None and on.due is not None:
            found.setdefault(on.owner_id, []).append(pair)
    return found


def _milestones(items: Iterable[AnyItem]) -> dict[int, list[AnyItem]]:
    found: dict[int, list[AnyItem]] = {}
    for item in items:
        if item.kind is Kind.MILESTONE and item.owner_id is not None and item.due is not None:
            found.setdefault(item.owner_id, []).append(item)
    return found


def _calendars(session: Session, team: str, people: Mapping[int, Person]) -> dict[int, Calendar]:
    away = queries.absences(session, team, list(people))
    return {one: calendar_for(person, away.get(one)) for one, person in people.items()}


def most_a_week(session: Session, team: str) -> int:
    """How many things of one person fit into a week, by the workspace's policy."""
    newest = next((policy for policy in queries.policies(session, team) if policy.project_id is None), None)
    return int(newest.body.get("full_week", MOST_A_WEEK)) if newest is not None else MOST_A_WEEK
