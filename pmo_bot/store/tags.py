"""Queries about skills and teams."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Person, PersonSkill, Tag, TagKind


def tag(session: Session, team: str, kind: TagKind, name: str) -> Tag | None:
    """The tag of this name, if there is one."""
    return session.exec(select(Tag).where(Tag.team_id == team, Tag.kind == kind, Tag.name == name)).first()


def names(session: Session, team: str, ids: Collection[int | None]) -> dict[int, str]:
    """What some tags are called."""
    wanted = [one for one in ids if one is not None]
    rows = session.exec(select(Tag).where(Tag.team_id == team, col(Tag.id).in_(wanted))) if wanted else ()
    return {row.id: row.name for row in rows}


def skills_of(session: Session, team: str, people: Collection[int]) -> dict[int, frozenset[int]]:
    """By person: what they say they can do."""
    rows = select(PersonSkill).where(PersonSkill.team_id == team, col(PersonSkill.person_id).in_(list(people)))
    found: dict[int, frozenset[int]] = {}
    for row in session.exec(rows):
        found[row.person_id] = found.get(row.person_id, frozenset()) | {row.skill_id}
    return found


def who_can(session: Session, team: str, skill_id: int) -> list[Person]:
    """Who says that they can do this."""
    can = select(PersonSkill.person_id).where(PersonSkill.team_id == team, PersonSkill.skill_id == skill_id)
    people = select(Person).where(Person.team_id == team, col(Person.id).in_(can))
    return list(session.exec(people.order_by(col(Person.id))))


def of_team(session: Session, team: str, unit_id: int) -> list[int]:
    """Who belongs to a team."""
    return list(session.exec(select(Person.id).where(Person.team_id == team, Person.unit_id == unit_id)))


def teams_in(session: Session, team: str, projects: Collection[int]) -> list[Tag]:
    """The teams whose people owe something in these projects, by name."""
    owed = select(Item.owner_id).where(
        Item.team_id == team, col(Item.project_id).in_(projects), col(Item.closed_at).is_(None)
    )
    units = select(Person.unit_id).where(Person.team_id == team, col(Person.id).in_(owed))
    found = select(Tag).where(Tag.team_id == team, Tag.kind == TagKind.TEAM, col(Tag.id).in_(units))
    return list(session.exec(found.order_by(col(Tag.name))))
