"""Before and after a rehearsal: make a copy of the data ready for it, and read what was sent in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from pmo_bot.model import (
    Item,
    Likeness,
    Line,
    LineKind,
    Pair,
    PairLine,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Workspace,
)
from pmo_bot.rules.calendar import Calendar
from pmo_bot.services.people import calendar_of, zone_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.store import editions
from pmo_bot.store.database import Database

TOLD = (PostKind.BRIEF, PostKind.ASK, PostKind.DIGEST, PostKind.EDITION, PostKind.WELCOME, PostKind.REPORT,
        PostKind.GROUP, PostKind.STATEMENT)  # fmt: skip
"""Messages that somebody gets; edits and the rest of a digest below it are none."""
REPORTS = (PostKind.DIGEST, PostKind.EDITION)
NAMES = {LineKind.PREVIEW: "preview", LineKind.PACKET: "escalation"}
NAMES |= {kind: "request" for kind in LineKind if kind.is_question}
"""What a line is called outside that is told by itself; what else a brief carries is the brief."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was told: a brief, a digest; a preview, an escalation, a request, with the message it is in."""

    at: datetime
    local: datetime
    to: str
    kind: str
    items: tuple[str, ...]
    refs: tuple[str | None, ...]
    key: str
    inside: str | None = None
    """The key of the message that carries it."""
    preview_of: str | None = None
    """The key of the preview the owner saw."""
    why: str = ""


# --- before ---------------------------------------------------------------------------


def set_stage(db: Database, start: datetime, begun: datetime | None = None) -> None:
    """Make a copy ready: everybody can be written to, everything is looked at, nothing is on its way.

    Who is not on Slack is addressed by the imported name, a project without a channel as `project:KEY`.
    `begun` is when the bot is taken to have begun: nobody is chased for what fell due before.
    """
    with db.transaction() as session:
        for person in session.exec(select(Person).where(col(Person.slack_id).is_(None))):
            person.slack_id = person.address
            session.add(person)
        for project in session.exec(select(Project)):
            project.channel = project.channel or f"project:{project.key}"
            project.wake_at = max(start, project.created_at)
            session.add(project)
        for workspace in session.exec(select(Workspace)):
            editions.wake(session, workspace.team_id, start)
        session.exec(update(Workspace).values(wake_at=start))
        session.exec(update(Item).where(col(Item.closed_at).is_(None)).values(wake_at=start))
        session.exec(
            update(Post)
            .where(col(Post.state) == PostState.SENDING)
            .values(state=PostState.DUE, attempts=0, first_tried_at=None, lease_until=None, lease_by=None)
        )
        session.exec(update(Post).values(retry_at=None))
        if begun is not None:
            session.exec(update(Workspace).values(started_at=begun))


# --- after ----------------------------------------------------------------------------


def messages(db: Database, since: datetime) -> list[Message]:
    """All that was sent from an instant on, in order; what a message carries follows it."""
    with db.reading() as session:
        posts = session.exec(
            select(Post)
            .where(Post.state == PostState.SENT, col(Post.settled_at) >= since)
            .where(col(Post.kind).in_(TOLD))
            .order_by(col(Post.settled_at), col(Post.id))
        ).all()
        reader = _Reader(session)
        return [message for post in posts for message in reader.read(post)]


def sent_slots(db: Database, since: datetime) -> set[str]:
    """The keys of everything new that the outbox calls sent."""
    silent = (PostKind.EDIT, PostKind.HOME, PostKind.ALARM)  # what is wrong with the bot is no part of a plan
    with db.reading() as session:
        sent = select(Post.key).where(Post.state == PostState.SENT, col(Post.settled_at) >= since)
        return set(session.exec(sent.where(col(Post.kind).not_in(silent))))


def calendars_by_address(db: Database) -> dict[str, Calendar]:
    """When everybody works, by the name they have in a preview."""
    with db.reading() as session:
        return {person.address: calendar_of(session, person) for person in session.exec(select(Person))}


