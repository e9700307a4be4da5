"""The one way to write history: what changed, by whom, why, from where; and to make it happen again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Decision, Escalation, Event, Item, Note, Person, Project, Wording
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.refusals import AlreadyDone
from pmo_bot.store import queries
from pmo_bot.store.prepared import prepared

UNTOLD = frozenset({"id", "team_id", "wake_at", "slack_id", "dm_channel", "erased_at", "head"})
"""Columns that are not history: keys, caches, and what says who somebody is."""
TEXTS = frozenset({"title", "done_means", "blocked_by_text", "rationale", "name", "goal", "cause", "trigger", "measure",
                   "definition", "source", "unit", "mandate", "cares", "words", "checklist", "pack", "learned",
                   "because", "win", "said"})  # fmt: skip
"""Columns with people's words and names: an event lasts for ever, and these have to be erasable."""
OF_A_ROUND = frozenset(
    {"sentence_id", "paused_until", "acknowledged_by_id", "released_at", "answered_at", "answered_by_id", "answer",
     "decision_id", "review_on", "gathered_at", "gathered_by_id"}
)  # fmt: skip
"""What people do to a round of an escalation; the rest of it the plan works out."""
DIRECT = "dm"
"""Instead of the channel of a direct message."""
BY_SLACK = "slack"
"""The source of what Slack says by itself."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something: who, when by the rules' clock, and from where."""

    person: Person
    now: datetime
    source: str = "slash"
    once: str | None = None
    """Names the click or submission; the same one a second time raises `AlreadyDone`."""
    happened_at: datetime | None = None
    """For what is told afterwards; else `now`."""
    behalf: Person | None = None
    """For whom they stand in."""
    pages: str = ""
    """Where the sections of the Home are leafed to, when it was clicked there: it is published like that again."""

    @property
    def team(self) -> str:
        """The workspace."""
        return self.person.team_id

    @property
    def when(self) -> datetime:
        """When it happened."""
        return self.happened_at or self.now

    @property
    def without_once(self) -> "Act":
        """The same act, for what follows from it: the click is named by the event of what was clicked."""
        return replace(self, once=None)


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it: enums by value, dates and instants in ISO form, instants in UTC."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def placed(source: str) -> str:
    """Where it was said; a direct message says whose it is, so its channel is left out."""
    channel, bar, ts = source.partition("/")
    return f"{DIRECT}/{ts}" if bar and channel.startswith("D") else source


def told(row: SQLModel) -> dict[str, Any]:
    """All columns of a row that are history, in the form of an event."""
    return {name: plain(value) for name, value in row.model_dump().items() if name not in UNTOLD | TEXTS}


def texts(row: SQLModel) -> dict[str, str]:
    """The words of a row, which no event holds."""
    return {name: said for name, said in row.model_dump(include=set(TEXTS)).items() if isinstance(said, str)}


def fold(row: SQLModel, columns: Mapping[str, Any]) -> None:
    """Give a row the columns that an event tells; what is no column of it stays in the event."""
    kind = type(row)
    values = kind.model_validate({**row.model_dump(), **columns})
    for name in columns.keys() & kind.model_fields.keys():
        setattr(row, name, getattr(values, name))


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, as it was and as it is."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def once_only(session: Session, act: Act) -> None:
    """Take the workspace's turn; raise `AlreadyDone` when this click or submission was carried out before."""
    queries.turn(session, act.team)
    if act.once is None:
        return
    if _once(session, act.team, act.once).first() is not None:
        raise AlreadyDone(act.once)


@prepared
def _once(team: str, once: str) -> SelectOfScalar[int]:
    return select(Event.id).where(Event.team_id == team, Event.once == once)


def write_note(session: Session, act: Act, text: str, item: Item | None = None) -> Note | None:
    """Keep what somebody wrote, apart from the event that points to it; nothing for empty text."""
    if not text.strip():
        return None
    note = Note(
        team_id=act.team,
        item_id=item.id if item else None,
        author_id=act.person.id,
        text=fitting(text, 3000),
        created_at=act.now,
    )
    session.add(note)
    session.flush()
    return note


