"""Read a digest: what happened in a project since the one before it, and how it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import (
    MOVES,
    Confirmation,
    Decision,
    DecisionState,
    Escalation,
    Event,
    Item,
    Person,
    Phase,
    Project,
    Snapshot,
)
from pmo_bot.rules import digest as digests
from pmo_bot.rules.asks import OWNERS_WORD, is_orphan, pending_now
from pmo_bot.rules.climbing import next_packet, told_in
from pmo_bot.rules.digest_facts import Declared, DigestFacts
from pmo_bot.rules.editions import Told
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.handshake import ELSEWHERE
from pmo_bot.rules.readiness import Readiness
from pmo_bot.services import colours, reading_conflicts, reading_decided, reading_objections, reading_value, updates
from pmo_bot.services.events import note_text
from pmo_bot.services.evidence import evidence
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.services.reading_suggestions import lacks
from pmo_bot.services.risk_facts import handled
from pmo_bot.store import queries


def digest(
    session: Session, project: Project, now: datetime, day: date | None = None, told: Told | None = None
) -> digests.Digest:
    """The digest of a project as of now: since the one before it, or since others were `told` of it."""
    return digests.build(_facts(session, project, now, day, told))


def _facts(
    session: Session, project: Project, now: datetime, day: date | None = None, told: Told | None = None
) -> DigestFacts:
    """All that a digest may say, since the one before it."""
    calendar = project_calendar(session, project)
    reports = _reports(session, project, day or calendar.today(now))
    before = reports[0] if reports else None
    since = before.taken_at if before is not None else now - timedelta(days=7)
    figures: Mapping[str, int] | None = before.body if before is not None else None
    if told is not None:
        since, figures = told.at, told.figures or None
    still_open = queries.open_items_in(session, project.team_id, project.id)
    closed = session.exec(
        select(Item).where(
            Item.team_id == project.team_id, Item.project_id == project.id, col(Item.closed_at) > since, queries.WORK
        )
    ).all()
    awaited = _awaited(session, project)
    chased = _chased(session, project, still_open, calendar.today(now))
    facts = item_facts(gather(session, project.team_id, now, chased), chased)
    asked = [ask for f in facts if (ask := waits_for(session, f)) is not None]
    words = _words(session, project, still_open, now)
    questions = reading_decided.questions(session, project, still_open, calendar)
    decisions = _decisions(session, project, since)
    people = queries.people(
        session,
        project.team_id,
        [i for item in (*still_open, *closed, *awaited) for i in (item.owner_id, item.blocked_by_id)]
        + [project.lead_id, project.sponsor_id]
        + [p.id for _, p, _ in (*asked, *words)]
        + [one.decider_id for one in decisions],
    )
    return DigestFacts(
        project=project,
        calendar=calendar,
        day=calendar.today(now),
        since=since,
        people=people,
        open=still_open,
        closed=closed,
        events=_events(session, project, since),
        awaited=awaited,
        happened=_happened(session, project, since),
        decisions=decisions,
        asked=asked,
        questions=questions,
        idle=reading_decided.idle(session, project, calendar, calendar.today(now)),
        chosen=reading_decided.chosen(session, project),
        read=reading_decided.readers(session, project.team_id, [one.number for one in decisions]),
        words=words,
        asked_before={f.item.id: _asked(session, f)[:-1] for f in facts},
        next_steps={f.item.id: _next_step(f) for f in facts},
        risks=handled(session, project.team_id, still_open),
        weeks=[_week(one) for one in reversed(reports)],
        colours=[one.body.get("health", 0) for one in reports],
        before=figures,
        value=reading_value.of_project(session, project),
        declared=declared(session, project),
        evidence=evidence(session, [project], calendar.today(now), now)[project.id],
        kept=colours.kept(session, project, now),
        milestones=_milestones(session, project, still_open),
        objections=reading_objections.of_project(session, project, still_open, calendar),
        lacks=lacks(session, project, still_open, calendar, calendar.today(now), now),
        conflicts=reading_conflicts.of_project(session, project, still_open, now),
        phase_was=_phase_before(session, project, since),
        note=updates.for_report(session, project, since),
    )


def _milestones(session: Session, project: Project, items: Sequence[Item]) -> list[tuple[Item, Readiness]]:
    ready = readiness(session, project.team_id, items)
    return [(item, ready[item.id]) for item in items if item.id in ready]


def _phase_before(session: Session, project: Project, since: datetime) -> Phase | None:
    """The phase that the project was in before the first change since; None where there was none."""
    moves = select(Event).where(Event.team_id == project.team_id, Event.project_id == project.id)
    first = moves.where(Event.what == "project.phase", Event.happened_at > since).order_by(col(Event.id)).limit(1)
    event = session.exec(first).first()
    return Phase(event.before["phase"]) if event is not None and "phase" in event.before else None


def declared(session: Session, project: Project) -> Declared | None:
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
    return Declared(who, note_text(session, project.team_id, said.note_id if said is not None else None))


def waiting_on(session: Session, project: Project, now: datetime) -> list[tuple[Item, Person, date]]:
    """The project's escalations that wait for an answer: of what, whose, since when."""
    items = _chased(session, project, queries.open_items_in(session, project.team_id, project.id), date.min)
    facts = item_facts(gather(session, project.team_id, now, items), items)
    return [ask for one in facts if (ask := waits_for(session, one)) is not None]


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


