"""From the words after `/pmo` to rows: who and what is meant, as far as this person may know of it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from handlers.call import Call
from pmo_bot.model import Decision, Item, Person, Priority, Project
from pmo_bot.rules.dates import Due
from pmo_bot.rules.grammar import VERBS, Command, Misread, names_in, parse
from pmo_bot.rules.permission import may_see, may_tell, may_tell_item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.looking import named_decision, named_item
from pmo_bot.services.people import calendar_for
from pmo_bot.services.requirements import names_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

SENT_ON = re.compile(r"(?i)\bto\s+(<#|#)")
BECAUSE = re.compile(r"(?i)\bbecause\b")
BESIDE_TITLE = re.compile(r"<[^>]*>|[#!]\S+")
"""Mentions, channels, tags and weights: what may follow a title and is no part of it."""
HAS_DATE_WINDOW = frozenset({"add", "risk", "issue", "milestone", "move"})
"""Commands for which a window can ask for the date that was not understood."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command with the rows it names."""

    command: Command
    text: str
    """All of it, as it was typed."""
    owner: Person | None
    """The person mentioned."""
    project: Project | None
    """The one named, else the channel's."""
    named_project: bool
    items: tuple[Item, ...]
    decision: Decision | None = None
    """The decision that is named; where it is one, its question is over."""
    here: str | None = None
    """The channel where everybody will read the answer; None when only the person will."""

    @property
    def priority(self) -> Priority:
        """As typed with `!`."""
        return Priority(self.command.priority or "normal")

    @property
    def reason(self) -> str:
        """What was said after *because*."""
        return self.command.reason or ""

    def requirements(self) -> list[str]:
        """What it is for, as typed after `req:`."""
        return names_of(", ".join(self.command.requirements))

    def due(self) -> Due | None:
        """The date; a phrase that was not understood is asked back, never guessed."""
        if self.command.unread_date:
            again = self.text if self.command.verb in HAS_DATE_WINDOW else ""
            raise Refused("unread_date", words=self.command.unread_date, command=again, title=self.titled)
        return self.command.due

    @property
    def titled(self) -> str:
        """The title with the words that could not be read as a date, where they end what was typed; else nothing."""
        words, unread = self.command.words, self.command.unread_date
        makes = "title" in VERBS[self.command.verb].takes and self.command.title and unread
        rest = words.rpartition(unread)[2] if unread and unread in words else words
        return f"{self.command.title} {unread}" if makes and not BESIDE_TITLE.sub("", rest).strip(" ,;:.!?") else ""

    def due_for(self, item: Item | None, person: Person, today: date) -> date | None:
        """The date, or so many working days after the item's own, or after today where none is named."""
        due = self.due()
        if due is not None:
            return due.day
        if self.command.shift is None:
            return None
        base = max((item.due if item is not None else None) or today, today)
        return calendar_for(person).plus(base, self.command.shift.working_days)

    def check_one(self) -> None:
        """Refuses more than one item: the command would pass over the others."""
        keys, rest = self.command.keys, self.command.title
        if len({key.rpartition("-")[2] for key in keys}) > 1:  # "12 and A-12" is one
            raise Refused("one_item", verb=self.command.verb, keys=keys, words=f" {rest}" if rest else "")

    def item(self) -> Item:
        """The one item a command is about."""
        if not self.items:
            raise Refused("which_item", verb=self.command.verb)
        return self.items[0]


def understand(db: Database, call: Call) -> Said | Misread:
    """What these words mean; raises `Refused` for people, projects and items that do not exist for this person."""
    with db.reading() as session:
        team, person, text = call.incoming.team, call.person, call.incoming.text
        rooms = queries.private_rooms(session, team, person.slack_id)
        named_here = queries.projects_named(session, team, names_in(text))
        visible = {p.key: p for p in named_here if may_see(person, p, rooms)}
        command = parse(text, now=call.now, calendar=calendar_for(person), projects=frozenset(visible))
        if isinstance(command, Misread):
            return command
        project = _named_project(command, visible) or _project_here(session, call, command, rooms)
        named = {key: _decision(session, person, command, key) for key in command.keys}
        items = tuple(named_item(session, person, key) for key, decision in named.items() if decision is None)
        said = Said(
            command=command,
            text=text,
            owner=_owner(call, command),
            project=project,
            named_project=bool(command.project or command.channel_name or command.channel),
            items=items,
            decision=next((one for one in named.values() if one is not None), None),
            here=call.incoming.channel if command.in_channel else None,
        )
        _check_room(session, said)
        return said


ABOUT_PEOPLE = frozenset({"list", "project", "handover", "about", "prefs"})
"""Commands that do something with a person who is mentioned, and own nothing by it."""
NAME_DECISIONS = frozenset({"show", "add", "issue", "risk", "milestone", "decide", "ask", "log", "tag"})
"""Commands that can be about a decision; the others say that it is none of theirs."""


def _decision(session: Session, person: Person, command: Command, key: str) -> Decision | None:
    return named_decision(session, person, key) if command.verb in NAME_DECISIONS else None


def _named_project(command: Command, visible: Mapping[str, Project]) -> Project | None:
    key = command.project or ("" if is_sent_on(command) else command.channel_name or "").upper()
    if not key:
        return None
    if key not in visible:
        raise Refused("no_project", key=key)
    return visible[key]


def is_sent_on(command: Command) -> bool:
    """Whether the channel that is named is where a report is to go, and says nothing about which one."""
    return command.verb == "digest" and SENT_ON.search(command.words) is not None


def _project_here(session: Session, call: Call, command: Command, rooms: Collection[str]) -> Project | None:
    """The project of the channel that was named, else of the one where this was typed."""
    place = None if is_sent_on(command) else command.channel
    found = queries.project_by_channel(session, call.incoming.team, place or call.incoming.channel)
    if found is not None and may_see(call.person, found, rooms):
        return found
    if place is not None:
        raise Refused("no_channel_project", channel=place)
    return None


def _owner(call: Call, command: Command) -> Person | None:
    if not command.people:
        return None
    if len(command.people) > 1 and VERBS[command.verb].takes:
        raise Refused("one_owner", people=[call.people[one] for one in command.people if one in call.people])
    before_reason = BECAUSE.split(command.words)[0]
    asked = [one for one in command.people if f"<@{one}>" in before_reason]
    if len(asked) > 1 and command.verb in ABOUT_PEOPLE:
        raise Refused("one_person", people=[call.people[one] for one in asked if one in call.people],
                      verb=command.verb)  # fmt: skip
    person = call.people.get(command.people[0])
    if person is None:
        raise Refused("no_person")
    return person


def _check_room(session: Session, said: Said) -> None:
    """What belongs to a private project is not told where others read along."""
    for item in said.items:
        if not may_tell_item(item, queries.project(session, item.team_id, item.project_id), said.here):
            raise Refused("not_here", name=item.key)
    decided = said.decision
    if decided is not None and not may_tell(queries.project(session, decided.team_id, decided.project_id), said.here):
        raise Refused("not_here", name=decided.key)
    if said.project is not None and not may_tell(said.project, said.here):
        raise Refused("not_here", name=said.project.name)


def in_working_days(person: Person, today: date, days: int) -> date:
    """A local date so many working days ahead; at least tomorrow."""
    return max(calendar_for(person).plus(today, days), today + timedelta(days=1))
