"""Read App Home: what waits for somebody, what they owe, asked for, lead, sponsor and watch."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Person, Project, Role, State
from pmo_bot.rules import home as homes
from pmo_bot.rules.calendar import Calendar, monday_of
from pmo_bot.rules.permission import may_see
from pmo_bot.services import absences, alarms, letters, reading_bottlenecks, reading_load
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_answered import answered
from pmo_bot.services.reading_pending import Waiting
from pmo_bot.services.reading_projects import outlooks
from pmo_bot.services.sight import Sight
from pmo_bot.store import links, queries, tags


def home(
    session: Session,
    person: Person,
    now: datetime,
    *,
    first_visit: bool = False,
    starts: Mapping[str, int] | None = None,
) -> homes.Home:
    """Everything that concerns one person; `starts` says where they have leafed to."""
    team, calendar, at = person.team_id, calendar_of(session, person), starts or {}
    owed = queries.open_items_of(session, team, person.id)
    asked = queries.open_items_asked(session, team, person.id)
    waiting = Waiting(session, person, now)
    watched, led = _projects(session, person)
    yours = waiting.by_project()
    teams = tags.teams_in(session, team, [one.id for one in watched or ()])
    unit = next((one for one in teams if one.id == at.get(homes.TEAM)), None)
    away, covered = absences.ahead(session, person, now), absences.covered(session, person, now)
    named = [i.owner_id for i in asked] + [i.blocked_by_id for i in (*owed, *asked)] + [a.delegate_id for a in away]
    named += [a.person_id for a in covered]
    promised = _promised(session, person, owed)
    named += [one.on.owner_id for one in promised if one.on is not None]
    known = homes.Known(
        owed=owed,
        asked=asked,
        waiting=waiting.page(homes.SIZES["waiting"], at.get("waiting", 0)),
        portfolio=outlooks(session, person, watched, now, yours, unit) if watched is not None else None,
        teams=teams,
        unit=unit,
        projects=outlooks(session, person, led, now, yours),
        done=_done_this_week(session, person, calendar, now),
        people=queries.people(session, team, named),
        first_visit=first_visit,
        absences=away,
        covered=covered,
        answered=answered(session, person, now),
        promised=promised,
        bottleneck=reading_bottlenecks.of_oneself(session, person, owed, len(waiting)),
        bottlenecks=reading_bottlenecks.of_led(session, person, [*led, *(watched or ())], now),
        too_full=next(iter(reading_load.own(session, person, now).over), None),
        measured=alarms.self_measured(session, team) if person.role is Role.PMO else None,
        letters=letters.of(session, person, now),
    )
    return homes.build(person, calendar.today(now), now, known, at)


def _promised(session: Session, person: Person, owed: Sequence[Item]) -> list[homes.Promised]:
    """What others owe somebody before they can begin: what their open items wait for directly."""
    mine = {item.id: item for item in owed}
    edges = links.edges(session, person.team_id, list(mine))
    known, sight = queries.items(session, person.team_id, [on for _, on in edges]), Sight(session, person)
    waited = [(mine[item_id], known[on]) for item_id, on in edges if known[on].is_open]
    return [
        homes.Promised(item, on if sight.sees(on) else None, on.due) for item, on in waited if on.owner_id != person.id
    ]


def _projects(session: Session, person: Person) -> tuple[list[Project] | None, list[Project]]:
    """What somebody watches, None for those who watch nothing; and what they lead besides.

    A PMO lead watches everything they may see, a sponsor what they sponsor.
    """
    rooms = queries.private_rooms(session, person.team_id, person.slack_id)
    seen = [p for p in queries.projects(session, person.team_id) if may_see(person, p, rooms)]
    watched = [p for p in seen if person.role is Role.PMO or p.sponsor_id == person.id]
    led = [p for p in seen if p.lead_id == person.id and p not in watched]
    return watched or None, led


def _done_this_week(session: Session, person: Person, calendar: Calendar, now: datetime) -> Sequence[Item]:
    today = calendar.today(now)
    week = calendar.at(monday_of(today), calendar.opens.min)
    mine = (Item.team_id == person.team_id, Item.owner_id == person.id, Item.state == State.DONE)
    return session.exec(
        select(Item).where(*mine, col(Item.closed_at) >= week).order_by(col(Item.closed_at).desc(), col(Item.id))
    ).all()
