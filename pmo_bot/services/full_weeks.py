"""Weeks that several projects fill together: seen once a week, told once to everybody who leads one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Line, LineKind, Person, Post, Project, Workspace
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.load import Shared, shared
from pmo_bot.rules.plan import Owed, Way
from pmo_bot.rules.radar import look_on
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.people import calendar_of
from pmo_bot.services.planning_lines import add_lines
from pmo_bot.services.planning_posts import brief_now
from pmo_bot.services.reading_load import weeks_of, workers
from pmo_bot.services.sight import Sight
from pmo_bot.store import queries

Heard = Mapping[int, Project]
"""The projects about which the bot speaks up, by id."""


def look(session: Session, team: str, heard: Heard, now: datetime) -> dict[str, Any]:
    """Whose weeks these are and which, as the event of the look keeps it; nothing where there are none."""
    found = [
        (person.id, one.week.monday.isoformat())
        for person, owned, calendar in weeks_of(session, workers(session, team, list(heard)))
        for one in shared(person, owned, calendar, calendar.today(now))
    ]
    return {"people": [one for one, _ in found], "weeks": [monday for _, monday in found]} if found else {}


def tell(
    session: Session, workspace: Workspace, heard: Heard, house: Calendar, now: datetime
) -> tuple[int, list[datetime]]:
    """Put them into the briefs of those who lead: how many that made, and when others will be."""
    made, ahead = 0, list[datetime]()
    for lead, news in _owed(session, workspace.team_id, heard, look_on(house, now), now):
        post, is_new, later = brief_now(session, lead, now)
        made += is_new
        ahead += [later] if later is not None else []
        for one in news:
            if post is not None:
                _put(session, post, lead, one, now)
    return made, ahead


@dataclass(frozen=True, slots=True)
class _News:
    """What one lead is told of one week."""

    key: str
    item: Item
    """What takes most of it in a project of theirs."""
    about: Mapping[str, Any]


def _put(session: Session, post: Post, lead: Person, one: _News, now: datetime) -> None:
    working = calendar_of(session, lead)
    reader = Recipient("contact", lead, working)
    owed = Owed(LineKind.FULL, "news", working.today(now), reader, Way.BRIEF, one.key, about=one.about)
    for facts in item_facts(gather(session, lead.team_id, now, [one.item]), [one.item]):
        add_lines(session, [(facts, owed, post)], now)


def _owed(
    session: Session, team: str, heard: Heard, monday: date, now: datetime
) -> Iterator[tuple[Person, list[_News]]]:
    """By lead: what they were not told yet, of what they may see."""
    found: dict[int, list[_News]] = {}
    for person, week in _seen(session, team, monday, now):
        for lead_id, one in _for_leads(person, week, heard):
            found.setdefault(lead_id, []).append(one)
    told = _told(session, team, [one.key for news in found.values() for one in news])
    for lead in sorted(queries.people(session, team, list(found)).values(), key=lambda one: one.id):
        sight = Sight(session, lead)
        news = [one for one in found[lead.id] if one.key not in told and sight.sees(one.item)]
        if news and not never_reached(lead):
            yield lead, news


def _for_leads(person: Person, week: Shared, heard: Heard) -> Iterator[tuple[int, _News]]:
    """Whoever leads several of the projects is told once; whose week it is sees it in their Home."""
    leads = [project.lead_id if (project := heard.get(one.project_id or 0)) else None for one in week.items]
    for lead_id in dict.fromkeys(one for one in leads if one not in (None, person.id)):
        item = week.items[leads.index(lead_id)]
        others = [n for n, one in enumerate(week.items) if one is not item]
        other = week.items[min(others, key=lambda n: leads[n] == lead_id)]
        about = {"by": person.id, "on": other.id, "week": week.week.monday.isoformat()}
        key = f"{LineKind.FULL}:{person.id}:{week.week.monday}:{lead_id}"
        yield lead_id or 0, _News(key, item, about)


def _seen(session: Session, team: str, monday: date, now: datetime) -> Iterator[tuple[Person, Shared]]:
    """What the look of that week saw, as far as it is still so."""
    event = session.exec(select(Event).where(Event.team_id == team, Event.once == f"radar:{monday}")).first()
    after = event.after if event is not None else {}
    weeks = set(zip(after.get("people", ()), after.get("weeks", ()), strict=True))
    people = queries.people(session, team, {one for one, _ in weeks})
    for person, owned, calendar in weeks_of(session, list(people.values())):
        for one in shared(person, owned, calendar, calendar.today(now)):
            if (person.id, one.week.monday.isoformat()) in weeks:
                yield person, one


def _told(session: Session, team: str, keys: list[str]) -> set[str]:
    return set(session.exec(select(Line.key).where(Line.team_id == team, col(Line.key).in_(keys))))
