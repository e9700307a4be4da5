"""What people are shown: queries joined with the builders of `rules`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import (
    Decision,
    Escalation,
    Event,
    Item,
    Line,
    LineKind,
    Note,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Snapshot,
)
from pmo_bot.rules import brief as briefs
from pmo_bot.rules import digest as digests
from pmo_bot.rules import home as homes
from pmo_bot.rules.escalation import extension, first_packet_at, suggest
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.packet import Ask, Packet
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.plan import BRIEF_LINES, next_packet
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.facts import gather, item_facts
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.undoing import undoable
from pmo_bot.store import queries
from pmo_bot.store.database import Database

ANSWER_WITHIN = 2
"""Working days a packet gives its reader."""


# --- briefs ---------------------------------------------------------------------------


def brief(session: Session, post: Post, now: datetime) -> briefs.Brief:
    """The brief of a message, with everything as it is now."""
    person = session.get_one(Person, post.person_id)
    lines = _lines(session, post)
    items = queries.items(session, [line.item_id for line in lines])
    facts = {
        f.item.id: f for f in item_facts(gather(session, post.team_id, now, list(items.values())), list(items.values()))
    }
    people = queries.people(session, [i.owner_id for i in items.values()] + [i.blocked_by_id for i in items.values()])
    entries = [
        briefs.Entry(
            item=items[line.item_id],
            line=line,
            project=queries.project(session, post.team_id, items[line.item_id].project_id),
            warned=_warned(session, line, facts.get(line.item_id), post, now),
            owner_now=people.get(items[line.item_id].owner_id or 0),
            blocker=people.get(items[line.item_id].blocked_by_id or 0),
            undo=undoable(session, line.item_id, person, post.settled_at or now),
            clock_stopped=line.item_id in facts and facts[line.item_id].clock_stopped,
        )
        for line in lines
    ]
    return briefs.build(
        person,
        post.on_date or calendar_of(session, person).today(now),
        post.key,
        entries,
        queries.open_items_of(session, post.team_id, person.id),
        first_contact=_is_first(session, post),
    )


def _lines(session: Session, post: Post) -> Sequence[Line]:
    return session.exec(
        select(Line).where(Line.team_id == post.team_id, Line.post_key == post.key).order_by(col(Line.id))
    ).all()


def _is_first(session: Session, post: Post) -> bool:
    earlier = select(Post.id).where(
        Post.team_id == post.team_id,
        Post.person_id == post.person_id,
        Post.kind == PostKind.BRIEF,
        Post.state == PostState.SENT,
        col(Post.id) < post.id,
    )
    return session.exec(earlier.limit(1)).first() is None


def _warned(session: Session, line: Line, facts: ItemFacts | None, post: Post, now: datetime) -> briefs.Warned | None:
    if line.kind is not LineKind.PREVIEW or line.escalation_id is None or facts is None or not facts.chain:
        return None
    escalation = session.get_one(Escalation, line.escalation_id)
    if escalation.void_at is not None or escalation.answered_at is not None:
        return None
    at = first_packet_at(facts, escalation.previewed_at or post.settled_at or now)
    if at is None:
        return None
    return briefs.Warned(
        escalation.id, facts.chain[0].person, at, facts.waiting, note_text(session, escalation.sentence_id)
    )


def note_text(session: Session, note_id: int | None) -> str:
    """What somebody wrote, or nothing."""
    note = session.get(Note, note_id) if note_id is not None else None
    return note.text if note is not None else ""


# --- packets --------------------------------------------------------------------------


def ask(session: Session, post: Post, now: datetime) -> Ask:
    """The packets of a message, worst first, with everything as it is now."""
    reader = session.get_one(Person, post.person_id)
    packets = [p for line in _lines(session, post) if (p := packet(session, line, reader, post, now)) is not None]
    packets.sort(key=lambda p: briefs.rank(p.item))
    return Ask(reader, post.key, tuple(packets[:BRIEF_LINES]), len(packets) - len(packets[:BRIEF_LINES]))


def packet(session: Session, line: Line, reader: Person, post: Post, now: datetime) -> Packet | None:
    """One packet; None when its owner or round is gone."""
    item = session.get_one(Item, line.item_id)
    escalation = session.get(Escalation, line.escalation_id) if line.escalation_id else None
    owner = queries.person(session, item.team_id, item.owner_id)
    if escalation is None or owner is None:
        return None
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    waiting = facts[0].waiting if facts else ()
    moved = moved_dates(session, item)
    calendar = calendar_of(session, owner)
    asked_on = calendar.today(post.settled_at or post.not_before)
    blocker = queries.person(session, item.team_id, item.blocked_by_id)
    return Packet(
        reader=reader,
        line=line,
        escalation=escalation,
        item=item,
        owner=owner,
        project=queries.project(session, item.team_id, item.project_id),
        moved_from=moved,
        reminders=_reminders(session, item),
        waiting=waiting,
        sentence=note_text(session, escalation.sentence_id),
        blocker=blocker.label if blocker else item.blocked_by_text,
        suggestion=suggest(item, len(moved), len(waiting)),
        extend_to=extension(calendar, asked_on, waiting),
        answer_by=calendar_of(session, reader).plus(asked_on, ANSWER_WITHIN),
        instead_of=None,
        can_release=_can_release(facts[0]) if facts else False,
        answered_by=queries.person(session, item.team_id, escalation.answered_by_id),
        acknowledged_by=queries.person(session, item.team_id, escalation.acknowledged_by_id),
    )


def _can_release(facts: ItemFacts) -> bool:
    told = sum(line.kind is LineKind.PACKET for line in facts.lines)
    escalation = facts.escalation
    return (
        facts.mode == "supportive" and told == 1 and len(facts.chain) > 1
        and escalation is not None and escalation.released_at is None
    )  # fmt: skip


def escalated(db: Database, reader: Person, escalation_id: int) -> tuple[Item, str]:
    """The item of an escalation, and what its owner has added so far."""
    with db.reading() as session:
        escalation = session.get(Escalation, escalation_id)
        if escalation is None or escalation.team_id != reader.team_id:
            raise Refused("no_item", key="")
        item = queries.item(session, reader.team_id, escalation.item_id)
        if item is None:
            raise Refused("no_item", key="")
        return item, note_text(session, escalation.sentence_id)


def reckoning(session: Session, item: Item, now: datetime) -> tuple[date | None, int]:
    """The effective due date and the policy version that decide what is sent about an item."""
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    if not facts or item.due is None:
        return None, 0
    return facts[0].calendar.on_or_after(item.due), facts[0].ladder.version


def moved_dates(session: Session, item: Item) -> tuple[date, ...]:
    """The dates an item had before, oldest first."""
    dates = [
        event.before["due"]
        for event in queries.events_of(session, item.team_id, item.id)
        if event.what == "item.moved" and event.before.get("due")
    ]
    return tuple(date.fromisoformat(day) for day in dates)


def _reminders(session: Session, item: Item) -> int:
    return session.exec(
        select(func.count())
        .select_from(Line)
        .where(Line.team_id == item.team_id, Line.item_id == item.id, Line.kind == LineKind.NUDGE)
        .where(Line.commitment == item.commitment)
    ).one()


# --- digests --------------------------------------------------------------------------


def digest(session: Session, project: Project, now: datetime, day: date | None = None) -> digests.Digest:
    """The digest of a project as of now."""
    return digests.build(digest_facts(session, project, now, day))


def digest_facts(session: Session, project: Project, now: datetime, day: date | None = None) -> digests.DigestFacts:
    """All that a digest may say, since the one before it."""
    calendar = project_calendar(session, project)
    before = _last_snapshot(session, project, day or calendar.today(now))
    since = before.taken_at if before is not None else now - timedelta(days=7)
    still_open = queries.open_items_in(session, project.team_id, project.id)
    closed = session.exec(
        select(Item).where(Item.team_id == project.team_id, Item.project_id == project.id, col(Item.closed_at) > since)
    ).all()
    items = [*still_open, *closed]
    chased = _chased(session, project, still_open, calendar.today(now))
    facts = item_facts(gather(session, project.team_id, now, chased), chased)
    asked = [ask for f in facts if (ask := _waiting_on(session, f)) is not None]
    people = queries.people(
        session, [i.owner_id for i in items] + [project.lead_id, project.sponsor_id] + [p.id for _, p, _ in asked]
    )
    return digests.DigestFacts(
        project=project,
        calendar=calendar,
        day=calendar.today(now),
        since=since,
        people=people,
        open=still_open,
        closed=closed,
        events=_events(session, project, since),
        decisions=_decisions(session, project, since),
        asked=asked,
        next_steps={f.item.id: _next_step(f) for f in facts},
        before=before.body if before else None,
        declared=_declared(session, project),
    )


def _declared(session: Session, project: Project) -> digests.Declared | None:
    """Who said the project's colour last, and why."""
    if project.health is None:
        return None
    changes = session.exec(
        select(Event)
        .where(Event.team_id == project.team_id, Event.project_id == project.id, Event.what == "project.changed")
        .order_by(col(Event.happened_at).desc(), col(Event.id).desc())
    )
    # A colour said again with another reason changes nothing but the reason.
    said = next((event for event in changes if "health" in event.after or event.note_id is not None), None)
    who = queries.person(session, project.team_id, said.actor_id) if said is not None else None
    return digests.Declared(who, note_text(session, said.note_id if said is not None else None))