class _Reader:
    """Everything that messages refer to, read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._items = {item.id: item for item in session.exec(select(Item))}
        self._people = {person.id: person for person in session.exec(select(Person))}
        self._projects = {project.id: project for project in session.exec(select(Project))}
        self._lines: dict[tuple[str, str], list[Line]] = {}
        self._previews: dict[int, str] = {}
        for line in session.exec(select(Line).order_by(col(Line.id))):
            self._lines.setdefault((line.team_id, line.post_key), []).append(line)
            if line.kind is LineKind.PREVIEW and line.escalation_id is not None:
                self._previews[line.escalation_id] = line.key
        self._calendars: dict[tuple[str, int], Calendar] = {}
        self._alike = _pairs(session, self._items.values())

    def read(self, post: Post) -> list[Message]:
        """A message and what it carries that is told by itself.  An ask is told as its lines alone."""
        lines = self._lines.get((post.team_id, post.key), [])
        if post.kind is PostKind.ASK:
            return [self._carried(post, line) for line in lines]
        carried = [self._carried(post, line) for line in lines if line.kind in NAMES]
        kind = PostKind.DIGEST if post.kind is PostKind.EDITION else post.kind
        return [self._message(post, kind.value, post.key, lines, _why(post, lines, self._items)), *carried]

    def _carried(self, post: Post, line: Line) -> Message:
        kind = NAMES.get(line.kind, "notice")
        of = self._previews.get(line.escalation_id or 0) if kind == "escalation" else None
        return self._message(post, kind, line.key, [line], _why(post, [line], self._items), post.key, of)

    def _message(
        self,
        post: Post,
        kind: str,
        key: str,
        lines: Sequence[Line],
        why: str,
        inside: str | None = None,
        preview_of: str | None = None,
    ) -> Message:
        ids = [line.item_id for line in lines] + (self._alike.get((post.team_id, key), []) if inside is None else [])
        items = [self._items[one] for one in dict.fromkeys(ids)]
        to, calendar = self._addressee(post)
        at = post.settled_at or post.not_before
        keys = tuple(item.key for item in items)
        refs = tuple(item.ref.partition(":")[2] if item.ref else None for item in items)
        return Message(at, calendar.local(at), to, kind, keys, refs, key, inside, preview_of, why)

    def _addressee(self, post: Post) -> tuple[str, Calendar]:
        person, project = self._people.get(post.person_id or 0), self._projects.get(post.project_id or 0)
        if post.kind is PostKind.GROUP:
            by = calendar_of(self._session, self._people[post.why["by"]])
            return str(post.why.get("channel") or post.key), by
        if person is not None:
            key = ("person", person.id)
            self._calendars.setdefault(key, calendar_of(self._session, person))
            return person.address, self._calendars[key]
        if post.kind is PostKind.EDITION:
            return str(post.why["channel"]), Calendar(zone_of(post.why["zone"]))
        assert project is not None, post.key  # noqa: S101 - every message is for somebody or for a project
        key = ("project", project.id)
        self._calendars.setdefault(key, project_calendar(self._session, project))
        return project.channel or project.key, self._calendars[key]


def _pairs(session: Session, items: Iterable[Item]) -> dict[tuple[str, str], list[int]]:
    """By message: the items that it shows because they look alike."""
    ids = {(item.team_id, item.number): item.id for item in items}
    found: dict[tuple[str, str], list[int]] = {}
    rows = select(PairLine, Pair).join(Pair, col(Pair.id) == PairLine.pair_id).order_by(col(PairLine.id))
    for line, pair in session.exec(rows.where(Pair.kind == Likeness.WORK)):
        both = [ids[line.team_id, number] for number in (pair.low, pair.high)]
        found.setdefault((line.team_id, line.post_key), []).extend(both)
    return found


def _why(post: Post, lines: Sequence[Line], items: Mapping[int, Item]) -> str:
    """The receipt in words."""
    if post.kind in REPORTS:
        return f"the digest of the week of {post.why.get('week')}, zone {post.why.get('zone')}" + _in_words(post)
    return "; ".join(_line_why(line, items[line.item_id]) for line in lines)


def _in_words(post: Post) -> str:
    """For whom an edition is."""
    return f", as {post.why['audience']} every {post.why['cadence']}" if post.kind is PostKind.EDITION else ""


def _line_why(line: Line, item: Item) -> str:
    receipt = line.why
    return (
        f"{item.key} {line.kind} step {line.step}: due {receipt.get('due')}, effective {receipt.get('effective_due')}, "
        f"zone {receipt.get('zone')}, calendar {receipt.get('calendar')}, policy {receipt.get('policy_version')}"
    )
