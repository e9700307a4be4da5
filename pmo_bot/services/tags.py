"""What people can do, which team they belong to, what an item needs and how much it takes."""

from typing import Any

from sqlmodel import Session, col, delete

from pmo_bot.model import Item, Person, PersonSkill, Tag, TagKind
from pmo_bot.rules import load
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.tags import MOST, MOST_NEEDED, NONE, tag_name, tag_names
from pmo_bot.services.changing import Done, change_in
from pmo_bot.services.events import Act, observe, once_only, record
from pmo_bot.services.notices import refresh_homes
from pmo_bot.store import tags
from pmo_bot.store.database import Database

SKILLED = "person.skilled"


def ensure(session: Session, act: Act, kind: TagKind, name: str) -> Tag:
    """The tag of this name, which is there from the first time somebody says it."""
    found = tags.tag(session, act.team, kind, name)
    if found is None:
        found = Tag(team_id=act.team, kind=kind, name=name)
        session.add(found)
        session.flush()
        observe(session, act.team, "tag.named", act.now, {}, {"skills": [found.id]}, source=act.source)
    return found


def set_skills(db: Database, act: Act, said: str) -> tuple[str, ...]:
    """What somebody can do, instead of what they said before; `none` for nothing.  Refuses what is no word."""
    names = tag_names(said)
    if names is None or len(names) > MOST:
        raise Refused("which_skills", most=MOST)
    with db.transaction() as session:
        once_only(session, act)
        wanted = sorted(ensure(session, act, TagKind.SKILL, name).id for name in names)
        before = sorted(tags.skills_of(session, act.team, [act.person.id]).get(act.person.id, ()))
        if wanted != before:
            write_skills(session, act.team, act.person.id, wanted)
            record(session, act, SKILLED, person=act.person, before={"skills": before}, after={"skills": wanted})
        return tuple(names)


def write_skills(session: Session, team: str, person_id: int, skills: list[int]) -> None:
    """What somebody can do is this and nothing else."""
    mine = (col(PersonSkill.team_id) == team, col(PersonSkill.person_id) == person_id)
    session.exec(delete(PersonSkill).where(*mine))
    session.add_all(PersonSkill(team_id=team, person_id=person_id, skill_id=one) for one in skills)
    session.flush()


def set_team(db: Database, act: Act, said: str) -> str:
    """Which team somebody belongs to; `none` for no team.  Its name as it is kept."""
    name = tag_name(said)
    if name is None:
        raise Refused("which_team")
    with db.transaction() as session:
        once_only(session, act)
        unit = ensure(session, act, TagKind.TEAM, name).id if name not in NONE else None
        _change_person(session, act, {"unit_id": unit})
        return name if unit is not None else ""


def set_capacity(db: Database, act: Act, said: str) -> int:
    """How many points fit into somebody's week, as they say."""
    number = said.strip().removesuffix("points").strip()
    if (
        not number.isdecimal()
        or len(number) > len(str(load.MOST_CAPACITY))
        or not 1 <= int(number) <= load.MOST_CAPACITY
    ):
        raise Refused("which_capacity", most=load.MOST_CAPACITY)
    with db.transaction() as session:
        once_only(session, act)
        _change_person(session, act, {"capacity": int(number)})
        return int(number)


def _change_person(session: Session, act: Act, after: dict[str, Any]) -> None:
    person = session.get_one(Person, act.person.id)
    before = {name: getattr(person, name) for name in after}
    if before == after:
        return
    for name, value in after.items():
        setattr(person, name, value)
    session.add(person)
    session.flush()
    record(session, act, "person.changed", person=person, before=before, after=after)
    refresh_homes(session, act)


# --- items --------------------------------------------------------------------------------


def set_needs(db: Database, act: Act, item_id: int, said: str) -> Done:
    """What somebody has to be able to do for an item, all of it; `none` for nothing in particular."""
    names = tag_names(said)
    if names is None or not said.strip() or len(names) > MOST_NEEDED:
        raise Refused("which_skill", most=MOST_NEEDED)

    def change(item: Item, session: Session) -> None:
        item.skills = sorted(ensure(session, act, TagKind.SKILL, name).id for name in names)

    return change_in(db, act, item_id, "item.skilled", change, refuse_closed=True)


def set_effort(db: Database, act: Act, item_id: int, points: int) -> Done:
    """How much an item takes, from 1 to 8."""
    if not load.LEAST <= points <= load.MOST:
        raise Refused("which_effort", least=load.LEAST, most=load.MOST)

    def change(item: Item, session: Session) -> None:
        item.effort = points

    return change_in(db, act, item_id, "item.sized", change, refuse_closed=True)


def needs(db: Database, item: Item) -> list[str]:
    """What somebody has to be able to do for an item, in words; nothing in particular is none."""
    with db.reading() as session:
        return sorted(tags.names(session, item.team_id, item.skills).values())


def team_called(db: Database, reader: Person, said: str) -> Tag:
    """The team of this name; refuses one to which nobody belongs."""
    name = tag_name(said)
    with db.reading() as session:
        unit = tags.tag(session, reader.team_id, TagKind.TEAM, name) if name else None
        if unit is None or not tags.of_team(session, reader.team_id, unit.id):
            raise Refused("no_team", name=said)
        return unit


def by_id(db: Database, reader: Person, tag_id: int) -> Tag:
    """The team, or the requirement, that a button names."""
    with db.reading() as session:
        found = session.get(Tag, tag_id)
        if found is None or found.team_id != reader.team_id or found.kind is TagKind.SKILL:
            raise Refused("old_button")
        return found