def record(
    session: Session,
    act: Act,
    what: str,
    *,
    item: Item | None = None,
    decision: Decision | None = None,
    project: Project | None = None,
    person: Person | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: Note | None = None,
) -> Event:
    """Write one event.  An item's event also names its project, so that a digest finds it."""
    event = Event(
        team_id=act.team,
        what=what,
        actor_id=act.person.id,
        behalf_id=act.behalf.id if act.behalf is not None else None,
        item_id=item.id if item else None,
        decision_id=decision.id if decision else None,
        project_id=project.id if project else (item.project_id if item else None),
        person_id=person.id if person else None,
        before=before or {},
        after=after or {},
        note_id=note.id if note else None,
        source=placed(act.source),
        once=act.once,
        happened_at=act.when,
        recorded_at=act.now,
    )
    session.add(event)
    session.flush()
    return event


def record_by_itself(
    session: Session, person: Person, what: str, now: datetime, before: dict[str, Any], after: dict[str, Any],
    *, source: str = "time",
) -> Event:  # fmt: skip
    """Write what became of a person without anybody's doing: Slack said so, or it was found out."""
    event = Event(team_id=person.team_id, what=what, person_id=person.id, before=before, after=after, source=source,
                  happened_at=now, recorded_at=now)  # fmt: skip
    session.add(event)
    session.flush()
    return event


def happened(
    session: Session, item: Item, what: str, before: dict[str, Any], after: dict[str, Any], now: datetime
) -> Event:
    """Write one event that time brought about: nobody acted."""
    event = Event(team_id=item.team_id, what=what, item_id=item.id, project_id=item.project_id, before=before,
                  after=after, source="time", happened_at=now, recorded_at=now)  # fmt: skip
    session.add(event)
    session.flush()
    return event


def observe(
    session: Session, team: str, what: str, at: datetime, before: dict[str, Any], after: dict[str, Any], *, source: str,
    once: str | None = None,
) -> Event:  # fmt: skip
    """Write what nobody here did and what is about nobody in particular; `once` names what may happen once only."""
    event = Event(team_id=team, what=what, before=before, after=after, source=placed(source), once=once, happened_at=at,
                  recorded_at=at)  # fmt: skip
    session.add(event)
    session.flush()
    return event


def round_told(escalation: Escalation) -> dict[str, Any]:
    """What people do to a round of an escalation, in the form of an event."""
    return {name: value for name, value in told(escalation).items() if name in OF_A_ROUND}


def record_round(
    session: Session, act: Act, what: str, escalation: Escalation, before: dict[str, Any], *,
    item: Item | None = None, note: Note | None = None,
) -> Event:  # fmt: skip
    """Write what somebody did to a round of an escalation; `before` is what `round_told` said.

    The round is named by its item, commitment and number: ids of rows differ where history happens again.
    """
    session.add(escalation)
    session.flush()
    was, is_now = difference(before, round_told(escalation))
    name = {"item": escalation.item_id, "commitment": escalation.commitment, "round": escalation.round}
    return record(session, act, what, item=item, before={**name, **was}, after={**name, **is_now}, note=note)


def keep_wordings(session: Session, event: Event, row: SQLModel, said: Mapping[str, str]) -> None:
    """Keep what the texts of a row said before this event, as far as it replaced them."""
    session.add_all(
        Wording(team_id=event.team_id, event_id=event.id, item_id=event.item_id, name=name, was=said[name][:2000])
        for name, now in texts(row).items()
        if said[name] != now
    )


def notes(session: Session, team: str, ids: Iterable[int | None]) -> dict[int, str]:
    """The texts of notes by id."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    found = session.exec(select(Note).where(Note.team_id == team, col(Note.id).in_(wanted)))
    return {note.id: note.text for note in found}


def note_text(session: Session, team: str, note_id: int | None) -> str:
    """What somebody wrote, or nothing."""
    return notes(session, team, [note_id]).get(note_id or 0, "")
