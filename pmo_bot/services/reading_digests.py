"""Read digests: what happened in projects since the ones before, and how they stand.

Two hundred take as many queries as one: a digest alone is the batch of one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from types import MappingProxyType

from sqlmodel import Session

from pmo_bot.model import AnyItem, Person, Project
from pmo_bot.rules.conflicts import Conflict
from pmo_bot.rules.digest import build
from pmo_bot.rules.digest_facts import Declared, DigestFacts, Objection
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.editions import Told
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.risks import Handled
from pmo_bot.rules.value import ValueLine
from pmo_bot.services import reading_conflicts, reading_objections, reading_value, updates
from pmo_bot.services.digest_batch import Batch, Report, batch
from pmo_bot.services.evidence import evidence
from pmo_bot.services.reading_awaited import Awaited, awaited
from pmo_bot.services.reading_colours import declared, kept
from pmo_bot.services.reading_decided import Decided, decided
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.services.reading_since import Since, since
from pmo_bot.services.reading_suggestions import lacks
from pmo_bot.services.risk_facts import handled

TODAY: Mapping[int, date] = MappingProxyType({})
"""Every report is for the day on which it is read."""
BEFORE: Mapping[int, Told] = MappingProxyType({})
"""Every report tells what is new since the one before it."""


def digest(session: Session, project: Project, now: datetime, day: date | None = None) -> Digest:
    """The digest of a project as of now; `day` is the one that it is for, where that is not today."""
    return digests(session, [project], now, {project.id: day} if day is not None else TODAY)[project.id]


def digests(
    session: Session,
    projects: Sequence[Project],
    now: datetime,
    days: Mapping[int, date] = TODAY,
    told: Mapping[int, Told] = BEFORE,
) -> dict[int, Digest]:
    """By id: the digests of some projects of one workspace as of now.

    `days` are those that they are for; `told` is what others were told of a project last, where it is for them.
    """
    found = facts_of(batch(session, projects, now, days, told)) if projects else ()
    return {facts.project.id: build(facts) for facts in found}


def facts_of(batch: Batch) -> Iterator[DigestFacts]:
    """All that each digest may say."""
    parts = _read(batch)
    return (_facts(batch, parts, project) for project in batch.projects)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the digests are put together from; by project, where nothing else is said."""

    since: Since
    awaited: Awaited
    decided: Decided
    objections: Mapping[int, Sequence[Objection]]
    conflicts: Mapping[int, Sequence[Conflict]]
    value: Mapping[int, Sequence[ValueLine]]
    lacks: Mapping[int, Sequence[tuple[str, Sequence[AnyItem]]]]
    notes: Mapping[int, Declared]
    declared: Mapping[int, Declared]
    kept: Mapping[int, Declared]
    evidence: Mapping[int, Evidence]
    ready: Mapping[int, Readiness]
    """By milestone."""
    risks: Mapping[int, Handled]
    """By item."""
    people: Mapping[int, Person]
    """Everybody whom one of the digests may name."""


def _read(batch: Batch) -> Parts:
    news, waiting = since(batch), awaited(batch)
    return Parts(
        since=news,
        awaited=waiting,
        decided=decided(batch, chain.from_iterable(news.decisions.values())),
        objections=reading_objections.of_projects(batch),
        conflicts=reading_conflicts.of_projects(batch),
        value=reading_value.of_projects(batch.session, batch.projects),
        lacks=lacks(batch),
        notes=updates.for_reports(batch),
        declared=declared(batch.session, batch.projects),
        kept=kept(batch.session, batch.projects, batch.now),
        evidence=evidence(batch.session, batch.projects, batch.open, batch.days, batch.now),
        ready=readiness(batch.session, batch.team, batch.items),
        risks=handled(batch.session, batch.team, batch.items),
        people=_people(batch, news, waiting),
    )


def _people(batch: Batch, news: Since, waiting: Awaited) -> Mapping[int, Person]:
    named = {one for project in batch.projects for one in (project.lead_id, project.sponsor_id)}
    for item in chain[AnyItem](batch.items, news.items()):
        named.add(item.owner_id)
        named.add(item.blocked_by_id)
    named |= {one.decider_id for many in news.decisions.values() for one in many}
    named |= {person.id for _, person, _ in waiting.everything()}
    return batch.people(named)


def _facts(batch: Batch, parts: Parts, project: Project) -> DigestFacts:
    one, reports, news = project.id, batch.reports[project.id], parts.since
    return DigestFacts(
        project=project,
        calendar=batch.calendars[one],
        day=batch.days[one],
        since=batch.since[one],
        people=parts.people,
        open=batch.open[one],
        closed=news.closed.get(one, ()),
        events=news.changes.get(one, ()),
        awaited=news.awaited.get(one, ()),
        happened=news.happened.get(one, {}),
        decisions=news.decisions.get(one, ()),
        phase_was=news.phases.get(one),
        note=parts.notes.get(one),
        asked=parts.awaited.escalations.get(one, ()),
        words=parts.awaited.words.get(one, ()),
        asked_before=parts.awaited.asked_before,
        next_steps=parts.awaited.next_steps,
        questions=parts.decided.questions.get(one, ()),
        idle=parts.decided.idle.get(one, ()),
        chosen=parts.decided.chosen,
        read=parts.decided.read,
        weeks=[_week(report) for report in reversed(reports)],
        colours=[report.body.get("health", 0) for report in reports],
        before=batch.before[one],
        declared=parts.declared.get(one),
        kept=parts.kept.get(one),
        evidence=parts.evidence[one],
        milestones=[(item, parts.ready[item.id]) for item in batch.open[one] if item.id in parts.ready],
        risks=parts.risks,
        value=parts.value.get(one, ()),
        objections=parts.objections.get(one, ()),
        lacks=parts.lacks.get(one, ()),
        conflicts=parts.conflicts.get(one, ()),
    )


def _week(report: Report) -> tuple[date, int, int]:
    """How much of a week was kept on its first date, of how much."""
    return report.on_date, report.body.get("kept", 0), report.body.get("finished", 0)
