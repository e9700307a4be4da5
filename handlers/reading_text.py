"""From the words after `/pmo` to rows: who and what is meant, as far as this person may know of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.call import Call
from pmo_bot.model import Item, Person, Priority, Project
from pmo_bot.rules.dates import Due
from pmo_bot.rules.grammar import Command, Misread, parse
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.people import calendar_for
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Said:
    """A command with the rows it names."""

    command: Command
    owner: Person | None
    """The first person mentioned."""
    project: Project | None
    """The one named, else the channel's."""
    named_project: bool
    items: tuple[Item, ...]

    @property
    def priority(self) -> Priority:
        """As typed with `!`."""
        return Priority(self.command.priority or "normal")

    def due(self) -> Due | None:
        """The date; a phrase that was not understood is asked back, never guessed."""
        if self.command.unread_date:
            raise Refused("unread_date", words=self.command.unread_date)
        return self.command.due

    def due_for(self, item: Item, person: Person, today: date) -> date | None:
        """The date, or so many working days after the item's own."""
        due = self.due()
        if due is not None:
            return due.day
        if self.command.shift is None:
            return None
        base = max(item.due or today, today)
        return calendar_for(person).plus(base, self.command.shift.working_days)

    def item(self) -> Item:
        """The one item a command is about."""
        if not self.items:
            raise Refused("which_item", verb=self.command.verb)
        return self.items[0]


def understand(db: Database, call: Call) -> Said | Misread:
    """What these words mean; raises `Refused` for people, projects and items that do not exist for this person."""
    with db.reading() as session:
        team, person = call.incoming.team, call.person
        rooms = queries.private_rooms(session, team, person.slack_id)
        visible = {p.key: p for p in queries.projects(session, team) if may_see(person, p, rooms)}
        command = parse(call.incoming.text, now=call.now, calendar=calendar_for(person), projects=frozenset(visible))
        if isinstance(command, Misread):
            return command
        named = _named_project(command, visible)
        here = queries.project_by_channel(session, team, command.channel or call.incoming.channel)
        project = named or (here if here is not None and here.key in visible else None)
        found = tuple(_item(queries.item_by_number(session, team, _number(key)), key) for key in command.keys)
        return Said(command, _owner(call, command), project, named is not None or command.channel is not None, found)


def _named_project(command: Command, visible: dict[str, Project]) -> Project | None:
    key = command.project or (command.channel_name or "").upper()
    if not key:
        return None
    if key not in visible:
        raise Refused("no_project", key=key)
    return visible[key]


def _owner(call: Call, command: Command) -> Person | None:
    if not command.people:
        return None
    person = call.people.get(command.people[0])
    if person is None:
        raise Refused("no_person")
    return person


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])


def _item(item: Item | None, key: str) -> Item:
    if item is None:
        raise Refused("no_item", key=key)
    return item


def in_working_days(person: Person, today: date, days: int) -> date:
    """A local date so many working days ahead; at least tomorrow."""
    return max(calendar_for(person).plus(today, days), today + timedelta(days=1))
