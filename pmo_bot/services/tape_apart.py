"""Events that are no columns of one row: what each makes, and how it is taken back.

A new one is a function here and a line in `APART`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from pmo_bot.model import (
    Absence,
    Account,
    Artefact,
    ChannelMember,
    Contingency,
    Decision,
    DecisionPerson,
    Event,
    Freeze,
    Lesson,
    Link,
    Mitigation,
    Part,
    Policy,
    Risk,
    Template,
)
from pmo_bot.services import requirements
from pmo_bot.services.lessons import forget_about, write_about
from pmo_bot.services.tags import write_skills
from pmo_bot.services.tape_pairs import replay_pair
from pmo_bot.services.tape_rows import WHAT, Keeps, change, replay_row, take_away


def _link(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    if "on" in away:
        session.exec(delete(Link).where(col(Link.item_id) == event.item_id, col(Link.on_id) == away["on"]))
    if "on" in to:
        session.add(Link(team_id=event.team_id, item_id=event.item_id or 0, on_id=to["on"]))
    session.flush()


def _policy(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """A version is there once it is made; the one before was there already."""
    same = (col(Policy.team_id) == event.team_id, col(Policy.project_id).is_not_distinct_from(event.project_id))
    session.exec(delete(Policy).where(*same, col(Policy.version) > to["version"]))
    known = session.exec(select(Policy.id).where(*same, Policy.version == to["version"])).first()
    if known is None and to["version"] > away["version"]:
        session.add(
            Policy(team_id=event.team_id, project_id=event.project_id, version=to["version"], body=dict(to["body"]),
                   from_at=event.happened_at, by_id=event.actor_id)
        )  # fmt: skip
    session.flush()


def _absence(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    def same(told: Mapping[str, Any]) -> Absence:
        return Absence.model_validate({**told, "id": 0, "team_id": event.team_id})

    if "first" in away:
        gone = same(away)
        mine = (Absence.team_id == event.team_id, Absence.person_id == gone.person_id)
        row = session.exec(select(Absence).where(*mine, Absence.first == gone.first, Absence.last == gone.last)).first()
        if row is not None:
            session.delete(row)
    if "first" in to:
        session.add(Absence(**{**same(to).model_dump(), "id": None}))
    session.flush()


def _members(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    here = (col(ChannelMember.team_id) == event.team_id, col(ChannelMember.channel) == to["channel"])
    session.exec(delete(ChannelMember).where(*here))
    known = select(Account.slack_id).where(Account.team_id == event.team_id, col(Account.id).in_(to["members"]))
    there = session.exec(known).all()
    session.add_all(ChannelMember(team_id=event.team_id, channel=to["channel"], slack_id=one) for one in there)
    session.flush()


def _seen(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    decision = session.get(Decision, event.decision_id) if event.decision_id is not None else None
    at = datetime.fromisoformat(to["seen_at"]) if to.get("seen_at") else None
    if decision is not None:
        mine = (col(DecisionPerson.team_id) == event.team_id, col(DecisionPerson.number) == decision.number)
        session.exec(
            update(DecisionPerson)
            .where(*mine, col(DecisionPerson.person_id) == event.person_id, col(DecisionPerson.part) != Part.CONSULTED)
            .values(seen_at=at)
        )


def _freeze(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """One that is set is a row, whose words the tape keeps meanwhile; one that is lifted is a column of it."""
    row_id = to.get("freeze") or away.get("freeze")
    row = session.get(Freeze, row_id)
    if event.what == "freeze.lifted" and row is not None:
        change(row, {"lifted_at": to["lifted_at"]})
        session.add(row)
    elif not to:
        take_away(session, tape, Freeze, row_id)
    elif row is None and (kept := tape.rows.get((Freeze, row_id or 0))) is not None:
        session.add(Freeze(**{**kept, "lifted_at": None}))
    session.flush()


def _lesson(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """A row, whose words the tape keeps meanwhile, with what it is about."""
    row_id = to.get("lesson") or away.get("lesson")
    if not to:
        forget_about(session, row_id or 0)
        take_away(session, tape, Lesson, row_id)
    elif (kept := tape.rows.get((Lesson, row_id or 0))) is not None:
        lesson = Lesson(**kept)
        session.add(lesson)
        session.flush()
        write_about(session, lesson, to.get("tags", ()))


def _template(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """A version that was kept is a row, whose words the tape keeps meanwhile."""
    row_id = to.get("template") or away.get("template")
    if not to:
        take_away(session, tape, Template, row_id)
    elif (kept := tape.rows.get((Template, row_id or 0))) is not None:
        session.add(Template(**kept))
        session.flush()


def _measure(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    same = (col(Mitigation.team_id) == event.team_id, col(Mitigation.risk_id) == event.item_id)
    if "measure" in away:
        session.exec(delete(Mitigation).where(*same, col(Mitigation.item_id) == away["measure"]))
    if "measure" in to:
        session.add(Mitigation(team_id=event.team_id, risk_id=event.item_id or 0, item_id=to["measure"]))
    session.flush()


def _activated(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """The lines of the plan that counts name what was made of them."""
    risk = session.get_one(Risk, event.item_id)
    change(risk, to)
    session.add(risk)
    lines = select(Contingency).where(Contingency.team_id == event.team_id, Contingency.risk_id == event.item_id)
    for line in session.exec(lines.where(Contingency.plan == risk.plan)):
        line.item_id = to.get("made", {}).get(str(line.position))
        session.add(line)
    session.flush()


def _artefact(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    if "artefact" in away:
        take_away(session, tape, Artefact, away["artefact"])
    kept = tape.rows.get((Artefact, to.get("artefact", 0)))
    if kept is not None:
        session.add(Artefact(**kept))
        session.flush()


def _requirements(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    requirements.replay(session, event, list(to["requirements"]))


def _told_only(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """It changed nothing that happens again: who was brought together, or who let the bot or a program look in."""


def _skills(session: Session, tape: Keeps, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    write_skills(session, event.team_id, event.person_id or 0, list(to["skills"]))


APART = {
    "item.together": _told_only,
    "decision.together": _told_only,
    "workspace.installed": _told_only,
    "person.calendar": _told_only,
    "workspace.uninstalled": _told_only,
    "item.linked": _link,
    "item.unlinked": _link,
    "policy.changed": _policy,
    "person.absent": _absence,
    "person.back": _absence,
    "channel.members": _members,
    "decision.seen": _seen,
    "freeze.set": _freeze,
    "freeze.lifted": _freeze,
    "lesson.learned": _lesson,
    "template.kept": _template,
    "risk.measured": _measure,
    "risk.activated": _activated,
    "gate.required": _artefact,
    **dict.fromkeys(WHAT, replay_row),
    "person.skilled": _skills,
    "item.tagged": _requirements,
    "decision.tagged": _requirements,
    "pair.answered": replay_pair,
}
"""Called with what is to be, and with what is to go: back with `before, after`, on again with `after, before`."""
