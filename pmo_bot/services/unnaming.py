"""Take somebody's name out of the texts of a workspace: what others wrote about them stays, without them."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Table, Text, cast, or_, select, update
from sqlmodel import Session, col

from pmo_bot.model import ERASED, Lesson, LessonTag, Person, Post
from pmo_bot.services.lessons import write_about
from pmo_bot.store import personal
from pmo_bot.store.chain import as_kept


class Names:
    """By what somebody is named in texts: their name, their account, what another system calls them."""

    def __init__(self, person: Person) -> None:
        self.team = person.team_id
        self.names = [one for one in (person.name, (person.ref or "").partition(":")[2]) if len(one) > 1]
        self.ids = [one for one in (person.slack_id, person.dm_channel) if one]
        mention = rf"<@{re.escape(person.slack_id)}(\|[^>]*)?>" if person.slack_id else None
        self._all = _pattern([mention, *map(_name, self.names), *(rf"\b{re.escape(one)}\b" for one in self.ids)])
        first = person.name.partition(" ")[0]
        self.first = first if len(first) > 1 else None
        self._sent = _pattern([_name(first)]) if self.first else None

    def take_out(self, session: Session) -> None:
        """Put something else where they are named, in every text of the workspace."""
        for table, column in personal.texts():
            in_message = (table.name, column) == (Post.__tablename__, "body")
            needles = [*self.names, *self.ids, *([self.first] if in_message and self.first else [])]
            for key, value in list(_having(session, table, column, self.team, needles)):
                told = _each_text(value, self._without_all if in_message else self._without)
                if told != value:
                    _write(session, table, key, column, told)

    def _without(self, text: str) -> str:
        return self._all.sub(ERASED, text) if self._all else text

    def _without_all(self, text: str) -> str:
        """A message calls people by their first name; anywhere else that may be somebody else's."""
        text = self._without(text)
        return self._sent.sub(ERASED, text) if self._sent else text


def _name(name: str) -> str:
    """A name of several words in any letters; a single one, which may be a word, only as it is written."""
    said = r"\s+".join(map(re.escape, name.split()))
    return rf"(?<!\w)(?i:{said})(?!\w)" if " " in name.strip() else rf"(?<!\w){said}(?!\w)"


def _pattern(parts: Sequence[str | None]) -> re.Pattern[str] | None:
    known = [one for one in parts if one]
    return re.compile("|".join(known)) if known else None


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """What somebody wrote stands in the values of a structure; its keys are ours."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _each_text(one, change) for name, one in value.items()}
    return [_each_text(one, change) for one in value] if isinstance(value, list) else value


def _having(
    session: Session, table: Table, column: str, team: str, needles: Sequence[str]
) -> Iterator[tuple[Any, Any]]:
    """The rows whose text may name them, by their key."""
    if not needles:
        return
    one, keys = table.columns[column], list(table.primary_key.columns)
    structured = isinstance(one.type, JSON)
    probes = {probe for needle in needles for probe in _probes(needle)}
    wanted = {as_kept(probe)[1:-1] if structured else probe for probe in probes}
    text = cast(one, Text) if structured else one
    found = select(*keys, one).where(
        table.columns["team_id"] == team, or_(*(text.icontains(needle, autoescape=True) for needle in sorted(wanted)))
    )
    for *key, value in session.execute(found):
        yield key, value


def _probes(needle: str) -> Iterator[str]:
    """What a database finds in any letters: it may know only those of English, and JSON has numbers for the others."""
    longest = max(PLAIN.findall(needle), key=len, default="")
    if len(longest) >= ENOUGH:
        yield longest
    else:
        yield from {needle, needle.lower(), needle.upper(), needle.title()}


PLAIN = re.compile(r"[A-Za-z0-9 ]+")
ENOUGH = 3
"""Letters of English in a row by which a name is looked for."""


def _write(session: Session, table: Table, key: Sequence[Any], column: str, value: Any) -> None:
    length = getattr(table.columns[column].type, "length", None)
    told = value[:length] if isinstance(value, str) else value
    same = [one == part for one, part in zip(table.primary_key.columns, key, strict=True)]
    session.execute(update(table).where(*same).values({column: told}))
    if (table.name, column) in ((Lesson.__tablename__, "learned"), (Lesson.__tablename__, "because")):
        lesson = session.get_one(Lesson, key[0], populate_existing=True)
        about = session.scalars(select(col(LessonTag.tag_id)).where(col(LessonTag.lesson_id) == lesson.id)).all()
        write_about(session, lesson, about)