def _reports(session: Session, project: Project, before: date) -> Sequence[Snapshot]:
    """What the reports before this one said in numbers, the newest first."""
    mine = (Snapshot.team_id == project.team_id, Snapshot.project_id == project.id, Snapshot.on_date < before)
    newest = select(Snapshot).where(*mine).order_by(col(Snapshot.on_date).desc()).limit(digests.WEEKS_SHOWN)
    return session.exec(newest).all()


def _week(one: Snapshot) -> tuple[date, int, int]:
    """How much of a week was kept on its first date, of how much."""
    return one.on_date, one.body.get("kept", 0), one.body.get("finished", 0)


def _events(session: Session, project: Project, since: datetime) -> Sequence[Event]:
    return session.exec(
        select(Event)
        .where(Event.team_id == project.team_id, Event.project_id == project.id, Event.happened_at > since)
        .where(col(Event.what).in_([*MOVES, "item.blocked", "item.dropped", "item.reopened", "item.happened"]))
        .order_by(col(Event.happened_at), col(Event.id))
    ).all()


def _awaited(session: Session, project: Project) -> Sequence[Item]:
    here = (Item.team_id == project.team_id, Item.project_id == project.id)
    return session.exec(select(Item).where(*here, col(Item.confirmation) == Confirmation.AWAITED)).all()


def _happened(session: Session, project: Project, since: datetime) -> dict[str, int]:
    """To how many items each kind of event happened."""
    rows = session.exec(
        select(Event.what, func.count(func.distinct(col(Event.item_id))))
        .where(Event.team_id == project.team_id, Event.project_id == project.id, Event.happened_at > since)
        .where(col(Event.what).in_(COUNTED), col(Event.item_id).in_(select(Item.id).where(queries.WORK)))
        .group_by(col(Event.what))
    )
    return dict(rows.all())


COUNTED = ("item.accepted", "item.done", "item.confirmed", "item.stood", "item.reopened")


def _decisions(session: Session, project: Project, since: datetime) -> Sequence[Decision]:
    return session.exec(
        select(Decision)
        .where(Decision.team_id == project.team_id, Decision.project_id == project.id, Decision.created_at > since)
        .where(Decision.state != DecisionState.WITHDRAWN)
        .order_by(col(Decision.id))
    ).all()


def waits_for(session: Session, facts: ItemFacts) -> tuple[Item, Person, date] | None:
    """Whose answer an escalation waits for: the last who was told."""
    asked = _asked(session, facts)
    return (facts.item, *asked[-1]) if asked else None


def _words(session: Session, project: Project, items: Sequence[Item], now: datetime) -> list[tuple[Item, Person, date]]:
    """Whose word owners wait for: they offered another date, said “not me”, or asked something."""
    turned = [item for item in items if item.acceptance in ELSEWHERE]
    found = []
    for one in item_facts(gather(session, project.team_id, now, turned), turned):
        asked = next((asked for asked in pending_now(one, now) if asked.kind in OWNERS_WORD), None)
        if asked is not None:
            found.append((one.item, asked.reader.person, one.calendar.today(asked.since)))
    return found


def _asked(session: Session, facts: ItemFacts) -> list[tuple[Person, date]]:
    """Who was asked and has not answered, and when; in order."""
    if not facts.waits_for_answer:
        return []
    found = []
    for line in told_in(facts):
        person = queries.person(session, facts.item.team_id, line.person_id)
        at = (facts.sent_at or {}).get(line.key)
        if person is not None and at is not None:
            found.append((person, facts.calendar.today(at)))
    return found


def _next_step(facts: ItemFacts) -> str:
    if is_orphan(facts):
        return "orphan"
    if not facts.chain:
        return "no_path"
    if facts.lived_with_until is not None:
        return "lived_with"
    if facts.clock_stopped:
        return "blocked_late"
    owed = next_packet(facts)
    if owed is not None:
        return f"next_{owed[0].recipient.step}"
    return "late"
