"""Read digests: what happened in projects since the ones before, and how they stand.

Two hundred take as many queries as one: a digest alone is the batch of one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from sqlmodel import Session

from pmo_bot.model import Decision, Item, Person, Project
from pmo_bot.rules.digest import build
from pmo_bot.rules.digest_facts import DigestFacts
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.services import (
    reading_conflicts,
    reading_decided,
    reading_objections,
    reading_since,
    reading_value,
)
from pmo_bot.services.digest_batch import Batch, Report, batch
from pmo_bot.services.evidence import evidence
from pmo_bot.services.reading_awaited import Awaited, awaited
from pmo_bot.services.reading_colours import declared, kept
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.services.reading_suggestions import lacks
from pmo_bot.services.risk_facts import handled
from pmo_bot.store import queries

TODAY: Mapping[int, date] = MappingProxyType({})
"""Every report is for the day on which it is read."""


def digest(session: Session, project: Project, now: datetime, day: date | None = None) -> Digest:
    """The digest of a project as of now; `day` is the one that it is for, where that is not today."""
    return digests(session, [project], now, {project.id: day} if day is not None else TODAY)[project.id]


def digests(
    session: Session, projects: Sequence[Project], now: datetime, days: Mapping[int, date] = TODAY
) -> dict[int, Digest]:
    """By id: the digests of some projects of one workspace as of now; `days` are those that they are for."""
    found = facts_of(batch(session, projects, now, days)) if projects else ()
    return {facts.project.id: build(facts) for facts in found}


def facts_of(batch: Batch) -> Iterator[DigestFacts]:
    """All that each digest may say."""
    session, team = batch.session, batch.team
    closed, said_done = reading_since.closed(batch), reading_since.awaited(batch)
    changes, happened = reading_since.changes(batch), reading_since.happened(batch)
    decisions, phases = reading_since.decisions(batch), reading_since.phases(batch)
    waiting = awaited(batch)
    questions, idle, chosen = (
        reading_decided.questions(batch),
        reading_decided.idle(batch),
        reading_decided.chosen(batch),
    )
    read = reading_decided.readers(session, team, [one.number for many in decisions.values() for one in many])
    objections, conflicts = reading_objections.of_projects(batch), reading_conflicts.of_projects(batch)
    value, lacked = reading_value.of_projects(session, batch.projects), lacks(batch)
    said, stays = declared(session, batch.projects), kept(session, batch.projects, batch.now)
    on_record = evidence(session, batch.projects, batch.open, batch.days, batch.now)
    risks, ready = handled(session, team, batch.items), readiness(session, team, batch.items)
    people = _people(batch, closed, said_done, decisions, waiting)
    for project in batch.projects:
        one, reports = project.id, batch.reports[project.id]
        yield DigestFacts(
            project=project,
            calendar=batch.calendars[one],
            day=batch.days[one],
            since=batch.since[one],
            people=people,
            open=batch.open[one],
            closed=closed.get(one, ()),
            events=changes.get(one, ()),
            awaited=said_done.get(one, ()),
            happened=happened.get(one, {}),
            decisions=decisions.get(one, ()),
            asked=waiting.escalations.get(one, ()),
            questions=questions.get(one, ()),
            idle=idle.get(one, ()),
            chosen=chosen,
            read=read,
            words=waiting.words.get(one, ()),
            asked_before=waiting.asked_before,
            next_steps=waiting.next_steps,
            risks=risks,
            weeks=[_week(report) for report in reversed(reports)],
            colours=[report.body.get("health", 0) for report in reports],
            before=reports[0].body if reports else None,
            value=value.get(one, ()),
            declared=said.get(one),
            evidence=on_record[one],
            kept=stays.get(one),
            milestones=[(item, ready[item.id]) for item in batch.open[one] if item.id in ready],
            objections=objections.get(one, ()),
            lacks=lacked.get(one, ()),
            conflicts=conflicts.get(one, ()),
            phase_was=phases.get(one),
        )


def _week(report: Report) -> tuple[date, int, int]:
    """How much of a week was kept on its first date, of how much."""
    return report.on_date, report.body.get("kept", 0), report.body.get("finished", 0)


def _people(
    batch: Batch,
    closed: Mapping[int, Sequence[Item]],
    said_done: Mapping[int, Sequence[Item]],
    decisions: Mapping[int, Sequence[Decision]],
    waiting: Awaited,
) -> Mapping[int, Person]:
    """Everybody whom one of the digests may name."""
    wanted: set[int | None] = {one for project in batch.projects for one in (project.lead_id, project.sponsor_id)}
    for item in batch.items:
        wanted.add(item.owner_id)
        wanted.add(item.blocked_by_id)
    for many in (*closed.values(), *said_done.values()):
        wanted |= {one for item in many for one in (item.owner_id, item.blocked_by_id)}
    for decided in decisions.values():
        wanted |= {decision.decider_id for decision in decided}
    for asked in (*waiting.escalations.values(), *waiting.words.values()):
        wanted |= {person.id for _, person, _ in asked}
    return queries.people(batch.session, batch.team, wanted)