def _chased(session: Session, project: Project, items: Sequence[Item], day: date) -> list[Item]:
    """What is late or escalated: of the rest a digest tells only what stands in the item itself."""
    escalated = set(
        session.exec(
            select(Escalation.item_id)
            .join(Item, col(Item.id) == Escalation.item_id)
            .where(Item.team_id == project.team_id, Item.project_id == project.id, col(Item.closed_at).is_(None))
            .where(col(Escalation.void_at).is_(None), col(Escalation.answered_at).is_(None))
        )
    )
    return [item for item in items if (item.due is not None and item.due < day) or item.id in escalated]


def _last_snapshot(session: Session, project: Project, before: date) -> Snapshot | None:
    return session.exec(
        select(Snapshot)
        .where(Snapshot.team_id == project.team_id, Snapshot.project_id == project.id, Snapshot.on_date < before)
        .order_by(col(Snapshot.on_date).desc())
        .limit(1)
    ).first()


def _events(session: Session, project: Project, since: datetime) -> Sequence[Event]:
    return session.exec(
        select(Event)
        .where(Event.team_id == project.team_id, Event.project_id == project.id, Event.happened_at > since)
        .where(col(Event.what).in_(["item.moved", "item.blocked", "item.dropped", "item.reopened"]))
        .order_by(col(Event.happened_at), col(Event.id))
    ).all()


def _decisions(session: Session, project: Project, since: datetime) -> Sequence[Decision]:
    return session.exec(
        select(Decision)
        .where(Decision.team_id == project.team_id, Decision.project_id == project.id, Decision.created_at > since)
        .order_by(col(Decision.id))
    ).all()


def _waiting_on(session: Session, facts: ItemFacts) -> tuple[Item, Person, date] | None:
    """Whose answer an escalation waits for: the last who was told."""
    escalation = facts.escalation
    told = [line for line in facts.lines if line.kind is LineKind.PACKET]
    if escalation is None or escalation.answered_at is not None or not told:
        return None
    person = queries.person(session, facts.item.team_id, told[-1].person_id)
    at = (facts.sent_at or {}).get(told[-1].key)
    return (facts.item, person, facts.calendar.today(at)) if person is not None and at is not None else None


def _next_step(facts: ItemFacts) -> str:
    if not facts.chain:
        return "no_path"
    if facts.clock_stopped:
        return "blocked_late"
    owed = next_packet(facts)
    if owed is not None:
        return f"next_{owed[0].recipient.step}"
    return "late"


# --- App Home -------------------------------------------------------------------------


def home(session: Session, person: Person, now: datetime, *, first_visit: bool = False) -> homes.Home:
    """What somebody owes, asked for, and leads."""
    calendar = calendar_of(session, person)
    today = calendar.today(now)
    asked = queries.open_items_asked(session, person.team_id, person.id)
    owners = queries.people(session, [item.owner_id for item in asked])
    rooms = queries.private_rooms(session, person.team_id, person.slack_id)
    mine = [p for p in queries.projects(session, person.team_id) if person.id in (p.lead_id, p.sponsor_id)]
    week = calendar.at(today - timedelta(days=today.weekday()), calendar.opens.min)
    return homes.build(
        person,
        today,
        now,
        queries.open_items_of(session, person.team_id, person.id),
        [(item, owners.get(item.owner_id or 0)) for item in asked],
        [p for p in mine if may_see(person, p, rooms) or person.id in (p.lead_id, p.sponsor_id)],
        waiting=_waiting_for_answer(session, person),
        done_this_week=_done_since(session, person, week),
        first_visit=first_visit,
    )


def _waiting_for_answer(session: Session, person: Person) -> Sequence[Item]:
    return session.exec(
        select(Item)
        .join(Line, col(Line.item_id) == Item.id)
        .join(Escalation, col(Escalation.id) == Line.escalation_id)
        .where(Line.team_id == person.team_id, Line.person_id == person.id, Line.kind == LineKind.PACKET)
        .where(col(Escalation.answered_at).is_(None), col(Escalation.void_at).is_(None))
        .where(col(Item.closed_at).is_(None), Item.commitment == Line.commitment)
        .distinct()
    ).all()


def _done_since(session: Session, person: Person, since: datetime) -> int:
    return session.exec(
        select(func.count())
        .select_from(Item)
        .where(Item.team_id == person.team_id, Item.owner_id == person.id, Item.state == "done")
        .where(col(Item.closed_at) >= since)
    ).one()
